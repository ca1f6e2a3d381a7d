import { call, type Queryable } from '../../db/pool.ts';

/** What one item of a job type is about. */
export type Subject = 'property' | 'document' | 'county';

/** One type of county job: every figure of it that anybody shows or goes by. */
export interface JobType {
  readonly jobType: CountyJobType;
  /** As people read it: "PDF Parsing". */
  readonly label: string;
  readonly description: string;
  readonly subject: Subject;
  /** Items in one batch, unless the job says otherwise. */
  readonly batchSize: number;
  /** Items that fit into one session of an agent. */
  readonly perSession: number;
  readonly maxAttempts: number;
  readonly leaseSeconds: number;
  readonly defaultDriver: 'worker' | 'agent';
  /** Days after which a finding is stale unless it says so itself; null: a finding holds. */
  readonly freshDays: number | null;
  /** Days for which a subject that was done without a finding stays out of the selection. */
  readonly markDays: number;
}

/** In the order in which summaries show them. */
export const COUNTY_JOB_TYPES = [
  'regrid_scraping',
  'visual_validation',
  'property_condition',
  'environmental_research',
  'title_research',
  'bid_strategy',
  'pdf_parsing',
  'county_research',
] as const;
export type CountyJobType = (typeof COUNTY_JOB_TYPES)[number];

/** Those whose services' answers are kept and used by later jobs, unless a job says otherwise (`reuse: false`). */
export const REUSING_TYPES: readonly CountyJobType[] = ['regrid_scraping', 'environmental_research'];

const AGENT_LEASE_SECONDS = 3600;
const WORKER_LEASE_SECONDS = 300;
const MARK_DAYS = 30;

/** Done by agents, about properties, until told otherwise. */
const usual = {
  subject: 'property',
  maxAttempts: 4,
  leaseSeconds: AGENT_LEASE_SECONDS,
  defaultDriver: 'agent',
  freshDays: null,
  markDays: MARK_DAYS,
} as const;

const byRule = { ...usual, leaseSeconds: WORKER_LEASE_SECONDS, defaultDriver: 'worker' } as const;

/** The one place of these figures; the database has a copy ({@link syncJobTypes}). In the order of {@link COUNTY_JOB_TYPES}. */
export const JOB_TYPES: readonly JobType[] = [
  {
    ...usual,
    jobType: 'regrid_scraping',
    label: 'Regrid Scraping',
    description: 'Scrape land data and screenshots from Regrid',
    batchSize: 50,
    perSession: 150,
  },
  {
    ...byRule,
    jobType: 'visual_validation',
    label: 'Visual Validation',
    description: 'Validate property images to filter non-investable properties',
    batchSize: 100,
    perSession: 300,
  },
  {
    ...usual,
    jobType: 'property_condition',
    label: 'Property Condition',
    description: 'Assess physical property condition',
    batchSize: 25,
    perSession: 75,
  },
  {
    ...byRule,
    jobType: 'environmental_research',
    label: 'Environmental Research',
    description: 'Research environmental risks and hazards',
    batchSize: 25,
    perSession: 75,
  },
  {
    ...usual,
    jobType: 'title_research',
    label: 'Title Research',
    description: 'Research property title and lien information',
    batchSize: 20,
    perSession: 60,
  },
  {
    ...byRule,
    jobType: 'bid_strategy',
    label: 'Bid Strategy',
    description: 'Calculate optimal bid amounts',
    batchSize: 50,
    perSession: 150,
  },
  {
    ...byRule,
    jobType: 'pdf_parsing',
    label: 'PDF Parsing',
    description: 'Extract property data from county PDF documents',
    subject: 'document',
    batchSize: 5,
    perSession: 15,
  },
  {
    ...usual,
    jobType: 'county_research',
    label: 'County Research',
    description: 'Research county auction information',
    subject: 'county',
    batchSize: 10,
    perSession: 30,
    freshDays: 7,
    markDays: 7,
  },
];

/** True for the name of a county job's type. */
export function isCountyJobType(name: string): name is CountyJobType {
  return COUNTY_JOB_TYPES.some((type) => type === name);
}

/** The figures of one type. */
export function jobTypeOf(name: CountyJobType): JobType {
  const found = JOB_TYPES.find(({ jobType }) => jobType === name);
  if (found === undefined) throw new Error(`${name} has no figures`);
  return found;
}

/**
 * Brings the database's copy of {@link JOB_TYPES} up to date, for what is decided in SQL. `db` acts as the owner.
 * One statement, which writes nothing when nothing has changed.
 */
export async function syncJobTypes(db: Queryable): Promise<void> {
  const rows = JOB_TYPES.map((type, position) => ({
    job_type: type.jobType,
    position,
    label: type.label,
    description: type.description,
    subject: type.subject,
    batch_size: type.batchSize,
    per_session: type.perSession,
    max_attempts: type.maxAttempts,
    lease_seconds: type.leaseSeconds,
    default_driver: type.defaultDriver,
    fresh_days: type.freshDays,
    mark_days: type.markDays,
  }));
  await call(
    db,
    `insert into lotline.job_types as known
     select given.* from jsonb_populate_recordset(null::lotline.job_types, $1) given
     where not exists (select from lotline.job_types t where t is not distinct from given)
     on conflict (job_type) do update set position = excluded.position, label = excluded.label,
       description = excluded.description, subject = excluded.subject, batch_size = excluded.batch_size,
       per_session = excluded.per_session, max_attempts = excluded.max_attempts,
       lease_seconds = excluded.lease_seconds, default_driver = excluded.default_driver,
       fresh_days = excluded.fresh_days, mark_days = excluded.mark_days`,
    [JSON.stringify(rows)],
  );
}
