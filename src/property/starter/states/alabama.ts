import { type StateFacts, weatherizationAssistance } from '../facts.ts';
import { tva } from './tennessee-valley.ts';

export const alabama: StateFacts = {
  state: 'AL',
  territories: [
    {
      key: 'al-alabama-power',
      name: 'Alabama Power',
      eiaid: 195,
      cities: ['Montgomery', 'Birmingham', 'Mobile', 'Pelham', 'Montevallo', 'Calera', 'Tuscaloosa'],
    },
    { key: 'al-huntsville', name: 'Huntsville Utilities', cities: ['Huntsville', 'Madison'] },
  ],
  authorities: [
    { key: 'al-adeca', name: 'Alabama Department of Economic and Community Affairs', kind: 'state' },
    { key: 'al-tva', name: 'Tennessee Valley Authority', kind: 'other', territories: ['al-huntsville'] },
  ],
  programs: [weatherizationAssistance('AL', 'al-adeca'), ...tva('AL')],
};
