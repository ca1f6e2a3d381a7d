import { lookups, lookupsTold, lotline, lotline100 } from '../contestants/lotline.ts';
import { raw } from '../contestants/raw.ts';
import { rawLease } from '../contestants/raw-lease.ts';
import type { Contestant } from './contestant.ts';

/** Those whose code is in this repository, and those that need the packages of bench/package.json. */
const OWN: readonly Contestant[] = [raw, lotline, lotline100, lookups, lookupsTold, rawLease];
const PEERS: readonly string[] = ['graphile-worker', 'pg-boss'];

/** Measured when nothing else is asked for; `raw` first, since the others are compared with it. */
export const DEFAULT_CONTESTANTS = ['raw', 'lotline', ...PEERS];

export async function loadContestant(name: string): Promise<Contestant> {
  const own = OWN.find((contestant) => contestant.name === name);
  if (own) return own;
  if (!PEERS.includes(name)) throw new Error(`no contestant is named ${name}`);
  // By a computed address: the project's type check must not need packages that users never install.
  const address = new URL(`../peers/${name}.ts`, import.meta.url).href;
  // each file of peers/ exports one, which its own type check sees
  const module = (await import(address)) as { contestant: Contestant };
  return module.contestant;
}

export function isPeer(name: string): boolean {
  return PEERS.includes(name);
}
