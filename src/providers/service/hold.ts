import { NotNow, type Service } from '../service.ts';

/** Nobody waits longer without looking again: a hold ends early where a larger quota is chosen. */
const LOOK_AGAIN_MS = 300_000;

/** How long nothing may be sent to a service, and why, as one process knows it. */
export class Hold {
  readonly #service: Service;
  /** performance.now() of when to look again; past: there is none. */
  until = 0;
  reason = '';
  /** performance.now() of its end, as far as it is known. */
  #end = 0;

  constructor(service: Service) {
    this.#service = service;
  }

  begin(ms: number, reason: string): void {
    this.#end = performance.now() + ms;
    this.until = performance.now() + Math.min(ms, LOOK_AGAIN_MS);
    this.reason = reason;
  }

  end(): void {
    this.until = 0;
    this.reason = '';
  }

  /** Milliseconds until somebody looks again; 0: there is no hold. */
  ms(): number {
    return Math.max(0, this.until - performance.now());
  }

  /** What a caller is told that would have to wait so long: "Regrid: rate limited until 14:05 UTC". */
  notNow(ms = Math.max(0, this.#end - performance.now())): NotNow {
    const { name, label } = this.#service;
    // never a moment before it is over: a month that begins at midnight does not begin the day before
    const until = new Date(Math.ceil((Date.now() + ms) / 1000) * 1000).toISOString();
    const when = ms < 24 * 60 * 60_000 ? `${until.slice(11, 16)} UTC` : until.slice(0, 10);
    return new NotNow(name, Math.ceil(Math.min(ms, LOOK_AGAIN_MS)), `${label}: ${this.reason} until ${when}`);
  }
}

/** What callers are told when their process stops. */
export function stopping({ name, label }: Service): NotNow {
  return new NotNow(name, 1000, `${label}: this process stops`);
}
