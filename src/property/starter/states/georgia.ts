import {
  electrificationRebates,
  type StateFacts,
  unstated,
  weatherization,
  weatherizationAssistance,
} from '../facts.ts';

const georgiaRebates = 'https://energyrebates.georgia.gov/';

export const georgia: StateFacts = {
  state: 'GA',
  territories: [
    {
      key: 'ga-georgia-power',
      name: 'Georgia Power',
      eiaid: 7140,
      cities: [
        'Savannah',
        'Thunderbolt',
        'Tybee Island',
        'Port Wentworth',
        'Garden City',
        'Pooler',
        'Atlanta',
        'Columbus',
      ],
    },
    { key: 'ga-calhoun', name: 'Calhoun Utilities', cities: ['Calhoun'] },
  ],
  authorities: [
    { key: 'ga-gefa', name: 'Georgia Environmental Finance Authority', kind: 'state' },
    { key: 'ga-georgia-power', name: 'Georgia Power', kind: 'utility', territories: ['ga-georgia-power'] },
  ],
  programs: [
    weatherizationAssistance('GA', 'ga-gefa'),
    {
      key: 'starter_ga_hear',
      name: 'Georgia Home Electrification and Appliance Rebates',
      url: georgiaRebates,
      authority: 'ga-gefa',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'],
      tiers: electrificationRebates('GA', '2024-11'),
    },
    {
      key: 'starter_ga_her',
      name: 'Georgia Home Efficiency Rebates',
      url: georgiaRebates,
      authority: 'ga-gefa',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'],
      tiers: [
        {
          key: 'STARTER-GA-HER',
          items: ['efficiency_rebates', ...weatherization],
          amount: unstated(16000),
          requirements: [
            'work saves at least 20% of the home’s energy; the amount follows savings and income',
          ],
          text: 'Rebate of $2,000 to $16,000 on work that saves at least 20% of energy',
        },
      ],
    },
    {
      key: 'starter_ga_power_home',
      name: 'Georgia Power Home Energy Improvement Program',
      url: 'https://www.georgiapower.com/residential/save-money-and-energy/home-energy-efficiency-programs/home-energy-improvement-program.html',
      authority: 'ga-georgia-power',
      tiers: [
        {
          key: 'STARTER-GA-HEIP',
          items: [...weatherization, 'heat_pump_water_heater', 'smart_thermostat'],
          amount: unstated(),
          requirements: ['claimed within 60 days of the invoice'],
          text: 'Rebates on insulation, sealing, heat pump water heaters and smart thermostats',
        },
      ],
    },
  ],
};
