import { AppError } from '../../base/errors.ts';
import { entriesOf } from '../../base/keys.ts';
import { recordAudit } from '../../db/audit.ts';
import { call, type Queryable } from '../../db/pool.ts';
import { getSale } from './read-sales.ts';
import type { Sale, SaleStatus } from './sale.ts';

/** What may be changed of a sale; undefined stays, null takes away. */
export interface SaleChange {
  readonly status?: SaleStatus | undefined;
  readonly saleDate?: string | undefined;
  readonly registrationDeadline?: string | null | undefined;
  readonly platform?: string | null | undefined;
  readonly depositRequired?: string | null | undefined;
  readonly propertyCount?: number | null | undefined;
}

const COLUMNS = {
  status: 'status',
  saleDate: 'sale_date',
  registrationDeadline: 'registration_deadline',
  platform: 'platform',
  depositRequired: 'deposit_required',
  propertyCount: 'property_count',
} as const satisfies Record<keyof SaleChange, string>;

/**
 * Changes a sale of the organization. Throws `not_found`, `validation_failed` when registration would end after the
 * sale, and `conflict` when the county has another sale of that type on that day.
 */
export async function changeSale(
  db: Queryable,
  organizationId: string,
  id: string,
  change: SaleChange,
): Promise<Sale> {
  await call(db, 'select from lotline.upcoming_sales where org_id = $1 and id::text = $2 for update', [
    organizationId,
    id.toLowerCase(),
  ]);
  const before = await getSale(db, organizationId, id);
  const after = {
    ...before,
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  };
  if (after.registrationDeadline !== null && after.registrationDeadline > after.saleDate) {
    throw new AppError(
      'validation_failed',
      `registration_deadline: ${after.registrationDeadline} is after the sale on ${after.saleDate}`,
      { field: 'registration_deadline', hint: 'Give both days, or registration_deadline null.' },
    );
  }
  const named = entriesOf(COLUMNS).filter(([name]) => change[name] !== undefined);
  if (named.length === 0) return before;
  const columns = named.map(([, column]) => column);
  const values = named.map(([name]) => change[name] ?? null);
  try {
    await call(
      db,
      `update lotline.upcoming_sales
       set updated_at = clock_timestamp(), ${columns.map((column, at) => `${column} = $${at + 3}`).join(', ')}
       where org_id = $1 and id = $2`,
      [organizationId, id, ...values],
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '23505')) throw error;
    throw new AppError(
      'conflict',
      `${before.countyName} has another ${before.saleType} sale on ${after.saleDate} already`,
      { field: 'sale_date', hint: 'Cancel one of the two.', cause: error },
    );
  }
  const stored = await getSale(db, organizationId, id);
  const facts = (sale: Sale) => Object.fromEntries(named.map(([name, column]) => [column, sale[name]]));
  await recordAudit(db, {
    ...{
      organizationId,
      action: 'upcoming_sale.changed',
      subjectType: 'upcoming_sale',
      subjectId: stored.id,
    },
    ...{ before: facts(before), after: facts(stored) },
  });
  return stored;
}
