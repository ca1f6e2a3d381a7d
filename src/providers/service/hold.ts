import { NotNow, type Service } from '../service.ts';

/** How long nothing may be sent to a service, and why, as one process knows it. */
export class Hold {
  readonly #service: Service;
  /** performance.now() of its end; past: there is none. */
  until = 0;
  reason = '';

  constructor(service: Service) {
    this.#service = service;
  }

  begin(ms: number, reason: string): void {
    this.until = performance.now() + ms;
    this.reason = reason;
  }

  end(): void {
    this.until = 0;
    this.reason = '';
  }

  /** Milliseconds that are left of it; 0: there is none. */
  ms(): number {
    return Math.max(0, this.until - performance.now());
  }

  /** What a caller is told that would have to wait so long: "Regrid: rate limited until 14:05 UTC". */
  notNow(ms: number): NotNow {
    const { name, label } = this.#service;
    // never a moment before it is over: a month that begins at midnight does not begin the day before
    const until = new Date(Math.ceil((Date.now() + ms) / 1000) * 1000).toISOString();
    const when = ms < 24 * 60 * 60_000 ? `${until.slice(11, 16)} UTC` : until.slice(0, 10);
    return new NotNow(name, Math.ceil(ms), `${label}: ${this.reason} until ${when}`);
  }
}

/** What callers are told when their process stops. */
export function stopping({ name, label }: Service): NotNow {
  return new NotNow(name, 1000, `${label}: this process stops`);
}
