import { airHeatPumps, fixed, type StateFacts, weatherizationAssistance } from '../facts.ts';

export const alaska: StateFacts = {
  state: 'AK',
  territories: [
    {
      key: 'ak-chugach',
      name: 'Chugach Electric Association',
      aliases: ['Anchorage Municipal Light & Power'],
      eiaid: 3522,
      cities: ['Anchorage'],
    },
    {
      key: 'ak-hea',
      name: 'Homer Electric Association',
      aliases: ['HEA'],
      cities: ['Homer', 'Kenai', 'Soldotna'],
    },
  ],
  authorities: [
    { key: 'ak-ahfc', name: 'Alaska Housing Finance Corporation', kind: 'state' },
    { key: 'ak-hea', name: 'Homer Electric Association', kind: 'utility', territories: ['ak-hea'] },
  ],
  programs: [
    weatherizationAssistance('AK', 'ak-ahfc'),
    {
      key: 'starter_ak_hea_heat_pump',
      name: 'HEA Heat Pump Rebate',
      url: 'https://www.homerelectric.com/energy-efficiency/heat-pump-program/',
      authority: 'ak-hea',
      tiers: [
        {
          key: 'STARTER-AK-HEA',
          items: airHeatPumps,
          amount: fixed(500),
          payment: 'account_credit',
          requirements: ['member of the cooperative; rebates are limited'],
          text: '$500 off the bill for an efficient heat pump',
        },
      ],
    },
  ],
};
