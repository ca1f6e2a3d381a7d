/**
 * An incentives API on loopback, as `POST /incentives` answers: what it does with a lookup is told by the street,
 * "Busy" is 503 until it is calmed, "Nowhere" has no utility, everything else has one programme of $ 100.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class IncentivesService {
  calm = false;
  /** While set, answers wait for it. */
  held: Promise<void> | null = null;
  /** reference_ids asked for, in order; repeats included. */
  readonly asked: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      const body = JSON.parse(Buffer.concat(pieces).toString('utf8'));
      this.asked.push(body.reference_id);
      await this.held;
      const { status, answer } = this.#answer(body);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(body: { reference_id: string; address: { street_1: string }; building_type: string }) {
    if (body.address.street_1.includes('Busy') && !this.calm) {
      return {
        status: 503,
        answer: { error: 'Busy', error_code: 'upstream_transient', details: 'too busy' },
      };
    }
    if (body.address.street_1.includes('Nowhere')) {
      return {
        status: 404,
        answer: { error: 'No utility', error_code: 'no_utility_at_address', details: 'none' },
      };
    }
    return { status: 200, answer: result(body) };
  }
}

function result(body: { reference_id: string; address: object; building_type: string }): object {
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
