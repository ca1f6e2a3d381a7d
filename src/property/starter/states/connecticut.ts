import {
  airHeatPumps,
  insulation,
  perUnit,
  type StateFacts,
  unstated,
  weatherizationAssistance,
} from '../facts.ts';

export const connecticut: StateFacts = {
  state: 'CT',
  territories: [
    {
      key: 'ct-eversource',
      name: 'Eversource',
      aliases: ['Connecticut Light & Power', 'Eversource Energy'],
      eiaid: 4176,
      cities: [
        'Manchester',
        'Hartford',
        'East Hartford',
        'West Hartford',
        'Stamford',
        'Waterbury',
        'Danbury',
        'Glastonbury',
      ],
    },
    {
      key: 'ct-ui',
      name: 'United Illuminating',
      eiaid: 19497,
      cities: ['New Haven', 'Bridgeport', 'Milford', 'Hamden'],
    },
    { key: 'ct-groton', name: 'Groton Utilities', cities: ['Groton'] },
  ],
  authorities: [
    { key: 'ct-deep', name: 'Connecticut Department of Energy and Environmental Protection', kind: 'state' },
    { key: 'ct-green-bank', name: 'Connecticut Green Bank', kind: 'state' },
    {
      key: 'ct-energize',
      name: 'Energize Connecticut',
      kind: 'other',
      territories: ['ct-eversource', 'ct-ui'],
    },
  ],
  programs: [
    weatherizationAssistance('CT', 'ct-deep'),
    {
      key: 'starter_ct_heat_pump',
      name: 'Energize CT Residential Air Source Heat Pump',
      url: 'https://energizect.com/rebates-incentives/heating-cooling/heat-pumps/residential-air-source',
      authority: 'ct-energize',
      tiers: [
        {
          key: 'STARTER-CT-ASHP-OPTIMIZATION',
          items: airHeatPumps,
          amount: perUnit(1000, 'ton', 10000),
          starts: '2026',
          ends: '2026',
          requirements: [
            'heat pump replaces the primary heating, put in by an installer of the Heat Pump Installer Network',
          ],
          text: 'Air source heat pump as primary heating, $1,000 per ton up to $10,000',
        },
        {
          key: 'STARTER-CT-ASHP-STANDARD',
          items: airHeatPumps,
          amount: perUnit(250, 'ton', 2500),
          starts: '2026',
          ends: '2026',
          requirements: ['unit is on the qualified product list'],
          text: 'Air source heat pump, $250 per ton up to $2,500',
        },
      ],
    },
    {
      key: 'starter_ct_home_energy_solutions',
      name: 'Energize CT Home Energy Solutions',
      url: 'https://energizect.com/energy-evaluations/HES',
      authority: 'ct-energize',
      tiers: [
        {
          key: 'STARTER-CT-HES',
          items: ['energy_audit', 'air_sealing', 'duct_sealing'],
          amount: unstated(),
          text: 'Home energy assessment with air and duct sealing for a co-pay; free for households of low income',
        },
        {
          key: 'STARTER-CT-INSULATION',
          items: insulation,
          amount: unstated(),
          requirements: ['recommended by a Home Energy Solutions assessment'],
          text: 'Insulation rebate by the square foot',
        },
      ],
    },
    {
      key: 'starter_ct_energy_storage',
      name: 'Energy Storage Solutions',
      url: 'https://energystoragect.com/',
      authority: 'ct-green-bank',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'COMMERCIAL', 'MANUFACTURED_HOME'],
      tiers: [
        {
          key: 'STARTER-CT-STORAGE',
          items: ['battery_storage_installation'],
          amount: unstated(16000),
          requirements: ['customer of Eversource or United Illuminating'],
          text: 'Upfront and yearly payments for a home battery',
        },
      ],
    },
    {
      key: 'starter_ct_cheapr',
      name: 'CHEAPR',
      url: 'https://portal.ct.gov/deep/air/mobile-sources/cheapr/cheapr---home',
      authority: 'ct-deep',
      tiers: [
        {
          key: 'STARTER-CT-CHEAPR',
          items: ['new_electric_vehicle', 'used_electric_vehicle', 'new_plugin_hybrid_vehicle'],
          amount: unstated(),
          text: 'Rebate on an eligible electric vehicle',
        },
      ],
    },
  ],
};
