import type pg from 'pg';
import type { Pool, Queryable } from '../db/pool.ts';

/**
 * The pool with a limit on how long a statement may stay without an answer. A network that has gone silent gives no
 * error by itself; after `answerTimeoutMs` the statement fails here, its connection is thrown away, and the caller's
 * next try opens another. Whether the database carried the statement out is unknown then: callers repeat it, and the
 * fencing token makes the repetition harmless.
 */
export function answeringWithin(pool: Pool, answerTimeoutMs: number): Queryable {
  return {
    query<Row extends pg.QueryResultRow>(text: string | pg.QueryConfig, values?: unknown[]) {
      const config: pg.QueryConfig & { query_timeout: number } = {
        ...(typeof text === 'string' ? { text } : text),
        query_timeout: answerTimeoutMs,
      };
      if (values !== undefined) config.values = values;
      return pool.query<Row>(config);
    },
  };
}
