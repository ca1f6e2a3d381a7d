import { airHeatPumps, type StateFacts, unstated, weatherizationAssistance } from '../facts.ts';

export const florida: StateFacts = {
  state: 'FL',
  territories: [
    {
      key: 'fl-fpl',
      name: 'Florida Power & Light',
      aliases: ['FPL', 'Gulf Power', 'Florida Power and Light'],
      eiaid: 6452,
      cities: [
        'Panama City',
        'Panama City Beach',
        'Lynn Haven',
        'Port Charlotte',
        'Miami',
        'Melbourne',
        'Sarasota',
      ],
    },
    {
      key: 'fl-duke',
      name: 'Duke Energy Florida',
      eiaid: 6455,
      cities: ['Saint Petersburg', 'Clearwater', 'Mexico Beach'],
    },
    { key: 'fl-teco', name: 'Tampa Electric', aliases: ['TECO'], eiaid: 18454, cities: ['Tampa'] },
  ],
  authorities: [
    { key: 'fl-commerce', name: 'FloridaCommerce', kind: 'state' },
    { key: 'fl-fpl', name: 'Florida Power & Light', kind: 'utility', territories: ['fl-fpl'] },
    { key: 'fl-duke', name: 'Duke Energy Florida', kind: 'utility', territories: ['fl-duke'] },
    { key: 'fl-teco', name: 'Tampa Electric', kind: 'utility', territories: ['fl-teco'] },
  ],
  programs: [
    weatherizationAssistance('FL', 'fl-commerce'),
    {
      key: 'starter_fl_fpl_home',
      name: 'FPL Home Rebates',
      url: 'https://www.fpl.com/save/programs.html',
      authority: 'fl-fpl',
      tiers: [
        {
          key: 'STARTER-FL-FPL-COOLING',
          items: ['ducted_heat_pump', 'central_air_conditioner'],
          amount: unstated(),
          requirements: ['put in by a participating contractor'],
          text: 'Rebate on an efficient air conditioner or heat pump',
        },
        {
          key: 'STARTER-FL-FPL-INSULATION',
          items: ['attic_or_roof_insulation'],
          amount: unstated(),
          requirements: ['put in by a participating contractor'],
          text: 'Rebate on ceiling insulation',
        },
      ],
    },
    {
      key: 'starter_fl_duke_home',
      name: 'Duke Energy Florida Home Energy Improvement',
      url: 'https://www.duke-energy.com/home/products/home-energy-improvement',
      authority: 'fl-duke',
      tiers: [
        {
          key: 'STARTER-FL-DUKE',
          items: [...airHeatPumps, 'attic_or_roof_insulation', 'duct_sealing', 'window_replacement'],
          amount: unstated(),
          requirements: ['Home Energy Check first'],
          text: 'Rebates on heat pumps, attic insulation, duct repair and windows',
        },
      ],
    },
    {
      key: 'starter_fl_teco_home',
      name: 'Tampa Electric Home Rebates',
      url: 'https://www.tampaelectric.com/residential/saveenergy/',
      authority: 'fl-teco',
      tiers: [
        {
          key: 'STARTER-FL-TECO',
          items: ['ducted_heat_pump', 'central_air_conditioner', 'attic_or_roof_insulation', 'duct_sealing'],
          amount: unstated(),
          text: 'Rebates on heating and cooling, ceiling insulation and duct repair',
        },
      ],
    },
  ],
};
