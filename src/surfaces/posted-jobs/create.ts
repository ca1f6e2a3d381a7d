import type { Config } from '../../base/config.ts';
import { AppError } from '../../base/errors.ts';
import { recordOf } from '../../base/record.ts';
import { appendItems, createJob, submitJob } from '../../engine/jobs.ts';
import { answer, endpoint } from '../../http/endpoint.ts';
import type { AnyKind } from '../../kinds/kind.ts';
import type { Registry } from '../../kinds/registry.ts';
import { readHttpSecretState, secretNeeded } from '../../outcomes/http-secrets.ts';
import { checkWebhookUrl } from '../../outcomes/webhooks/addresses.ts';
import { MOST_ITEMS, postedJobSchema, postJobSchema } from './wire.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
/** Faults that one refusal lists. */
const MOST_FAULTS = 100;

interface Fault {
  readonly field: string;
  readonly message: string;
}

/** POST /api/jobs: a job of a kind that takes posted items; all checked, then stored in one transaction. */
export const postJob = (registry: Registry, config: Pick<Config, 'webhooksPrivate'>) =>
  endpoint({
    operationId: 'postJob',
    method: 'POST',
    path: '/api/jobs',
    tag: 'Jobs',
    summary: 'Make a job of items that you post: for your own service, or a kind of your own',
    description: `All items are checked before anything is stored. 1 to ${MOST_ITEMS} items. With an Idempotency-Key the same request makes one job, however often it comes.`,
    allow: 'analyst',
    idempotent: true,
    body: postJobSchema,
    bodyLimitBytes: BODY_LIMIT_BYTES,
    bodyExample: {
      kind: 'http',
      name: 'Slopes of June',
      params: { url: 'https://work.example.com/slopes', callback_seconds: 3600 },
      items: [{ reference_id: 'deal-001', input: { apn: '012-345-678' } }],
      batch_size: 50,
    },
    answers: { 201: { description: 'The job is stored and will be worked on', schema: postedJobSchema } },
    errors: ['http_secret_needed'],
    async run({ caller: { organizationId, actor }, body, transaction }) {
      const kind = postedKind(registry, body.kind);
      const params = parsed(kind, body.params);
      if (kind.name === 'http') checkWebhookUrl(String(params.url), 'params.url', config);
      requireInputs(
        kind,
        body.items.map(({ input }) => input),
      );
      const total = body.items.length;
      const name = body.name ?? `${kind.label}: ${total} ${total === 1 ? 'item' : 'items'}`;
      return transaction(async (db) => {
        if (kind.name === 'http' && (await readHttpSecretState(db, organizationId)) === undefined) {
          throw secretNeeded();
        }
        const { batchSize, leaseSeconds, maxAttempts, ratePerSecond, failureLimit } = kind.defaults;
        const size = body.batch_size ?? batchSize;
        const rate = body.rate_per_second ?? ratePerSecond;
        const job = await createJob(db, {
          organizationId,
          kind: kind.name,
          name,
          actor,
          params,
          settings: {
            batchSize: size,
            leaseSeconds,
            maxAttempts: body.max_attempts ?? maxAttempts,
            maxLeases: body.max_at_once ?? null,
            ratePerSecond: rate,
            rateBurst: burstOf(kind, size, rate),
            ...(failureLimit === undefined ? {} : { failureLimit }),
          },
        });
        const rows = body.items.map(({ reference_id, input }) => ({
          reference: reference_id ?? null,
          input,
        }));
        await appendItems(db, { organizationId, jobId: job.id, chunk: null, rows });
        await submitJob(db, { organizationId, jobId: job.id, actor });
        return answer(201, { job_id: job.id, kind: kind.name, name, total_items: total });
      });
    },
  });

/** Where a whole batch begins at once, at most half a second's worth does; items that begin one by one come evenly. */
function burstOf(kind: AnyKind, batchSize: number, ratePerSecond: number | null): number {
  if (kind.run === undefined || ratePerSecond === null) return 1;
  return Math.max(1, Math.min(batchSize, Math.floor(ratePerSecond / 2)));
}

function postedKind(registry: Registry, name: string): AnyKind {
  const kind = registry.find(name);
  if (kind?.posted) return kind;
  const known = registry
    .list()
    .filter(({ posted }) => posted)
    .map((one) => one.name);
  const why = kind === undefined ? 'is no kind that this server knows' : 'has an endpoint of its own';
  throw new AppError(
    'validation_failed',
    `kind: "${name}" ${why}; jobs are posted here of ${known.join(', ')}`,
    {
      field: 'kind',
    },
  );
}

/** The parameters as they are stored: as the kind reads them, its defaults included. */
function parsed(kind: AnyKind, params: Record<string, unknown>): Record<string, unknown> {
  const read = kind.params.safeParse(params);
  if (read.success) return recordOf(read.data);
  throw refusal(
    read.error.issues.map(({ path, message }) => ({ field: placeOf(['params', ...path]), message })),
  );
}

function requireInputs(kind: AnyKind, inputs: readonly unknown[]): void {
  const faults: Fault[] = [];
  for (const [index, input] of inputs.entries()) {
    const read = kind.input.safeParse(input);
    for (const { path, message } of read.error?.issues ?? []) {
      faults.push({ field: placeOf(['items', index, 'input', ...path]), message });
    }
    if (faults.length >= MOST_FAULTS) break;
  }
  if (faults.length > 0) throw refusal(faults);
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${String(step)}`))
    .join('');

function refusal(faults: readonly Fault[]): AppError {
  const [first] = faults;
  const others = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new AppError('validation_failed', `${first?.field}: ${first?.message}${others}`, {
    ...(first === undefined ? {} : { field: first.field }),
    details: { errors: faults.slice(0, MOST_FAULTS) },
  });
}
