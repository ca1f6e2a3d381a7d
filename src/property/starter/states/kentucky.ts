import { type StateFacts, share, weatherization, weatherizationAssistance } from '../facts.ts';

const louisvilleUtilities = ['ky-lge', 'ky-ku'];

export const kentucky: StateFacts = {
  state: 'KY',
  territories: [
    {
      key: 'ky-lge',
      name: 'Louisville Gas & Electric',
      aliases: ['LG&E', 'Louisville Gas and Electric'],
      eiaid: 11249,
      zips: ['402'],
      cities: ['Prospect'],
    },
    {
      key: 'ky-ku',
      name: 'Kentucky Utilities',
      aliases: ['KU'],
      eiaid: 10171,
      cities: ['Lexington', 'Richmond', 'Georgetown'],
    },
  ],
  authorities: [
    { key: 'ky-khc', name: 'Kentucky Housing Corporation', kind: 'state' },
    { key: 'ky-lge-ku', name: 'LG&E and KU', kind: 'utility', territories: louisvilleUtilities },
  ],
  programs: [
    weatherizationAssistance('KY', 'ky-khc'),
    {
      key: 'starter_ky_wecare',
      name: 'LG&E and KU WeCare',
      url: 'https://lge-ku.com/wecare',
      authority: 'ky-lge-ku',
      tiers: [
        {
          key: 'STARTER-KY-WECARE',
          items: [...weatherization, 'energy_audit', 'smart_thermostat'],
          amount: share(1),
          payment: 'assistance_program',
          requirements: ['household income within the limit of the program'],
          text: 'Energy analysis and weatherization at no cost for customers of low income',
        },
      ],
    },
  ],
};
