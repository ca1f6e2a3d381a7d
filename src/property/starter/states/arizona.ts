import {
  electrificationRebates,
  type StateFacts,
  share,
  unstated,
  weatherizationAssistance,
} from '../facts.ts';

export const arizona: StateFacts = {
  state: 'AZ',
  territories: [
    {
      key: 'az-aps',
      name: 'Arizona Public Service',
      aliases: ['APS'],
      eiaid: 803,
      cities: ['Litchfield Park', 'Flagstaff', 'Yuma', 'Prescott'],
    },
    {
      key: 'az-srp',
      name: 'Salt River Project',
      aliases: ['SRP'],
      eiaid: 16572,
      cities: ['Gilbert', 'Queen Creek'],
    },
    { key: 'az-tep', name: 'Tucson Electric Power', aliases: ['TEP'], eiaid: 24211, cities: ['Tucson'] },
  ],
  authorities: [
    { key: 'az-resiliency', name: 'Arizona Governor’s Office of Resiliency', kind: 'state' },
    { key: 'az-housing', name: 'Arizona Department of Housing', kind: 'state' },
    { key: 'az-revenue', name: 'Arizona Department of Revenue', kind: 'state' },
    { key: 'az-srp', name: 'Salt River Project', kind: 'utility', territories: ['az-srp'] },
    { key: 'az-aps', name: 'Arizona Public Service', kind: 'utility', territories: ['az-aps'] },
    { key: 'az-tep', name: 'Tucson Electric Power', kind: 'utility', territories: ['az-tep'] },
  ],
  programs: [
    weatherizationAssistance('AZ', 'az-housing'),
    {
      key: 'starter_az_hear',
      name: 'Efficiency Arizona (HEAR)',
      url: 'https://efficiencyarizona.com/',
      authority: 'az-resiliency',
      buildings: ['RESIDENTIAL'],
      tiers: electrificationRebates('AZ', '2024-12', ['HEAT-PUMP', 'WATER', 'STOVE', 'PANEL', 'WIRING']),
    },
    {
      key: 'starter_az_solar_credit',
      name: 'Arizona Credit for Solar Energy Devices',
      url: 'https://azdor.gov/forms/tax-credits-forms/credit-solar-energy-credit',
      authority: 'az-revenue',
      tiers: [
        {
          key: 'STARTER-AZ-SOLAR',
          items: ['rooftop_solar_installation', 'solar_water_heater'],
          amount: share(0.25, 1000),
          owners: ['homeowner'],
          payment: 'tax_credit',
          requirements: ['Arizona income tax owed'],
          text: '25% of the cost, up to $1,000, off state income tax',
        },
      ],
    },
    {
      key: 'starter_az_srp_home',
      name: 'SRP Home Energy Rebates',
      url: 'https://www.srpnet.com/energy-savings-rebates/home/rebates',
      authority: 'az-srp',
      tiers: [
        {
          key: 'STARTER-AZ-SRP',
          items: [
            'ducted_heat_pump',
            'heat_pump_water_heater',
            'smart_thermostat',
            'electric_vehicle_charger',
            'duct_sealing',
          ],
          amount: unstated(),
          text: 'Rebates on heat pumps, water heaters, thermostats and EV chargers',
        },
      ],
    },
    {
      key: 'starter_az_tep_home',
      name: 'TEP Efficient Home',
      url: 'https://www.tep.com/efficient-home-program/',
      authority: 'az-tep',
      tiers: [
        {
          key: 'STARTER-AZ-TEP',
          items: ['ducted_heat_pump', 'duct_sealing', 'air_sealing'],
          amount: unstated(),
          requirements: ['work by a participating contractor'],
          text: 'Rebates on heat pumps, duct and air sealing',
        },
      ],
    },
    {
      key: 'starter_az_aps_thermostat',
      name: 'APS Cool Rewards',
      url: 'https://www.aps.com/en/Residential/Save-Money-and-Energy/Cool-Rewards',
      authority: 'az-aps',
      tiers: [
        {
          key: 'STARTER-AZ-APS',
          items: ['smart_thermostat'],
          amount: unstated(),
          requirements: ['thermostat enrolled for peak events'],
          text: 'Bill credits for a smart thermostat that helps at peaks',
        },
      ],
    },
  ],
};
