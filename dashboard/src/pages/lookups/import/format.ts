import type { CsvDelimiter } from '../../../../../src/base/csv-delimiter.ts';
import type { Encoding } from './decode.ts';

/** How a file is to be read. */
export interface FileFormat {
  readonly encoding: Encoding;
  readonly delimiter: CsvDelimiter;
  /** The first record names the columns. */
  readonly header: boolean;
}

/** What the beginning of a file shows. */
export interface Peek {
  readonly format: FileFormat;
  readonly columns: readonly string[];
  /** Some rows. */
  readonly samples: readonly (readonly string[])[];
}

/** A row as a chunk of an upload takes it. */
export interface SentRow {
  readonly row: number;
  readonly cells: string[];
  readonly item: Record<string, unknown>;
  readonly problem?: string;
}

/** Rows of one chunk: few enough for a request of some megabytes at most. */
export const CHUNK_ROWS = 2_500;
/** The number of a file's last chunk, so that a draft shows that all of it is there. */
export const LAST_CHUNK = 9_999_999;

/** Whether every row of the file has come. */
export const isWhole = (chunks: readonly { readonly last: number }[]): boolean =>
  chunks.some(({ last }) => last === LAST_CHUNK);
