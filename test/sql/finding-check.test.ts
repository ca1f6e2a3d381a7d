import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError, fromDatabase } from '../../src/base/errors.ts';
import { call } from '../../src/db/pool.ts';
import { findingFaults } from '../../src/kinds/county/findings.ts';
import { COUNTY_JOB_TYPES } from '../../src/property/county-jobs/job-types.ts';
import { testDatabase } from '../support/database.ts';
import { completed, refused } from '../support/engine.ts';
import { findingsIn } from '../support/finding-jobs.ts';
import { BAD_FINDINGS } from '../support/findings/bad.ts';
import { guideIn } from '../support/guide.ts';

const db = await testDatabase();
const { jobs, subjects, countyJob } = findingsIn(db);
const { owner, worker } = db.pools;

interface Fault {
  readonly field: string;
  readonly value: string | null;
  readonly message: string;
}

async function faults(type: string, json: string): Promise<Fault[]> {
  const { rows } = await db.pools.api.query<{ faults: Fault[] | null }>(
    'select lotline.check_finding($1, $2) as faults',
    [type, json],
  );
  return rows[0]?.faults ?? [];
}

for (const { type, what, json, fields, says } of BAD_FINDINGS) {
  test(`${type}: ${what} is refused by check_finding`, async () => {
    const found = await faults(type, json);
    assert.deepEqual(
      found.map(({ field }) => field),
      fields,
    );
    assert.match(found[0]?.message ?? '', says);
    assert.match(found[0]?.message ?? '', /^must /);
  });
}

/** A fault without the value: long numbers are spelled differently. */
const told = ({ field, message }: Fault) => `${field} ${message}`;

/** What a finding may hold under any key, fitting or not. */
const anyValue = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      'clear',
      'APPROVED',
      'low',
      'poor',
      'partial',
      '2024-02-29',
      '2023-02-29',
      '2026-05-31T14:00:00Z',
    ],
    ...[
      '2026-05-31T24:00:00Z',
      'https://a.b/c',
      '/a',
      '//a',
      '0.01',
      '1e5',
      '12.5',
      '1000000000000.01',
      'NaN',
    ],
    ...[0, -0, 1, -1, 0.01, 0.009, 1.5, 99.99, 1600, 2200, 2201, 1e12, 1e13, 1e299, 1e301, 5e-324, 2 ** 53],
    ...[null, true, false, '3f2504e0-4f89-41d3-9a0c-0305e82c3301', '🏠', 'a\u0000', '\ud800'],
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.string(), fc.integer(), fc.record({ url: fc.string(), title: fc.webUrl() })), {
    maxLength: 3,
  }),
  fc.jsonValue(),
);

test('schemas and database find the same faults in anything, and what they let through can be stored', async () => {
  const { rows: known } = await owner.query<{ job_type: string; field: string }>(
    'select job_type, field from lotline.finding_fields',
  );
  const keys = (type: string) =>
    known.filter((row) => row.job_type === type || row.job_type === 'any').map((row) => row.field);
  const anyFinding = fc
    .constantFrom(...COUNTY_JOB_TYPES)
    .chain((type) =>
      fc.tuple(
        fc.constant(type),
        fc.dictionary(fc.constantFrom(...keys(type), 'else'), anyValue, { maxKeys: 6 }),
      ),
    );
  await fc.assert(
    fc.asyncProperty(anyFinding, async ([type, value]) => {
      const json = JSON.stringify(value);
      const found = await faults(type, json);
      assert.deepEqual(findingFaults(type, JSON.parse(json)).map(told).sort(), found.map(told).sort(), json);
      if (found.length > 0) return;
      const { rows: tables } = await owner.query(
        'select table_name from lotline.finding_tables where job_type = $1',
        [type],
      );
      await owner.query(
        `select * from jsonb_populate_record(null::lotline.${tables[0].table_name}, lotline.finding_columns($1, $2))`,
        [type, json],
      );
    }),
    { numRuns: 1_500 },
  );
});

test('hostile findings are refused in words on every way in, and change nothing', async () => {
  const guide = await guideIn(db);
  const user = await guide.user();
  const hostile = BAD_FINDINGS.filter(
    ({ type, fields }) => type === 'title_research' && fields[0] === 'finding',
  );
  assert.ok(hostile.length >= 10);
  const about = await subjects.properties(user.organizationId, 1);
  const job = await countyJob('title_research', 1, { organizationId: user.organizationId, about });
  const batch = await jobs.claimOne(job);
  const settle = (name: string, values: unknown[]) => call(worker, `select * from lotline.${name}`, values);
  for (const { what, json } of hostile) {
    const outcomes = `[{"seq":1,"outcome":"completed","result":${json}}]`;
    const lease = [batch.batchId, batch.token];
    for (const attempt of [
      () => settle('settle_completed($1, $2, $3, $4)', [...lease, [1], json]),
      () => settle('settle($1, $2, $3)', [...lease, outcomes]),
      () => settle('report_items($1, $2, $3)', [job.organizationId, job.jobId, outcomes]),
      () =>
        user
          .query('select update_batch_progress($1, $2, 1, 0, null, $3, p_batch_id => $4, p_token => $5)', [
            ...[job.jobId, about[0], json],
            ...lease,
          ])
          .catch((error) => Promise.reject(fromDatabase(error))),
    ]) {
      await assert.rejects(attempt(), (error) => {
        assert.ok(error instanceof AppError, `${what}: ${error}`);
        assert.match(error.code, /finding_refused|invalid_argument/, what);
        assert.ok(error.hint && error.message.length < 1_000, what);
        return true;
      });
    }
  }
  assert.equal((await jobs.sound(job)).processing, 1);
  await jobs.report(batch, completed({ title_status: 'clear' }));
});

test('check_finding names the types there are', async () => {
  const error = await refused(
    call(db.pools.api, 'select lotline.check_finding($1, $2)', ['title_search', '{}']),
    'invalid_argument',
  );
  assert.match(error.message, /county_research/);
});
