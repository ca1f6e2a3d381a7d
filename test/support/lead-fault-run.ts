import assert from 'node:assert/strict';
import { systemClock } from '../../src/base/clock.ts';
import { createLog } from '../../src/base/log.ts';
import { call, type Pool } from '../../src/db/pool.ts';
import {
  type ClaimedBatch,
  claimBatches,
  recordSent,
  releaseBatch,
  settleBatch,
  tick,
} from '../../src/engine/claims.ts';
import { resumeJob, retryItems } from '../../src/engine/control.ts';
import { LeadFreezer } from '../../src/kinds/lead-import/freezer.ts';
import { leadImportKind } from '../../src/kinds/lead-import/lead-import.ts';
import { createLeadImport } from '../../src/property/lead-imports/create-import.ts';
import { type FreezeStore, freezeStore } from '../../src/property/lead-imports/freeze-store.ts';
import { leadStore } from '../../src/property/lead-imports/lead-store.ts';
import type { PropertyRadar } from '../../src/providers/property-radar/client.ts';
import type { FaultScript } from '../../src/simulators/chassis/faults.ts';
import { type Random, seededRandom } from '../../src/simulators/chassis/random.ts';
import {
  type PropertyRadarSimulator,
  startPropertyRadar,
} from '../../src/simulators/property-radar/property-radar.ts';
import { workLease } from '../../src/work/lease-work.ts';
import type { TestDatabase } from './database.ts';
import { reconcileByLedger } from './lead-ledger.ts';
import { blairRecords, inBlair, radarClient } from './property-radar.ts';

const log = createLog(process.env.LOTLINE_TEST_LOG ?? 'silent');

/** Where a worker dies, or what else becomes of a lease. */
const DOOMS = [
  'before_take',
  'before_sent',
  'before_send',
  'after_send',
  'after_store',
  'before_settle',
  'expires',
  'reports_twice',
] as const;
type Doom = (typeof DOOMS)[number] | 'none';

class Dead extends Error {}

/** A process that may die at one point; whatever it tries afterwards does not happen. */
function mortal(doom: Doom) {
  let dead = false;
  return {
    get dead() {
      return dead;
    },
    at(point: Doom): void {
      dead ||= doom === point;
      if (dead) throw new Dead(point);
    },
  };
}

/** What goes wrong on the way, each now and then, as the seed has it. */
function faultsOf(random: Random): FaultScript[] {
  const often = { times: null, chance: random.next() * 0.12 } as const;
  const all: FaultScript[] = [
    { kind: 'latency', delayMs: random.below(6), ...often },
    { kind: 'drop', effect: 'before', ...often },
    { kind: 'drop', effect: 'after', ...often },
    { kind: 'status', status: 429, retryAfter: { seconds: 0, as: 'seconds' }, ...often },
    { kind: 'status', status: 500, effect: 'before', ...often },
    { kind: 'status', status: 502, effect: 'after', ...often },
    { kind: 'status', status: 503, effect: 'before', ...often },
    { kind: 'truncated', ...often },
    { kind: 'cut', ...often },
    { kind: 'html', ...often },
    { kind: 'empty', ...often },
    { kind: 'content-type', contentType: 'text/plain', ...often },
  ];
  return random.shuffle(all).slice(0, random.between(1, 5));
}

/** What a run showed. */
export interface FaultRun {
  readonly records: number;
  readonly jobs: number;
  readonly rounds: number;
  readonly unknown: number;
  readonly dooms: readonly Doom[];
  readonly faults: readonly string[];
}

/**
 * Imports a search or two with everything going wrong that the seed says, a person resolving what is unknown by the
 * service's own books, until all of it is done; then proves that no record was billed twice, and none was lost.
 */
export async function faultRun(database: TestDatabase, seed: number): Promise<FaultRun> {
  const random = seededRandom(`faults:${seed}`);
  const { owner, worker: db } = database.pools;
  const organizationId = await database.organization();
  const key = `radar-${seed}`;
  // where previews only count, results must stand still for each record to be billed once
  const previewIds = !seededRandom(`previews:${seed}`).chance(0.15);
  const simulator = await startPropertyRadar({
    ...{ seed, key, previewIds, records: blairRecords(random.between(5, 45), seed) },
    free: random.pick([0, 10, 10_000]),
  });
  const { radar, close } = radarClient(db, simulator.url, key);
  const faults = faultsOf(random);
  simulator.fail(...faults);
  const shifts = random.chance(0.6) ? random.next() * 0.5 : 0;
  simulator.shift(previewIds ? shifts : 0);
  const dooms: Doom[] = [];
  const doomShare = random.next() * 0.6;
  const drawDoom = () => {
    const doom = random.chance(doomShare) ? random.pick(DOOMS) : 'none';
    dooms.push(doom);
    return doom;
  };
  const jobs: string[] = [];
  const make = async () => {
    const batchSize = random.between(2, 15);
    const job = { organizationId, name: `Seed ${seed}`, actor: 'tester', criteria: inBlair, batchSize };
    jobs.push((await createLeadImport(db, job)).id);
  };
  await make();
  if (random.chance(0.4) && previewIds) await make();
  let unknown = 0;
  try {
    for (let round = 1; ; round += 1) {
      assert.ok(round < 300, `seed ${seed} comes to no end`);
      await freezeAll(db, radar, random, doomShare);
      if (round > 8) simulator.shift(0);
      const batches = await claimBatches(db, { worker: `w${round}`, kinds: ['lead_import'], limit: 40 });
      await Promise.all(batches.map((batch) => work(database, radar, batch, drawDoom())));
      await owner.query("update lotline.clock_shift set amount = amount + interval '10 minutes'");
      while ((await tick(db)) === null);
      if (batches.length === 0 || random.chance(0.3)) {
        for (const jobId of jobs) unknown += await reconcileByLedger(db, simulator, organizationId, jobId);
      }
      if (await allDone(db, organizationId, jobs, batches.length === 0)) {
        await proveSound(database, simulator, organizationId, jobs, seed);
        const kinds = faults.map(({ kind }) => kind);
        return {
          records: simulator.account.billed.size,
          jobs: jobs.length,
          rounds: round,
          unknown,
          dooms,
          faults: kinds,
        };
      }
    }
  } finally {
    await close();
    await simulator.stop();
  }
}

/** Freezes what waits, by processes of which some die between two steps. */
async function freezeAll(db: Pool, radar: PropertyRadar, random: Random, deathShare: number): Promise<void> {
  for (let again = true; again; ) {
    const life = mortal(random.chance(deathShare * 0.5) ? 'before_settle' : 'none');
    const steps = freezeStore(db);
    const at = random.below(6);
    let step = 0;
    const dying = <T extends unknown[], R>(run: (...given: T) => Promise<R>) => {
      return async (...given: T): Promise<R> => {
        step += 1;
        if (step > at) life.at('before_settle');
        return run(...given);
      };
    };
    const store: FreezeStore = {
      claim: steps.claim,
      page: dying(steps.page),
      planPages: dying(steps.planPages),
      append: dying(steps.append),
      defer: dying(steps.defer),
      fail: dying(steps.fail),
    };
    const freezer = new LeadFreezer({ radar, store, log, clock: systemClock });
    again = await freezer.freezeOne().catch((error: unknown) => {
      if (error instanceof Dead) return false;
      throw error;
    });
  }
}

/** Works one lease by the same code as every worker, until it dies of what is in store for it. */
async function work(
  { pools }: TestDatabase,
  radar: PropertyRadar,
  batch: ClaimedBatch,
  doom: Doom,
): Promise<void> {
  const { owner, worker: db } = pools;
  const life = mortal(doom);
  const steps = leadStore(db);
  const { batchId, token } = batch;
  const expire = async () => {
    await owner.query("update lotline.batches set lease_until = '-infinity' where id = $1", [batchId]);
    while ((await tick(db)) === null);
  };
  const kind = leadImportKind({
    radar: {
      ...radar,
      async purchase(search) {
        life.at('before_send');
        const [answer] = await Promise.all([
          radar.purchase(search),
          doom === 'expires' ? expire() : undefined,
        ]);
        return answer;
      },
    },
    store: {
      ...steps,
      async take(...given) {
        life.at('before_take');
        return steps.take(...given);
      },
      async store(...given) {
        life.at('after_send');
        const states = await steps.store(...given);
        life.at('after_store');
        return states;
      },
    },
  });
  const now = performance.now();
  await workLease({
    ...{ batch, kind, log, claimedAt: now, spacingMs: 0, startUntil: now + 60_000, endBy: now + 60_000 },
    signal: new AbortController().signal,
    async recordSent(seqs, service) {
      life.at('before_sent');
      assert.ok(await recordSent(db, { batchId, token, seqs, service }), 'the lease is held');
    },
    async settle(outcomes) {
      try {
        life.at('before_settle');
      } catch {
        // whoever is dead reports nothing
      }
      if (life.dead) return { accepted: 0, ignored: outcomes.length, fenced: true, closed: false };
      const settled = await settleBatch(db, { batchId, token, outcomes });
      if (doom === 'reports_twice') await settleBatch(db, { batchId, token, outcomes });
      return settled;
    },
    async release() {
      if (!life.dead) await releaseBatch(db, { batchId, token });
    },
  });
  if (life.dead) await expire();
}

/** Resumes what paused and retries what failed, as people do; true when every job is completed. */
async function allDone(
  db: Pool,
  organizationId: string,
  jobs: readonly string[],
  idle: boolean,
): Promise<boolean> {
  let done = true;
  for (const jobId of jobs) {
    const [job] = await call<{ status: string; failed: number; unknown: number }>(
      db,
      `select j.status, count(r.*)::int as failed,
         count(r.*) filter (where r.error_class = 'outcome_unknown')::int as unknown
       from lotline.jobs j left join lotline.results r on r.job_no = j.number and r.outcome = 'failed'
       where j.id = $1 group by j.number`,
      [jobId],
    );
    if (job?.status === 'completed' && job.failed === 0) continue;
    done = false;
    const command = { organizationId, jobId, actor: 'ann' };
    if (job !== undefined && idle && job.failed > job.unknown)
      await retryItems(db, { ...command, reason: null, all: true });
    if (job?.status === 'paused') await resumeJob(db, command);
  }
  return done;
}

async function proveSound(
  { pools: { owner } }: TestDatabase,
  { account, found, movedAt, requests }: PropertyRadarSimulator,
  organizationId: string,
  jobs: readonly string[],
  seed: number,
): Promise<void> {
  const of = `seed ${seed}`;
  assert.deepEqual(account.twice, [], `${of}: no RadarID is billed twice`);
  const { rows: leads } = await owner.query<{ radar_id: string }>(
    'select radar_id from lotline.leads where org_id = $1 order by 1',
    [organizationId],
  );
  const stored = leads.map(({ radar_id }) => radar_id);
  assert.deepEqual(
    stored,
    [...account.billed.keys()].sort(),
    `${of}: what was billed is stored, and nothing else`,
  );
  const { rows: lost } = await owner.query(
    `select j.id, i.reference, r.outcome from lotline.jobs j
     join lotline.items i on i.job_no = j.number join lotline.results r on r.job_no = i.job_no and r.seq = i.seq
     where j.id = any ($1) and i.input ->> 'page' is null and not (r.outcome = 'completed' and exists (select from lotline.job_leads x
       join lotline.leads l on l.number = x.lead_number where x.job_no = j.number and l.radar_id = i.reference))`,
    [jobs],
  );
  assert.deepEqual(lost, [], `${of}: each item is completed, and its lead is there`);
  // whatever was in the results since the last reading of them began was found by it; where they never stood still for
  // one reading, which is told, whatever never moved at all
  const { rowCount: told } = await owner.query(
    `select from lotline.job_events e join lotline.jobs j on j.number = e.job_no
     where j.id = any ($1) and e.event = 'freeze_shifting'`,
    [jobs],
  );
  const begun = told
    ? 0
    : requests.findLastIndex(
        ({ query, performed }) => query.Start === '0' && query.Purchase === '0' && performed,
      );
  const missed = found().filter(({ RadarID: id }) => !account.billed.has(id) && (movedAt(id) ?? 0) <= begun);
  assert.deepEqual(
    missed.map(({ RadarID }) => RadarID),
    [],
    `${of}: no record of the search is missing`,
  );
  for (const job of jobs) {
    const { rows } = await owner.query('select * from lotline.engine_check($1)', [job]);
    assert.deepEqual(rows, [], of);
  }
  const { rows: rights } = await owner.query('select * from lotline.lead_purchases where org_id = $1', [
    organizationId,
  ]);
  assert.deepEqual(rights, [], `${of}: nobody holds a right to buy any more`);
}
