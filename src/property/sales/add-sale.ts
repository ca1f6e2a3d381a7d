import { AppError } from '../../base/errors.ts';
import { recordAudit } from '../../db/audit.ts';
import type { Queryable } from '../../db/pool.ts';
import { findSale } from './read-sales.ts';
import type { Sale, SaleFacts } from './sale.ts';
import { storeSales } from './store-sales.ts';

/** Adds a sale, or says more of the one that the county has of that type on that day. */
export async function addSale(
  db: Queryable,
  facts: SaleFacts,
  by: { readonly organizationId: string; readonly actor: string },
): Promise<{ sale: Sale; created: boolean }> {
  const { organizationId } = by;
  const before = await findSale(db, organizationId, facts).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  });
  const { created, updated } = await storeSales(db, [facts], by);
  const sale = await findSale(db, organizationId, facts);
  if (created + updated > 0) {
    await recordAudit(db, {
      ...{ organizationId, action: created === 1 ? 'upcoming_sale.added' : 'upcoming_sale.changed' },
      ...{ subjectType: 'upcoming_sale', subjectId: sale.id },
      ...{ before: before === null || created === 1 ? null : told(before), after: told(sale) },
    });
  }
  return { sale, created: created === 1 };
}

/** What a sale says, in the words of the wire. */
function told(sale: Sale): Record<string, unknown> {
  return {
    ...{ county_id: sale.countyId, sale_type: sale.saleType, sale_date: sale.saleDate, status: sale.status },
    ...{ registration_deadline: sale.registrationDeadline, platform: sale.platform },
    ...{ deposit_required: sale.depositRequired, property_count: sale.propertyCount },
  };
}
