import { PERSONAL_KINDS } from '../../identity/ownership.ts';
import { COUNTY_JOB_TYPES } from '../../property/county-jobs/job-types.ts';

/** Every type of job that this API shows. */
export const BATCH_JOB_TYPES = [...COUNTY_JOB_TYPES, ...PERSONAL_KINDS] as const;
export type BatchJobType = (typeof BATCH_JOB_TYPES)[number];
