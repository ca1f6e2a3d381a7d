/** Programmes that exist, how many of them an address is eligible for, and the devices asked about. */
const PROGRAMS = 60;
const ELIGIBLE = 6;
const DEVICES = [1, 2, 3] as const;
const STATES = ['CA', 'PA', 'TX', 'CO', 'NY', 'VT', 'MA', 'AZ', 'FL', 'GA', 'OR', 'WA'] as const;

/** The answer to a lookup in a country with many programmes; some 6 kB of JSON. */
export function reportResult(seq: number) {
  const programs = Array.from({ length: ELIGIBLE }, (_, at) =>
    programOf(seq, (seq * 7 + at * 11) % PROGRAMS),
  );
  const total = programs.reduce((sum, program) => sum + program.total_incentive, 0);
  return {
    customer_id: seq,
    utility: { eiaid: 14328, name: 'Pacific Gas & Electric Co.' },
    address: { street_1: `${seq} Main St`, state_or_province_code: STATES[seq % STATES.length] },
    incentives: {
      total_incentive_amount: total,
      total_eligible_combinations: ELIGIBLE,
      by_program: programs,
    },
    connect_url: null,
  };
}

function programOf(seq: number, program: number) {
  const amount = 100 + ((seq + program) % 900);
  return {
    program_id: `bench-${program}`,
    program_name: `Rebate ${program} of the benchmark`,
    total_incentive: amount,
    eligible_combinations: 1,
    processing_enabled: false,
    device_tier_results: DEVICES.map((device) => ({
      device_id: device,
      device_name: `Device ${device}`,
      tier_id: `${program}-${device}`,
      tier_name: 'Standard',
      eligible: device === 1 + (program % DEVICES.length),
      incentive_amount: device === 1 + (program % DEVICES.length) ? amount : 0,
      calculation_details: 'fixed amount per unit',
      failed_requirements: [],
      ignored_requirements: ['household income'],
      completed_requirements: ['territory', 'building type', 'dates'],
    })),
  };
}
