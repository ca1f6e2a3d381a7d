import { once } from 'node:events';
import http from 'node:http';
import type { ProductServer } from './product.ts';

/** One client of `GET /api/events` that watches a job. */
export interface Watcher {
  /** States of the job that it was told. */
  states: number;
  /** When it was told that the job has completed, as performance.now(); undefined before. */
  completedAt: number | undefined;
  /** Reads what came while it was paused. */
  resume(): void;
  close(): void;
}

/** Opens a stream; a slow watcher reads nothing until it is resumed. */
export async function openWatcher(product: ProductServer, jobId: string, slow: boolean): Promise<Watcher> {
  const request = http.get(`${product.url}/api/events?topics=job:${jobId},jobs`, {
    headers: { 'x-api-key': product.key },
    agent: false,
  });
  // what this event of a request always carries
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`a stream was answered ${response.statusCode}`);
  const watcher: Watcher = {
    states: 0,
    completedAt: undefined,
    resume: () => response.resume(),
    close: () => request.destroy(),
  };
  response.on('error', () => {});
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (!block.includes(`"topic":"job:${jobId}"`)) continue;
      watcher.states += 1;
      if (block.includes('"status":"completed"')) watcher.completedAt ??= performance.now();
    }
  });
  if (slow) response.pause();
  return watcher;
}
