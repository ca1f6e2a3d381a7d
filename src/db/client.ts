import pg from 'pg';
import { settlePerTransaction, transactionPooled } from './pooler.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Runs `work` on a connection of its own and closes it. A connection that breaks fails the statement under way, or
 * the next one, and never the process.
 */
export async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = connectionOf({ connectionTimeoutMillis: CONNECT_TIMEOUT_MS, ...config });
  // Without a listener Node ends the process at an error that nobody waits for.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function connectionOf(config: pg.ClientConfig): pg.Client {
  const { connectionString, statement_timeout: limit, ...others } = config;
  const pooled = connectionString === undefined ? undefined : transactionPooled(connectionString);
  if (pooled === undefined) return new pg.Client(config);
  const client = new pg.Client({ ...others, connectionString: pooled.url });
  const timeout = limit ? { statement_timeout: String(limit) } : {};
  settlePerTransaction(client, { ...pooled.settings, ...timeout });
  return client;
}
