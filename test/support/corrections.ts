import assert from 'node:assert/strict';
import { type Client, testApi } from './api.ts';
import type { TestDatabase } from './database.ts';
import { lookupResult, workLookups } from './lookups.ts';

/** What is uploaded: the second row has no such place, the third no street. */
export const FILE = `Deal ID,Street,ZIP,Notes
d-1,1 Elm St,04101,first
d-2,2 Elm St,00000,second
d-3,,04103,third
d-4,4 Elm St,04104,=SUM(A1)
`;

/** Uploads of a test database that are corrected, and what becomes of them. */
export async function correctionsIn(database: TestDatabase) {
  const { owner } = database.pools;
  const api = await testApi(database);

  const send = (client: Client, path: string, body: string, type = 'text/csv', headers = {}) =>
    client.ask(path, { method: 'POST', body, headers: { 'content-type': type, ...headers } });
  const correct = (client: Client, id: string, body: string, query = '', type = 'text/csv') =>
    send(client, `/batch-lookups/${id}/corrections${query}`, body, type);
  const download = async (client: Client, id: string, query = '') =>
    (await client.get(`/batch-lookups/${id}/download${query}`)).text;

  async function upload(client: Client, file = FILE, query = ''): Promise<string> {
    const { status, body } = await send(client, `/batch-lookups/stream${query}`, file);
    assert.equal(status, 201, JSON.stringify(body));
    return body.job_id;
  }

  /** Looks everything up: what has the ZIP code 00000 fails. */
  async function work(id: string): Promise<number> {
    const { rows } = await owner.query<{ seq: number }>(
      `select i.seq from lotline.items i join lotline.jobs j on j.number = i.job_no
      where j.id = $1 and i.input #>> '{address,postal_code}' = '00000'`,
      [id],
    );
    const bad = new Set(rows.map(({ seq }) => seq));
    return workLookups(database, id, (seq) =>
      bad.has(seq)
        ? { outcome: 'failed', class: 'permanent', code: 'address_not_geocodable', message: 'No such place' }
        : { outcome: 'completed', result: lookupResult(seq, 1500) },
    );
  }

  async function sound(id: string): Promise<void> {
    assert.deepEqual(
      (await owner.query('select problem, detail from lotline.engine_check($1)', [id])).rows,
      [],
    );
  }

  /** Sites in the report of a job. */
  async function sites(id: string): Promise<number> {
    const { rows } = await owner.query('select total_sites from lotline.report_totals where job_id = $1', [
      id,
    ]);
    return rows[0].total_sites;
  }

  const counts = (body: Record<string, unknown>) =>
    Object.fromEntries(
      ['rows', 'matched', 'changed', 'unchanged', 'failed_retried', 'in_progress', 'unresolved', 'appended']
        .map((name) => [name, body[name]])
        .concat([
          ['invalid', (body.invalid as { count: number }).count],
          ['unmatched', (body.unmatched as { count: number }).count],
        ])
        .filter(([, count]) => count !== 0),
    );

  return { api, send, correct, download, upload, work, sound, sites, counts };
}
