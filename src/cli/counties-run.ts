/** `counties run|results`: a county from its sale list to bids, and what came of it. */
import { randomUUID } from 'node:crypto';
import { answered } from '../client/index.ts';
import type { Context } from './context.ts';
import type { ResultsOptions, RunOptions } from './counties.ts';
import { upload } from './documents-add.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { plural } from './human.ts';
import type { JobView } from './job-view.ts';
import { printList, table } from './output.ts';
import { save } from './save.ts';
import { watch } from './watch.ts';

/** Each works on what the one before has found. */
const STEPS = [
  'pdf_parsing',
  'regrid_scraping',
  'visual_validation',
  'environmental_research',
  'bid_strategy',
] as const;
type Step = (typeof STEPS)[number];

interface Made {
  id: string;
  name: string;
  driver: string;
  status: string;
  total_items: number;
}

interface StepDone {
  step: string;
  job: string;
  status: string;
  completed: number;
  failed: number;
  skipped: number;
  total: number;
}

/** All that was found out of a county's properties, as CSV. */
export async function results(
  context: Context,
  options: ResultsOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const path = `/api/counties/${encodeURIComponent(args.join(' '))}/results`;
  await save(context, path, { format: 'csv', verdict: options.verdict?.toUpperCase() }, options.out);
  return EXIT.ok;
}

/**
 * Runs the steps of a county one after the other, each to its end. What is done already is not done again, so a run that
 * was broken off, or stopped at a failed step, goes on where it was when it is typed once more.
 */
export async function run(context: Context, options: RunOptions, args: readonly string[]): Promise<ExitCode> {
  const county = args.join(' ');
  const steps = stepsOf(options.steps);
  if (options.document !== undefined) {
    const { document, created } = await upload(context, { county, type: 'property_list' }, options.document);
    context.say(created ? `Added "${document.title}".` : `"${document.title}" is there already.`);
  }
  const done: StepDone[] = [];
  let code: ExitCode = EXIT.ok;
  for (const step of steps) {
    const made = await begin(context, step, county);
    const { job, exitCode } = await watch(context, made.id);
    done.push(doneOf(step, job));
    code = exitCode;
    // what succeeded goes on, also where some of it failed; a step that stopped stops the rest
    if (job.status !== 'completed') break;
  }
  await printList(context.io, context.format, done, () =>
    table(
      context.io,
      ['STEP', 'STATE', 'DONE', 'FAILED', 'SKIPPED', 'OF'],
      done.map((one) => [one.step, one.status, ...figures(one)]),
    ),
  );
  if (options.out !== undefined) await results(context, options, args);
  return code;
}

function stepsOf(given: string | undefined): readonly Step[] {
  if (given === undefined) return STEPS;
  const wanted = given.split(',').map((one) => one.trim());
  const unknown = wanted.find((one) => !STEPS.some((step) => step === one));
  if (unknown !== undefined) {
    throw usageError(`"${unknown}" is no step of a county.`, `Choose of ${STEPS.join(', ')}.`);
  }
  return STEPS.filter((step) => wanted.includes(step));
}

/** A started job of the step: a new one, or the one that is under way already. */
async function begin(context: Context, step: Step, county: string): Promise<Made> {
  const { api, patient } = await context.client();
  const job = (await create(context, step, county)) ?? (await underWay(context, step, county));
  // one without items is over as soon as it starts, whoever would work it
  if (job.driver === 'agent' && job.total_items > 0) {
    throw new CliError(EXIT.conflict, 'waits_for_agents', `${job.name} waits for agents to pull it.`, {
      hint: `Set the key of its service on the server, or work it with: lotline batch next ${job.id}`,
    });
  }
  context.say(`${job.name}: ${plural(job.total_items, 'item')}`);
  if (job.status === 'in_progress') return job;
  const { data } = await answered(
    api.PATCH('/api/batch-jobs/{id}', {
      params: { path: { id: job.id } },
      body: { status: 'in_progress' },
      ...patient({ repeatable: true }),
    }),
  );
  return data;
}

/** Undefined when an unfinished job of the step has the county. */
async function create(context: Context, step: Step, county: string): Promise<Made | undefined> {
  const { api } = await context.client();
  try {
    const { data } = await answered(
      api.POST('/api/batch-jobs', {
        params: { header: { 'Idempotency-Key': randomUUID() } },
        body: { job_type: step, county_id: county },
      }),
    );
    return data;
  } catch (error) {
    if (error instanceof CliError && error.code === 'conflict') return undefined;
    throw error;
  }
}

async function underWay(context: Context, step: Step, county: string): Promise<Made> {
  const { api } = await context.client();
  const { id: countyId } = await answered(
    api.GET('/api/counties/{id}', { params: { path: { id: county } } }),
  );
  const query = { status: 'active' as const, job_type: step, limit: 100 };
  const { data } = await answered(api.GET('/api/batch-jobs', { params: { query } }));
  const found = data.activeJobs.find((job) => job.countyId === countyId);
  if (found === undefined) {
    throw new CliError(EXIT.conflict, 'conflict', `Another job holds what ${step} would do there.`, {
      hint: 'See it with: lotline batch list --status active',
    });
  }
  const { data: job } = await answered(
    api.GET('/api/batch-jobs/{id}', { params: { path: { id: found.id } } }),
  );
  return job;
}

function doneOf(step: string, { id, status, counts }: JobView): StepDone {
  const { completed, failed, skipped, total } = counts;
  return { step, job: id, status, completed, failed, skipped, total };
}

function figures({ completed, failed, skipped, total }: StepDone): string[] {
  return [completed, failed, skipped, total].map(String);
}
