import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Contestant } from '../lib/contestant.ts';
import { inParts, PAYLOAD_SQL, type Payload } from '../lib/items.ts';

/**
 * The floor: one narrow table, set-based claim and set-based completion, nothing else. No leases, no fencing,
 * no retries, no counters; a crash loses what was claimed.
 */
const CONNECTIONS = 4;
const CLAIM = 100;
const OURS = 2;
const OTHERS = 1;

// Ordered by seq and not by the primary key: there the planner may walk past every finished row.
const CLAIM_SQL = `update items i set status = 1, claimed_at = now()
  from (select id from items where batch_id = $1 and status = 0 order by seq for update skip locked limit ${CLAIM}) c
  where i.id = c.id returning i.id, i.payload`;
const FINISH_SQL = `update items i set status = 2, result = d.r, done_at = now()
  from unnest($1::bigint[], $2::jsonb[]) d(id, r) where i.id = d.id`;

export const raw: Contestant = {
  name: 'raw',
  settings: `COPY in, then ANALYZE (timed with the enqueue); ${CONNECTIONS} connections; claims of ${CLAIM} by UPDATE with SKIP LOCKED; a second UPDATE completes them; prepared statements`,

  async prepare(database) {
    await database.query(`create table items (
      id bigint generated always as identity primary key, batch_id int not null, seq int not null,
      status smallint not null default 0, payload jsonb not null, result jsonb,
      claimed_at timestamptz, done_at timestamptz)`);
    await database.query('create index items_pending on items (batch_id, seq) where status = 0');
  },

  async preload(database, count) {
    await database.query(`insert into items (batch_id, seq, payload)
      select ${OTHERS}, g + 1000000, ${PAYLOAD_SQL} from generate_series(1, ${count}) g`);
  },

  async enqueue(database, payloads) {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const copy = client.query(copyFrom('copy items (batch_id, seq, payload) from stdin'));
    await pipeline(Readable.from(copyLines(payloads), { objectMode: false }), copy);
    // Without fresh statistics the planner sorts every pending row for every claim.
    await client.query('analyze items');
    await client.end();
  },

  async work(database, handler) {
    let stopping = false;
    const loop = async (): Promise<void> => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      while (!stopping) {
        const { rows } = await client.query<{ id: string; payload: Payload }>({
          name: 'claim',
          text: CLAIM_SQL,
          values: [OURS],
        });
        if (rows.length === 0) break;
        const results = await Promise.all(rows.map((row) => handler(row.payload)));
        const values = [rows.map((row) => row.id), results.map((result) => JSON.stringify(result))];
        await client.query({ name: 'finish', text: FINISH_SQL, values });
      }
      await client.end();
    };
    const loops = Promise.all(Array.from({ length: CONNECTIONS }, loop));
    return async () => {
      stopping = true;
      await loops;
    };
  },

  async countDone(database) {
    const [row] = await database.query<{ n: string }>(
      `select count(*) n from items where batch_id = ${OURS} and status = 2`,
    );
    return Number(row?.n);
  },

  async verify(database) {
    const [row] = await database.query<{ n: string; d: string; ok: string }>(`
      select count(*) n, count(distinct (result->>'i')::int) d,
             count(*) filter (where result->>'i' = payload->>'i') ok
      from items where batch_id = ${OURS} and status = 2`);
    return { rows: Number(row?.n), distinct: Number(row?.d), matched: Number(row?.ok) };
  },
};

function* copyLines(payloads: readonly Payload[]): Generator<string> {
  for (const part of inParts(payloads, 500)) {
    yield part.map((p) => `${OURS}\t${p.i}\t${JSON.stringify(p).replaceAll('\\', '\\\\')}\n`).join('');
  }
}
