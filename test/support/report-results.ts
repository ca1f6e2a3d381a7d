/** The result of a lookup in full: its state, and for each programme what each device gets. */
export function fullResult(request: {
  readonly state: string;
  /** Programme, device and amount; an amount of 0 is not eligible. */
  readonly tiers: readonly (readonly [program: string, device: number, amount: number])[];
}): Record<string, unknown> {
  const programs = [...Map.groupBy(request.tiers, ([program]) => program)].map(([program, tiers]) => ({
    program_id: program,
    program_name: `Programme ${program}`,
    total_incentive: sum(tiers.map(([, , amount]) => amount)),
    eligible_combinations: tiers.filter(([, , amount]) => amount > 0).length,
    processing_enabled: false,
    device_tier_results: tiers.map(([, device, amount]) => ({
      device_id: device,
      device_name: `Device ${device}`,
      tier_id: `${program}-${device}`,
      tier_name: 'Standard',
      eligible: amount > 0,
      incentive_amount: amount,
      calculation_details: 'fixed',
      failed_requirements: [],
      ignored_requirements: [],
      completed_requirements: [],
    })),
  }));
  return {
    customer_id: 7,
    utility: { eiaid: 14328, name: 'Pacific Gas & Electric' },
    address: { street_1: '1 Main St', city: 'Somewhere', state_or_province_code: request.state },
    incentives: {
      total_incentive_amount: sum(programs.map((program) => program.total_incentive)),
      total_eligible_combinations: programs.reduce((all, one) => all + one.eligible_combinations, 0),
      by_program: programs,
    },
    connect_url: null,
  };
}

/** To the cent, as lookups add up. */
function sum(amounts: readonly number[]): number {
  return amounts.reduce((cents, amount) => cents + Math.round(amount * 100), 0) / 100;
}
