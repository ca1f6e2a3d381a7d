import {
  airHeatPumps,
  electrificationRebates,
  fixed,
  insulation,
  perUnit,
  type StateFacts,
  unstated,
  weatherizationAssistance,
} from '../facts.ts';

export const colorado: StateFacts = {
  state: 'CO',
  territories: [
    {
      key: 'co-xcel',
      name: 'Xcel Energy',
      aliases: ['Public Service Company of Colorado'],
      eiaid: 15466,
      cities: [
        'Arvada',
        'Denver',
        'Aurora',
        'Boulder',
        'Greeley',
        'Lakewood',
        'Westminster',
        'Grand Junction',
        'Littleton',
      ],
    },
    { key: 'co-fort-collins', name: 'Fort Collins Utilities', cities: ['Fort Collins'] },
    { key: 'co-loveland', name: 'Loveland Water and Power', cities: ['Loveland'] },
    { key: 'co-black-hills', name: 'Black Hills Energy', cities: ['Pueblo'] },
    { key: 'co-grand-valley', name: 'Grand Valley Power', cities: ['Grand Junction'], predominant: false },
  ],
  authorities: [
    { key: 'co-energy-office', name: 'Colorado Energy Office', kind: 'state' },
    { key: 'co-revenue', name: 'Colorado Department of Revenue', kind: 'state' },
    { key: 'co-xcel', name: 'Xcel Energy', kind: 'utility', territories: ['co-xcel'] },
    {
      key: 'co-efficiency-works',
      name: 'Efficiency Works',
      kind: 'other',
      territories: ['co-fort-collins', 'co-loveland'],
    },
  ],
  programs: [
    weatherizationAssistance('CO', 'co-energy-office'),
    {
      key: 'starter_co_heat_pump_credit',
      name: 'Colorado Heat Pump Tax Credit',
      url: 'https://energyoffice.colorado.gov/heat-pump-tax-credits',
      authority: 'co-revenue',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'COMMERCIAL', 'MANUFACTURED_HOME'],
      tiers: [
        {
          key: 'STARTER-CO-HEAT-PUMP-CREDIT',
          items: [
            ...airHeatPumps,
            'air_to_water_heat_pump',
            'geothermal_heating_installation',
            'heat_pump_water_heater',
          ],
          amount: unstated(),
          starts: '2024',
          ends: '2032',
          payment: 'tax_credit',
          requirements: [
            'put in by a contractor registered with the Colorado Energy Office, who shares the credit',
          ],
          text: 'State credit for heat pumps; the amount of a year follows type and state revenue',
        },
      ],
    },
    {
      key: 'starter_co_hear',
      name: 'Colorado Home Electrification and Appliance Rebates',
      url: 'https://energyoffice.colorado.gov/home-energy-rebates',
      authority: 'co-energy-office',
      tiers: electrificationRebates('CO', '2025-11', [
        'HEAT-PUMP',
        'WATER',
        'STOVE',
        'PANEL',
        'WIRING',
        'INSULATION',
      ]),
    },
    {
      key: 'starter_co_xcel_heat_pump',
      name: 'Xcel Energy Colorado Heat Pump Rebates',
      url: 'https://co.my.xcelenergy.com/s/residential/heating-cooling/heat-pumps',
      authority: 'co-xcel',
      tiers: [
        {
          key: 'STARTER-CO-XCEL-COLD',
          items: airHeatPumps,
          amount: perUnit(750, 'ton'),
          starts: '2025-11-17',
          requirements: [
            'cold-climate model, put in by a registered contractor; more when gas heating is replaced',
          ],
          text: 'Cold-climate heat pump, $750 per heating ton at 5 °F',
        },
        {
          key: 'STARTER-CO-XCEL-STANDARD',
          items: airHeatPumps,
          amount: perUnit(300, 'ton'),
          starts: '2025-11-17',
          requirements: ['put in by a registered contractor'],
          text: 'Air source heat pump, $300 per cooling ton',
        },
        {
          key: 'STARTER-CO-XCEL-WATER',
          items: ['heat_pump_water_heater'],
          amount: fixed(750),
          starts: '2025-11-17',
          requirements: ['put in by a registered contractor'],
          text: 'Heat pump water heater, $750',
        },
      ],
    },
    {
      key: 'starter_co_xcel_insulation',
      name: 'Xcel Energy Colorado Insulation and Air Sealing Rebate',
      url: 'https://co.my.xcelenergy.com/s/residential/home-rebates/insulation-air-sealing',
      authority: 'co-xcel',
      tiers: [
        {
          key: 'STARTER-CO-XCEL-INSULATION',
          items: [...insulation, 'air_sealing'],
          amount: unstated(),
          requirements: ['work by a participating contractor'],
          text: 'Share of the cost of insulation and air sealing',
        },
      ],
    },
    {
      key: 'starter_co_efficiency_works',
      name: 'Efficiency Works Homes',
      url: 'https://efficiencyworks.org/homes/',
      authority: 'co-efficiency-works',
      tiers: [
        {
          key: 'STARTER-CO-EFFICIENCY-WORKS',
          items: [...airHeatPumps, 'heat_pump_water_heater', ...insulation, 'air_sealing', 'energy_audit'],
          amount: unstated(),
          text: 'Home assessment and rebates for customers of the Platte River utilities',
        },
      ],
    },
  ],
};
