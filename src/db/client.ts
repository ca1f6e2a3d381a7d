import pg from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Runs `work` on a connection of its own and closes it. A connection that breaks fails the statement under way, or
 * the next one, and never the process.
 */
export async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: CONNECT_TIMEOUT_MS, ...config });
  // Without a listener Node ends the process at an error that nobody waits for.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
