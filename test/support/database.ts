import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import type { DatabaseUrls } from '../../src/db/open.ts';
import { createPool, type Pool } from '../../src/db/pool.ts';
import { urlAsRole } from '../../src/db/roles.ts';
import { startTransactionPooler, type TransactionPooler } from '../../src/simulators/transaction-pooler.ts';
import { noteCalledFunctions } from './called-functions.ts';

interface TestServer {
  port: number;
  passwords: Record<string, string>;
}

/** A database of one test file: a clone of the migrated template, dropped when the file is done. */
export interface TestDatabase {
  readonly name: string;
  readonly urls: DatabaseUrls & { readonly superuser: string; readonly agent: string };
  readonly pools: { readonly owner: Pool; readonly api: Pool; readonly worker: Pool };
  /** A fresh organization, so that tests of one file do not see each other's jobs. Returns its id. */
  organization(name?: string): Promise<string>;
  /** The id of the organization that the migrations make. */
  defaultOrganization(): Promise<string>;
}

function server(): TestServer {
  const value = process.env.LOTLINE_TEST_SERVER;
  if (value === undefined)
    throw new Error('Run tests by `npm test -- FILE`: they need the server that it starts');
  return JSON.parse(value) as TestServer;
}

function urlFor(role: string, database: string): string {
  const { port, passwords } = server();
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
}

async function asSuperuser(sql: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor('postgres', database) });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** True when the tests run as on a hosted database: through a transaction pooler, as an owner without privileges. */
export const supabase = process.env.LOTLINE_TEST_SUPABASE === 'yes';
const POOLED_CONNECTIONS = 12;

function ownUrls(name: string): DatabaseUrls & { agent: string } {
  return {
    owner: urlFor('lotline_owner', name),
    api: urlFor('lotline_api', name),
    worker: urlFor('lotline_worker', name),
    apiListen: urlFor('lotline_api', name),
    workerListen: urlFor('lotline_worker', name),
    agent: urlFor('lotline_agent_default', name),
  };
}

function pooledUrls(pooler: TransactionPooler): DatabaseUrls & { agent: string } {
  const owner = `${pooler.url}?pgbouncer=true`;
  const [api, worker] = [urlAsRole(owner, 'lotline_api'), urlAsRole(owner, 'lotline_worker')];
  return { owner, api, worker, apiListen: api, workerListen: worker, agent: '' };
}

const endings: (() => Promise<unknown>)[] = [];

/** For what writes to the database when it ends: hooks run in the order in which they were made, the database's first. */
export function beforeDatabaseEnds(work: () => Promise<unknown>): void {
  endings.push(work);
}

/** Call at the top of a test file. `template` 'empty' gives a database without any migration. */
export async function testDatabase(template: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const source = template === 'migrated' ? 'lotline_template strategy file_copy' : 'template1';
  await asSuperuser(`create database ${name} template ${source} owner lotline_owner`);
  const pooler = supabase
    ? await startTransactionPooler({ target: urlFor('lotline_owner', name), size: POOLED_CONNECTIONS })
    : undefined;
  const urls = { superuser: urlFor('postgres', name), ...(pooler ? pooledUrls(pooler) : ownUrls(name)) };
  const pools = {
    owner: createPool(urls.owner, { name: 'test owner', max: 10 }),
    api: createPool(urls.api, { name: 'test api', max: 10 }),
    worker: createPool(urls.worker, { name: 'test worker', max: 20 }),
  };
  after(async () => {
    await Promise.all(endings.splice(0).map((end) => end()));
    await Promise.all(Object.values(pools).map((pool) => pool.end()));
    await pooler?.stop();
    await noteCalledFunctions(urls.superuser);
    await asSuperuser(`drop database if exists ${name} with (force)`);
  });
  return {
    name,
    urls,
    pools,
    async organization(label = 'Test') {
      const slug = `o-${randomBytes(6).toString('hex')}`;
      const { rows } = await pools.owner.query<{ id: string }>(
        'insert into lotline.organizations (name, slug) values ($1, $2) returning id',
        [label, slug],
      );
      return String(rows[0]?.id);
    },
    async defaultOrganization() {
      const { rows } = await pools.owner.query<{ id: string }>(
        "select id from lotline.organizations where slug = 'default'",
      );
      return String(rows[0]?.id);
    },
  };
}
