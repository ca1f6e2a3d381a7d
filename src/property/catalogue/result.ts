import type { BuildingType, IncentiveResult, LookupRequest, ProgramResult } from '../../base/incentives.ts';
import { type Cents, toDollars } from './amount.ts';
import { explainTier } from './explain.ts';
import type { Match } from './match.ts';
import type { Device, Incentive, Snapshot } from './snapshot.ts';

export interface ResultInput {
  request: LookupRequest;
  buildingType: BuildingType;
  devices: readonly Device[];
  match: Match;
  /** YYYY-MM-DD */
  asOf: string;
}

/** The answer to a placed lookup; its customer is filled in later. */
export function buildResult(input: ResultInput, snapshot: Snapshot): IncentiveResult {
  const { request, buildingType, match } = input;
  const { address } = request;
  const evaluated = evaluatePrograms(input, snapshot);
  return {
    utility: match.electric && { eiaid: match.electric.eiaid, name: match.electric.name },
    possible_utilities: match.possible.map(({ eiaid, name }) => ({ eiaid, name })),
    address: {
      street_1: address.street_1,
      ...(address.street_2 ? { street_2: address.street_2 } : {}),
      city: address.city || match.city,
      state_or_province_code: match.state_code,
      postal_code: match.zip ?? (address.postal_code || null),
      country_code: 'US',
    },
    building_type: buildingType,
    customer_id: null,
    programs_evaluated: evaluated.length,
    incentives: {
      total_incentive_amount: toDollars(evaluated.reduce((sum, program) => sum + program.cents, 0)),
      total_eligible_combinations: evaluated.reduce(
        (sum, { result }) => sum + result.eligible_combinations,
        0,
      ),
      by_program: evaluated.map((program) => program.result),
    },
    processing_summary: { program_ids: [], incentive_amount: 0 },
    connect_url: null,
    reference_id: request.reference,
  };
}

interface Evaluated {
  result: ProgramResult;
  cents: Cents;
}

function evaluatePrograms(
  { buildingType, devices, match, asOf }: ResultInput,
  snapshot: Snapshot,
): Evaluated[] {
  const assumed = new Set(match.assumed);
  const byProgram = new Map<number, [Incentive, ...Incentive[]]>();
  for (const id of match.candidates) {
    const incentive = snapshot.incentives.get(id);
    if (!incentive) throw new Error(`incentive ${id} is not in version ${snapshot.version} of the catalogue`);
    const tiers = byProgram.get(incentive.program.id);
    if (tiers) tiers.push(incentive);
    else byProgram.set(incentive.program.id, [incentive]);
  }
  const facts = { asOf, buildingType, placedBy: match.placed_by };
  return [...byProgram.values()]
    .map((tiers) => evaluateProgram(tiers, devices, (id) => ({ ...facts, areaAssumed: assumed.has(id) })))
    .sort((a, b) => b.cents - a.cents || a.result.program_name.localeCompare(b.result.program_name, 'en'));
}

/** A program pays each device its best tier; a tier that is the best of several devices is counted once. */
function evaluateProgram(
  tiers: readonly [Incentive, ...Incentive[]],
  devices: readonly Device[],
  factsOf: (incentiveId: number) => Parameters<typeof explainTier>[2],
): Evaluated {
  const [{ program }] = tiers;
  const counted = new Map<number, Cents>();
  const explained = devices.flatMap((device) => {
    const own = tiers
      .filter((tier) => tier.items.some((item) => device.items.includes(item)))
      .map((tier) => ({ id: tier.id, ...explainTier(tier, device, factsOf(tier.id)) }));
    const best = own.filter(({ tier }) => tier.eligible).sort((a, b) => b.cents - a.cents)[0];
    if (best) counted.set(best.id, best.cents);
    return own.map(({ tier }) => tier);
  });
  const cents = [...counted.values()].reduce((sum, one) => sum + one, 0);
  const result: ProgramResult = {
    program_id: program.key,
    program_name: program.name,
    total_incentive: toDollars(cents),
    eligible_combinations: explained.filter((tier) => tier.eligible).length,
    processing_enabled: false,
    device_tier_results: explained,
  };
  return { result, cents };
}
