/** "Process next batch": how the caller takes batches, which no sentence can hand out. */
import type { Queryable } from '../../../db/pool.ts';
import { answerOf, type CommandAnswer, jobLine, settledOf, understoodOf } from './answer.ts';
import { resumeLine } from './ask.ts';
import { meant } from './move.ts';
import type { CommandRequest } from './run.ts';
import { ANY_JOB, type Command } from './understanding.ts';
import { count, items, jobLines, jobText, nextBatchLine } from './wording.ts';

type Work = Extract<Command, { action: 'work' }>;

/** The line that takes the next batch of the job that is at hand. Nothing is taken by this. */
export async function tellWork(
  db: Queryable,
  command: Work,
  request: CommandRequest,
): Promise<CommandAnswer> {
  const { unfinished, own } = await meant(db, request, ANY_JOB);
  const open = unfinished.filter(
    (job) => job.status !== 'paused' && job.driver !== 'worker' && job.counts.total > 0,
  );
  const mine = open.filter((job) => job.id === own);
  const ready = mine.length > 0 ? mine : open;
  const understood = understoodOf(command);
  const [job] = ready;
  if (job === undefined) {
    const [paused] = unfinished.filter((one) => one.status === 'paused');
    return answerOf(
      'nothing',
      understood,
      ['No batch job is ready to be worked.', ...unfinished.map((one) => `- ${jobText(one)}`)],
      {
        jobs: jobLines(unfinished),
        next: [paused === undefined ? 'Show pending work' : resumeLine(paused, unfinished)],
      },
    );
  }
  if (ready.length > 1) {
    const shown = ready.slice(0, 20);
    return answerOf(
      'ambiguous',
      understood,
      [
        `${ready.length} batch jobs are ready to be worked. Take a batch of one:`,
        ...shown.map((one) => `- ${nextBatchLine(one.id)}  (${jobText(one)})`),
      ],
      {
        candidates: shown.map((one) => ({ command: nextBatchLine(one.id), about: jobText(one) })),
        jobs: jobLines(shown),
      },
    );
  }
  const left = job.counts.total - settledOf(job);
  const size = Math.min(left, (command.batches ?? 1) * job.batchSize);
  return answerOf(
    'done',
    { ...understood, job: jobLine(job) },
    [
      `Take the next batch with: ${nextBatchLine(job.id)}`,
      command.batches === null
        ? 'Report every item of it, then take another.'
        : `Report every item of it, then take another: ${count(command.batches, 'batch', 'batches')}, ${items(size, job.kind)}. Then pause.`,
    ],
    { jobs: [jobLine(job)], next: [nextBatchLine(job.id), 'Pause batch job'] },
  );
}
