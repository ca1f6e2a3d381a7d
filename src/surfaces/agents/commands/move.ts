/** "Resume batch job", "Pause batch job". */
import type { Queryable } from '../../../db/pool.ts';
import { pauseJob, resumeJob } from '../../../engine/control.ts';
import { nextItems } from '../../../engine/resume-reads.ts';
import { getSession } from '../../../engine/sessions.ts';
import type { Job } from '../../../engine/vocabulary.ts';
import { answerOf, type CommandAnswer, jobLine, settledOf, subjectOf, understoodOf } from './answer.ts';
import { resumeLine } from './ask.ts';
import { countyJobs, fitting, UNFINISHED } from './choose-job.ts';
import { unknownPlace } from './choose-places.ts';
import type { CommandRequest } from './run.ts';
import { severalJobs, unclearPlaces } from './unclear.ts';
import type { Command, JobWords } from './understanding.ts';
import { digits, items, jobText, nextBatchLine, pausedText, whyText } from './wording.ts';

type Resume = Extract<Command, { action: 'resume' }>;
type Pause = Extract<Command, { action: 'pause' }>;

/** The unfinished jobs that are meant. A session's own job goes before others when the words say nothing. */
export async function meant(
  db: Queryable,
  request: CommandRequest,
  words: JobWords,
): Promise<{ unfinished: readonly Job[]; fits: readonly Job[]; own: string | null }> {
  const { organizationId } = request.caller;
  const { jobs: unfinished } = await countyJobs(db, organizationId, UNFINISHED);
  const fits = await fitting(db, unfinished, words);
  const plain = words.jobType === null && words.places === null && words.jobId === null;
  const session =
    plain && request.sessionId !== undefined
      ? await getSession(db, { organizationId, sessionId: request.sessionId })
      : null;
  return { unfinished, fits, own: session?.jobId ?? null };
}

const ofState = (jobs: readonly Job[], status: Job['status'], own: string | null): readonly Job[] => {
  const there = jobs.filter((job) => job.status === status);
  const mine = there.filter((job) => job.id === own);
  return mine.length > 0 ? mine : there;
};

export async function resume(
  db: Queryable,
  command: Resume,
  request: CommandRequest,
): Promise<CommandAnswer> {
  const unknown = await unknownPlace(db, command.job.places);
  if (unknown !== null) return unclearPlaces(command, unknown);
  const { unfinished, fits, own } = await meant(db, request, command.job);
  const paused = ofState(fits, 'paused', own);
  const [job] = paused;
  if (job === undefined) return nothingTo(command, 'paused', fits, unfinished);
  if (paused.length > 1) return severalJobs(command, 'Resume', 'paused', paused);
  const understood = { ...understoodOf(command), job: jobLine(job) };
  const left = job.counts.total - settledOf(job);
  const [first] = await nextItems(db, job.number);
  const where = first === undefined ? '' : ` from ${subjectOf(job.kind)} ${digits(first.seq)}`;
  const text = `${where}: ${items(left, job.kind)} remaining`;
  if (request.preview)
    return answerOf('preview', understood, [`Would resume ${job.name}${text}`, ...whyText(job)]);
  const { organizationId, actor } = request.caller;
  const resumed = await resumeJob(db, { organizationId, jobId: job.id, actor });
  if (resumed.status !== 'in_progress') {
    return answerOf('done', { ...understood, job: jobLine(resumed) }, [jobText(resumed)], {
      jobs: [jobLine(resumed)],
    });
  }
  const pulled = resumed.driver === 'agent';
  return answerOf(
    'done',
    { ...understood, job: jobLine(resumed) },
    [
      `Resumed ${job.name}${text}`,
      ...whyText(job),
      ...(pulled ? [`Take the next batch with: ${nextBatchLine(job.id)}`] : []),
    ],
    {
      jobs: [jobLine(resumed)],
      next: pulled ? [nextBatchLine(job.id)] : [pauseLine(job, unfinished)],
      moved_job_id: job.id,
    },
  );
}

function pauseLine(job: Job, unfinished: readonly Job[]): string {
  const others = unfinished.filter((other) => other.id !== job.id && other.status === 'in_progress');
  if (others.length === 0) return 'Pause batch job';
  return others.some((other) => other.kind === job.kind) ? `Pause job ${job.id}` : `Pause ${job.kind} job`;
}

export async function pause(db: Queryable, command: Pause, request: CommandRequest): Promise<CommandAnswer> {
  const unknown = await unknownPlace(db, command.job.places);
  if (unknown !== null) return unclearPlaces(command, unknown);
  const { unfinished, fits, own } = await meant(db, request, command.job);
  const running = ofState(fits, 'in_progress', own);
  const [job] = running;
  if (job === undefined) return nothingTo(command, 'in progress', fits, unfinished);
  if (running.length > 1) return severalJobs(command, 'Pause', 'in progress', running);
  const understood = { ...understoodOf(command), job: jobLine(job) };
  const again = `Resume with: '${resumeLine(job, unfinished)}'`;
  if (request.preview) {
    return answerOf('preview', understood, [
      `Would pause ${job.name} at ${pausedText(job).slice('Paused at '.length)}`,
      ...inHand(job),
    ]);
  }
  const { organizationId, actor } = request.caller;
  const paused = await pauseJob(db, {
    organizationId,
    jobId: job.id,
    actor,
    reason: `"${request.text.trim().slice(0, 100)}"`,
  });
  if (paused.status !== 'paused') {
    return answerOf('done', { ...understood, job: jobLine(paused) }, [jobText(paused)], {
      jobs: [jobLine(paused)],
    });
  }
  return answerOf(
    'done',
    { ...understood, job: jobLine(paused) },
    [pausedText(paused), ...inHand(paused), again],
    {
      jobs: [jobLine(paused)],
      next: [resumeLine(job, unfinished)],
    },
  );
}

/** Items that are out may still be reported. */
function inHand({ counts, kind }: Job): string[] {
  return counts.processing === 0 ? [] : [`${items(counts.processing, kind)} in hand may still be reported`];
}

/** None is in the state that the command needs; says how those stand that the words fit. */
function nothingTo(
  command: Resume | Pause,
  needed: string,
  fits: readonly Job[],
  unfinished: readonly Job[],
): CommandAnswer {
  const shown = fits.slice(0, 20);
  const [only] = shown;
  const { jobType, places, jobId } = command.job;
  const plain = jobType === null && places === null && jobId === null;
  const none = [
    `No ${plain ? '' : 'such '}batch job is ${needed}.`,
    ...shown.map((job) => `- ${jobText(job)}`),
  ];
  const told = { jobs: shown.map(jobLine), next: ['Show pending work'] };
  if (only === undefined || fits.length > 1) return answerOf('nothing', understoodOf(command), none, told);
  const understood = { ...understoodOf(command), job: jobLine(only) };
  if (command.action === 'pause' && only.status === 'paused') {
    const again = resumeLine(only, unfinished);
    const message = [pausedText(only).replace('Paused', 'Paused already'), `Resume with: '${again}'`];
    return answerOf('nothing', understood, message, { ...told, next: [again] });
  }
  const next = only.driver === 'agent' ? [nextBatchLine(only.id)] : told.next;
  return answerOf('nothing', understood, none, { ...told, next });
}
