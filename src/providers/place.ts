import type { CallFor, ServiceCaller } from './service.ts';

/** A point on the globe, in degrees (WGS 84). */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** On whose behalf a question is asked, and until when. */
export interface AskedFor {
  readonly for: CallFor;
  readonly signal: AbortSignal;
}

/** What a service said, and the address that says it again. */
export interface Said<Facts> {
  readonly facts: Facts;
  readonly url: string;
}

/** The address of a question, as a source is given: our public services take no key. */
export function addressOf(
  base: string,
  path: string,
  query: Readonly<Record<string, string | number | boolean>>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) params.append(name, String(value));
  return `${base}${path}?${params}`;
}

/** A client of a public service that tells of places. */
export class PlaceClient {
  readonly caller: ServiceCaller;
  /** The address of the service, for sources; calls go where the caller sends them. */
  protected readonly url: string;

  constructor(caller: ServiceCaller, url: string) {
    this.caller = caller;
    this.url = url;
  }
}
