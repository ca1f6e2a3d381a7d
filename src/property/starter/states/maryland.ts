import {
  airHeatPumps,
  type ProgramFacts,
  perUnit,
  type StateFacts,
  unstated,
  weatherization,
  weatherizationAssistance,
} from '../facts.ts';

/** EmPOWER Maryland is one program of the state that each utility runs for its own customers. */
const empower = (key: string, utility: string, url: string): ProgramFacts => ({
  key: `starter_md_empower_${key}`,
  name: `EmPOWER Maryland home rebates (${utility})`,
  url,
  authority: `md-${key}`,
  tiers: [
    {
      key: `STARTER-MD-${key.toUpperCase()}-HEAT-PUMP`,
      items: [...airHeatPumps, 'heat_pump_water_heater', 'smart_thermostat'],
      amount: unstated(),
      requirements: ['model on the list of the utility, put in by a participating contractor'],
      text: 'Rebates on heat pumps, heat pump water heaters and smart thermostats',
    },
    {
      key: `STARTER-MD-${key.toUpperCase()}-HOME`,
      items: [...weatherization, 'energy_audit'],
      amount: unstated(),
      requirements: ['audit by a Home Performance with ENERGY STAR contractor first'],
      text: 'Home Performance with ENERGY STAR: audit, insulation and sealing at a reduced price',
    },
  ],
});

export const maryland: StateFacts = {
  state: 'MD',
  territories: [
    {
      key: 'md-bge',
      name: 'Baltimore Gas & Electric',
      aliases: ['BGE', 'Baltimore Gas and Electric'],
      eiaid: 1167,
      cities: [
        'Annapolis',
        'Baltimore',
        'Glen Burnie',
        'Pasadena',
        'Severn',
        'Severna Park',
        'Crofton',
        'Edgewater',
        'Arnold',
        'Odenton',
        'Hanover',
        'Millersville',
        'Gambrills',
      ],
    },
    {
      key: 'md-potomac-edison',
      name: 'Potomac Edison',
      eiaid: 15263,
      cities: ['Frederick', 'Hagerstown', 'Cumberland'],
    },
    {
      key: 'md-pepco',
      name: 'Pepco',
      aliases: ['Potomac Electric Power'],
      eiaid: 15270,
      cities: ['Silver Spring', 'Bethesda', 'Rockville'],
    },
    { key: 'md-delmarva', name: 'Delmarva Power', cities: ['Salisbury', 'Cambridge'] },
    {
      key: 'md-smeco',
      name: 'Southern Maryland Electric Cooperative',
      aliases: ['SMECO'],
      cities: ['Waldorf', 'La Plata', 'Lexington Park'],
    },
  ],
  authorities: [
    { key: 'md-mea', name: 'Maryland Energy Administration', kind: 'state' },
    { key: 'md-dhcd', name: 'Maryland Department of Housing and Community Development', kind: 'state' },
    { key: 'md-bge', name: 'Baltimore Gas & Electric', kind: 'utility', territories: ['md-bge'] },
    { key: 'md-potomac_edison', name: 'Potomac Edison', kind: 'utility', territories: ['md-potomac-edison'] },
    { key: 'md-pepco', name: 'Pepco', kind: 'utility', territories: ['md-pepco'] },
    { key: 'md-delmarva', name: 'Delmarva Power', kind: 'utility', territories: ['md-delmarva'] },
    {
      key: 'md-smeco',
      name: 'Southern Maryland Electric Cooperative',
      kind: 'utility',
      territories: ['md-smeco'],
    },
  ],
  programs: [
    weatherizationAssistance('MD', 'md-dhcd'),
    {
      key: 'starter_md_solar_access',
      name: 'Maryland Solar Access Program',
      url: 'https://energy.maryland.gov/residential/Pages/incentives.aspx',
      authority: 'md-mea',
      tiers: [
        {
          key: 'STARTER-MD-SOLAR-ACCESS',
          items: ['rooftop_solar_installation'],
          amount: perUnit(750, 'kilowatt', 7500),
          owners: ['homeowner'],
          requirements: [
            'household income at or below 150% of the area median',
            'funds of the fiscal year not used up',
          ],
          text: 'Grant of $750 per kilowatt, up to $7,500, for rooftop solar',
        },
      ],
    },
    empower('bge', 'BGE', 'https://bgesmartenergy.com/residential'),
    empower('potomac_edison', 'Potomac Edison', 'https://energysavemd-home.com/'),
    empower('pepco', 'Pepco', 'https://homeenergysavings.pepco.com/md'),
    empower('delmarva', 'Delmarva Power', 'https://homeenergysavings.delmarva.com/md'),
    empower('smeco', 'SMECO', 'https://www.smeco.coop/save-energy-and-money'),
  ],
};
