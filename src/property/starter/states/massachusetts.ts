import {
  airHeatPumps,
  insulation,
  perUnit,
  type StateFacts,
  share,
  unstated,
  weatherizationAssistance,
} from '../facts.ts';

const massSaveCustomer = 'electric customer of Eversource, National Grid, Unitil or Cape Light Compact';

export const massachusetts: StateFacts = {
  state: 'MA',
  territories: [
    {
      key: 'ma-eversource',
      name: 'Eversource',
      aliases: ['NSTAR Electric', 'Western Massachusetts Electric'],
      cities: [
        'Boston',
        'Cambridge',
        'Brookline',
        'Springfield',
        'Yarmouth',
        'South Yarmouth',
        'West Yarmouth',
        'Newton',
      ],
    },
    {
      key: 'ma-national-grid',
      name: 'National Grid',
      aliases: ['Massachusetts Electric'],
      eiaid: 11804,
      cities: ['Quincy', 'Worcester', 'Medford', 'Lowell', 'Malden'],
    },
  ],
  authorities: [
    { key: 'ma-mass-save', name: 'Mass Save', kind: 'other' },
    { key: 'ma-doer', name: 'Massachusetts Department of Energy Resources', kind: 'state' },
    { key: 'ma-dor', name: 'Massachusetts Department of Revenue', kind: 'state' },
    {
      key: 'ma-eohlc',
      name: 'Massachusetts Executive Office of Housing and Livable Communities',
      kind: 'state',
    },
  ],
  programs: [
    weatherizationAssistance('MA', 'ma-eohlc'),
    {
      key: 'starter_ma_heat_pump',
      name: 'Mass Save Air Source Heat Pump Rebates',
      url: 'https://www.masssave.com/residential/rebates-and-incentives/air-source-heat-pumps',
      authority: 'ma-mass-save',
      tiers: [
        {
          key: 'STARTER-MA-ASHP-WHOLE',
          items: airHeatPumps,
          amount: perUnit(2650, 'ton', 8500),
          starts: '2026',
          ends: '2026',
          requirements: [massSaveCustomer, 'heat pump is the only source of heating and cooling'],
          text: 'Whole-home air source heat pump, $2,650 per ton up to $8,500',
        },
        {
          key: 'STARTER-MA-ASHP-PARTIAL',
          items: airHeatPumps,
          amount: perUnit(1125, 'ton', 8500),
          starts: '2026',
          ends: '2026',
          requirements: [massSaveCustomer, 'heat pump works beside the heating in place'],
          text: 'Partial-home air source heat pump, $1,125 per ton up to $8,500',
        },
      ],
    },
    {
      key: 'starter_ma_weatherization',
      name: 'Mass Save Home Energy Assessment and Weatherization',
      url: 'https://www.masssave.com/residential/programs-and-services/home-energy-assessments',
      authority: 'ma-mass-save',
      tiers: [
        {
          key: 'STARTER-MA-ASSESSMENT',
          items: ['energy_audit'],
          amount: share(1),
          requirements: [massSaveCustomer],
          text: 'Home energy assessment at no cost',
        },
        {
          key: 'STARTER-MA-INSULATION',
          items: [...insulation, 'air_sealing'],
          amount: share(0.75),
          requirements: [massSaveCustomer, 'recommended by a home energy assessment'],
          text: '75% off insulation and no-cost air sealing',
        },
      ],
    },
    {
      key: 'starter_ma_water_heater',
      name: 'Mass Save Heat Pump Water Heater Rebate',
      url: 'https://www.masssave.com/residential/rebates-and-incentives/heat-pump-water-heaters',
      authority: 'ma-mass-save',
      tiers: [
        {
          key: 'STARTER-MA-HPWH',
          items: ['heat_pump_water_heater'],
          amount: unstated(),
          requirements: [massSaveCustomer],
          text: 'Rebate on an ENERGY STAR heat pump water heater',
        },
      ],
    },
    {
      key: 'starter_ma_connected_solutions',
      name: 'ConnectedSolutions',
      url: 'https://www.masssave.com/residential/rebates-and-incentives/connectedsolutions-batteries',
      authority: 'ma-mass-save',
      tiers: [
        {
          key: 'STARTER-MA-BATTERY',
          items: ['battery_storage_installation'],
          amount: perUnit(275, 'kilowatt'),
          payment: 'performance_rebate',
          requirements: [massSaveCustomer],
          text: '$275 a year per kilowatt that the battery gives at summer peaks',
        },
      ],
    },
    {
      key: 'starter_ma_solar_credit',
      name: 'Massachusetts Residential Energy Credit',
      url: 'https://www.mass.gov/info-details/massachusetts-tax-credits-for-individuals-and-businesses',
      authority: 'ma-dor',
      tiers: [
        {
          key: 'STARTER-MA-SOLAR-CREDIT',
          items: ['rooftop_solar_installation', 'solar_water_heater'],
          amount: share(0.15, 1000),
          owners: ['homeowner'],
          payment: 'tax_credit',
          requirements: ['principal residence, Massachusetts income tax owed'],
          text: '15% of the net cost, up to $1,000, off state income tax',
        },
      ],
    },
    {
      key: 'starter_ma_smart',
      name: 'Solar Massachusetts Renewable Target (SMART)',
      url: 'https://www.mass.gov/solar-massachusetts-renewable-target-smart',
      authority: 'ma-doer',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'COMMERCIAL', 'MANUFACTURED_HOME'],
      tiers: [
        {
          key: 'STARTER-MA-SMART',
          items: ['rooftop_solar_installation'],
          amount: unstated(),
          payment: 'performance_rebate',
          text: 'Payment for each kilowatt-hour of solar power over the term',
        },
      ],
    },
    {
      key: 'starter_ma_mor_ev',
      name: 'MOR-EV',
      url: 'https://mor-ev.org/',
      authority: 'ma-doer',
      tiers: [
        {
          key: 'STARTER-MA-MOREV',
          items: ['new_electric_vehicle', 'used_electric_vehicle'],
          amount: unstated(),
          requirements: ['price within the limit; used vehicles: income within the limit'],
          text: 'Rebate on a new electric vehicle, or a used one for households of low income',
        },
      ],
    },
  ],
};
