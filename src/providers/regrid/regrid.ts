import { z } from 'zod';
import type { CallFor, ServiceAnswer, ServiceCall, ServiceCaller } from '../service.ts';
import { refined, unreadable } from './failures.ts';
import { type RegridParcel, readParcelLine, readParcels } from './parcel.ts';

/** What an account used in its billing cycle; a figure that Regrid does not tell is null. */
export interface RegridUsage {
  readonly cycleStart: string | null;
  readonly cycleEnd: string | null;
  readonly records: number | null;
  readonly recordsLimit: number | null;
}

/** A point of a batch, by the caller's own id. */
export interface RegridPoint {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
}

/** A batch of points, as Regrid works it. */
export interface RegridBatch {
  readonly jobUuid: string;
  /** `ready`: its result can be downloaded, which is what costs money. */
  readonly state: 'working' | 'ready' | 'failed';
  readonly percent: number;
  readonly secondsLeft: number | null;
}

/** For whom, and until when. */
interface Asking {
  readonly for: CallFor;
  readonly signal: AbortSignal;
}

const count = z.coerce.number().nullish();
const usageSchema = z.looseObject({
  cycle_start: z.string().nullish(),
  cycle_end: z.string().nullish(),
  parcel_records: count,
  parcel_records_limit: count,
});
const batchSchema = z.looseObject({
  job_uuid: z.string().min(1),
  status: z.string(),
  percent_complete: z.coerce.number().nullish(),
  time_remaining: z.coerce.number().nullish(),
});

const TIMEOUT_MS = 30_000;
const MOST_BYTES = 8 * 1024 * 1024;
/** A batch has up to 100,000 records of a few kilobytes, read line by line. */
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;
const DOWNLOAD_MOST_BYTES = 2 * 1024 * 1024 * 1024;

/** Most points of one batch. */
export const MOST_POINTS = 100_000;

/**
 * Regrid's Parcel API v2. Records that a search gives are billed, so `limit` says how many at most; counts of an account
 * are free. The token is part of the address and shown nowhere.
 */
export class Regrid {
  readonly #caller: ServiceCaller;
  readonly #token: string;

  constructor(caller: ServiceCaller, token: string) {
    this.#caller = caller;
    this.#token = token;
  }

  get caller(): ServiceCaller {
    return this.#caller;
  }

  /** By the county's parcel number, punctuation ignored, below a path such as `/us/ga/chatham`. */
  byApn(apn: string, path: string, limit: number, asking: Asking): Promise<RegridParcel[]> {
    return this.#search('parcels.apn', '/parcels/apn', { parcelnumb: apn, path }, limit, asking);
  }

  /** By address, as people write it on one line. */
  byAddress(address: string, path: string, limit: number, asking: Asking): Promise<RegridParcel[]> {
    return this.#search('parcels.address', '/parcels/address', { query: address, path }, limit, asking);
  }

  /** What the account used; costs nothing. */
  async usage(asking: Asking): Promise<RegridUsage> {
    const answer = await this.#call({ method: 'GET', path: '/usage', operation: 'usage', units: 0 }, asking);
    const used = read(answer, false, (text) => usageSchema.parse(JSON.parse(text)));
    return {
      cycleStart: used.cycle_start ?? null,
      cycleEnd: used.cycle_end ?? null,
      records: used.parcel_records ?? null,
      recordsLimit: used.parcel_records_limit ?? null,
    };
  }

  /** Hands in a batch of at most {@link MOST_POINTS}; costs nothing until its result is downloaded. */
  async startBatch(points: readonly RegridPoint[], asking: Asking): Promise<RegridBatch> {
    const features = points.map(({ id, lat, lon }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { custom_id: id },
    }));
    const answer = await this.#call(
      {
        ...{ method: 'POST', path: '/batch/points', operation: 'batch.points', units: 0 },
        body: { geojson: { type: 'FeatureCollection', features } },
        timeoutMs: 120_000,
      },
      asking,
    );
    return read(answer, false, readBatch);
  }

  async batch(jobUuid: string, asking: Asking): Promise<RegridBatch> {
    const path = `/batch/status/${encodeURIComponent(jobUuid)}`;
    const answer = await this.#call({ method: 'GET', path, operation: 'batch.status', units: 0 }, asking);
    return read(answer, false, readBatch);
  }

  /**
   * Downloads the result of a batch, parcel by parcel as they arrive, and says how many there were. Each download is
   * billed: ask once. Rejects with `outcome_unknown` when it breaks off; what was taken until then is good.
   */
  async download(
    jobUuid: string,
    most: number,
    asking: Asking,
    take: (parcel: RegridParcel) => Promise<void> | void,
  ): Promise<number> {
    let records = 0;
    const answer = await this.#call(
      {
        ...{
          method: 'GET',
          path: `/batch/${encodeURIComponent(jobUuid)}/download`,
          operation: 'batch.download',
        },
        ...{ units: most, billed: true, timeoutMs: DOWNLOAD_TIMEOUT_MS, maxBytes: DOWNLOAD_MOST_BYTES },
        headers: { accept: 'application/x-ndjson' },
        async onLine(line) {
          if (line.trim() === '') return;
          await take(readParcelLine(line));
          records += 1;
        },
      },
      asking,
    );
    answer.charge({ units: records });
    return records;
  }

  async #search(
    operation: string,
    path: string,
    query: Readonly<Record<string, string>>,
    limit: number,
    asking: Asking,
  ): Promise<RegridParcel[]> {
    const answer = await this.#call(
      { method: 'GET', path, operation, query: { ...query, limit }, units: limit, billed: true },
      asking,
    );
    const parcels = read(answer, true, (text) => readParcels(JSON.parse(text)));
    answer.charge({ units: parcels.length });
    return parcels;
  }

  async #call(
    call: Omit<ServiceCall, 'for' | 'signal' | 'timeoutMs' | 'maxBytes'> &
      Partial<Pick<ServiceCall, 'timeoutMs' | 'maxBytes'>>,
    asking: Asking,
  ): Promise<ServiceAnswer> {
    try {
      return await this.#caller.call({
        ...{ timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES, secretQuery: { token: this.#token } },
        ...call,
        ...{ for: asking.for, signal: asking.signal },
      });
    } catch (error) {
      throw refined(error);
    }
  }
}

function readBatch(text: string): RegridBatch {
  const job = batchSchema.parse(JSON.parse(text));
  return {
    jobUuid: job.job_uuid,
    state: /^(complete|ready|done|finished|success)/i.test(job.status)
      ? 'ready'
      : /^(fail|error|cancel|delet|expire)/i.test(job.status)
        ? 'failed'
        : 'working',
    percent: job.percent_complete ?? 0,
    secondsLeft: job.time_remaining ?? null,
  };
}

function read<T>(answer: ServiceAnswer, billed: boolean, parse: (text: string) => T): T {
  try {
    return parse(answer.text);
  } catch (error) {
    throw unreadable(answer, billed, error);
  }
}
