import { airHeatPumps, fixed, insulation, type StateFacts, share, type TierFacts } from '../facts.ts';

const homeImprovementUrl = 'https://www.irs.gov/credits-deductions/energy-efficient-home-improvement-credit';
const cleanEnergyUrl = 'https://www.irs.gov/credits-deductions/residential-clean-energy-credit';

const homeImprovement = (
  key: string,
  items: readonly string[],
  maximum: number,
  text: string,
): TierFacts => ({
  key: `STARTER-US-25C-${key}`,
  items,
  amount: share(0.3, maximum),
  starts: '2023',
  ends: '2025-12-31',
  payment: 'tax_credit',
  requirements: ['principal residence in the United States, federal income tax owed'],
  text,
});

const cleanEnergy = (key: string, items: readonly string[], text: string): TierFacts => ({
  key: `STARTER-US-25D-${key}`,
  items,
  amount: share(0.3),
  starts: '2022',
  ends: '2025-12-31',
  payment: 'tax_credit',
  requirements: ['federal income tax owed'],
  text,
});

/** Federal credits that have ended: kept so that a lookup says so instead of saying nothing. */
export const us: StateFacts = {
  state: 'US',
  authorities: [{ key: 'us-government', name: 'U.S. federal government', kind: 'federal' }],
  programs: [
    {
      key: 'starter_us_25c',
      name: 'Energy Efficient Home Improvement Credit (25C)',
      url: homeImprovementUrl,
      authority: 'us-government',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'],
      tiers: [
        homeImprovement(
          'HEAT-PUMP',
          [...airHeatPumps, 'air_to_water_heat_pump'],
          2000,
          'Heat pump, 30% up to $2,000',
        ),
        homeImprovement(
          'WATER',
          ['heat_pump_water_heater'],
          2000,
          'Heat pump water heater, 30% up to $2,000',
        ),
        homeImprovement('PANEL', ['electric_panel'], 600, 'Electric panel, 30% up to $600'),
        homeImprovement(
          'ENVELOPE',
          [...insulation, 'air_sealing'],
          1200,
          'Insulation and air sealing, 30% up to $1,200',
        ),
        homeImprovement('WINDOWS', ['window_replacement'], 600, 'Windows, 30% up to $600'),
        homeImprovement('DOORS', ['door_replacement'], 500, 'Doors, 30% up to $500 in all'),
        homeImprovement('AUDIT', ['energy_audit'], 150, 'Home energy audit, 30% up to $150'),
      ],
    },
    {
      key: 'starter_us_25d',
      name: 'Residential Clean Energy Credit (25D)',
      url: cleanEnergyUrl,
      authority: 'us-government',
      buildings: ['RESIDENTIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME'],
      tiers: [
        cleanEnergy('SOLAR', ['rooftop_solar_installation'], 'Rooftop solar, 30%'),
        cleanEnergy('BATTERY', ['battery_storage_installation'], 'Battery storage, 30%'),
        cleanEnergy('GEOTHERMAL', ['geothermal_heating_installation'], 'Geothermal heat pump, 30%'),
        cleanEnergy('SOLAR-WATER', ['solar_water_heater'], 'Solar water heater, 30%'),
      ],
    },
    {
      key: 'starter_us_30c',
      name: 'Alternative Fuel Vehicle Refueling Property Credit (30C)',
      url: 'https://www.irs.gov/credits-deductions/alternative-fuel-vehicle-refueling-property-credit',
      authority: 'us-government',
      tiers: [
        {
          key: 'STARTER-US-30C',
          items: ['electric_vehicle_charger'],
          amount: share(0.3, 1000),
          starts: '2023',
          ends: '2026-06-30',
          payment: 'tax_credit',
          requirements: ['home in an eligible census tract'],
          text: 'EV charger at home, 30% up to $1,000',
        },
      ],
    },
    {
      key: 'starter_us_30d',
      name: 'New Clean Vehicle Credit (30D)',
      url: 'https://www.irs.gov/credits-deductions/credits-for-new-clean-vehicles-purchased-in-2023-or-after',
      authority: 'us-government',
      tiers: [
        {
          key: 'STARTER-US-30D',
          items: ['new_electric_vehicle', 'new_plugin_hybrid_vehicle'],
          amount: fixed(7500, { minimum: 3750, maximum: 7500 }),
          starts: '2023',
          ends: '2025-09-30',
          payment: 'tax_credit',
          requirements: ['income, price and battery within the limits of the law'],
          text: 'New electric vehicle, up to $7,500',
        },
      ],
    },
    {
      key: 'starter_us_25e',
      name: 'Previously-Owned Clean Vehicle Credit (25E)',
      url: 'https://www.irs.gov/credits-deductions/used-clean-vehicle-credit',
      authority: 'us-government',
      tiers: [
        {
          key: 'STARTER-US-25E',
          items: ['used_electric_vehicle', 'used_plugin_hybrid_vehicle'],
          amount: share(0.3, 4000),
          starts: '2023',
          ends: '2025-09-30',
          payment: 'tax_credit',
          requirements: ['income and price within the limits of the law'],
          text: 'Used electric vehicle, 30% up to $4,000',
        },
      ],
    },
  ],
};
