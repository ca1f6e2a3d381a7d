import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Contestant } from '../lib/contestant.ts';
import { inParts, PAYLOAD_SQL, type Payload } from '../lib/items.ts';

/**
 * What a design by leases could reach with nothing else to do: one small row leases 100 items, and each item row is
 * written once after its insert, by the completion.
 */
const SIZE = 100;
const CONNECTIONS = 4;
const OURS = 2;
const OTHERS = 1;

const CLAIM_SQL = `with l as (
    update chunks k set status = 1, owner = $2, lease_until = now() + interval '30 seconds'
    from (select batch_id, first from chunks where batch_id = $1 and status = 0 order by first
          for update skip locked limit 1) p
    where k.batch_id = p.batch_id and k.first = p.first returning k.first, k.last)
  select l.first, i.seq, i.payload
  from l join items i on i.batch_id = $1 and i.seq between l.first and l.last and i.status = 0`;
const FINISH_SQL = `with k as (
    update chunks set status = 2 where batch_id = $1 and first = $2 and owner = $5 returning 1)
  update items i set status = 2, result = d.r, done_at = now()
  from k, unnest($3::int[], $4::jsonb[]) d(seq, r) where i.batch_id = $1 and i.seq = d.seq`;

export const rawLease: Contestant = {
  name: 'raw-lease',
  settings: `COPY in, then ANALYZE (timed with the enqueue); ${CONNECTIONS} connections; a lease row per ${SIZE} items, one write per item`,

  async prepare(database) {
    await database.query(`create table items (batch_id int not null, seq int not null,
      status smallint not null default 0, payload jsonb not null, result jsonb, done_at timestamptz,
      primary key (batch_id, seq)) with (fillfactor = 50)`);
    await database.query(`create table chunks (batch_id int not null, first int not null, last int not null,
      status smallint not null default 0, owner int, lease_until timestamptz, primary key (batch_id, first))`);
    await database.query('create index chunks_pending on chunks (batch_id, first) where status = 0');
  },

  async preload(database, count) {
    await database.query(`insert into items (batch_id, seq, payload)
      select ${OTHERS}, g, ${PAYLOAD_SQL} from generate_series(0, ${count - 1}) g`);
    await database.query(`insert into chunks (batch_id, first, last)
      select ${OTHERS}, g, g + ${SIZE - 1} from generate_series(0, ${count - 1}, ${SIZE}) g`);
  },

  async enqueue(database, payloads) {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('begin');
    const copy = client.query(copyFrom('copy items (batch_id, seq, payload) from stdin'));
    await pipeline(Readable.from(copyLines(payloads), { objectMode: false }), copy);
    await client.query(`insert into chunks (batch_id, first, last)
      select ${OURS}, g, least(g + ${SIZE - 1}, ${payloads.length - 1})
      from generate_series(0, ${payloads.length - 1}, ${SIZE}) g`);
    await client.query('commit');
    await client.query('analyze items, chunks');
    await client.end();
  },

  async work(database, handler) {
    let stopping = false;
    const loop = async (): Promise<void> => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      while (!stopping) {
        const { rows } = await client.query<{ first: number; seq: number; payload: Payload }>({
          name: 'claim',
          text: CLAIM_SQL,
          values: [OURS, process.pid],
        });
        const first = rows[0]?.first;
        if (first === undefined) break;
        const results = await Promise.all(rows.map((row) => handler(row.payload)));
        const reports = [rows.map((row) => row.seq), results.map((result) => JSON.stringify(result))];
        await client.query({
          name: 'finish',
          text: FINISH_SQL,
          values: [OURS, first, ...reports, process.pid],
        });
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
  for (const [index, part] of inParts(payloads, 500).entries()) {
    const line = (payload: Payload, at: number): string =>
      `${OURS}\t${index * 500 + at}\t${JSON.stringify(payload).replaceAll('\\', '\\\\')}\n`;
    yield part.map(line).join('');
  }
}
