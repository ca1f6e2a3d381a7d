import { Agent, request } from 'undici';
import type { LookupAnswer, LookupRequest } from '../base/incentives.ts';
import { type ApiResponse, readResponse } from './incentives-api-answer.ts';

export interface IncentivesApiOptions {
  /** Address that `/incentives` is appended to. */
  url: string;
  /** Sent as `x-api-key`; never logged, never part of a message. */
  key: string | undefined;
  /** Requests cost money: one whose answer never came is not asked again. */
  billed?: boolean;
  /** Deadline of one request, answer included. */
  timeoutMs?: number;
  /** Longest answer that is read. */
  maxBytes?: number;
  /** Requests at once, over the process. */
  connections?: number;
}

/** The service name under which billed requests are recorded. */
export const incentivesApiService = 'incentives-api';

/** Errors raised before a byte of the request left, so that nothing can have been billed. */
const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

class AnswerTooLarge extends Error {}

/** A client of the incentives API: `POST {url}/incentives`, one lookup each. Redirects are refused. */
export class IncentivesApi {
  readonly billed: boolean;
  readonly #endpoint: string;
  readonly #key: string | undefined;
  readonly #timeoutMs: number;
  readonly #maxBytes: number;
  readonly #agent: Agent;

  constructor(options: IncentivesApiOptions) {
    this.billed = options.billed ?? false;
    this.#endpoint = `${options.url.replace(/\/+$/, '')}/incentives`;
    this.#key = options.key;
    this.#timeoutMs = options.timeoutMs ?? 25_000;
    this.#maxBytes = options.maxBytes ?? 4 * 1024 * 1024;
    this.#agent = new Agent({ connections: options.connections ?? 32, connect: { timeout: 10_000 } });
  }

  /** Asks once. Never throws for what the network or the service does; rejects only when `signal` aborts. */
  async lookup(one: LookupRequest, signal: AbortSignal): Promise<LookupAnswer> {
    signal.throwIfAborted();
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await this.#post(one, AbortSignal.any([signal, deadline]));
      return this.#withoutKey(readResponse(response, this.billed));
    } catch (error) {
      if (signal.aborted) throw error;
      return this.#withoutKey(this.#failure(error, deadline.aborted));
    }
  }

  /** Closes the connections; requests on their way fail. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #post(one: LookupRequest, signal: AbortSignal): Promise<ApiResponse> {
    const { statusCode, headers, body } = await request(this.#endpoint, {
      method: 'POST',
      dispatcher: this.#agent,
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(this.#key === undefined ? {} : { 'x-api-key': this.#key }),
      },
      body: JSON.stringify(toWire(one)),
    });
    const retryAfter = headers['retry-after'];
    const text = await readLimited(body, this.#maxBytes);
    return {
      status: statusCode,
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      body: text,
    };
  }

  #failure(error: unknown, timedOut: boolean): LookupAnswer {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const message = timedOut
      ? `no answer from the incentives API within ${this.#timeoutMs} ms`
      : `the incentives API could not be reached or broke off: ${error instanceof Error ? error.message : String(error)}`;
    if (this.billed && !unsent.has(code)) {
      return { found: false, code: 'outcome_unknown', message, failure: 'outcome_unknown' };
    }
    if (timedOut) return { found: false, code: 'upstream_transient', message, failure: 'timeout' };
    return { found: false, code: 'upstream_transient', message, failure: 'transient' };
  }

  /** A service may echo what it was sent; the key must not reach an error list by that way. */
  #withoutKey(answer: LookupAnswer): LookupAnswer {
    if (answer.found || !this.#key) return answer;
    return { ...answer, message: answer.message.replaceAll(this.#key, '[key]') };
  }
}

async function readLimited(
  body: AsyncIterable<Uint8Array> & { destroy(): unknown },
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw new AnswerTooLarge(`the answer is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toWire(one: LookupRequest): Record<string, unknown> {
  const { address, deviceIds, deviceNames } = one;
  return {
    operation_type: one.operation ?? 'lookup',
    ...(one.reference === null ? {} : { reference_id: one.reference }),
    address: {
      street_1: address.street_1,
      ...(address.street_2 ? { street_2: address.street_2 } : {}),
      city: address.city ?? '',
      state_or_province_code: address.state_or_province_code ?? '',
      postal_code: address.postal_code ?? '',
      country_code: address.country_code || 'US',
    },
    ...(one.buildingType === null ? {} : { building_type: one.buildingType }),
    ...(deviceIds.length > 0 ? { device_ids: deviceIds } : { device_names: deviceNames }),
    create_application: one.createApplication,
    webhook_custom_fields: one.customFields,
  };
}
