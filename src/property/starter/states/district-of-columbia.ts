import { airHeatPumps, type StateFacts, share, unstated, weatherizationAssistance } from '../facts.ts';

const incomeOf80Percent = 'household income at or below 80% of the area median';

export const districtOfColumbia: StateFacts = {
  state: 'DC',
  territories: [
    {
      key: 'dc-pepco',
      name: 'Pepco',
      aliases: ['Potomac Electric Power'],
      eiaid: 15270,
      zips: ['200', '202', '203', '204', '205'],
    },
  ],
  authorities: [
    { key: 'dc-doee', name: 'DC Department of Energy and Environment', kind: 'state' },
    { key: 'dc-seu', name: 'DC Sustainable Energy Utility', kind: 'other' },
  ],
  programs: [
    weatherizationAssistance('DC', 'dc-doee'),
    {
      key: 'starter_dc_electrification',
      name: 'Affordable Home Electrification Program',
      url: 'https://www.dcseu.com/affordable-home-electrification',
      authority: 'dc-seu',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY'],
      tiers: [
        {
          key: 'STARTER-DC-AHEP',
          items: [
            ...airHeatPumps,
            'heat_pump_water_heater',
            'electric_stove',
            'heat_pump_clothes_dryer',
            'smart_thermostat',
          ],
          amount: share(1),
          payment: 'assistance_program',
          requirements: [incomeOf80Percent, 'all gas and oil equipment of the home is replaced'],
          text: 'Electric heating, water heating and cooking in place of gas or oil, at no cost',
        },
      ],
    },
    {
      key: 'starter_dc_solar_for_all',
      name: 'Solar for All',
      url: 'https://doee.dc.gov/solarforall',
      authority: 'dc-doee',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY'],
      tiers: [
        {
          key: 'STARTER-DC-SOLAR',
          items: ['rooftop_solar_installation'],
          amount: share(1),
          payment: 'assistance_program',
          requirements: [incomeOf80Percent],
          text: 'Rooftop solar at no cost, or a share of community solar, for households of low income',
        },
      ],
    },
    {
      key: 'starter_dc_seu_rebates',
      name: 'DCSEU Residential Rebates',
      url: 'https://www.dcseu.com/residential',
      authority: 'dc-seu',
      tiers: [
        {
          key: 'STARTER-DC-REBATES',
          items: [...airHeatPumps, 'heat_pump_water_heater', 'smart_thermostat'],
          amount: unstated(),
          text: 'Rebates on efficient heating, cooling and water heating',
        },
      ],
    },
  ],
};
