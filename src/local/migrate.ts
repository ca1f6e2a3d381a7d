import { planMigration } from '../db/migrate.ts';
import type { LocalIo } from './io.ts';
import { bringUpToDate, withDatabase } from './open.ts';

export interface MigrateOptions {
  readonly plan?: boolean;
  readonly json?: boolean;
}

/** `lotline migrate`: brings the database up to date, or prints what that would run. */
export async function runMigrate(io: LocalIo, options: MigrateOptions): Promise<void> {
  const plan = await withDatabase(
    io.env,
    ({ database }) => (options.plan ? planMigration(database.urls.owner) : bringUpToDate(database)),
    { migrate: false },
  );
  if (options.json) return io.print(JSON.stringify(plan));
  const verb = options.plan ? 'would run' : 'ran';
  for (const name of plan.migrations) io.print(`${verb}  ${name}`);
  if (plan.functions) io.print(`${verb}  functions`);
  if (plan.migrations.length === 0 && !plan.functions) io.print('The database is up to date.');
}
