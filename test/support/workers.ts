import { after } from 'node:test';
import { createLog } from '../../src/base/log.ts';
import { createPool } from '../../src/db/pool.ts';
import type { AnyKind } from '../../src/kinds/kind.ts';
import { createRegistry } from '../../src/kinds/registry.ts';
import type { WorkerOptions } from '../../src/work/options.ts';
import { createWorker, type Worker } from '../../src/work/worker.ts';
import { quick } from './kinds.ts';

/** A worker on connections of its own, stopped when the test file is done. `url` decides what it can reach. */
export function stageWorker(url: string, kinds: readonly AnyKind[], options: WorkerOptions = {}): Worker {
  const pool = createPool(url, { name: 'test worker', max: 4, connectTimeoutMs: 1_000 });
  const worker = createWorker({
    ...{ pool, listenUrl: url, registry: createRegistry(kinds) },
    log: createLog(process.env.LOTLINE_TEST_LOG ?? 'silent'),
    options: { ...quick, ...options },
  });
  after(async () => {
    await worker.stop();
    await pool.end();
  });
  return worker;
}

/** A promise and the function that fulfils it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
