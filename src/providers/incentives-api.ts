import type { LookupAnswer, LookupRequest } from '../base/incentives.ts';
import { readResponse, saysCode } from './incentives-api-answer.ts';
import type { AskedFor } from './place.ts';
import { type ServiceAnswer, type ServiceCaller, ServiceFailure } from './service.ts';

export interface IncentivesApiOptions {
  /** Sent as `x-api-key`; never logged, never part of a message. */
  readonly key: string | undefined;
  /** Requests cost money: one whose answer never came is not asked again. */
  readonly billed?: boolean;
  /** Deadline of one request, answer included. */
  readonly timeoutMs?: number;
  /** Longest answer that is read. */
  readonly maxBytes?: number;
}

/** The service name under which billed requests are recorded. */
export const incentivesApiService = 'incentives-api';

const PATH = '/incentives';
const TIMEOUT_MS = 25_000;
const MOST_BYTES = 4 * 1_048_576;

/** A client of the incentives API: `POST {url}/incentives`, one lookup each. Redirects are refused. */
export class IncentivesApi {
  readonly billed: boolean;
  readonly #caller: ServiceCaller;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #limits: { readonly timeoutMs: number; readonly maxBytes: number };

  constructor(caller: ServiceCaller, options: IncentivesApiOptions) {
    this.billed = options.billed ?? false;
    this.#caller = caller;
    this.#headers = options.key === undefined ? {} : { 'x-api-key': options.key };
    this.#limits = {
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      maxBytes: options.maxBytes ?? MOST_BYTES,
    };
  }

  get caller(): ServiceCaller {
    return this.#caller;
  }

  /** Asks for one. What the service says, and that it says nothing, is an answer; throws NotNow and the signal's reason. */
  async lookup(one: LookupRequest, asked: AskedFor): Promise<LookupAnswer> {
    try {
      return readResponse(await this.#post(one, asked), this.billed);
    } catch (error) {
      if (!(error instanceof ServiceFailure)) throw error;
      return answerOf(error, this.billed);
    }
  }

  #post(one: LookupRequest, asked: AskedFor): Promise<ServiceAnswer> {
    return this.#caller.call({
      ...{ method: 'POST', path: PATH, operation: 'incentives.lookup', headers: this.#headers },
      ...{ body: toWire(one), billed: this.billed, ...this.#limits, ...asked },
    });
  }
}

/**
 * What a failed call means for the item, in the words of this service where it answered. A 5xx with one of its own codes
 * says that nothing was carried out; one without, of a billed request, leaves that open.
 */
function answerOf(error: ServiceFailure, billed: boolean): LookupAnswer {
  const { answer, failure, message, afterMs } = error;
  const open = failure === 'outcome_unknown';
  if (answer !== undefined && (!open || saysCode(answer))) {
    const read = readResponse(answer, billed);
    return afterMs === undefined || read.found ? read : { ...read, afterMs };
  }
  if (open) return { found: false, code: 'outcome_unknown', message, failure };
  const word = failure === 'timeout' ? 'timeout' : 'transient';
  return { found: false, code: 'upstream_transient', message, failure: word };
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
