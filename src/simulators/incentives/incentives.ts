import { type LookupErrorCode, lookupErrors } from '../../base/incentives.ts';
import { keysOf } from '../../base/keys.ts';
import { recordOf } from '../../base/record.ts';
import type { SimulatorReply, SimulatorRequest } from '../chassis/message.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../chassis/simulator.ts';
import { DEVICES, type Program, programsOf, utilitiesOf } from './programs.ts';
import { type Lookup, Refused, readLookup } from './request.ts';

export interface IncentivesOptions extends SimulatorOptions {
  /** Sent as `x-api-key`; absent: nobody has to say one. */
  readonly key?: string;
  /** A key that is known but may not look up. */
  readonly forbiddenKey?: string;
  /** Answers in place of the service what it answers; undefined leaves a request to the service. */
  readonly answer?: (
    request: SimulatorRequest,
  ) => SimulatorReply | undefined | Promise<SimulatorReply | undefined>;
}

export interface IncentivesSimulator extends Simulator {
  /** reference_ids that were asked for, in order; repeats included. */
  readonly asked: readonly string[];
  /** The next so many lookups fail with this code, in its status and words, before anything is done. */
  failWith(code: LookupErrorCode, times?: number): void;
}

/** The incentives API on loopback: `POST /incentives`, with every way that it refuses. */
export async function startIncentives(options: IncentivesOptions = {}): Promise<IncentivesSimulator> {
  const { seed = 1, key, forbiddenKey } = options;
  const customers = new Map<string, number>();
  const asked: string[] = [];

  /** Customers are made once by key and reference, whatever is asked for them later. */
  function customerOf(request: SimulatorRequest, reference: string | null): number | null {
    if (reference === null) return null;
    const name = `${request.headers['x-api-key'] ?? ''}:${reference}`;
    const known = customers.get(name) ?? customers.size + 1;
    customers.set(name, known);
    return known;
  }

  async function lookUp(request: SimulatorRequest): Promise<SimulatorReply> {
    const given = await options.answer?.(request);
    if (given !== undefined) return given;
    try {
      const lookup = readLookup(request.json());
      const result = resultOf(seed, lookup);
      const customer_id = customerOf(request, lookup.body.reference_id ?? null);
      return { status: 200, body: { ...result, customer_id } };
    } catch (problem) {
      if (problem instanceof Refused) return refusal(problem);
      throw problem;
    }
  }

  const simulator = await startSimulator(
    {
      name: 'incentives-api',
      base: '',
      routes: [
        {
          method: 'POST',
          path: '/incentives',
          run: (request) => lookUp(request),
        },
      ],
      authorize(request) {
        const { reference_id } = recordOf(request.json());
        if (typeof reference_id === 'string') asked.push(reference_id);
        const said = request.headers['x-api-key'];
        if (forbiddenKey !== undefined && said === forbiddenKey)
          return refusal(new Refused('forbidden', null));
        const isKnown = key === undefined || said === key;
        return isKnown ? undefined : refusal(new Refused('unauthorized', null));
      },
      error: (status, message) => ({
        status,
        body: { error: message, error_code: codeOf(status), details: null },
      }),
      state: () => ({ customers: customers.size }),
    },
    options,
  );
  return {
    ...simulator,
    asked,
    failWith(code, times = 1) {
      const reply = refusal(new Refused(code, null));
      simulator.fail({
        kind: 'status',
        status: reply.status,
        times,
        body: JSON.stringify(reply.body),
        contentType: 'application/json',
      });
    },
  };
}

function refusal({ code, status, message, details }: Refused): SimulatorReply {
  return { status, body: { error: message, error_code: code, details } };
}

/** The code of a status that no request of its own caused. */
function codeOf(status: number): LookupErrorCode | undefined {
  if (status === 500) return 'internal_error';
  if (status > 500) return 'upstream_transient';
  return keysOf(lookupErrors).find((code) => lookupErrors[code].status === status);
}

function resultOf(seed: number, lookup: Lookup): object {
  const { body, buildingType, state, zip } = lookup;
  const [utility, ...others] = utilitiesOf(seed, state, zip);
  if (utility === undefined) throw new Refused('no_utility_at_address', body.address);
  if (utility.eiaid === null) throw new Refused('no_valid_eiaid', { utility: utility.name });
  const programs = programsOf(seed, state).map((program) => programResult(program, lookup));
  const paying = programs.filter(({ eligible_combinations }) => eligible_combinations > 0);
  const total = sum(paying.map(({ total_incentive }) => total_incentive));
  return {
    utility: others.length === 0 ? utility : null,
    // Where several may serve the address it names them, and counts on none.
    possible_utilities: others.length === 0 ? [] : [utility, ...others],
    address: body.address,
    building_type: buildingType,
    programs_evaluated: programs.length,
    incentives: {
      total_incentive_amount: total,
      total_eligible_combinations: paying.reduce((count, one) => count + one.eligible_combinations, 0),
      by_program: programs,
    },
    processing_summary: { program_ids: paying.map(({ program_id }) => program_id), incentive_amount: total },
    connect_url:
      body.create_application === true ? `https://connect.example/apply/${body.reference_id}` : null,
    reference_id: body.reference_id ?? null,
  };
}

function programResult(program: Program, { deviceIds, buildingType }: Lookup) {
  const device_tier_results = deviceIds.map((id) => {
    const amount = program.amounts.get(id);
    const isRightBuilding = program.buildingTypes.includes(buildingType);
    const isEligible = amount !== undefined && isRightBuilding;
    return {
      device_id: id,
      device_name: DEVICES.find((device) => device.id === id)?.name ?? `device ${id}`,
      tier_id: `${program.id}-t1`,
      tier_name: 'Standard',
      eligible: isEligible,
      incentive_amount: isEligible ? amount : 0,
      calculation_details: isEligible ? `fixed amount of $${amount.toFixed(2)}` : 'not eligible',
      failed_requirements: [
        ...(amount === undefined ? ['the program does not cover this device'] : []),
        ...(isRightBuilding ? [] : [`the program does not cover ${buildingType} buildings`]),
      ],
      ignored_requirements: ['household income'],
      completed_requirements: isEligible ? ['device', 'building type'] : [],
    };
  });
  const eligible = device_tier_results.filter((one) => one.eligible);
  return {
    program_id: program.id,
    program_name: program.name,
    total_incentive: sum(eligible.map(({ incentive_amount }) => incentive_amount)),
    eligible_combinations: eligible.length,
    processing_enabled: eligible.length > 0,
    device_tier_results,
  };
}

/** Dollars added up as cents. */
function sum(amounts: readonly number[]): number {
  return amounts.reduce((cents, amount) => cents + Math.round(amount * 100), 0) / 100;
}
