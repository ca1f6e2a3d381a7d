import pg from 'pg';
import { currentContext } from '../base/context.ts';
import { fromDatabase } from '../base/errors.ts';
import { settlePerTransaction, transactionPooled } from './pooler.ts';
import { Shares } from './shares.ts';

/** Anything that runs one parameterized statement: a pool, or a client inside a transaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

export type Pool = pg.Pool;

export interface PoolOptions {
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** Most connections at once. */
  readonly max: number;
  /** Longest a statement may run, in ms; 0 for no limit. */
  readonly statementTimeoutMs?: number;
  /**
   * Longest wait for an answer, in ms: for a server or network that went silent, where the server's own limit says
   * nothing. Longer than the statement's; default none.
   */
  readonly answerTimeoutMs?: number;
  /** Longest wait for a free or new connection, in ms. */
  readonly connectTimeoutMs?: number;
  /** Where names without a schema are looked for; default `lotline`. */
  readonly schema?: string;
}

/**
 * A pool on `url`. bigint comes back as string (job numbers exceed 2^53), json parsed, timestamptz as Date,
 * numeric as string (money keeps its digits). Errors raised by our SQL functions become AppError in
 * {@link call}, {@link inTransaction} and {@link asOrganization}.
 */
export function createPool(url: string, options: PoolOptions): Pool {
  // plpgsql bodies are small and their plans good: just-in-time compilation only adds 10 ms a call.
  const target = urlWithOptions(url, { jit: 'off', search_path: options.schema ?? 'lotline' });
  const limits = {
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    idle_in_transaction_session_timeout: 60_000,
  };
  const pooled = transactionPooled(target);
  const pool = new pg.Pool({
    connectionString: pooled?.url ?? target,
    max: options.max,
    application_name: options.name,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(options.answerTimeoutMs === undefined ? {} : { query_timeout: options.answerTimeoutMs }),
    ...(pooled === undefined ? limits : {}),
  });
  if (pooled !== undefined) {
    const timeouts = Object.entries(limits).map(([name, ms]) => [name, String(ms)]);
    const settings = { ...Object.fromEntries(timeouts), ...pooled.settings };
    pool.on('connect', (client) => settlePerTransaction(client, settings));
  }
  // A connection that breaks while idle is dropped by the pool; the next query opens another.
  pool.on('error', () => {});
  // One that breaks while somebody has it fails the statement under way or the next; that is where it is handled. The
  // pool listens only to idle ones, and an event that nobody listens to would end the process.
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}

/** `url` with server settings for its sessions, beside any that it names already. */
export function urlWithOptions(url: string, settings: Readonly<Record<string, string>>): string {
  const out = new URL(url);
  const added = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const all = [out.searchParams.get('options'), ...added].filter(Boolean).join(' ');
  // Percent-encoding of spaces, as libpq wants it: URLSearchParams would write '+'.
  out.searchParams.delete('options');
  const query = out.searchParams.toString();
  out.search = `${query}${query ? '&' : ''}options=${encodeURIComponent(all)}`;
  return out.toString();
}

/** Runs one statement; errors of SQL functions come back as AppError. */
export async function call<Row extends pg.QueryResultRow>(
  db: Queryable,
  text: string | pg.QueryConfig,
  values?: unknown[],
): Promise<Row[]> {
  try {
    return (await db.query<Row>(text, values)).rows;
  } catch (error) {
    throw fromDatabase(error);
  }
}

/** Runs `work` inside one transaction on one connection; rolls back when it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((e: unknown) => {
      broken = e instanceof Error ? e : new Error(String(e));
    });
    throw fromDatabase(error);
  } finally {
    client.release(broken);
  }
}

/**
 * {@link inTransaction} with the organization set for row-level security, until the transaction ends. No organization
 * has all of a pool's connections at once: throws `too_many_requests` when its share stays taken.
 */
export function asOrganization<T>(
  pool: Pool,
  organizationId: string,
  work: (client: Queryable) => Promise<T>,
): Promise<T> {
  return sharesOf(pool).within(organizationId, () =>
    inTransaction(pool, async (client) => {
      // What audit entries of this transaction say about where it came from: SQL function audit().
      await client.query(
        "select set_config('lotline.org', $1, true), set_config('lotline.request', $2, true)",
        [organizationId, JSON.stringify(currentContext() ?? {})],
      );
      return work(client);
    }),
  );
}

const shares = new WeakMap<Pool, Shares>();

function sharesOf(pool: Pool): Shares {
  const known =
    shares.get(pool) ?? new Shares(pool.options.max, pool.options.connectionTimeoutMillis ?? 10_000);
  shares.set(pool, known);
  return known;
}
