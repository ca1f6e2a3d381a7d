import { call, type Queryable } from '../../db/pool.ts';
import type { CountyJobType } from './job-types.ts';

/** Tells the database who runs which kinds of work here unless somebody says otherwise. */
export async function noteDefaultDrivers(
  db: Queryable,
  drivers: Readonly<Record<string, string>>,
): Promise<void> {
  await call(db, 'select lotline.note_default_drivers($1)', [JSON.stringify(drivers)]);
}

/** Who runs a type of county job unless somebody says otherwise: workers where they can, else agents. */
export async function defaultDriver(db: Queryable, jobType: CountyJobType): Promise<'worker' | 'agent'> {
  const [row] = await call<{ driver: 'worker' | 'agent' }>(
    db,
    'select lotline.default_driver($1) as driver',
    [jobType],
  );
  if (row === undefined) throw new Error(`${jobType} has no driver`);
  return row.driver;
}
