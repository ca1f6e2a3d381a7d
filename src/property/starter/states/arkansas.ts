import { insulation, type StateFacts, unstated, weatherization, weatherizationAssistance } from '../facts.ts';

export const arkansas: StateFacts = {
  state: 'AR',
  territories: [
    {
      key: 'ar-swepco',
      name: 'Southwestern Electric Power',
      aliases: ['SWEPCO', 'Southwestern Electric Power Company'],
      eiaid: 17698,
      cities: ['Fayetteville', 'Texarkana'],
    },
    {
      key: 'ar-ozarks',
      name: 'Ozarks Electric Cooperative',
      aliases: ['Ozarks Electric Cooperative Corp'],
      cities: ['Fayetteville', 'Farmington', 'Springdale'],
      predominant: false,
    },
    {
      key: 'ar-entergy',
      name: 'Entergy Arkansas',
      eiaid: 814,
      cities: ['Little Rock', 'Pine Bluff', 'Hot Springs National Park'],
    },
    { key: 'ar-conway', name: 'Conway Corporation', cities: ['Conway'] },
  ],
  authorities: [
    { key: 'ar-energy-office', name: 'Arkansas Energy Office', kind: 'state' },
    { key: 'ar-swepco', name: 'SWEPCO', kind: 'utility', territories: ['ar-swepco'] },
    { key: 'ar-entergy', name: 'Entergy Arkansas', kind: 'utility', territories: ['ar-entergy'] },
  ],
  programs: [
    weatherizationAssistance('AR', 'ar-energy-office'),
    {
      key: 'starter_ar_swepco_home',
      name: 'SWEPCO Arkansas Home Performance',
      url: 'https://www.swepco.com/savings/home/',
      authority: 'ar-swepco',
      tiers: [
        {
          key: 'STARTER-AR-SWEPCO',
          items: [...weatherization, 'energy_audit'],
          amount: unstated(),
          requirements: ['work by a participating contractor'],
          text: 'Home assessment with insulation, air and duct sealing at a reduced price',
        },
      ],
    },
    {
      key: 'starter_ar_entergy_home',
      name: 'Entergy Arkansas Home Energy Solutions',
      url: 'https://www.entergyarkansas.com/energy-efficiency/residential',
      authority: 'ar-entergy',
      tiers: [
        {
          key: 'STARTER-AR-ENTERGY',
          items: [...insulation, 'air_sealing', 'duct_sealing', 'energy_audit'],
          amount: unstated(),
          requirements: ['work by a participating contractor'],
          text: 'Home assessment with insulation, air and duct sealing at a reduced price',
        },
      ],
    },
  ],
};
