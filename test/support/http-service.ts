import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type ReceiverAnswer, startReceiver } from '../../src/simulators/webhook-receiver.ts';
import type { Client, TestApi } from './api.ts';
import { until } from './until.ts';

/** A batch as the service gets it. */
export interface PostedBatch {
  readonly job_id: string;
  readonly callback_url: string;
  readonly items: readonly { item: number; reference_id: string | null; attempt: number; input: unknown }[];
}

/** A service of somebody's own, with the secret that signs what it is posted. */
export async function httpService(api: TestApi) {
  const receiver = await startReceiver();
  after(() => receiver.close());
  const client = await api.client('admin');
  const { body } = await client.post('/api/http-secret', {});
  receiver.expect(body.secret);
  const posted = (at: number) => JSON.parse(receiver.requests[at]?.text ?? 'null') as PostedBatch;
  const batches = (count: number) => until(() => receiver.requests.length >= count, `${count} batches`);
  return { receiver, client, posted, batches };
}

export type HttpService = Awaited<ReturnType<typeof httpService>>;

/** What the service answers: JSON, or a text as it is. */
export const answers = (status: number, body: unknown, headers = {}): ReceiverAnswer => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Posts a job of so many items to the service; its id. */
export async function httpJob(
  { client, receiver }: HttpService,
  count: number,
  more: Record<string, unknown> = {},
) {
  const { params, ...rest } = more;
  const items = Array.from({ length: count }, (_, at) => ({
    reference_id: `r${at + 1}`,
    input: { n: at + 1 },
  }));
  const reply = await client.post('/api/jobs', {
    kind: 'http',
    params: { url: receiver.url, ...(params as object) },
    items,
    max_attempts: 1,
    ...rest,
  });
  assert.equal(reply.status, 201, reply.text);
  return reply.body.job_id as string;
}

/** Waits for a job's end, or a pause; its status. */
export async function ended(client: Client, id: string): Promise<string> {
  return until(async () => {
    const { status } = (await client.get(`/api/jobs/${id}`)).body;
    return ['completed', 'failed', 'paused'].includes(status) ? (status as string) : false;
  }, 'the end of the job');
}

interface ItemBody {
  readonly item: number;
  readonly status: string;
  readonly result: unknown;
  readonly error: { readonly class: string; readonly code: string; readonly message: string } | null;
  readonly attempts: number;
}

export const itemsOf = async (client: Client, id: string) =>
  (await client.get(`/api/jobs/${id}/items`)).body.items as ItemBody[];
