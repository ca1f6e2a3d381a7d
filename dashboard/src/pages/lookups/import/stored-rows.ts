import { itemMapper } from '../../../../../src/base/lookup-cells.ts';
import type { Field, Matched } from '../../../../../src/base/lookup-columns.ts';
import { type Fault, problemsOf } from './check-item.ts';
import type { BadRow } from './groups.ts';

/** What was noticed of rows that are looked up all the same. */
export interface Noticed {
  readonly rows: number;
  readonly kinds: { readonly field: string; readonly expected: string; readonly rows: number }[];
  /** Numbers of the first such rows, in their order. */
  readonly first: number[];
}

/** How columns are read, as a draft keeps it. */
export interface Mapping {
  readonly columns: Readonly<Record<string, number>>;
  readonly constants: Readonly<Record<string, string>>;
  readonly noticed?: Noticed;
}

/** In the words of the shared rules: fields of a mapping that the server took are fields. */
export function readMapping(
  { columns, constants }: Mapping,
  names: readonly string[],
): { matched: Matched; constants: ReadonlyMap<Field, string> } {
  const matched = Object.entries(columns).map(
    ([field, index]) => [field as Field, { index, name: names[index] ?? '' }] as const,
  );
  const fixed = Object.entries(constants).map(([field, value]) => [field as Field, value] as const);
  return { matched: new Map(matched), constants: new Map(fixed) };
}

/** A line of a download of an upload: the row as it was sent, and what is wrong with it. */
interface Line {
  readonly row: number;
  readonly reference_id: string | null;
  readonly cells?: readonly string[];
  readonly status: string;
  readonly field_errors?: readonly Fault[];
}

/** Reads such lines. What a line means is found anew from its cells, so both say the same. */
export function rowReader(mapping: Mapping, names: readonly string[]): (line: string) => BadRow {
  const { matched, constants } = readMapping(mapping, names);
  const itemOf = itemMapper(matched, constants);
  return (text) => {
    // what GET /batch-lookups/{id}/download?format=jsonl gives
    const { row, reference_id: reference, cells = [], field_errors: faults = [] } = JSON.parse(text) as Line;
    const problems = faults.length === 0 ? [] : problemsOf(itemOf(cells), faults);
    return { row, reference: reference ?? '', cells, problems };
  };
}

/** Text in lines out of bytes that come in pieces. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}
