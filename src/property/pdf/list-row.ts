import type { Field } from '../properties/fields.ts';

/** One property as a document lists it. */
export interface ListRow {
  /** Page on which it begins, from 1, and its place among the rows that begin there, from 1. */
  readonly page: number;
  readonly row: number;
  /** 0 to 100: how much of what such a row usually says was found where it usually stands. */
  readonly confidence: number;
  /** As printed, tidied: what an import reads. */
  readonly cells: Readonly<Partial<Record<Field, string>>>;
}

/** A total that the document prints. */
export interface PrintedTotal {
  readonly page: number;
  /** As printed, at most 100 characters. */
  readonly label: string;
  readonly kind: 'amount' | 'count';
  /** Decimal text; of counts a whole number. */
  readonly printed: string;
  /** What the rows give: of the sums that the total may be, the nearest. */
  readonly computed: string;
  readonly agrees: boolean;
}

export type Layout = 'table' | 'notice';

/** What was read out of a list. */
export interface ListReading {
  readonly pages: number;
  readonly layout: Layout;
  readonly rows: readonly ListRow[];
  readonly totals: readonly PrintedTotal[];
  /** For people: what should be looked at. */
  readonly warnings: readonly string[];
}
