import { type IncentivesSimulator, startIncentives } from '../../src/simulators/incentives/incentives.ts';

interface Asked {
  readonly reference_id: string;
  readonly address: { readonly street_1: string };
  readonly building_type: string;
}

/**
 * An incentives API on loopback, whose answers are told by the street: "Busy" is 503 until it is calmed, "Nowhere" has no
 * utility, everything else has one programme of $ 100.
 */
export class IncentivesService {
  calm = false;
  /** While set, answers wait for it. */
  held: Promise<void> | null = null;
  /** reference_ids asked for, in order; repeats included. */
  readonly asked: string[] = [];
  #simulator: IncentivesSimulator | undefined;

  async start(): Promise<void> {
    this.#simulator = await startIncentives({
      answer: async ({ json }) => {
        const body = json() as Asked;
        this.asked.push(body.reference_id);
        await this.held;
        return this.#answer(body);
      },
    });
  }

  get url(): string {
    return this.#simulator?.url ?? '';
  }

  async stop(): Promise<void> {
    await this.#simulator?.stop();
  }

  #answer(body: Asked) {
    if (body.address.street_1.includes('Busy') && !this.calm) {
      return { status: 503, body: { error: 'Busy', error_code: 'upstream_transient', details: 'too busy' } };
    }
    if (body.address.street_1.includes('Nowhere')) {
      return {
        status: 404,
        body: { error: 'No utility', error_code: 'no_utility_at_address', details: 'none' },
      };
    }
    return { status: 200, body: result(body) };
  }
}

function result(body: Asked): object {
  return {
    utility: { eiaid: 14328, name: '=Pacific Gas & Electric' },
    possible_utilities: [],
    address: body.address,
    building_type: body.building_type,
    customer_id: 7,
    programs_evaluated: 1,
    incentives: {
      total_incentive_amount: 100,
      total_eligible_combinations: 1,
      by_program: [
        {
          program_id: 'p-1',
          program_name: 'Heat pump rebate',
          total_incentive: 100,
          eligible_combinations: 1,
          processing_enabled: false,
          device_tier_results: [],
        },
      ],
    },
    processing_summary: { program_ids: ['p-1'], incentive_amount: 100 },
    connect_url: null,
    reference_id: body.reference_id,
  };
}
