/** Runs in a process of its own, whose memory goes with it; see `loadStarterApart`. */
import { createPool } from '../db/pool.ts';
import { loadStarter } from '../property/starter/load-starter.ts';

const pool = createPool(process.env.LOTLINE_STARTER_DATABASE ?? '', { name: 'lotline starter', max: 1 });
try {
  await loadStarter(pool);
} finally {
  await pool.end();
}
