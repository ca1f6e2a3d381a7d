import type { Handler } from './handler.ts';
import type { Payload } from './items.ts';

/** Connection strings of one database, by who connects. */
export interface Urls {
  superuser: string;
  owner: string;
  api: string;
  worker: string;
}

/** A database on the bench server and one way into it for small statements of the harness. */
export interface Database {
  /** As the server's superuser, as whom all but Lotline work. */
  url: string;
  urls: Urls;
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** What the store itself says about the finished items. */
interface Verified {
  rows: number;
  distinct: number;
  /** Results that belong to their item. */
  matched: number;
}

/**
 * One way of doing the same work. `enqueue` and `work` are called in processes of their own; `prepare` and
 * `preload` make the template database that every run starts from.
 */
export interface Contestant {
  name: string;
  /** Versions and settings, for the report. */
  settings: string;
  /** Makes the schema in an empty database. */
  prepare(database: Database): Promise<void>;
  /** Adds `count` waiting items of other jobs, older than those of the run. */
  preload(database: Database, count: number): Promise<void>;
  /** Stores all items durably. */
  enqueue(database: Database, payloads: readonly Payload[]): Promise<void>;
  /** Starts working: awaits `handler` for each item and stores what it returns. Returns at once, with the way to stop. */
  work(database: Database, handler: Handler): Promise<() => Promise<void>>;
  /** How many items of the run are done, with a durable result; `waiting` items of other jobs are beside them. */
  countDone(database: Database, waiting: number): Promise<number>;
  verify(database: Database): Promise<Verified>;
}
