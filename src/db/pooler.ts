import pg from 'pg';

/**
 * A database that is reached through a pooler which hands a server connection out for one transaction at a time
 * (PgBouncer's transaction mode, Supabase's port 6543). Nothing of a session survives there: no role, no search path,
 * no prepared statement, no LISTEN. Its address says so by `?pgbouncer=true`, as such addresses commonly do.
 */
export interface TransactionPooled {
  /** The address without what the pooler would refuse. */
  readonly url: string;
  /** Server settings that its sessions should have, `role` among them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** How to reach `url` through its transaction pooler; undefined when it names none. */
export function transactionPooled(url: string): TransactionPooled | undefined {
  const out = new URL(url);
  if (out.searchParams.get('pgbouncer') !== 'true') return undefined;
  const options = out.searchParams.get('options') ?? '';
  out.searchParams.delete('pgbouncer');
  out.searchParams.delete('options');
  const found = options.matchAll(/-c\s*([\w.]+)=(\S+)/g);
  return {
    url: out.toString(),
    settings: Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value])),
  };
}

type Send = (query: string | pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>;
type Callback = (error: unknown, result?: pg.QueryResult) => void;

/**
 * Makes every statement of `client` run in a transaction that begins with `settings`, whichever server connection it
 * gets: a `begin` sets them, and a statement outside a transaction gets one of its own (two more round trips).
 * Statements lose their names, since what is prepared on one server connection is unknown on the next.
 */
export function settlePerTransaction(
  client: pg.ClientBase,
  settings: Readonly<Record<string, string>>,
): void {
  // of the many forms that query has, the one of promises, which statements without a callback get
  const send = client.query.bind(client) as Send;
  const opening = `begin; ${settingsSql(settings)}`;
  let inside = false;

  const alone = async (query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> => {
    await send(opening);
    let result: pg.QueryResult;
    try {
      result = await send(query, values);
    } catch (error) {
      await send('rollback').catch(() => {});
      throw error;
    }
    await send('commit');
    return result;
  };

  const run = async (query: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> => {
    const plain = typeof query === 'string' ? query : unnamed(query);
    const word = typeof plain === 'string' ? plain.trim().toLowerCase() : '';
    if (word === 'begin') {
      const result = await send(opening);
      inside = true;
      return result;
    }
    if (word === 'commit' || word === 'rollback') inside = false;
    else if (!inside) return alone(plain, values);
    return send(plain, values);
  };

  const query = (
    first: string | pg.QueryConfig,
    second?: unknown[] | Callback,
    third?: Callback,
  ): Promise<pg.QueryResult> | undefined => {
    const values = Array.isArray(second) ? second : undefined;
    const callback = typeof second === 'function' ? second : third;
    const done = run(first, values);
    if (callback === undefined) return done;
    done.then(
      (result) => callback(null, result),
      (error: unknown) => callback(error),
    );
    return undefined;
  };
  Object.assign(client, { query });
}

function unnamed({ name: _, ...query }: pg.QueryConfig): pg.QueryConfig {
  return query;
}

function settingsSql(settings: Readonly<Record<string, string>>): string {
  const { role, ...others } = settings;
  const set = Object.entries(others).map(
    ([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  );
  return [
    ...(role === undefined ? [] : [`set local role ${pg.escapeIdentifier(role)}`]),
    ...(set.length === 0 ? [] : [`select ${set.join(', ')}`]),
  ].join('; ');
}
