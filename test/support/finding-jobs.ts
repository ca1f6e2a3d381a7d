import assert from 'node:assert/strict';
import type { CountyJobType } from '../../src/property/county-jobs/job-types.ts';
import type { TestDatabase } from './database.ts';
import { jobsIn, type TestJob } from './engine.ts';
import { GOOD_FINDINGS } from './findings/good.ts';

/** Subjects for county jobs: legal rows, as few words as a test needs. */
export function subjectsIn({ pools: { owner } }: TestDatabase) {
  async function ids(text: string, values: unknown[]): Promise<string[]> {
    return (await owner.query<{ id: string }>(text, values)).rows.map((row) => row.id);
  }

  /** Counties of Pennsylvania, in the order of their codes. */
  const counties = (count: number) =>
    ids(`select id from lotline.county_list where state_code = 'PA' order by fips_code limit $1`, [count]);

  /** Active properties with parcel numbers and addresses, in the order of their numbers. */
  const properties = (organizationId: string, count: number) =>
    ids(
      `insert into lotline.properties (org_id, county_id, parcel_id, property_address)
       select $1, (select id from lotline.county_list where fips_code = '42013'), gen_random_uuid()::text, n || ' Main St'
         from generate_series(1, $2) n returning id`,
      [organizationId, count],
    );

  const documents = (organizationId: string, count: number) =>
    ids(
      `insert into lotline.documents (org_id, county_id, document_type, title, url)
       select $1, (select id from lotline.county_list where fips_code = '42013'), 'property_list', 'List ' || n,
              'https://example.org/' || n
         from generate_series(1, $2) n returning id`,
      [organizationId, count],
    );

  /** What jobs of a type are about. */
  function of(type: CountyJobType, organizationId: string, count: number): Promise<string[]> {
    if (type === 'county_research') return counties(count);
    return type === 'pdf_parsing' ? documents(organizationId, count) : properties(organizationId, count);
  }

  return { counties, properties, documents, of };
}

/** The first good finding of a type. */
export function goodFinding(type: CountyJobType): Record<string, unknown> {
  const good = GOOD_FINDINGS.find((one) => one.type === type);
  assert.ok(good);
  return JSON.parse(good.json) as Record<string, unknown>;
}

/** County jobs of a test database, and what is kept of their findings. */
export function findingsIn(db: TestDatabase) {
  const jobs = jobsIn(db);
  const subjects = subjectsIn(db);
  const { owner } = db.pools;

  /** A started job of a type over fresh subjects of an organization, or over those given. */
  async function countyJob(
    type: CountyJobType,
    count: number,
    given: { organizationId?: string; about?: readonly string[] } = {},
  ): Promise<TestJob & { about: readonly string[] }> {
    const organizationId = given.organizationId ?? (await db.organization());
    const about = given.about ?? (await subjects.of(type, organizationId, count));
    const items = about.map((subject) => ({ reference: null, input: { item_id: subject }, subject }));
    return {
      ...(await jobs.create({ kind: type, organizationId, items, settings: { batchSize: 100 } })),
      about,
    };
  }

  async function rowOf(type: CountyJobType, organizationId: string, subject: string | undefined) {
    const { rows: tables } = await owner.query<{ table_name: string; subject_column: string }>(
      'select table_name, subject_column from lotline.finding_tables where job_type = $1',
      [type],
    );
    const { table_name: table, subject_column: column } = tables[0] ?? {};
    const { rows } = await owner.query(
      `select * from lotline.${table} where org_id = $1 and ${column} = $2`,
      [organizationId, subject],
    );
    return rows[0];
  }

  async function marks(type: CountyJobType, organizationId: string) {
    const { rows } = await owner.query(
      `select subject, marked_by, round(extract(epoch from fresh_until - marked_at) / 86400)::int as days
         from lotline.work_marks where kind = $1 and org_id = $2`,
      [type, organizationId],
    );
    return rows;
  }

  return { jobs, subjects, countyJob, rowOf, marks };
}
