import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { backoffMs } from '../../base/backoff.ts';
import { type AskedFor, addressOf } from '../place.ts';
import { readAnswer, saidBy } from '../read-answer.ts';
import { type ServiceAnswer, type ServiceCaller, ServiceFailure } from '../service.ts';
import type { CensusAddress, Geocoded } from './address.ts';
import { batchFile, readBatch } from './batch-file.ts';

const BENCHMARK = 'Public_AR_Current';
const VINTAGE = 'Current_Current';
/** The service takes ten thousand rows; large batches fail as a whole more often than small ones. */
export const MOST_ROWS = 1_000;
const SINGLE = '/geographies/address';
const BATCH = '/geographies/addressbatch';
const SINGLE_TIMEOUT_MS = 30_000;
/** A batch takes minutes. */
const BATCH_TIMEOUT_MS = 300_000;
const MOST_BYTES = 16 * 1_048_576;
/** Empty replies, and rows that are left out, are known to come on repeat. */
const MOST_TRIES = 4;

const id = z.union([z.string(), z.number()]).nullish();
const matchSchema = z.looseObject({
  matchedAddress: z.string(),
  coordinates: z.object({ x: z.number().min(-180).max(180), y: z.number().min(-90).max(90) }),
  tigerLine: z.looseObject({ tigerLineId: id, side: id }).nullish(),
  geographies: z.record(z.string(), z.array(z.looseObject({ GEOID: id }))).nullish(),
});
const singleSchema = z.object({ result: z.looseObject({ addressMatches: z.array(matchSchema) }) });

export interface CensusOptions {
  /** Pause before the first repetition of an empty reply, in milliseconds; it doubles. */
  readonly pauseMs?: number;
  /** Most rows of one batch. */
  readonly mostRows?: number;
}

/** The geocoder of the U.S. Census Bureau: addresses to places, one at a time or by the thousand. */
export class Census {
  readonly #caller: ServiceCaller;
  readonly #url: string;
  readonly #pauseMs: number;
  readonly #mostRows: number;

  /** `url`: the address of the service, for sources; calls go where the caller sends them. */
  constructor(
    caller: ServiceCaller,
    url: string,
    { pauseMs = 2_000, mostRows = MOST_ROWS }: CensusOptions = {},
  ) {
    this.#caller = caller;
    this.#url = url;
    this.#pauseMs = pauseMs;
    this.#mostRows = mostRows;
  }

  /** Where what was said of an address may be asked again. */
  sourceOf(address: CensusAddress): string {
    return addressOf(this.#url, SINGLE, singleQuery(address));
  }

  /**
   * An answer for each address, in order: one alone by a lookup, several by batches, cut to size. Empty replies are
   * repeated, rows that are left out asked again.
   * @throws ServiceFailure, NotNow; then what other batches answered is lost
   */
  async geocode(addresses: readonly CensusAddress[], asked: AskedFor): Promise<Geocoded[]> {
    const [only] = addresses;
    if (only !== undefined && addresses.length === 1) return [await this.#single(only, asked)];
    const found: Geocoded[] = [];
    for (let from = 0; from < addresses.length; from += this.#mostRows) {
      found.push(...(await this.#batch(addresses.slice(from, from + this.#mostRows), asked)));
    }
    return found;
  }

  async #single(address: CensusAddress, asked: AskedFor): Promise<Geocoded> {
    const answer = await this.#repeated(asked, () =>
      this.#caller.call({
        ...{ method: 'GET', path: SINGLE, query: singleQuery(address), operation: 'geocoder.address' },
        ...{ timeoutMs: SINGLE_TIMEOUT_MS, maxBytes: MOST_BYTES, ...asked },
      }),
    );
    const matches = readAnswer(this.#caller, answer, singleSchema).result.addressMatches;
    const [match] = matches;
    if (match === undefined) return { answer: 'no_match' };
    if (matches.length > 1) return { answer: 'tie' };
    const geography = (name: string) => match.geographies?.[name]?.[0]?.GEOID;
    const textOf = (value: z.infer<typeof id>) =>
      value === null || value === undefined ? null : String(value);
    const block = textOf(geography('Census Blocks') ?? geography('2020 Census Blocks'));
    const tract = textOf(geography('Census Tracts'));
    const county = textOf(geography('Counties')) ?? block?.slice(0, 5) ?? null;
    return {
      ...{ answer: 'match', lat: match.coordinates.y, lon: match.coordinates.x },
      exact: sameStreet(address.street, match.matchedAddress),
      matchedAddress: match.matchedAddress,
      countyFips: county !== null && /^\d{5}$/.test(county) ? county : null,
      // as batches give them: without what they are part of
      tract: tract?.slice(5) ?? null,
      block: block?.slice(11) ?? null,
      tigerLineId: textOf(match.tigerLine?.tigerLineId),
      side: textOf(match.tigerLine?.side),
    };
  }

  async #batch(addresses: readonly CensusAddress[], asked: AskedFor): Promise<Geocoded[]> {
    const found = new Map<number, Geocoded>();
    for (let tries = 1; found.size < addresses.length; tries += 1) {
      const open = addresses.map((_, n) => n).filter((n) => !found.has(n));
      if (tries > MOST_TRIES) {
        throw this.#failure('census_incomplete', `left out ${open.length} of ${addresses.length} addresses`);
      }
      if (tries > 1) await this.#pause(tries - 1, asked.signal);
      const rows = await this.#rows(
        open.map((n) => addresses[n]).filter((one) => one !== undefined),
        asked,
      );
      for (const [at, answer] of rows) {
        const n = open[at];
        if (n !== undefined) found.set(n, answer);
      }
    }
    return addresses.map((_, n) => found.get(n) ?? { answer: 'no_match' });
  }

  async #rows(addresses: readonly CensusAddress[], asked: AskedFor): Promise<Map<number, Geocoded>> {
    const answer = await this.#repeated(asked, () => {
      const body = new FormData();
      body.append('addressFile', new Blob([batchFile(addresses)], { type: 'text/csv' }), 'addresses.csv');
      body.append('benchmark', BENCHMARK);
      body.append('vintage', VINTAGE);
      return this.#caller.call({
        ...{ method: 'POST', path: BATCH, body, operation: 'geocoder.batch' },
        ...{ timeoutMs: BATCH_TIMEOUT_MS, maxBytes: MOST_BYTES, ...asked },
      });
    });
    if (/^\s*[<{]/.test(answer.text)) {
      throw this.#failure('census_unreadable', `answered a batch with "${saidBy(answer.text).slice(0, 80)}"`);
    }
    return readBatch(answer.text, addresses.length);
  }

  /** A reply with something in it. */
  async #repeated(asked: AskedFor, ask: () => Promise<ServiceAnswer>): Promise<ServiceAnswer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await ask();
      if (answer.text.trim() !== '') return answer;
      if (tries === MOST_TRIES) throw this.#failure('census_empty', `gave ${tries} empty replies`);
      await this.#pause(tries, asked.signal);
    }
  }

  async #pause(times: number, signal: AbortSignal): Promise<void> {
    await delay(backoffMs({ baseMs: this.#pauseMs, capMs: 16 * this.#pauseMs }, times), undefined, {
      signal,
    });
  }

  #failure(code: string, what: string): ServiceFailure {
    const { name, label } = this.#caller.service;
    return new ServiceFailure(name, 'transient', code, `${label} ${what}`);
  }
}

function singleQuery({ street, city, state, zip }: CensusAddress) {
  return {
    street,
    ...(city ? { city } : {}),
    ...(state ? { state } : {}),
    ...(zip ? { zip } : {}),
    ...{ benchmark: BENCHMARK, vintage: VINTAGE, format: 'json' },
  };
}

/** Whether the first line of what was found says what was asked. */
function sameStreet(street: string, matched: string): boolean {
  const plain = (text: string) =>
    text
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, ' ')
      .trim();
  return plain(matched.split(',')[0] ?? '') === plain(street);
}
