import { tick } from '../../src/engine/claims.ts';
import type { TestDatabase } from './database.ts';
import { until } from './until.ts';

/** An entry as the database holds it. */
export interface StoredEntry {
  readonly id: string;
  readonly org_id: string;
  readonly actor: string;
  readonly on_behalf_of: string | null;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: string | null;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly source: Readonly<Record<string, unknown>>;
  readonly request_id: string | null;
}

/** Looks at what was written down in the database of a test. */
export function auditIn({ pools: { owner, worker } }: TestDatabase) {
  return {
    /** Entries of an organization whose action begins so, in the order of their ids. */
    async entries(organizationId: string, action = ''): Promise<StoredEntry[]> {
      const { rows } = await owner.query<StoredEntry & Record<string, unknown>>(
        'select * from lotline.audit_entries where org_id = $1 and starts_with(action, $2) order by id',
        [organizationId, action],
      );
      return rows;
    },
    /** Ticks until everything that is committed is sealed; transactions of other databases hold seals up as well. */
    async seal(): Promise<void> {
      await until(async () => {
        await tick(worker);
        const { rows } = await owner.query<{ waiting: boolean }>(
          `select exists (select from lotline.audit_entries e
             where e.id > (select sealed_to from lotline.audit_chain)) as waiting`,
        );
        return rows[0]?.waiting === false;
      }, 'a seal for every entry');
    },
  };
}
