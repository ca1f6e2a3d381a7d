import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cancelJob, completeJob, deleteJob, startJob } from '../../src/engine/control.ts';
import { countyWorkIn } from '../support/county-work.ts';
import { testDatabase } from '../support/database.ts';
import { jobsIn, refused } from '../support/engine.ts';
import { CountyModel, type Place, type PropertyJobType } from './county-model.ts';

const db = await testDatabase();
const work = countyWorkIn(db);
const engine = jobsIn(db);
const { owner, worker } = db.pools;

const TYPES = ['regrid_scraping', 'visual_validation', 'title_research', 'bid_strategy'] as const;
const TABLES = {
  regrid_scraping: 'regrid_data',
  visual_validation: 'property_visual_validation',
  title_research: 'title_research',
  bid_strategy: 'bid_strategy',
} as const;
const VERDICTS = ['APPROVED', 'CAUTION', 'APPROVED'] as const;

const PLACES: readonly Place[] = await Promise.all(
  [['Garrett', 'MD'] as const, ['Adams', 'PA'] as const, ['Blair', 'PA'] as const].map(
    async ([name, state]) => ({ id: await work.county(name, state), name, state }),
  ),
);
/** Which counties a job is for; null for all. */
const SCOPES = [null, [PLACES[0]], [PLACES[2]], [PLACES[0], PLACES[1]]] as readonly (
  | readonly Place[]
  | null
)[];

/** One step: what to do, and numbers that choose among whatever is there when its turn comes. */
const command = fc.record({
  what: fc.constantFrom(
    ...(['import', 'import', 'import', 'find', 'find', 'find', 'find', 'mark', 'sell', 'wait'] as const),
    ...(['create', 'create', 'create', 'cancel', 'complete', 'delete'] as const),
  ),
  type: fc.constantFrom(...TYPES),
  scope: fc.constantFrom(...SCOPES),
  pick: fc.nat({ max: 1000 }),
  days: fc.option(fc.integer({ min: 1, max: 3 })),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

test('selections and orders are those of a plain model, whatever happened before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 25 }), async (commands) => {
      const organizationId = await db.organization();
      const model = new CountyModel();
      for (const step of commands) await run(organizationId, model, step);
      await compare(organizationId, model);
    }),
    { numRuns: 25, interruptAfterTimeLimit: 120_000 },
  );
});

async function compare(organizationId: string, model: CountyModel): Promise<void> {
  for (const type of TYPES) {
    for (const scope of SCOPES) {
      const expected = model.selection(type, scope).map(({ id }) => id);
      const ids = scope?.map(({ id }) => id) ?? null;
      assert.deepEqual(await work.waiting(organizationId, type, ids), expected.toSorted(), type);
    }
  }
}

async function run(organizationId: string, model: CountyModel, step: Command): Promise<void> {
  const { what, type, pick, days } = step;
  const property = model.properties[pick % Math.max(model.properties.length, 1)];
  const until = days === null ? null : model.today + days;
  switch (what) {
    case 'import': {
      const county = PLACES[pick % PLACES.length];
      assert.ok(county);
      for (let n = 0; n <= pick % 4; n += 1) {
        const parcel = `${(pick * 7 + n * 389) % 1009}-${model.properties.length}`;
        const [id = ''] = await work.properties(organizationId, [{ county: county.id, parcel }]);
        const state = { active: true, verdict: null, findings: new Map(), marks: new Map() };
        model.properties.push({ id, county, parcel, ...state });
      }
      return;
    }
    case 'find': {
      if (property === undefined) return;
      const verdict = VERDICTS[pick % VERDICTS.length] ?? 'APPROVED';
      // A later finding overwrites how long the one before holds, and keeps what it said: so does the model.
      if (type === 'visual_validation') property.verdict ??= verdict;
      await work.finding(
        TABLES[type],
        organizationId,
        property.id,
        days,
        type === 'visual_validation' ? verdict : undefined,
      );
      property.findings.set(type, until);
      return;
    }
    case 'mark':
      if (property === undefined || property.marks.has(type)) return;
      await work.mark(organizationId, type, property.id, days);
      property.marks.set(type, until);
      return;
    case 'sell':
      if (property === undefined) return;
      await owner.query("update lotline.properties set auction_status = 'sold' where id = $1", [property.id]);
      property.active = false;
      return;
    case 'wait':
      await engine.advance(24 * 3600 + 1);
      model.today += 1;
      return;
    case 'create':
      return create(organizationId, model, step);
    default: {
      const at = pick % Math.max(model.jobs.length, 1);
      const [job] = model.jobs.splice(at, 1);
      if (job === undefined) return;
      const ref = { organizationId, jobId: job.id, actor: 'ann' };
      if (what === 'cancel') await cancelJob(worker, ref);
      else if (what === 'delete') await deleteJob(worker, ref);
      else if ((await startJob(worker, ref)).status === 'in_progress') await completeJob(worker, ref);
    }
  }
}

async function create(organizationId: string, model: CountyModel, { type, scope, pick }: Command) {
  const scopeKey = JSON.stringify(scope);
  const countyIds = scope?.map(({ id }) => id) ?? null;
  const strategy = pick % 2 === 0 ? 'sequential' : 'round_robin';
  const batchSize = 1 + (pick % 3);
  const making = work.create(organizationId, type, { countyIds, strategy, batchSize });
  if (model.jobs.some((job) => job.type === type && job.scope === scopeKey)) {
    await refused(making, 'conflict');
    return;
  }
  const job = await work.made(await making);
  const expected = ordered(model, type, scope, strategy, batchSize);
  assert.deepEqual(
    job.items.map((item) => item.reference),
    expected.map(({ parcel }) => parcel),
    `${type}, ${strategy}`,
  );
  model.jobs.push({ id: job.id, type, scope: scopeKey, subjects: expected.map(({ id }) => id) });
}

function ordered(
  model: CountyModel,
  type: PropertyJobType,
  scope: readonly Place[] | null,
  strategy: string,
  batchSize: number,
) {
  return strategy === 'sequential' ? model.selection(type, scope) : model.roundRobin(type, scope, batchSize);
}
