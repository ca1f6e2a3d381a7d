import type { Payload } from './items.ts';

/** A payload as an item of `POST /batch-lookups`. */
export function toLookup(payload: Payload) {
  return {
    reference_id: payload.ref,
    address: {
      street_1: payload.street_1,
      city: payload.city,
      state_or_province_code: payload.state,
      postal_code: payload.postal_code,
      country_code: payload.country,
    },
    building_type: payload.building_type,
    device_ids: [1],
  };
}

/** An answer to a lookup with one program, some 900 bytes of JSON. */
export function lookupResult(seq: number) {
  const utility = { eiaid: 14328, name: 'Pacific Gas & Electric Co.' };
  return {
    utility,
    possible_utilities: [utility],
    address: {
      street_1: `${100 + (seq % 9000)} N Main St`,
      city: 'San Francisco',
      state_or_province_code: 'CA',
      postal_code: '94102',
      country_code: 'US',
    },
    building_type: 'RESIDENTIAL',
    customer_id: 100_000 + seq,
    programs_evaluated: 12,
    incentives: {
      total_incentive_amount: 1500.25,
      total_eligible_combinations: 1,
      by_program: [
        {
          program_id: 'bench-1',
          program_name: 'Heat pump water heater rebate',
          total_incentive: 1500.25,
          eligible_combinations: 1,
          processing_enabled: false,
          device_tier_results: [
            {
              device_id: 1,
              device_name: 'Heat pump water heater',
              tier_id: 'bench-1-a',
              tier_name: 'Standard',
              eligible: true,
              incentive_amount: 1500.25,
              calculation_details: 'fixed amount of 1,500.25 dollars per unit',
              failed_requirements: [],
              ignored_requirements: ['household income'],
              completed_requirements: ['territory', 'building type', 'dates'],
            },
          ],
        },
      ],
    },
    processing_summary: { program_ids: ['bench-1'], incentive_amount: 1500.25 },
    connect_url: null,
    reference_id: `deal-${String(seq - 1).padStart(7, '0')}`,
  };
}
