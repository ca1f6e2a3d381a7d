import {
  airHeatPumps,
  electrificationRebates,
  perUnit,
  type StateFacts,
  share,
  unstated,
  weatherization,
  weatherizationAssistance,
} from '../facts.ts';

const californiaUtilities = ['ca-pge', 'ca-sce', 'ca-sdge'];

export const california: StateFacts = {
  state: 'CA',
  territories: [
    {
      key: 'ca-pge',
      name: 'Pacific Gas & Electric',
      aliases: ['PG&E', 'Pacific Gas and Electric'],
      eiaid: 14328,
      cities: [
        'Oakland',
        'Fremont',
        'Berkeley',
        'Hayward',
        'San Leandro',
        'Union City',
        'Livermore',
        'Castro Valley',
        'Pleasanton',
        'Cupertino',
        'Mountain View',
        'Bakersfield',
        'Fresno',
        'Grass Valley',
      ],
    },
    {
      key: 'ca-sce',
      name: 'Southern California Edison',
      aliases: ['SCE'],
      eiaid: 17609,
      cities: ['Orange', 'Santa Ana', 'Carson', 'Long Beach'],
    },
    {
      key: 'ca-sdge',
      name: 'San Diego Gas & Electric',
      aliases: ['SDG&E'],
      eiaid: 16609,
      cities: ['San Diego', 'Chula Vista'],
    },
    {
      key: 'ca-ladwp',
      name: 'Los Angeles Department of Water and Power',
      aliases: ['LADWP'],
      eiaid: 11208,
      cities: ['Los Angeles'],
    },
    {
      key: 'ca-smud',
      name: 'Sacramento Municipal Utility District',
      aliases: ['SMUD'],
      eiaid: 16534,
      cities: ['Sacramento'],
    },
    { key: 'ca-amp', name: 'Alameda Municipal Power', cities: ['Alameda'] },
    { key: 'ca-cpau', name: 'City of Palo Alto Utilities', cities: ['Palo Alto'] },
  ],
  authorities: [
    { key: 'ca-csd', name: 'California Department of Community Services and Development', kind: 'state' },
    {
      key: 'ca-cpuc',
      name: 'California Public Utilities Commission',
      kind: 'other',
      territories: californiaUtilities,
    },
    { key: 'ca-cec', name: 'California Energy Commission', kind: 'state' },
    {
      key: 'ca-smud',
      name: 'Sacramento Municipal Utility District',
      kind: 'utility',
      territories: ['ca-smud'],
    },
    {
      key: 'ca-ladwp',
      name: 'Los Angeles Department of Water and Power',
      kind: 'utility',
      territories: ['ca-ladwp'],
    },
    { key: 'ca-amp', name: 'Alameda Municipal Power', kind: 'utility', territories: ['ca-amp'] },
  ],
  programs: [
    weatherizationAssistance('CA', 'ca-csd'),
    {
      key: 'starter_ca_esa',
      name: 'Energy Savings Assistance',
      url: 'https://www.cpuc.ca.gov/consumer-support/financial-assistance-savings-and-discounts/energy-savings-assistance',
      authority: 'ca-cpuc',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'],
      tiers: [
        {
          key: 'STARTER-CA-ESA',
          items: weatherization,
          amount: share(1),
          payment: 'assistance_program',
          requirements: ['household income at or below 250% of the federal poverty guidelines'],
          text: 'Weatherization and efficient appliances at no cost for customers of low income',
        },
      ],
    },
    {
      key: 'starter_ca_dac_sash',
      name: 'Disadvantaged Communities - Single-family Affordable Solar Homes',
      url: 'https://www.cpuc.ca.gov/industries-and-topics/electrical-energy/demand-side-management/customer-generation/solar-in-disadvantaged-communities',
      authority: 'ca-cpuc',
      buildings: ['RESIDENTIAL'],
      tiers: [
        {
          key: 'STARTER-CA-DAC-SASH',
          items: ['rooftop_solar_installation'],
          amount: perUnit(3, 'watt'),
          owners: ['homeowner'],
          payment: 'assistance_program',
          requirements: [
            'home in a disadvantaged community, household income within the limit of CARE or FERA',
          ],
          text: 'Rooftop solar, $3 per watt, for homeowners of low income',
        },
      ],
    },
    {
      key: 'starter_ca_sgip',
      name: 'Self-Generation Incentive Program, residential equity',
      url: 'https://www.selfgenca.com/',
      authority: 'ca-cpuc',
      tiers: [
        {
          key: 'STARTER-CA-SGIP',
          items: ['battery_storage_installation'],
          amount: perUnit(1100, 'kilowatt_hour'),
          requirements: [
            'household income at or below 80% of the area median',
            'budget not used up (waitlists are usual)',
          ],
          text: 'Home battery, $1,100 per kilowatt-hour, for households of low income',
        },
      ],
    },
    {
      key: 'starter_ca_golden_state',
      name: 'Golden State Rebates',
      url: 'https://goldenstaterebates.com/',
      authority: 'ca-cpuc',
      tiers: [
        {
          key: 'STARTER-CA-GOLDEN-STATE',
          items: ['heat_pump_water_heater', 'smart_thermostat'],
          amount: unstated(),
          text: 'Coupon at the store on heat pump water heaters and smart thermostats',
        },
      ],
    },
    {
      key: 'starter_ca_heehra_multifamily',
      name: 'California HEEHRA, multifamily',
      url: 'https://techcleanca.com/heehra/',
      authority: 'ca-cec',
      buildings: ['MULTIFAMILY'],
      tiers: electrificationRebates('CA', ['HEAT-PUMP', 'WATER', 'STOVE', 'DRYER', 'PANEL', 'WIRING']),
    },
    {
      key: 'starter_ca_smud',
      name: 'SMUD Home Rebates',
      url: 'https://www.smud.org/Rebates-and-Savings-Tips/Rebates-for-My-Home',
      authority: 'ca-smud',
      tiers: [
        {
          key: 'STARTER-CA-SMUD',
          items: [
            ...airHeatPumps,
            'heat_pump_water_heater',
            'electric_stove',
            'electric_panel',
            'electric_vehicle_charger',
          ],
          amount: unstated(),
          text: 'Rebates on heat pumps, induction cooking, panels and EV charging',
        },
      ],
    },
    {
      key: 'starter_ca_ladwp',
      name: 'LADWP Home Rebates',
      url: 'https://www.ladwp.com/residential-services/programs-and-rebates-residential',
      authority: 'ca-ladwp',
      tiers: [
        {
          key: 'STARTER-CA-LADWP',
          items: [
            ...airHeatPumps,
            'heat_pump_water_heater',
            'electric_vehicle_charger',
            'used_electric_vehicle',
            'cool_roof',
            'window_replacement',
          ],
          amount: unstated(),
          text: 'Rebates on efficient products, EV chargers and used electric vehicles',
        },
      ],
    },
    {
      key: 'starter_ca_amp',
      name: 'Alameda Municipal Power Home Rebates',
      url: 'https://www.alamedamp.com/176/For-Your-Home',
      authority: 'ca-amp',
      tiers: [
        {
          key: 'STARTER-CA-AMP',
          items: [...airHeatPumps, 'heat_pump_water_heater', 'electric_panel', 'electric_vehicle_charger'],
          amount: unstated(),
          text: 'Rebates on heat pumps, panels and EV charging in Alameda',
        },
      ],
    },
  ],
};
