import assert from 'node:assert/strict';
import { test } from 'node:test';
import type pg from 'pg';
import { testDatabase } from '../support/database.ts';
import { type BatchItem, type GuideUser, guideIn, type Progress } from '../support/guide.ts';
import { seededRandom } from '../support/random.ts';

const db = await testDatabase();
const guide = await guideIn(db);

/** What a caller may be told in the crowd, and comes again after: the job is busy, it is paused, a lock was in the way. */
const AGAIN = new Set(['LL071', 'LL006', '40P01', '55P03', 'LL001']);
/** The end of a connection under a statement. */
const CUT = new Set(['57P01', '08006', 'ECONNRESET']);

class Caller {
  accepted = 0;
  readonly #user: GuideUser;
  readonly #job: string;
  readonly #session: string | null;
  readonly #random: (bound: number) => number;
  #client: pg.Client | undefined;

  constructor(user: GuideUser, job: string, session: string | null, random: (bound: number) => number) {
    this.#user = user;
    this.#job = job;
    this.#session = session;
    this.#random = random;
  }

  /** Takes and reports until nothing is left for anybody, and now and then loses its connection. */
  async run(isOver: () => Promise<boolean>): Promise<void> {
    for (;;) {
      const items = await this.#ask<BatchItem & pg.QueryResultRow>(
        'select * from get_next_batch($1, $2, $3)',
        [...[this.#job, this.#session, 1 + this.#random(8)]],
      );
      if (items?.length === 0 && (await isOver())) return;
      for (const item of items ?? []) {
        const luck = this.#random(100);
        if (luck < 3) await this.#cut();
        else if (luck < 5)
          await this.#ask('select pause_batch_job($1, null, $2)', [this.#job, this.#session]);
        else await this.#report(item, luck);
      }
      await this.#ask('select resume_batch_job($1)', [this.#job]);
    }
  }

  async #report(item: BatchItem, luck: number): Promise<void> {
    const failed = luck >= 90;
    const rows = await this.#ask<{ answer: Progress }>(
      'select update_batch_progress($1, $2, $3, $4, null, null, $5) as answer',
      [this.#job, item.item_id, failed ? 0 : 1, failed ? 1 : 0, this.#session],
    );
    this.accepted += rows?.[0]?.answer.accepted ?? 0;
  }

  async #cut(): Promise<void> {
    const gone = this.#client;
    this.#client = undefined;
    await gone?.end();
  }

  async #ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[] | undefined> {
    this.#client ??= await this.#user.connect();
    try {
      return (await this.#client.query<Row>(sql, values)).rows;
    } catch (error) {
      const { code } = error as pg.DatabaseError;
      if (code !== undefined && CUT.has(code)) this.#client = undefined;
      else if (code === undefined || !AGAIN.has(code)) throw error;
      return undefined;
    }
  }
}

test('six callers with and without names, who pause, fail and lose their connections, report every item once', async () => {
  const user = await guide.user();
  const items = 300;
  await guide.properties(user.organizationId, 'Blair, PA', items);
  const job = await user.value<string>("select create_batch_job('regrid_scraping', null, 10)");
  const isOver = async () => {
    const { rows } = await db.pools.owner.query('select status from lotline.jobs where id = $1', [job]);
    return ['completed', 'failed'].includes(rows[0].status);
  };
  const callers = [null, null, null, 'ann', 'bob', 'cy'].map(
    (session, i) => new Caller(user, job, session, seededRandom(i + 1).below),
  );
  await Promise.all(callers.map((caller) => caller.run(isOver)));
  assert.equal(
    callers.reduce((sum, caller) => sum + caller.accepted, 0),
    items,
  );
  assert.deepEqual(await guide.problems(job), []);
});
