import assert from 'node:assert/strict';
import type { Client, TestApi } from './api.ts';

/** A report, or a refusal. */
interface ImportBody {
  readonly import_id: string;
  readonly columns: Record<string, string>;
  readonly ignored_columns: string[];
  readonly rows_read: number;
  readonly rows_created: number;
  readonly rows_updated: number;
  readonly rows_stored: number;
  readonly rows_refused: number;
  readonly problems: { row: number; line: number; errors: { message: string }[] }[];
  readonly message: string;
  readonly hint?: string;
}

/** A file of these lines, as Windows programs write it. */
export const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`;

/** Imports of properties into the API of a test file. */
export function propertiesIn(api: TestApi) {
  /** Sends a file; `query` as it stands in the address. */
  async function send(
    file: string | Uint8Array,
    query: string,
    who: Client,
    headers: Readonly<Record<string, string>> = { 'content-type': 'text/csv' },
  ) {
    const response = await fetch(`${api.url}/api/properties/import${query === '' ? '' : `?${query}`}`, {
      method: 'POST',
      body: Buffer.from(file),
      headers: { 'x-api-key': who.key, ...headers },
    });
    return { status: response.status, body: (await response.json()) as ImportBody };
  }

  /** Imports a file that is taken; counts are read, created, updated, unchanged, refused. */
  async function imported(file: string | Uint8Array, query: string, who: Client) {
    const reply = await send(file, query, who);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    const { rows_read, rows_created, rows_updated, rows_stored, rows_refused } = reply.body;
    const unchanged = rows_stored - rows_created - rows_updated;
    return { body: reply.body, counts: [rows_read, rows_created, rows_updated, unchanged, rows_refused] };
  }

  const all = async (who: Client, query = '') =>
    (await who.get(`/api/properties?limit=500&${query}`)).body.properties;

  return { send, imported, all, fresh: () => api.client('analyst') };
}
