import assert from 'node:assert/strict';

/** An item as a dialect hands it out. */
export interface Taken {
  readonly itemId: string;
  readonly address: string | null;
}

/** Somebody who works on jobs in one dialect, until they are gone. */
export interface Teller {
  /** Properties that wait for regrid_scraping. */
  pending(): Promise<number>;
  create(county: string, batchSize: number): Promise<string>;
  /** The next batch; none when nothing is left. */
  take(job: string): Promise<Taken[]>;
  /** Reports these items as done, each with a finding. */
  settle(job: string, items: readonly Taken[]): Promise<void>;
  pause(job: string): Promise<void>;
  /** Lets the job go on, and gets hold of what somebody who is gone has left behind. */
  resume(job: string): Promise<void>;
  status(job: string): Promise<{ status: string; completed: number; total: number }>;
  /** Is gone in the middle of it, without a word. */
  die(): Promise<void>;
}

export interface Dialect {
  readonly name: string;
  /** Somebody new, who knows nothing of who was there before. */
  arrive(): Promise<Teller>;
}

export interface Told {
  readonly jobId: string;
  /** What each finding was about, in the order of the reports. */
  readonly done: readonly string[];
}

/**
 * The story that every dialect must tell alike: a job for one county is made, two batches are taken, the second is
 * left half-way by somebody who pauses and is gone; somebody else resumes, gets exactly the rest, and finishes.
 */
export async function tellStory(
  dialect: Dialect,
  { county, properties, batchSize }: { county: string; properties: readonly string[]; batchSize: number },
): Promise<Told> {
  const done: string[] = [];
  const first = await dialect.arrive();
  assert.equal(await first.pending(), properties.length, 'all properties wait');
  const jobId = await first.create(county, batchSize);
  assert.equal(await first.pending(), 0, 'what an unfinished job holds does not wait');

  const settle = async (teller: Teller, items: readonly Taken[]) => {
    await teller.settle(jobId, items);
    done.push(...items.map((item) => item.itemId));
  };
  const batch = await first.take(jobId);
  assert.equal(batch.length, batchSize);
  await settle(first, batch);
  const second = await first.take(jobId);
  const half = second.slice(0, Math.floor(second.length / 2));
  await settle(first, half);
  await first.pause(jobId);
  await assert.rejects(first.take(jobId), /paused/i, 'a paused job hands out nothing');
  assert.deepEqual(await first.status(jobId), {
    ...{ status: 'paused', completed: done.length, total: properties.length },
  });
  await first.die();

  const next = await dialect.arrive();
  await next.resume(jobId);
  const rest: Taken[] = [];
  for (let turn = 0; turn < properties.length; turn += 1) {
    const items = await next.take(jobId);
    if (items.length === 0) break;
    rest.push(...items);
    await settle(next, items);
  }
  assert.deepEqual(
    rest.map((item) => item.itemId).toSorted(),
    properties.filter((id) => !done.slice(0, batch.length + half.length).includes(id)).toSorted(),
    'the successor gets exactly what was not settled',
  );
  assert.deepEqual(done.toSorted(), [...properties].toSorted(), 'every property once');
  const end = await next.status(jobId);
  assert.deepEqual(end, { status: 'completed', completed: properties.length, total: properties.length });
  assert.equal(await next.pending(), 0, 'nothing waits any more');
  await next.die();
  return { jobId, done };
}
