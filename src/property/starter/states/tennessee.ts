import { fixed, type StateFacts, weatherizationAssistance } from '../facts.ts';
import { tva, tvaCustomer } from './tennessee-valley.ts';

export const tennessee: StateFacts = {
  state: 'TN',
  territories: [
    {
      key: 'tn-nes',
      name: 'Nashville Electric Service',
      eiaid: 13216,
      cities: ['Nashville', 'Goodlettsville', 'Madison', 'Antioch', 'Hermitage'],
    },
  ],
  authorities: [
    { key: 'tn-thda', name: 'Tennessee Housing Development Agency', kind: 'state' },
    { key: 'tn-tva', name: 'Tennessee Valley Authority', kind: 'other' },
  ],
  programs: [
    weatherizationAssistance('TN', 'tn-thda'),
    ...tva('TN'),
    {
      key: 'starter_tn_tva_thermostat',
      name: 'TVA EnergyRight Smart Thermostat Rewards',
      url: 'https://energyright.com/residential/smart-thermostat-rewards/',
      authority: 'tn-tva',
      tiers: [
        {
          key: 'STARTER-TN-TVA-THERMOSTAT',
          items: ['smart_thermostat'],
          amount: fixed(65),
          requirements: [tvaCustomer, 'thermostat enrolled for peak events'],
          text: '$65 on enrolling a smart thermostat, and more each year',
        },
      ],
    },
  ],
};
