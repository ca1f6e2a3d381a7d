import assert from 'node:assert/strict';
import type pg from 'pg';
import type { Client } from './api.ts';
import type { TestDatabase } from './database.ts';
import type { BatchItem, GuideUser, Progress } from './guide.ts';
import { type McpClient, mcpOverHttp } from './mcp.ts';
import type { Dialect, Taken, Teller } from './story.ts';

/** A finding of regrid_scraping about an item. */
const finding = (item: Taken) => ({ land_use: 'residential', notes: item.address ?? 'no address' });

/** Ends the database session of a connection, as a crash of its client would. */
export const killer = (database: TestDatabase) => async (client: pg.Client) => {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await database.pools.owner.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
};

/** The Guide's functions, each teller on a connection of its own; who dies loses it. */
export function inSql(user: GuideUser, kill: (client: pg.Client) => Promise<void>): Dialect {
  return {
    name: 'SQL',
    async arrive() {
      const client = await user.connect();
      const rows = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
        (await client.query<Row>(text, values)).rows;
      return {
        async pending() {
          const all = await rows<{ job_type: string; pending: number }>(
            'select * from get_pending_work_summary()',
          );
          return Number(all.find((row) => row.job_type === 'regrid_scraping')?.pending);
        },
        async create(county, batchSize) {
          const [row] = await rows<{ id: string }>(
            `select create_batch_job('regrid_scraping', (select id from counties where county_name = $1), $2) as id`,
            [county, batchSize],
          );
          return String(row?.id);
        },
        async take(job) {
          const items = await rows<BatchItem>('select * from get_next_batch($1)', [job]);
          return items.map((item) => ({ itemId: item.item_id, address: item.property_address }));
        },
        async settle(job, items) {
          for (const item of items) {
            const [row] = await rows<{ told: Progress }>(
              'select update_batch_progress($1, $2, 1, 0, null, $3) as told',
              [job, item.itemId, JSON.stringify(finding(item))],
            );
            assert.equal(row?.told.accepted, 1, row?.told.message);
          }
        },
        pause: async (job) => void (await rows('select pause_batch_job($1)', [job])),
        resume: async (job) => void (await rows('select resume_batch_job($1)', [job])),
        async status(job) {
          const [row] = await rows<{ status: string; processed_items: number; total_items: number }>(
            'select status, processed_items, total_items from get_batch_status($1)',
            [job],
          );
          return {
            status: String(row?.status),
            completed: Number(row?.processed_items),
            total: Number(row?.total_items),
          };
        },
        die: () => kill(client),
      };
    },
  };
}

/** What waits, as the plain-language command answers it. */
async function pendingOverHttp(client: Client): Promise<number> {
  const { body } = await client.post('/api/commands', { text: 'What work is pending?' });
  return body.pending.find((one: { job_type: string }) => one.job_type === 'regrid_scraping').pending;
}

/** What the HTTP dialects have in common: reads of the Batch Jobs API. */
async function statusOverHttp(client: Client, job: string) {
  const { body } = await client.get(`/api/batch-jobs/${job}`);
  return { status: body.data.status, completed: body.data.processed_items, total: body.data.total_items };
}

/** An outside worker over HTTP. It names itself, so that when it comes back it gets what it had taken. */
export function overHttp(client: Client): Dialect {
  return {
    name: 'HTTP',
    async arrive() {
      let lease = '';
      const ok = async (path: string, body: unknown, method = 'POST') => {
        const reply = await client.ask(path, { method, body });
        if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
        return reply.body;
      };
      return {
        pending: () => pendingOverHttp(client),
        async create(county, batchSize) {
          const counties = await client.get(`/api/counties?q=${county}&state=PA`);
          const county_id = counties.body.counties[0].id;
          const made = await ok('/api/batch-jobs', {
            job_type: 'regrid_scraping',
            county_id,
            batch_size: batchSize,
          });
          return made.data.id;
        },
        async take(job) {
          const { data } = await ok(`/api/batch-jobs/${job}/batches`, { session: 'worker of the story' });
          if (data === null) return [];
          lease = data.lease;
          return data.items.map((item: { item_id: string; input: { property_address: string } }) => ({
            ...{ itemId: item.item_id, address: item.input.property_address },
          }));
        },
        async settle(job, items) {
          const outcomes = items.map((item) => ({
            ...{ item_id: item.itemId, outcome: 'completed', finding: finding(item) },
          }));
          const { data } = await ok(`/api/batch-jobs/${job}/batches/${lease}/results`, { outcomes });
          assert.equal(data.accepted, items.length);
        },
        pause: async (job) => void (await ok(`/api/batch-jobs/${job}`, { status: 'paused' }, 'PATCH')),
        resume: async (job) => void (await ok(`/api/batch-jobs/${job}`, { status: 'in_progress' }, 'PATCH')),
        status: (job) => statusOverHttp(client, job),
        die: async () => {},
      };
    },
  };
}

/** The calls of an orchestrator in n8n: one endpoint, one action each. */
export function overActions(client: Client): Dialect {
  return {
    name: 'n8n actions',
    async arrive() {
      const act = async (body: Record<string, unknown>) => {
        const reply = await client.post('/api/batch-jobs/actions', { body });
        if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
        return reply.body.result;
      };
      return {
        pending: () => pendingOverHttp(client),
        create: (county, batchSize) =>
          act({
            action: 'create',
            job_type: 'regrid_scraping',
            county: `${county}, PA`,
            batch_size: batchSize,
          }),
        async take(job) {
          const items = await act({ action: 'get_next', p_job_id: job, session: 'workflow of the story' });
          return items.map((item: { item_id: string; property_address: string }) => ({
            ...{ itemId: item.item_id, address: item.property_address },
          }));
        },
        async settle(job, items) {
          for (const item of items) {
            const told = await act({
              ...{ action: 'update', p_job_id: job, p_property_id: item.itemId, p_success: true },
              result: finding(item),
            });
            assert.equal(told.accepted, 1, told.message);
          }
        },
        pause: async (job) => void (await act({ action: 'pause', job_id: job })),
        resume: async (job) => void (await act({ action: 'resume', job_id: job })),
        status: (job) => statusOverHttp(client, job),
        die: async () => {},
      };
    },
  };
}

/** An AI agent over MCP, in sessions that end without warning. */
export function overMcp(connect: () => Promise<McpClient>): Dialect {
  return {
    name: 'MCP',
    async arrive() {
      const mcp = await connect();
      let session: string | undefined;
      let lease = '';
      const ok = async (name: string, input: Record<string, unknown> = {}) => {
        const reply = await mcp.call(name, input);
        if (reply.failed) throw new Error(reply.text);
        return reply.body;
      };
      const teller: Teller = {
        async pending() {
          const { job_types } = await ok('pending_work');
          return job_types.find((one: { job_type: string }) => one.job_type === 'regrid_scraping').pending;
        },
        async create(county, batchSize) {
          const made = await ok('create_job', {
            ...{ job_type: 'regrid_scraping', counties: [`${county}, PA`], batch_size: batchSize },
          });
          session = (await ok('start_session', { name: 'first agent', job_id: made.job_id })).session_id;
          return made.job_id;
        },
        async take() {
          const claimed = await ok('claim_batch', { session_id: session });
          lease = claimed.lease;
          return claimed.items.map((item: { item_id: string; input: { property_address: string } }) => ({
            ...{ itemId: item.item_id, address: item.input.property_address },
          }));
        },
        async settle(_job, items) {
          const outcomes = items.map((item) => ({
            ...{ item_id: item.itemId, outcome: 'completed', finding: finding(item) },
          }));
          const told = await ok('settle_batch', { session_id: session, lease, outcomes });
          assert.equal(told.accepted, items.length);
        },
        pause: async (job) => void (await ok('pause_job', { job_id: job })),
        async resume(job) {
          // The one before is gone: what it holds is handed back rather than waited for.
          const { sessions } = await ok('list_sessions', { job_id: job });
          for (const { session_id, holds } of sessions)
            if (holds > 0) await ok('end_session', { session_id });
          const brief = await ok('resume_session', { job_id: job, name: 'second agent' });
          session = brief.session.id;
        },
        async status(job) {
          const { status, completed, total } = await ok('job_status', { job_id: job });
          return { status, completed, total };
        },
        die: () => mcp.close(),
      };
      return teller;
    },
  };
}

export const mcpDialect = (url: string, client: Client): Dialect =>
  overMcp(() => mcpOverHttp(url, client.key));
