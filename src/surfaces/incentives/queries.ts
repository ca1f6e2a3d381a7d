import { call, type Queryable } from '../../db/pool.ts';

/** Counts a lookup among the day's items. Throws `limit_reached` when that is one too many. */
export async function admitLookup(db: Queryable, organizationId: string): Promise<void> {
  await call(db, 'select lotline.admit_single_lookup($1)', [organizationId]);
}

/** Writes down that a billed request is about to leave; answers its number. */
export async function noteSent(
  db: Queryable,
  sent: { organizationId: string; reference: string | null; service: string },
): Promise<string> {
  const [row] = await call<{ id: string }>(db, 'select lotline.note_single_lookup_sent($1, $2, $3) as id', [
    sent.organizationId,
    sent.reference,
    sent.service,
  ]);
  if (row === undefined) throw new Error('note_single_lookup_sent gave no row');
  return row.id;
}

/** Writes down that a billed request was answered. */
export async function noteAnswered(db: Queryable, organizationId: string, id: string): Promise<void> {
  await call(db, 'select lotline.note_single_lookup_answered($1, $2)', [organizationId, id]);
}

/** Tells webhooks of a lookup that belongs to no job, when anybody wants to hear of it. */
export async function announceLookup(
  db: Queryable,
  told: {
    organizationId: string;
    reference: string | null;
    outcome: 'completed' | 'failed';
    answer: unknown;
    customFields: unknown;
  },
): Promise<void> {
  await call(db, 'select lotline.announce_lookup_single($1, $2, $3, $4, $5)', [
    told.organizationId,
    told.reference,
    told.outcome,
    JSON.stringify(told.answer),
    JSON.stringify(told.customFields),
  ]);
}
