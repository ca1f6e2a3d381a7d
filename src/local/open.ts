import { type Config, readConfig } from '../base/config.ts';
import { createLog, type Log } from '../base/log.ts';
import { withClient } from '../db/client.ts';
import type { MigrationPlan } from '../db/migrate.ts';
import { decideMode } from '../db/mode.ts';
import { type Database, openDatabase } from '../db/open.ts';
import type { AnyKind } from '../kinds/kind.ts';
import { loadOwnKinds } from './own-kinds.ts';
import { loadReferenceData } from './reference-data.ts';

/** What a command on this machine works with. */
export interface Opened {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  /** Kinds of lotline.config.ts, for commands that serve or work. */
  readonly ownKinds: readonly AnyKind[];
}

/**
 * Reads the configuration, opens the database (starting the embedded one), runs `work` and leaves the database
 * again. Migrates first unless told not to: every command works on a folder that has never been used.
 */
export async function withDatabase<T>(
  env: NodeJS.ProcessEnv,
  work: (opened: Opened) => Promise<T>,
  options: {
    readonly migrate?: boolean;
    readonly restart?: boolean;
    readonly logLevel?: string;
    readonly ownKinds?: boolean;
  } = {},
): Promise<T> {
  const config = readConfig(env);
  const log = createLog(config.logLevel ?? options.logLevel ?? 'warn');
  const ownKinds = options.ownKinds ? await loadOwnKinds(config) : [];
  const database = await openDatabase(
    config,
    options.restart ? { onRestart: (error) => tellOfRestart(log, error) } : {},
  );
  try {
    // what serves and works asks services, real ones or simulators; any other command looks after either kind of database
    if (options.migrate !== false)
      await bringUpToDate(database, options.ownKinds ? config.sandbox : undefined);
    return await work({ config, log, database, ownKinds });
  } finally {
    await database.close();
  }
}

/**
 * Migrations, functions, and the data that every installation has. With `sandbox` also whether the database is a sandbox's:
 * `wrong_mode` when it is not as said.
 */
export async function bringUpToDate(database: Database, sandbox?: boolean): Promise<MigrationPlan> {
  const plan = await database.migrate();
  await withClient({ connectionString: database.urls.owner }, async (client) => {
    if (sandbox !== undefined) await decideMode(client, sandbox);
    await loadReferenceData(client);
  });
  return plan;
}

function tellOfRestart(log: Log, error: unknown): void {
  if (error === undefined) log.warn('PostgreSQL had stopped and was started again');
  else log.error({ err: error }, 'PostgreSQL has stopped and could not be started; trying again');
}
