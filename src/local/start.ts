import { VERSION } from '../base/version.ts';
import { createPool } from '../db/pool.ts';
import { listApiKeys } from '../identity/api-keys.ts';
import { type FirstKey, makeFirstKey } from '../identity/bootstrap.ts';
import { organizationBySlug } from '../identity/organizations.ts';
import { loadStarter } from '../property/starter/load-starter.ts';
import type { LocalIo } from './io.ts';
import { type Opened, withDatabase } from './open.ts';
import { startApi, startWorker } from './product.ts';
import { runSample } from './sample.ts';
import { stopSignal } from './stop-signal.ts';

export interface StartOptions {
  /** False with `--no-sample`. */
  readonly sample?: boolean;
}

interface Prepared {
  readonly organizationId: string;
  /** Set when this start made the database's first key, so nobody has used it before. */
  readonly firstKey: FirstKey | undefined;
  /** Prefixes of keys that still work. */
  readonly prefixes: readonly string[];
}

/** `lotline start`: database, API and worker in one process, until a signal; the sample when nothing is there yet. */
export async function runStart(io: LocalIo, options: StartOptions): Promise<void> {
  await withDatabase(
    io.env,
    async (opened) => {
      const stopped = stopSignal();
      const prepared = await prepare(opened);
      const api = await startApi(opened);
      const worker = startWorker(opened);
      try {
        greet(io, opened, prepared, api.url);
        const key = prepared.firstKey?.key ?? (prepared.firstKey && opened.config.bootstrapApiKey);
        if (options.sample !== false && key !== undefined) {
          const target = { url: api.url, key, organizationId: prepared.organizationId };
          await Promise.race([runSample(io, opened, target), stopped]);
        }
        io.say(`\nServing on ${api.url}. Ctrl-C stops it.`);
        await stopped;
        io.say('Stopping: what runs is finished, the rest is handed back.');
      } finally {
        await worker.stop();
        await api.stop();
      }
    },
    { restart: true },
  );
}

/** The first key and the starter catalogue; both do nothing when they are there. */
async function prepare({ config, database }: Opened): Promise<Prepared> {
  const owner = createPool(database.urls.owner, { name: 'lotline start', max: 1 });
  try {
    const firstKey = await makeFirstKey(owner, config.bootstrapApiKey);
    await loadStarter(owner);
    const { id } = await organizationBySlug(owner);
    const keys = await listApiKeys(owner, id);
    const usable = keys.filter((key) => !key.revokedAt && !(key.expiresAt && key.expiresAt < new Date()));
    return { organizationId: id, firstKey, prefixes: usable.map((key) => key.prefix) };
  } finally {
    await owner.end();
  }
}

function greet(io: LocalIo, { config, database }: Opened, prepared: Prepared, url: string): void {
  const { embedded, urls, separateRoles } = database;
  io.say(`Lotline ${VERSION}\n`);
  io.say(`API       ${url}  (documentation at ${url}/docs)`);
  if (embedded) io.say(`Database  PostgreSQL in ${config.dataFolder}, port ${embedded.port}`);
  else io.say('Database  the one that DATABASE_URL names');
  if (urls.agent) io.say(`SQL       psql '${urls.agent}'`);
  if (embedded) io.say("          (the owner's line: npm run -s lotline -- db url --owner)");
  if (!separateRoles)
    io.say('          Row-level security binds nobody: the service roles could not be made.');
  if (prepared.firstKey?.key !== undefined) {
    io.say(`API key   ${prepared.firstKey.key}`);
    io.say('          Shown this once. For the command line: export LOTLINE_API_KEY=<the key>');
  } else if (prepared.firstKey) {
    io.say(`API key   ${prepared.firstKey.prefix}… (from LOTLINE_BOOTSTRAP_API_KEY)`);
  } else {
    const known = prepared.prefixes.slice(0, 3).map((prefix) => `${prefix}…`);
    io.say(
      `API key   ${known.join(', ') || 'none that works'}  (another: npm run -s lotline -- keys create)`,
    );
  }
}
