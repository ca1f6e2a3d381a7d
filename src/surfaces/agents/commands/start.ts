/** "Start [job_type] for [County] in batches of [size]". */
import type { Queryable } from '../../../db/pool.ts';
import { startJob } from '../../../engine/control.ts';
import { getJob } from '../../../engine/jobs.ts';
import { noteTokens } from '../../../engine/sessions.ts';
import type { Driver, Job } from '../../../engine/vocabulary.ts';
import { createCountyJob } from '../../../property/county-jobs/create.ts';
import { defaultDriver } from '../../../property/county-jobs/default-driver.ts';
import { jobTypeOf } from '../../../property/county-jobs/job-types.ts';
import { countPending } from '../../../property/county-jobs/pending.ts';
import { answerOf, type CommandAnswer, jobLine, type Understood, understoodOf } from './answer.ts';
import { placesOf, resumeLine, sessionsFor } from './ask.ts';
import { countyJobs, UNFINISHED } from './choose-job.ts';
import { countyIdsOf, type Found, findPlaces, foundText } from './choose-places.ts';
import type { CommandRequest } from './run.ts';
import { unclearPlaces } from './unclear.ts';
import type { Command } from './understanding.ts';
import { count, items, jobText, nextBatchLine } from './wording.ts';

const MOST_BATCH = 1000;
/** Beyond this, sessions end before a batch does. */
const ADVISED_BATCH = 100;

type Start = Extract<Command, { action: 'start' }>;

export async function start(db: Queryable, command: Start, request: CommandRequest): Promise<CommandAnswer> {
  const { organizationId } = request.caller;
  const found = await findPlaces(db, organizationId, command.places);
  if ('unclear' in found) return unclearPlaces(command, found);
  const understood = { ...understoodOf(command), ...placesOf(found, true) };
  if (command.batchSize !== null && (command.batchSize < 1 || command.batchSize > MOST_BATCH)) {
    return answerOf(
      'refused',
      understood,
      [`A batch holds 1 to ${MOST_BATCH} items, not ${command.batchSize}.`, 'Nothing was done.'],
      {
        words: [String(command.batchSize)],
      },
    );
  }
  const pending = await countPending(db, organizationId, command.jobType, await countyIdsOf(db, found));
  if (pending === 0) return nothingPending(db, organizationId, command, found, understood);
  const type = jobTypeOf(command.jobType);
  const batchSize = command.batchSize ?? type.batchSize;
  const size = [
    `${items(pending, command.jobType)} in ${count(Math.ceil(pending / batchSize), 'batch', 'batches')} of ${batchSize}`,
    `(~${count(sessionsFor(pending, type.perSession), 'session')})`,
  ].join(' ');
  const remarks = [
    ...found.remarks,
    ...(batchSize > ADVISED_BATCH
      ? [`Batches of more than ${ADVISED_BATCH} may not fit into a session; ${type.batchSize} is usual.`]
      : []),
  ];
  if (request.preview) {
    return answerOf('preview', understood, [
      `Would create: ${type.label} for ${foundText(found)}`,
      size,
      ...remarks,
    ]);
  }
  const job = await create(db, command, found, request);
  const { lines, next } = readyText(job);
  return answerOf(
    'done',
    { ...understood, job: jobLine(job) },
    [`Created batch job: ${job.name}`, size, ...lines, ...remarks],
    {
      jobs: [jobLine(job)],
      next,
      ...(job.status === 'pending' ? {} : { moved_job_id: job.id }),
    },
  );
}

async function create(db: Queryable, command: Start, found: Found, request: CommandRequest): Promise<Job> {
  const { organizationId, actor } = request.caller;
  const { id } = await createCountyJob(db, {
    organizationId,
    actor,
    jobType: command.jobType,
    countyIds: found.counties?.map((county) => county.id) ?? null,
    ...(found.stateCode === null ? {} : { stateCode: found.stateCode }),
    ...(command.batchSize === null ? {} : { batchSize: command.batchSize }),
    strategy: command.strategy ?? 'sequential',
  });
  if (request.sessionId !== undefined) {
    await noteTokens(db, { organizationId, sessionId: request.sessionId, jobId: id });
  }
  // Agents start a job by taking its first batch; the others are told to begin.
  const driver: Driver = request.driver ?? (await defaultDriver(db, command.jobType));
  if (driver !== 'agent') return startJob(db, { organizationId, jobId: id, actor, driver });
  const job = await getJob(db, organizationId, id);
  if (job === null) throw new Error(`The job ${id} that was just made is gone`);
  return job;
}

function readyText(job: Job): { lines: string[]; next: string[] } {
  switch (job.driver) {
    case 'worker':
      return {
        lines: ['Started: workers of this server do it.'],
        next: ['Show batch job status', 'Pause batch job'],
      };
    case 'n8n':
      return {
        lines: ['Started: its workflow is called.'],
        next: ['Show batch job status', 'Pause batch job'],
      };
    case 'agent':
      return {
        lines: [`Ready: take the first batch with: ${nextBatchLine(job.id)}`],
        next: [nextBatchLine(job.id)],
      };
  }
}

/** Nothing waits: because all is done, or because a job that is not finished has it. */
async function nothingPending(
  db: Queryable,
  organizationId: string,
  command: Start,
  found: Found,
  understood: Understood,
): Promise<CommandAnswer> {
  const { jobs } = await countyJobs(db, organizationId, UNFINISHED);
  const holding = jobs.filter((job) => job.kind === command.jobType).slice(0, 5);
  const [paused] = holding.filter((job) => job.status === 'paused');
  return answerOf(
    'nothing',
    understood,
    [
      `Nothing is pending for ${command.jobType} in ${foundText(found)}. No job was created.`,
      ...(holding.length > 0
        ? ['Not finished, and holding what it has:', ...holding.map((job) => `- ${jobText(job)}`)]
        : []),
      ...found.remarks,
    ],
    {
      jobs: holding.map(jobLine),
      next: paused === undefined ? ['Show pending work'] : [resumeLine(paused, jobs)],
    },
  );
}
