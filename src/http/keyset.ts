import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { csvText } from '../base/csv.ts';
import { AppError } from '../base/errors.ts';
import type { Answer } from './endpoint.ts';
import { page } from './query.ts';

/** Lists that go by a key: each page begins after the last key of the one before, wherever that is by then. */

/** `limit`, `cursor` and `format` of a list. */
export function keysetQuery(limits: { standard: number; most: number }) {
  return {
    limit: page(limits).limit,
    cursor: z
      .string('cursor: give it once')
      .max(1000, 'cursor: must be the next_cursor of another page')
      .optional()
      .describe('The next_cursor of another page, to go on after it'),
    format: z
      .enum(['json', 'csv'], 'format: must be json or csv')
      .optional()
      .describe('csv (or `Accept: text/csv`) gives all of the list, whatever the limit'),
  };
}

/** Whether a list is asked for as CSV. */
export function wantsCsv({
  query,
  headers,
}: {
  query: { format?: string | undefined };
  headers: IncomingHttpHeaders;
}) {
  return query.format === undefined ? /^text\/csv\b/i.test(headers.accept ?? '') : query.format === 'csv';
}

/** A place in a list, as text that callers hand back as it is. */
export function toCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key behind a cursor, when it has such parts; else `validation_failed`. */
export function fromCursor(text: string | undefined, parts: readonly RegExp[]): string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const texts = z.array(z.string()).safeParse(key).data ?? [];
    const fits = texts.length === parts.length && parts.every((part, at) => part.test(texts[at] ?? ''));
    if (fits) return texts;
  } catch {
    // No JSON: no cursor of ours.
  }
  throw new AppError('validation_failed', 'cursor: must be the next_cursor of another page, as it is', {
    field: 'cursor',
  });
}

type Cells = readonly (string | number | null)[];

/** A list as a CSV file: one page of rows in memory, read on only as fast as the client takes. */
export function csvAnswer(
  fileName: string,
  header: readonly string[],
  pages: AsyncIterable<Cells[]>,
): Answer {
  async function* texts(): AsyncGenerator<string> {
    yield csvText([header]);
    for await (const rows of pages) yield csvText(rows);
  }
  return {
    status: 200,
    stream: Readable.from(texts(), { highWaterMark: 1, objectMode: true }),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  };
}
