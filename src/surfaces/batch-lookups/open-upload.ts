import type { LookupMapping } from '../../base/lookup-mapping.ts';
import type { Queryable } from '../../db/pool.ts';
import { createJob, submitJob } from '../../engine/jobs.ts';
import type { Job } from '../../engine/vocabulary.ts';
import type { Caller } from '../../identity/roles.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { putReport, type ReportSummary, reportName } from '../../outcomes/report.ts';
import { KIND, settingsOf } from './jobs.ts';

/** The name that an upload has when its owner gives none. */
const USUAL = /^(Batch Lookup - \d{4}-\d{2}-\d{2}) \(\d+ sites\)$/;

/** What an upload is made of, besides its rows. */
export interface UploadOptions {
  readonly name?: string | undefined;
  /** Of the file; none when it has no header. */
  readonly columns: readonly string[];
  readonly params: {
    readonly as_of?: string | undefined;
    readonly reuse?: boolean | undefined;
    readonly spacing_ms?: number | undefined;
    /** How the columns make lookups: a corrected file is read the same way. */
    readonly mapping?: LookupMapping | undefined;
  };
}

/** Makes a job that takes rows until it is sealed, and its report. */
export async function openUpload(
  db: Queryable,
  kind: Pick<AnyKind, 'defaults'>,
  { organizationId, actor }: Pick<Caller, 'organizationId' | 'actor'>,
  { name, columns, params }: UploadOptions,
): Promise<{ job: { id: string; number: string }; report: ReportSummary }> {
  const title = name ?? (await reportName(db, 0));
  const job = await createJob(db, {
    organizationId,
    kind: KIND,
    name: title,
    actor,
    params,
    settings: settingsOf(kind, params.spacing_ms),
    sealed: false,
    ...(columns.length === 0 ? {} : { columns }),
  });
  const report = await putReport(db, { organizationId, jobId: job.id, name: title, sites: 0 });
  return { job, report };
}

/** Lets the work begin. */
export async function sealJob(
  db: Queryable,
  { organizationId, actor }: Pick<Caller, 'organizationId' | 'actor'>,
  job: Pick<Job, 'id' | 'name' | 'counts'>,
): Promise<ReportSummary> {
  await submitJob(db, { organizationId, jobId: job.id, actor });
  return nameReport(db, { organizationId }, job);
}

/** A name of the owner's stays; the usual one tells the number of sites, known only now. */
export function nameReport(
  db: Queryable,
  { organizationId }: Pick<Caller, 'organizationId'>,
  job: Pick<Job, 'id' | 'name' | 'counts'>,
): Promise<ReportSummary> {
  const { total } = job.counts;
  const name = job.name.replace(USUAL, (_, date: string) => `${date} (${total} sites)`);
  return putReport(db, { organizationId, jobId: job.id, name, sites: total });
}
