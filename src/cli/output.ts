/** Answers on stdout: for people, as JSON, or as one JSON object a line. */

import { recordOf } from '../base/record.ts';
import { usageError } from './exit-codes.ts';
import { type Io, write } from './io.ts';
import { createPaint } from './paint.ts';
import { cut } from './progress.ts';

export interface Format {
  mode: 'human' | 'json' | 'jsonl';
  /** Only these fields of each object, in this order. */
  fields: readonly string[] | null;
  quiet: boolean;
}

type Out = Pick<Io, 'stdout' | 'isTTY' | 'env'>;

/** Prints one object; `human` makes the text for people (with no line end). */
export async function printOne(io: Out, format: Format, value: object, human: () => string): Promise<void> {
  if (format.mode === 'human') await write(io.stdout, `${human()}\n`);
  else if (format.mode === 'json')
    await write(io.stdout, `${JSON.stringify(select(value, format.fields), null, 2)}\n`);
  else await write(io.stdout, `${JSON.stringify(select(value, format.fields))}\n`);
}

/** Prints a list: an array in JSON, one line each in JSONL, what `human` makes of it otherwise. */
export async function printList(
  io: Out,
  format: Format,
  values: readonly object[],
  human: () => string,
): Promise<void> {
  if (format.mode === 'human') {
    const text = human();
    if (text !== '') await write(io.stdout, `${text}\n`);
  } else if (format.mode === 'json') {
    const selected = values.map((value) => select(value, format.fields));
    await write(io.stdout, `${JSON.stringify(selected, null, 2)}\n`);
  } else {
    for (const value of values) await write(io.stdout, `${JSON.stringify(select(value, format.fields))}\n`);
  }
}

function select(value: object, fields: readonly string[] | null): object {
  if (fields === null) return value;
  const known = recordOf(value);
  const unknown = fields.find((field) => !Object.hasOwn(known, field));
  if (unknown !== undefined) {
    throw usageError(`There is no field "${unknown}".`, `There are: ${Object.keys(known).join(', ')}`);
  }
  return Object.fromEntries(fields.map((field) => [field, known[field]]));
}

/** What is left of an id where the terminal is narrow; commands take a beginning for the whole. */
const SHORT_ID = 8;

/**
 * Aligned columns under a header, the first of them ids; on a terminal cut to its width, the ids before all else.
 * Cells hold no colours.
 */
export function idTable(io: Out, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = io.isTTY.stdout ? io.stdout.columns : undefined;
  const wide = widthsOf(header, rows).reduce((sum, width) => sum + width + 2, -2);
  if (!columns || wide <= columns) return table(io, header, rows);
  return table(
    io,
    header,
    rows.map(([id = '', ...others]) => [id.slice(0, SHORT_ID), ...others]),
  );
}

/** Aligned columns under a header; on a terminal cut to its width. Cells hold no colours. */
export function table(io: Out, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = widthsOf(header, rows);
  const lineOf = (cells: readonly string[]): string => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    return io.isTTY.stdout && io.stdout.columns ? cut(line.trimEnd(), io.stdout.columns) : line.trimEnd();
  };
  const paint = createPaint(io, io.isTTY.stdout);
  return [paint.bold(lineOf(header)), ...rows.map(lineOf)].join('\n');
}

function widthsOf(header: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
}

/** "name: value" lines with the values aligned. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${value}`).join('\n');
}
