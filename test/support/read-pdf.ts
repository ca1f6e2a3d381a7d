import assert from 'node:assert/strict';
import { answerFor } from '../../src/kinds/pdf-read.ts';
import { PDF_LIMITS } from '../../src/kinds/pdf-worker.ts';
import type { ListReading, ListRow } from '../../src/property/pdf/list-row.ts';
import { cents } from '../../src/property/pdf/money.ts';
import { dollars, type PrintedProperty } from './pdf.ts';

/** What a document lists, read as the product's thread reads it, without one: starting it costs more than reading. */
export async function readingOf(bytes: Uint8Array<ArrayBuffer>): Promise<ListReading> {
  const answer = await answerFor({ bytes, ...PDF_LIMITS });
  assert.ok(answer.ok, answer.ok ? '' : `${answer.problem}: ${answer.message}`);
  return answer.reading;
}

/** Says exactly the rows that were printed, in their order. */
export function assertRows(
  rows: readonly ListRow[],
  printed: readonly PrintedProperty[],
  withOwner = false,
): void {
  assert.deepEqual(
    rows.map(({ cells }) => ({
      parcel: cells.parcel_id,
      address: [cells.property_address, cells.postal_code].filter(Boolean).join(' '),
      due: cells.total_due === undefined ? undefined : dollars(Number(cents(cells.total_due))),
      ...(withOwner ? { owner: cells.owner_name } : {}),
    })),
    printed.map(({ parcel, address, due, owner }) => ({
      parcel,
      address,
      due: dollars(due),
      ...(withOwner ? { owner } : {}),
    })),
  );
}
