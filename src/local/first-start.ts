import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { VERSION } from '../base/version.ts';
import { DEFAULT_URL } from '../cli/profile.ts';
import { createPool } from '../db/pool.ts';
import { listApiKeys } from '../identity/api-key-list.ts';
import { type FirstKey, makeFirstKey } from '../identity/bootstrap.ts';
import { organizationBySlug } from '../identity/organizations.ts';
import { linkOf, offerSetup } from '../identity/people/links.ts';
import { starterIsLoaded } from '../property/starter/load-starter.ts';
import type { LocalIo } from './io.ts';
import type { Opened } from './open.ts';

export interface Prepared {
  readonly organizationId: string;
  /** Set when this start made the database's first key, so nobody has used it before. */
  readonly firstKey: FirstKey | undefined;
  /** Prefixes of keys that still work. */
  readonly prefixes: readonly string[];
  /** Of the link that lets the first person in; undefined once somebody is there. */
  readonly setupToken: string | undefined;
}

/**
 * The first key, the first person's link and the starter catalogue; each is left out when it is there. Call it when the API answers: a key
 * that was made and could not be shown would be lost.
 */
export async function prepare({ config, database }: Opened): Promise<Prepared> {
  const owner = createPool(database.urls.owner, { name: 'lotline start', max: 1 });
  try {
    if (!(await starterIsLoaded(owner))) await loadStarterApart(database.urls.owner);
    const firstKey = await makeFirstKey(owner, config.bootstrapApiKey);
    const { id } = await organizationBySlug(owner);
    const keys = await listApiKeys(owner, id);
    const usable = keys.filter((key) => !key.revokedAt && !(key.expiresAt && key.expiresAt < new Date()));
    const setupToken = await offerSetup(owner, { by: 'start-up', replace: false });
    return { organizationId: id, firstKey, prefixes: usable.map((key) => key.prefix), setupToken };
  } finally {
    await owner.end();
  }
}

/**
 * Loads the starter catalogue in a process of its own: its ZIP codes take 90 MB for a second, and a server that kept
 * them would have that much less room for years. The address goes by the environment, which other users cannot read.
 */
async function loadStarterApart(ownerUrl: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, `starter-child${path.extname(import.meta.filename)}`)],
    {
      env: { ...process.env, LOTLINE_STARTER_DATABASE: ownerUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the process that loads the starter catalogue ended with ${code}`);
}

/** Says where everything is, and the first key, this once. */
export function greet(io: LocalIo, { config, database }: Opened, prepared: Prepared, url: string): void {
  const { embedded, urls, separateRoles } = database;
  io.say(`Lotline ${VERSION}\n`);
  const address = config.publicUrl ?? url;
  io.say(`Dashboard ${address}`);
  if (prepared.setupToken !== undefined) {
    io.say(`Sign up   ${linkOf(address, prepared.setupToken)}`);
    io.say('          Opens once, within a day: the first person chooses a password there, and is in.');
  }
  io.say(`API       ${url}  (documentation at ${url}/docs)`);
  if (embedded) io.say(`Database  PostgreSQL in ${config.dataFolder}, port ${embedded.port}`);
  else io.say('Database  the one that DATABASE_URL names');
  if (urls.agent) io.say(`SQL       psql '${urls.agent}'`);
  // a sandbox has a folder of its own, which other commands have to be told
  const lotline = `${config.sandbox && embedded ? `LOTLINE_DATA=${config.dataFolder} ` : ''}npm run -s lotline --`;
  if (embedded) io.say(`          (the owner's line: ${lotline} db url --owner)`);
  if (!separateRoles) {
    io.say('          Row-level security binds nobody: the service roles could not be made.');
  }
  sayKey(io, prepared, lotline);
  if (url !== DEFAULT_URL)
    io.say(`          And since it is not at ${DEFAULT_URL}: export LOTLINE_URL=${url}`);
}

function sayKey(io: LocalIo, { firstKey, prefixes }: Prepared, lotline: string): void {
  if (firstKey?.key !== undefined) {
    io.say(`API key   ${firstKey.key}`);
    io.say('          Shown this once. For the command line: export LOTLINE_API_KEY=<the key>');
  } else if (firstKey) {
    io.say(`API key   ${firstKey.prefix}… (from LOTLINE_BOOTSTRAP_API_KEY)`);
  } else {
    const known = prefixes.slice(0, 3).map((prefix) => `${prefix}…`);
    io.say(`API key   ${known.join(', ') || 'none that works'}  (another: ${lotline} keys create)`);
  }
}
