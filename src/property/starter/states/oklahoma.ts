import {
  airHeatPumps,
  type StateFacts,
  unstated,
  weatherization,
  weatherizationAssistance,
} from '../facts.ts';

export const oklahoma: StateFacts = {
  state: 'OK',
  territories: [
    {
      key: 'ok-oge',
      name: 'Oklahoma Gas & Electric',
      aliases: ['OG&E', 'Oklahoma Gas and Electric'],
      eiaid: 14063,
      cities: ['Oklahoma City', 'Norman', 'Moore', 'Midwest City', 'Bethany', 'Ardmore', 'Del City'],
    },
    { key: 'ok-oec', name: 'Oklahoma Electric Cooperative', cities: ['Norman', 'Moore'], predominant: false },
    { key: 'ok-edmond', name: 'Edmond Electric', cities: ['Edmond'] },
    {
      key: 'ok-pso',
      name: 'Public Service Company of Oklahoma',
      aliases: ['PSO', 'Public Service Co of Oklahoma'],
      eiaid: 15474,
      cities: ['Tulsa'],
    },
  ],
  authorities: [
    { key: 'ok-commerce', name: 'Oklahoma Department of Commerce', kind: 'state' },
    { key: 'ok-oge', name: 'Oklahoma Gas & Electric', kind: 'utility', territories: ['ok-oge'] },
    { key: 'ok-pso', name: 'Public Service Company of Oklahoma', kind: 'utility', territories: ['ok-pso'] },
  ],
  programs: [
    weatherizationAssistance('OK', 'ok-commerce'),
    {
      key: 'starter_ok_oge_home',
      name: 'OG&E Home Energy Efficiency Program',
      url: 'https://www.oge.com/wps/portal/ord/residential/energy-efficiency',
      authority: 'ok-oge',
      tiers: [
        {
          key: 'STARTER-OK-OGE',
          items: [...weatherization, ...airHeatPumps],
          amount: unstated(),
          requirements: ['work by a participating contractor'],
          text: 'Rebates on sealing, insulation and efficient heating and cooling',
        },
      ],
    },
    {
      key: 'starter_ok_pso_home',
      name: 'PSO Power Forward Home Rebates',
      url: 'https://powerforwardwithpso.com/home-rebates/',
      authority: 'ok-pso',
      tiers: [
        {
          key: 'STARTER-OK-PSO',
          items: [...weatherization, ...airHeatPumps, 'heat_pump_water_heater', 'window_replacement'],
          amount: unstated(),
          text: 'Rebates on heat pumps, water heaters, insulation, sealing and windows',
        },
      ],
    },
  ],
};
