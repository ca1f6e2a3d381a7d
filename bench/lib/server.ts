import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from '../../src/db/embedded.ts';
import { setUpCluster } from '../../src/db/open.ts';
import type { Urls } from './contestant.ts';
import { type OpenDatabase, openDatabase } from './database.ts';

/** Settings that differ from the product's own embedded server; the same for everybody, durability untouched. */
export const SETTINGS = { shared_buffers: '512MB', max_connections: '200' } as const;

/** A PostgreSQL server in a temporary folder, made for one run of the bench. */
export interface BenchServer {
  /** Process id of the postmaster. */
  pid: number;
  /** The superuser's way into the maintenance database. */
  admin: OpenDatabase;
  urls(database: string): Urls;
  /** Bytes of write-ahead log written since the server was made. */
  walBytes(): Promise<number>;
  /** The lines of the server's log so far. */
  logLines(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startServer(): Promise<BenchServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lotline-bench-'));
  const server = await startEmbedded(folder, { settings: SETTINGS });
  await setUpCluster(server);
  const urls = (database: string): Urls => ({
    superuser: server.url('postgres', database),
    owner: server.url('lotline_owner', database),
    api: server.url('lotline_api', database),
    worker: server.url('lotline_worker', database),
  });
  const admin = openDatabase(urls('postgres'));
  return {
    pid: server.pid,
    admin,
    urls,
    walBytes: async () => {
      const [row] = await admin.query<{ n: string }>(`select pg_current_wal_insert_lsn() - '0/0' n`);
      return Number(row?.n);
    },
    logLines: async () => {
      const logs = path.join(folder, 'postgres', 'log');
      const files = (await readdir(logs)).sort().map((name) => readFile(path.join(logs, name), 'utf8'));
      return (await Promise.all(files)).join('').split('\n');
    },
    stop: async () => {
      await admin.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
