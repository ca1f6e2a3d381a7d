import {
  airHeatPumps,
  fixed,
  perUnit,
  type StateFacts,
  unstated,
  weatherization,
  weatherizationAssistance,
} from '../facts.ts';

export const vermont: StateFacts = {
  state: 'VT',
  territories: [
    {
      key: 'vt-gmp',
      name: 'Green Mountain Power',
      eiaid: 7601,
      cities: [
        'Colchester',
        'South Burlington',
        'Winooski',
        'Barre',
        'Montpelier',
        'Rutland',
        'Saint Albans',
        'White River Junction',
        'Brattleboro',
        'Bennington',
        'Middlebury',
        'Essex Junction',
        'Shelburne',
        'Williston',
        'Springfield',
        'Woodstock',
        'Saint Johnsbury',
        'Castleton',
      ],
    },
    { key: 'vt-bed', name: 'Burlington Electric Department', eiaid: 2548, cities: ['Burlington'] },
  ],
  authorities: [
    { key: 'vt-efficiency-vermont', name: 'Efficiency Vermont', kind: 'other' },
    { key: 'vt-oeo', name: 'Vermont Office of Economic Opportunity', kind: 'state' },
    { key: 'vt-gmp', name: 'Green Mountain Power', kind: 'utility', territories: ['vt-gmp'] },
    { key: 'vt-bed', name: 'Burlington Electric Department', kind: 'utility', territories: ['vt-bed'] },
  ],
  programs: [
    weatherizationAssistance('VT', 'vt-oeo'),
    {
      key: 'starter_vt_heat_pump',
      name: 'Efficiency Vermont Heat Pump Rebates',
      url: 'https://www.efficiencyvermont.com/rebates',
      authority: 'vt-efficiency-vermont',
      tiers: [
        {
          key: 'STARTER-VT-DUCTED',
          items: ['ducted_heat_pump'],
          amount: unstated(2200),
          text: 'Discount on a ducted cold-climate heat pump, by size',
        },
        {
          key: 'STARTER-VT-DUCTLESS',
          items: ['ductless_heat_pump'],
          amount: unstated(500),
          text: 'Discount on a ductless cold-climate heat pump, by size',
        },
        {
          key: 'STARTER-VT-AIR-TO-WATER',
          items: ['air_to_water_heat_pump'],
          amount: perUnit(1000, 'ton', 6000),
          text: 'Air-to-water heat pump, $1,000 per ton up to 6 tons',
        },
        {
          key: 'STARTER-VT-GROUND',
          items: ['geothermal_heating_installation'],
          amount: perUnit(2100, 'ton', 21000),
          text: 'Ground source heat pump, $2,100 per ton up to 10 tons',
        },
      ],
    },
    {
      key: 'starter_vt_water_heater',
      name: 'Efficiency Vermont Heat Pump Water Heater Rebate',
      url: 'https://www.efficiencyvermont.com/rebates/list/heat-pump-water-heaters',
      authority: 'vt-efficiency-vermont',
      tiers: [
        {
          key: 'STARTER-VT-HPWH',
          items: ['heat_pump_water_heater'],
          amount: fixed(300, { minimum: 300, maximum: 600 }),
          requirements: ['no natural gas water heater in place'],
          text: 'Heat pump water heater on the qualified products list, $300 to $600',
        },
      ],
    },
    {
      key: 'starter_vt_weatherization',
      name: 'Efficiency Vermont Home Weatherization',
      url: 'https://www.efficiencyvermont.com/rebates/list/home-weatherization',
      authority: 'vt-efficiency-vermont',
      tiers: [
        {
          key: 'STARTER-VT-WEATHERIZATION',
          items: weatherization,
          amount: unstated(),
          requirements: ['work by a contractor of the Efficiency Excellence Network'],
          text: 'Cash back on air sealing and insulation; more for households of moderate income',
        },
      ],
    },
    {
      key: 'starter_vt_gmp_battery',
      name: 'Green Mountain Power Bring Your Own Device',
      url: 'https://greenmountainpower.com/rebates-programs/home-energy-storage/bring-your-own-device/',
      authority: 'vt-gmp',
      tiers: [
        {
          key: 'STARTER-VT-GMP-BATTERY',
          items: ['battery_storage_installation'],
          amount: unstated(10500),
          text: 'Upfront payment by the kilowatt for a home battery shared at peaks',
        },
      ],
    },
    {
      key: 'starter_vt_bed_heat_pump',
      name: 'Burlington Electric Department Heat Pump Rebates',
      url: 'https://www.burlingtonelectric.com/heat-pumps/',
      authority: 'vt-bed',
      tiers: [
        {
          key: 'STARTER-VT-BED-HEAT-PUMP',
          items: [...airHeatPumps, 'air_to_water_heat_pump'],
          amount: unstated(),
          text: 'Rebate on a cold-climate heat pump in Burlington',
        },
      ],
    },
  ],
};
