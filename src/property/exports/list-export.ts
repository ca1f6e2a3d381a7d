import { csvText } from '../../base/csv.ts';
import type { Queryable } from '../../db/pool.ts';
import { type LayoutName, layoutOf } from '../leads/layouts.ts';
import { cutLeads, type LeadFilter, leadNumbers, leadsNumbered } from '../leads/list-leads.ts';
import { CSV_COLUMNS, toCells } from '../properties/csv-columns.ts';
import { cutProperties, listProperties, type PropertyFilter } from '../properties/list-properties.ts';

/** A list that is walked in the background, and what narrows it. */
export type WalkedList =
  | { readonly list: 'properties'; readonly filter: Omit<PropertyFilter, 'organizationId'> }
  | {
      readonly list: 'leads';
      readonly filter: Omit<LeadFilter, 'organizationId'>;
      readonly layout?: LayoutName | undefined;
    };

/** A part of a list, both ends as the list's own cursors: behind the first, up to and with the last. */
export interface ListPart {
  readonly after: string | null;
  readonly last: string;
}

/** How a list is walked: parts that are read by themselves, in order. */
export interface ListPlan {
  readonly rows: number;
  readonly parts: readonly ListPart[];
}

/** Rows of a part: what a page of a file in the foreground has as well. */
export const PART_ROWS = 1000;

/**
 * Cuts a list into parts as it is now. Rows that come later are in the part where they belong, but behind the last, in
 * none. Throws `validation_failed` for a filter that means nothing.
 */
export async function planWalk(db: Queryable, organizationId: string, walked: WalkedList): Promise<ListPlan> {
  const { rows, cuts } =
    walked.list === 'properties'
      ? await cutProperties(db, { ...walked.filter, organizationId }, PART_ROWS)
      : await cutLeads(db, { ...walked.filter, organizationId }, PART_ROWS);
  return { rows, parts: cuts.map((last, at) => ({ after: cuts[at - 1] ?? null, last })) };
}

/** The header of the list's file, as a line of CSV. */
export function walkHeader(
  walked: Pick<WalkedList, 'list'> & { readonly layout?: LayoutName | undefined },
): string {
  return csvText([walked.list === 'properties' ? CSV_COLUMNS : layoutOf(walked.layout).header]);
}

/** What a part holds: properties as lines of CSV, leads by their numbers alone. */
export interface WalkedPart {
  readonly rows: number;
  readonly csv?: string;
  readonly leads?: readonly string[];
}

/** Reads parts of lists: {@link readPart}, for whoever knows no database. */
export interface ListReader {
  read(organizationId: string, walked: WalkedList, part: ListPart): Promise<WalkedPart>;
}

export const listReader = (db: Queryable): ListReader => ({
  read: (organizationId, walked, part) => readPart(db, organizationId, walked, part),
});

/**
 * The rows of one part, and how many there are. Leads are people: what is kept of them names them by number, and the file
 * is written when somebody fetches it, without those who want no mail by then.
 */
async function readPart(
  db: Queryable,
  organizationId: string,
  walked: WalkedList,
  part: ListPart,
): Promise<WalkedPart> {
  if (walked.list === 'leads') {
    const leads = await leadNumbers(db, { ...walked.filter, organizationId }, part);
    return { rows: leads.length, leads };
  }
  let [rows, csv] = [0, ''];
  let after = part.after ?? undefined;
  do {
    const page = { limit: PART_ROWS, cursor: after, last: part.last };
    const { properties, next } = await listProperties(db, { ...walked.filter, organizationId }, page);
    rows += properties.length;
    csv += csvText(properties.map(toCells));
    after = next ?? undefined;
  } while (after !== undefined);
  return { rows, csv };
}

/** Lines of CSV of the leads of a part that may have mail now, in the order of the list. */
export async function leadLines(
  db: Queryable,
  organizationId: string,
  numbers: readonly string[],
  name: LayoutName | undefined,
): Promise<string> {
  const layout = layoutOf(name);
  const leads = await leadsNumbered(db, { organizationId, numbers, mailed: layout.mailed });
  return csvText(leads.map((lead) => layout.cells(lead)));
}
