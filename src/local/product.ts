import { systemClock } from '../base/clock.ts';
import type { Config } from '../base/config.ts';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { VERSION } from '../base/version.ts';
import { planMigration } from '../db/migrate.ts';
import { createNotices, type Notices } from '../db/notices.ts';
import { createPool, type Pool } from '../db/pool.ts';
import type { Access } from '../http/access.ts';
import { createServer, type Server } from '../http/server.ts';
import { createPeople } from '../identity/people/people.ts';
import { createPostman } from '../identity/people/postman.ts';
import { noteBilledKinds } from '../identity/test-keys.ts';
import { createClerkTokens } from '../identity/tokens/clerk.ts';
import type { Registry } from '../kinds/registry.ts';
import { createLive } from '../outcomes/live/live.ts';
import { createLetters, type Letters } from '../outcomes/notifications/letters.ts';
import { createWatch } from '../outcomes/notifications/watch.ts';
import { createTriggers } from '../outcomes/triggers.ts';
import { createDeliverer } from '../outcomes/webhooks/deliverer.ts';
import { createBlobStore } from '../property/blobs/store.ts';
import { BlobSweeper } from '../property/blobs/sweeper.ts';
import { noteDefaultDrivers } from '../property/county-jobs/default-driver.ts';
import { isCountyJobType } from '../property/county-jobs/job-types.ts';
import { createServices } from '../providers/service/services.ts';
import { createWorker, type Worker } from '../work/worker.ts';
import { openAccess } from './access.ts';
import { builtDashboard } from './dashboard.ts';
import { createKinds } from './kinds.ts';
import { startFreezer } from './lead-imports.ts';
import type { Opened } from './open.ts';
import { createSurfaces } from './surfaces.ts';

const API_CONNECTIONS = 10;
/** Longer than any statement may take (a minute), much shorter than a network takes to give up. */
const ANSWER_MS = 70_000;
const WORKER_CONNECTIONS = 5;
/** Of its own: webhooks must not hold up the reports of work. */
const WEBHOOK_CONNECTIONS = 3;

/** Something that starts and stops, with the connections it needs. */
export interface Part {
  stop(): Promise<void>;
}

/** The listening connection of a process that runs API and worker. */
export function processNotices({ database }: Opened): Notices {
  return createNotices({
    url: database.urls.apiListen,
    channels: ['lotline_work', 'lotline_jobs', 'lotline_n8n', 'lotline_live'],
    clock: systemClock,
  });
}

/** The API on an open database; the caller starts nothing else, or gives the connection that its parts listen with. */
export async function startApi(
  { config, log, database, ownKinds }: Opened,
  options: { readonly demo?: boolean; readonly notices?: Notices } = {},
): Promise<Part & { readonly url: string }> {
  const access = await openAccess(config, database.urls.owner, options.demo ?? false);
  const api = createPool(database.urls.api, {
    name: 'lotline api',
    max: API_CONNECTIONS,
    answerTimeoutMs: ANSWER_MS,
  });
  const notices =
    options.notices ??
    createNotices({
      url: database.urls.apiListen,
      channels: ['lotline_n8n', 'lotline_live'],
      clock: systemClock,
    });
  const triggers = createTriggers({ config, pool: api, log, notices });
  const live = createLive({ pool: api, log, notices });
  const people = createPeople({ config, pool: api, url: database.urls.api, log });
  const watch = createWatch({ pool: api, log });
  // the letter that says that the last worker is gone must not wait for a worker
  const letters = lettersOf(config, log, api);
  const blobs = createBlobStore(api, config.blobs);
  const sweeper = new BlobSweeper(blobs, log);
  const services = createServices(api, config, log);
  const registry = createKinds(config, api, services, ownKinds);
  services.serve(registry.list());
  const dashboard = builtDashboard();
  if (dashboard === undefined) log.warn('the dashboard is not built; npm run build:dashboard makes it');
  const billed = registry.list().flatMap((kind) => (kind.billed ? [kind.name] : []));
  const server: Server = createServer({
    config,
    log,
    version: VERSION,
    ...(dashboard === undefined ? {} : { dashboard }),
    access: { ...access, session: people.session, ...clerkAccess(config, api, log) },
    pools: { api },
    surfaces: createSurfaces({ registry, config, triggers, blobs, people, live, services }),
    pendingMigrations: () => planMigration(database.urls.owner),
  });
  const stop = async () => {
    // Streams last for ever; the server would wait for them.
    await Promise.all([live.stop(), server.stop()]);
    await Promise.all([watch.stop(), letters?.stop()]);
    await triggers.stop();
    await sweeper.stop();
    await people.stop();
    await services.close();
    await api.end();
  };
  try {
    await noteBilledKinds(api, billed);
    await noteDefaultDrivers(api, defaultDrivers(registry));
    const { url } = await server.start();
    triggers.start();
    watch.start();
    letters?.start();
    sweeper.start();
    return { url, stop };
  } catch (error) {
    await stop();
    throw listenProblem(error, config);
  }
}

/** What sends letters, where a mail server is set. */
function lettersOf(config: Config, log: Log, pool: Pool): Letters | undefined {
  if (config.mail === undefined) return undefined;
  const postman = createPostman(config.mail, log, () => {}, config.sandbox);
  return createLetters({ pool, log, tell: (letter) => postman.tell(letter), publicUrl: config.publicUrl });
}

/** Of each type of county job the driver that its kind names first. */
function defaultDrivers(registry: Registry): Record<string, string> {
  return Object.fromEntries(
    registry
      .list()
      .flatMap(({ name, drivers: [first] }) => (isCountyJobType(name) && first ? [[name, first]] : [])),
  );
}

/** Session tokens of Clerk, where the configuration names an issuer. */
function clerkAccess({ clerk }: Config, db: Pool, log: Log): Pick<Access, 'token'> {
  return clerk === undefined ? {} : { token: createClerkTokens({ config: clerk, db, log }) };
}

/** What keeps the API from listening, in words; anything else as it is. */
function listenProblem(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new AppError('configuration', `Port ${port} on ${host} is in use`, {
      hint: 'Stop the program that has it, or set PORT to another.',
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return new AppError('configuration', `Cannot listen on ${host}, port ${port} (${code})`, {
      hint: 'Set HOST to an address of this machine, and PORT to one above 1023.',
      cause: error,
    });
  }
  return error;
}

/** A worker on an open database; `shared` when another part of this process listens too. */
export function startWorker(
  { config, log, database, ownKinds }: Opened,
  shared?: Notices,
): Part & Pick<Worker, 'ended'> {
  const notices =
    shared ??
    createNotices({
      url: database.urls.workerListen,
      channels: ['lotline_work', 'lotline_jobs'],
      clock: systemClock,
    });
  const pool: Pool = createPool(database.urls.worker, { name: 'lotline worker', max: WORKER_CONNECTIONS });
  const services = createServices(pool, config, log);
  const registry = createKinds(config, pool, services, ownKinds);
  services.serve(registry.list());
  const worker: Worker = createWorker({
    pool,
    notices,
    registry,
    heldMs: (kind) => services.heldMs(kind.services ?? []),
    log,
    options: { version: VERSION, slots: config.concurrency },
  });
  const webhooks = createPool(database.urls.worker, { name: 'lotline webhooks', max: WEBHOOK_CONNECTIONS });
  const postman = createPostman(config.mail, log, () => {}, config.sandbox);
  const deliverer = createDeliverer({ config, pool: webhooks, log, tell: (notice) => postman.tell(notice) });
  const letters = lettersOf(config, log, webhooks);
  worker.start();
  const freezer = startFreezer(config, { db: pool, services, log, notices });
  deliverer.start();
  letters?.start();
  return {
    ended: worker.ended,
    async stop() {
      await Promise.all([worker.stop(), freezer.stop(), deliverer.stop(), letters?.stop()]);
      await services.close();
      await Promise.all([pool.end(), webhooks.end()]);
    },
  };
}
