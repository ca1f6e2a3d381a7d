import { z } from 'zod';
import { recordOf } from '../../../base/record.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { ProblemList } from './problems.ts';

const thresholdSchema = z.object({
  type: z.string(),
  description: z.string().default(''),
  source_url: z.string(),
  thresholds: z.record(z.string(), z.unknown()),
});

/** Loads the limits on income in place of those stored before, in the caller's transaction. */
export async function loadThresholds(
  db: Queryable,
  json: unknown,
  problems: ProblemList,
): Promise<{ rows: number }> {
  const rows = Object.entries(recordOf(json)).flatMap(([key, entry]) => {
    const one = thresholdSchema.safeParse(entry);
    if (one.success) return [{ key, kind: one.data.type, ...one.data }];
    problems.add(
      key,
      one.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
    return [];
  });
  await db.query(`delete from lotline.income_thresholds where source = 'rewiring-america'`);
  await db.query(
    `insert into lotline.income_thresholds (source, key, kind, description, source_url, thresholds)
     select 'rewiring-america', key, kind, description, source_url, thresholds
     from jsonb_to_recordset($1) as r(key text, kind text, description text, source_url text, thresholds jsonb)`,
    [JSON.stringify(rows)],
  );
  return { rows: rows.length };
}

const partnerSchema = z.object({ name: z.string(), logo: z.object({ src: z.string() }).optional() });

/** Loads who contributed the data of each state, in place of what was stored before, in the caller's transaction. */
export async function loadPartners(
  db: Queryable,
  json: unknown,
  problems: ProblemList,
): Promise<{ rows: number }> {
  const states = Object.entries(recordOf(json));
  const rows = states.flatMap(([state_code, partners]) =>
    Object.entries(recordOf(partners)).flatMap(([key, entry]) => {
      const one = partnerSchema.safeParse(entry);
      if (one.success)
        return [{ state_code, key, name: one.data.name, logo_url: one.data.logo?.src ?? null }];
      problems.add(`${state_code}/${key}`, one.error.issues.map((issue) => issue.message).join('; '));
      return [];
    }),
  );
  await db.query(`delete from lotline.data_partners where source = 'rewiring-america'`);
  await db.query(
    `insert into lotline.data_partners (source, state_code, key, name, logo_url)
     select 'rewiring-america', state_code, key, name, logo_url
     from jsonb_to_recordset($1) as r(state_code text, key text, name text, logo_url text)`,
    [JSON.stringify(rows)],
  );
  return { rows: rows.length };
}
