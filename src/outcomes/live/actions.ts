import { call, type Queryable } from '../../db/pool.ts';
import { actionView } from '../../engine/action-view.ts';
import { ACTION_COLUMNS, type Action } from '../../engine/actions.ts';
import type { Found, Wanted } from './reads.ts';

/** The actions wanted, in the words of `GET /api/actions/{id}`. */
export async function readActions(db: Queryable, wanted: readonly Wanted[]): Promise<Found[]> {
  const rows = await call<Action & { organizationId: string } & Record<string, unknown>>(
    db,
    {
      name: 'live_actions',
      text: `select ${ACTION_COLUMNS}, org_id as "organizationId" from lotline.live_actions($1, $2)`,
    },
    [wanted.map((one) => one.organizationId), wanted.map((one) => one.id)],
  );
  return rows.map(({ organizationId, ...action }) => ({
    organizationId,
    id: action.id,
    // No job's: nothing is heard of actions, so they are looked at until they are over.
    number: '',
    moving: action.open || action.status === 'waiting',
    state: actionView(action),
  }));
}
