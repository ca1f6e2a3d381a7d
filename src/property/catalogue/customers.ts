import { call, type Queryable } from '../../db/pool.ts';

/**
 * The customer numbers of a batch's references, made where they are missing, in one statement. Repeating it gives the
 * same numbers.
 */
export async function customersFor(
  db: Queryable,
  organizationId: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (references.length === 0) return new Map();
  const rows = await call<{ reference: string; customer_id: number }>(
    db,
    'select reference, customer_id from lotline.customers_for($1, $2)',
    [organizationId, references],
  );
  return new Map(rows.map((row) => [row.reference, row.customer_id]));
}
