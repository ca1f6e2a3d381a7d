import { randomUUID } from 'node:crypto';
import { AppError } from '../../base/errors.ts';
import type { BodyStream } from '../../http/body-stream.ts';
import { answer, endpoint, type Surface } from '../../http/endpoint.ts';
import { malformedJson } from '../../http/problems.ts';
import type { Caller } from '../../identity/roles.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import { type JobStep, type Step, workStep } from './step.ts';
import { problemSchema, steppedSchema, stepSchema } from './wire.ts';

/** What curl calls a body that it was told nothing about. */
const CURL = 'application/x-www-form-urlencoded';
const LIMIT_BYTES = 10_000;

/** POST /batch-lookups-worker over the kind `incentive_lookup`: a step of work, for schedules. */
export function lookupsWorker(kind: AnyKind): Surface {
  const work = endpoint({
    operationId: 'workBatchLookups',
    method: 'POST',
    path: '/batch-lookups-worker',
    tag: 'Batch lookups',
    summary: 'Work some of the lookups that wait, now',
    description:
      'For schedules, where no worker runs all the time: works up to `size` lookups of your organization and says what it did, within 50 seconds. Needs the role admin, or a key with the scope `worker`. Steps may overlap with each other and with workers; no lookup is done twice. Retries, and what else workers see to, are seen to as well.',
    allow: 'viewer',
    scope: 'worker',
    body: stepSchema,
    checksOwnBody: true,
    bodyExample: { size: 10, spacing_ms: 100 },
    bodyStream: {
      types: {
        [CURL]: {
          schema: { type: 'string', description: 'The same JSON, as curl sends it when it is told no type' },
          example: '{}',
        },
      },
      limitBytes: LIMIT_BYTES,
    },
    answers: { 200: { description: 'What was done', schema: steppedSchema, example: exampleStepped } },
    errors: ['forbidden', 'test_key'],
    async run({ caller, body, stream, pool, signal, log }) {
      refuseOthers(caller, kind);
      const { size, spacing_ms: spacingMs } = readStep(stream === undefined ? body : await readText(stream));
      const startedAt = performance.now();
      const step = await workStep({
        ...{ pool, kind, organizationId: caller.organizationId, size, spacingMs, signal, log },
        worker: `step ${randomUUID()}`,
      });
      return answer(200, toBody(step, Math.round(performance.now() - startedAt)));
    },
  });
  return {
    prefix: '/batch-lookups-worker',
    area: 'lookups',
    endpoints: [work],
    problemSchema,
    renderProblem: (error, requestId) => ({
      error: error.message,
      code: error.code,
      requestId,
      ...(error.field === undefined ? {} : { field: error.field }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    }),
  };
}

function refuseOthers({ role, scopes, test }: Caller, kind: AnyKind): void {
  if (test && kind.billed) {
    throw new AppError('test_key', 'A test key begins no work that costs money', { hint: 'Use a live key.' });
  }
  if (role === 'admin' || scopes !== undefined) return;
  throw new AppError(
    'forbidden',
    `This needs the role admin or a key with the scope worker; you have the role ${role}`,
    {
      hint: 'Make a key with the scope worker.',
    },
  );
}

async function readText({ bytes }: BodyStream): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const text = Buffer.concat(pieces).toString('utf8');
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw malformedJson(text);
  }
}

function readStep(body: unknown) {
  const parsed = stepSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw new AppError(
    'validation_failed',
    field === '' ? 'The request body must be a JSON object' : (issue?.message ?? field),
    field === '' ? {} : { field },
  );
}

const COUNTS = ['processed', 'completed', 'failed', 'skipped', 'retried'] as const;

function toBody({ jobs, remaining, stopped }: Step, durationMs: number) {
  const sum = (count: (typeof COUNTS)[number]) => jobs.reduce((total, job) => total + job[count], 0);
  const counts = Object.fromEntries(COUNTS.map((count) => [count, sum(count)]));
  return {
    message: `Processed ${sum('processed')} items: ${sum('completed')} completed, ${sum('failed')} failed, ${sum('retried')} to be tried again; ${remaining} remain.`,
    ...counts,
    remaining,
    stopped,
    duration_ms: durationMs,
    jobs: jobs.map(({ jobId, ...job }: JobStep) => ({ job_id: jobId, ...job })),
  };
}

const exampleCounts = { processed: 10, completed: 9, failed: 1, skipped: 0, retried: 0 };
const exampleStepped = {
  message: 'Processed 10 items: 9 completed, 1 failed, 0 to be tried again; 90 remain.',
  ...exampleCounts,
  remaining: 90,
  stopped: 'size',
  duration_ms: 1_240,
  jobs: [{ job_id: '550e8400-e29b-41d4-a716-446655440000', ...exampleCounts }],
};
