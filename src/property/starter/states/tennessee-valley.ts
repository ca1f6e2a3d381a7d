import { fixed, type ProgramFacts, share, unstated, weatherization } from '../facts.ts';

const tvaUrl = 'https://energyright.com/residential/rebates/';
export const tvaCustomer =
  'served by a local power company of the Tennessee Valley Authority that takes part';

/** What TVA offers through the local power companies of a state. */
export const tva = (state: string): ProgramFacts[] => [
  {
    key: `starter_${state.toLowerCase()}_tva_rebates`,
    name: 'TVA EnergyRight Home Energy Rebates',
    url: tvaUrl,
    authority: `${state.toLowerCase()}-tva`,
    tiers: [
      {
        key: `STARTER-${state}-TVA-ASHP`,
        items: ['ducted_heat_pump'],
        amount: fixed(1500),
        requirements: [
          tvaCustomer,
          'TVA Preferred model in place of electric heating, by a contractor of its network',
        ],
        text: 'TVA Preferred air source heat pump, $1,500',
      },
      {
        key: `STARTER-${state}-TVA-GEOTHERMAL`,
        items: ['geothermal_heating_installation'],
        amount: fixed(1500),
        requirements: [tvaCustomer, 'in place of electric heating'],
        text: 'Geothermal heat pump, $1,500',
      },
      {
        key: `STARTER-${state}-TVA-MINI-SPLIT`,
        items: ['ductless_heat_pump'],
        amount: unstated(),
        requirements: [tvaCustomer, '17 SEER2 or higher'],
        text: 'Mini split heat pump',
      },
      {
        key: `STARTER-${state}-TVA-WATER`,
        items: ['heat_pump_water_heater'],
        amount: unstated(),
        requirements: [tvaCustomer],
        text: 'Discount at the store on a heat pump water heater',
      },
      {
        key: `STARTER-${state}-TVA-ENVELOPE`,
        items: ['attic_or_roof_insulation', 'air_sealing', 'duct_sealing'],
        amount: unstated(),
        requirements: [tvaCustomer],
        text: 'Attic insulation, air sealing, duct sealing',
      },
    ],
  },
  {
    key: `starter_${state.toLowerCase()}_tva_uplift`,
    name: 'TVA EnergyRight Home Uplift',
    url: 'https://energyright.com/residential/home-uplift/',
    authority: `${state.toLowerCase()}-tva`,
    tiers: [
      {
        key: `STARTER-${state}-TVA-UPLIFT`,
        items: [...weatherization, 'ducted_heat_pump'],
        amount: share(1),
        payment: 'assistance_program',
        requirements: [tvaCustomer, 'household income within the limit of the program'],
        text: 'Home energy work at no cost for households of low income',
      },
    ],
  },
];
