import { recordAudit } from '../../db/audit.ts';
import { call, type Queryable } from '../../db/pool.ts';

/** What an organization chose of a section of its settings; what it did not choose is absent. */
export interface StoredSettings {
  readonly value: Readonly<Record<string, unknown>>;
  readonly updatedBy: string | null;
  readonly updatedAt: Date;
}

/** The choices of a section, or null when none was ever made. */
export async function readSettings(
  db: Queryable,
  organizationId: string,
  section: string,
): Promise<StoredSettings | null> {
  const [row] = await call<StoredSettings>(
    db,
    `select value, updated_by as "updatedBy", updated_at as "updatedAt"
       from lotline.organization_settings where org_id = $1 and name = $2`,
    [organizationId, section],
  );
  return row ?? null;
}

/**
 * Changes choices of a section: a key given is set, one given as null is taken back, the others stay. Stored by one
 * statement, so that changes at the same time to different keys both arrive.
 */
export async function changeSettings(
  db: Queryable,
  change: {
    readonly organizationId: string;
    readonly section: string;
    readonly values: Readonly<Record<string, unknown>>;
    readonly actor: string;
  },
): Promise<StoredSettings> {
  const { organizationId, section } = change;
  const [before] = await call<{ value: object }>(
    db,
    'select value from lotline.organization_settings where org_id = $1 and name = $2 for update',
    [organizationId, section],
  );
  const taken = Object.keys(change.values).filter((key) => change.values[key] === null);
  const [row] = await call<StoredSettings>(
    db,
    `insert into lotline.organization_settings as s (org_id, name, value, updated_by)
     values ($1, $2, $3::jsonb - $4::text[], $5)
     on conflict (org_id, name) do update
       set value = (s.value || $3::jsonb) - $4::text[], updated_by = excluded.updated_by,
           updated_at = clock_timestamp()
     returning value, updated_by as "updatedBy", updated_at as "updatedAt"`,
    [organizationId, section, JSON.stringify(change.values), taken, change.actor],
  );
  if (row === undefined) throw new Error('the settings were not stored');
  await recordAudit(db, {
    ...{ organizationId, action: 'settings.changed', subjectType: 'settings', subjectId: section },
    before: before?.value ?? null,
    after: row.value,
  });
  return row;
}
