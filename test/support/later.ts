import type { Pool } from '../../src/db/pool.ts';

/** Runs `work` with the database's clock so many seconds on. `owner` is the owner's pool. */
export async function later(owner: Pool, seconds: number, work: () => Promise<void>): Promise<void> {
  await owner.query('insert into lotline.clock_shift (amount) values ($1)', [`${seconds} seconds`]);
  try {
    await work();
  } finally {
    await owner.query('delete from lotline.clock_shift');
  }
}
