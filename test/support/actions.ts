import {
  type Action,
  type AskedAction,
  abortAction,
  continueAction,
  createAction,
  getAction,
  workActions,
} from '../../src/engine/actions.ts';
import type { TestDatabase } from './database.ts';

/** Actions of an organization, made by an admin unless told. */
export function actionsIn({ pools }: TestDatabase, organizationId: string, actor = 'ann') {
  const command = (id: string) => ({ organizationId, id, actor, admin: false });
  const get = (id: string): Promise<Action> => getAction(pools.worker, organizationId, id);

  async function make(
    asked: AskedAction,
    how: { first?: number; perMinute?: number; reason?: string } = {},
  ): Promise<Action> {
    const caller = { organizationId, actor, foreignKinds: null };
    return get(await createAction(pools.api, caller, asked, { filter: 'as a test says', ...how }));
  }

  /** Does every step that is due. */
  async function work(): Promise<void> {
    while (await workActions(pools.worker));
  }

  return {
    make,
    get,
    work,
    abort: async (id: string) => {
      await abortAction(pools.api, command(id));
      return get(id);
    },
    goOn: async (id: string) => {
      await continueAction(pools.api, command(id));
      return get(id);
    },
  };
}
