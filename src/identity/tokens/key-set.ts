import type { CryptoKey } from 'jose';
import { z } from 'zod';
import { type Clock, systemClock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';

const FRESH_MS = 10 * 60_000;
/** Keys that the issuer could not be asked about for so long are not believed any more. */
const MOST_STALE_MS = 24 * 3_600_000;
/** Unknown key ids cost the issuer no more than one request in this time, however many are made up. */
const LEAST_INTERVAL_MS = 10_000;
const TIMEOUT_MS = 5_000;
const MOST_BYTES = 256 * 1024;
const MOST_KEYS = 50;

const document = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(MOST_KEYS) });

export interface KeySetOptions {
  readonly url: string;
  /** Sent as a Bearer token, where the address wants one. */
  readonly secret?: string | undefined;
  readonly clock?: Clock;
  /** Hears why keys could not be fetched. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * The public keys of an issuer, from its address. Known keys stay good while the issuer cannot be reached (for a day);
 * an unknown key id is asked for once, with a least interval; a key that the issuer took away is gone within minutes.
 */
export class KeySet {
  readonly #options: KeySetOptions;
  readonly #clock: Clock;
  #keys: ReadonlyMap<string, CryptoKey> | undefined;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #failed = false;
  #pending: Promise<void> | undefined;

  constructor(options: KeySetOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** The key of that id; undefined when the issuer has none. Throws `issuer_unavailable` when it cannot be asked. */
  async find(id: string): Promise<CryptoKey | undefined> {
    const age = this.#clock.now() - this.#fetchedAt;
    if (age > MOST_STALE_MS) this.#keys = undefined;
    if (this.#keys === undefined) await this.#ask();
    else if (age > FRESH_MS && this.#mayAsk()) this.#ask().catch(() => {});
    const known = this.#keys?.get(id);
    if (known !== undefined) return known;
    await this.#ask();
    return this.#keys?.get(id);
  }

  #mayAsk(): boolean {
    return this.#clock.now() - this.#triedAt >= LEAST_INTERVAL_MS;
  }

  /** Fetches the keys anew, unless that was tried a moment ago. Throws when it failed, now or then. */
  async #ask(): Promise<void> {
    if (this.#pending === undefined && this.#mayAsk()) {
      this.#triedAt = this.#clock.now();
      this.#pending = this.#fetch().finally(() => {
        this.#pending = undefined;
      });
    }
    await this.#pending;
    if (!this.#failed) return;
    throw new AppError('issuer_unavailable', 'The session token cannot be checked at the moment', {
      hint: 'Try again in a few seconds.',
      details: { retry_after: LEAST_INTERVAL_MS / 1000 },
    });
  }

  async #fetch(): Promise<void> {
    try {
      this.#keys = await fetchKeys(this.#options);
      this.#fetchedAt = this.#clock.now();
      this.#failed = false;
    } catch (error) {
      this.#failed = true;
      this.#options.onFailure(error);
    }
  }
}

async function fetchKeys({ url, secret }: KeySetOptions): Promise<ReadonlyMap<string, CryptoKey>> {
  const response = await fetch(url, {
    headers: {
      accept: 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the issuer's keys were answered with status ${response.status}`);
  const { keys } = document.parse(JSON.parse(await readText(response)));
  const { importJWK } = await import('jose');
  const out = new Map<string, CryptoKey>();
  for (const jwk of keys) {
    if (jwk.kty !== 'RSA' || typeof jwk.kid !== 'string') continue;
    if ((jwk.use ?? 'sig') !== 'sig' || (jwk.alg ?? 'RS256') !== 'RS256') continue;
    const key = await importJWK(jwk, 'RS256');
    if (!(key instanceof Uint8Array)) out.set(jwk.kid, key);
  }
  return out;
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`the issuer's keys are more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
