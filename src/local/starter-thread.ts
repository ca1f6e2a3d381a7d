/** Runs in a thread of its own, whose memory goes with it; see `loadStarterApart`. */
import { workerData } from 'node:worker_threads';
import { createPool } from '../db/pool.ts';
import { loadStarter } from '../property/starter/load-starter.ts';

const { ownerUrl } = workerData as { ownerUrl: string };
const pool = createPool(ownerUrl, { name: 'lotline starter', max: 1 });
try {
  await loadStarter(pool);
} finally {
  await pool.end();
}
