/** What the `webhooks` commands do. */
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { idTable, printList, printOne, table } from './output.ts';
import type { DeliveriesOptions, EventsOptions, ReplayOptions, WebhookOptions } from './webhooks.ts';

interface WebhookView {
  id: string;
  url: string;
  events: string[];
  state: string;
  disabled_reason: string | null;
  next_attempt_at: string | null;
  last_success_at: string | null;
  last_error: string | null;
  secret?: string;
}

interface DeliveryView {
  id: string;
  event_number: string | null;
  type: string;
  state: string;
  attempts: number;
  created_at: string;
  next_attempt_at: string | null;
  last_status: number | null;
  last_error: string | null;
}

interface EventView {
  type: string;
  timestamp: string;
  id: string;
  number: string;
  sequence: number | null;
  data: { job_id?: string | null; reference_id?: string | null };
}

const pathOf = (args: readonly string[], rest = ''): string =>
  `/webhooks/${encodeURIComponent(args[0] ?? '')}${rest}`;

export async function list(context: Context): Promise<ExitCode> {
  const { webhooks } = (await (await context.client()).json('/webhooks')) as { webhooks: WebhookView[] };
  await printList(context.io, context.format, webhooks, () =>
    context.format.quiet
      ? webhooks.map(({ id }) => id).join('\n')
      : webhooks.length === 0
        ? 'Nobody is told of anything. Add an address: webhooks add https://…'
        : idTable(context.io, ['WEBHOOK', 'STATE', 'EVENTS', 'ADDRESS', 'WRONG'], webhooks.map(rowOf)),
  );
  return EXIT.ok;
}

function rowOf(webhook: WebhookView): string[] {
  const { id, url, events, last_error } = webhook;
  const chosen = events.length > 2 ? `${events.length} types` : events.join(', ');
  return [id, stateOf(webhook), chosen, url, last_error ?? ''];
}

function stateOf({ state, disabled_reason: reason }: WebhookView): string {
  return state === 'disabled' ? `disabled (${reason})` : state;
}

export async function show(context: Context, args: readonly string[]): Promise<ExitCode> {
  return print(context, (await (await context.client()).json(pathOf(args))) as WebhookView);
}

export async function add(
  context: Context,
  options: WebhookOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const webhook = (await (
    await context.client()
  ).json('/webhooks', {
    method: 'POST',
    body: {
      url: args[0],
      events: options.events?.split(',').map((type) => type.trim()),
      field_names: options.field,
      description: options.description,
      rate_per_second: options.rate,
    },
  })) as WebhookView;
  context.say('Keep the secret: it is not shown again.');
  return print(context, webhook);
}

export async function enable(context: Context, args: readonly string[], enabled: boolean): Promise<ExitCode> {
  const webhook = (await (
    await context.client()
  ).json(pathOf(args), { method: 'PATCH', body: { enabled }, repeatable: true })) as WebhookView;
  return print(context, webhook);
}

export async function remove(context: Context, args: readonly string[]): Promise<ExitCode> {
  const webhook = (await (await context.client()).json(pathOf(args), { method: 'DELETE' })) as WebhookView;
  context.say(`${webhook.url} is told of nothing more.`);
  return EXIT.ok;
}

export async function rotate(
  context: Context,
  options: WebhookOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const webhook = (await (
    await context.client()
  ).json(pathOf(args, '/rotate'), {
    method: 'POST',
    body: { overlap_seconds: options.overlap },
  })) as WebhookView;
  context.say('Keep the secret: it is not shown again.');
  return print(context, webhook);
}

export async function test(context: Context, args: readonly string[]): Promise<ExitCode> {
  const result = (await (await context.client()).json(pathOf(args, '/test'), { method: 'POST' })) as {
    delivered: boolean;
    status: number | null;
    duration_ms: number;
    error: string | null;
  };
  await printOne(context.io, context.format, result, () =>
    result.delivered ? `It was taken: ${result.status}, in ${result.duration_ms} ms.` : `${result.error}.`,
  );
  return result.delivered ? EXIT.ok : EXIT.finishedWithFailures;
}

export async function deliveries(
  context: Context,
  options: DeliveriesOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const { state, limit, cursor } = options;
  const page = (await (
    await context.client()
  ).json(pathOf(args, '/deliveries'), { query: { state, limit, cursor } })) as {
    deliveries: DeliveryView[];
    next_cursor: string | null;
  };
  const rows = page.deliveries;
  await printList(context.io, context.format, rows, () =>
    context.format.quiet
      ? rows.map(({ id }) => id).join('\n')
      : rows.length === 0
        ? 'Nothing was sent there.'
        : table(
            context.io,
            ['DELIVERY', 'EVENT', 'TYPE', 'STATE', 'TRIES', 'LAST ANSWER', 'NEXT'],
            rows.map((row) => [
              row.id,
              row.event_number ?? '',
              row.type,
              row.state,
              String(row.attempts),
              row.last_error ?? String(row.last_status ?? ''),
              row.next_attempt_at ?? '',
            ]),
          ),
  );
  if (page.next_cursor !== null) context.say(`There are more: --cursor ${page.next_cursor}`);
  return EXIT.ok;
}

export async function replay(
  context: Context,
  options: ReplayOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const { delivery, after, until, onlyFailed } = options;
  if ((delivery === undefined) === (after === undefined)) {
    throw usageError('Say what to send again: --delivery ID, or --after NUMBER.');
  }
  const replayed = (await (
    await context.client()
  ).json(pathOf(args, '/replay'), {
    method: 'POST',
    body: { delivery_ids: delivery, after, until, only: onlyFailed ? 'failed' : undefined },
  })) as { events: number };
  await printOne(context.io, context.format, replayed, () => `${replayed.events} events are sent again.`);
  return EXIT.ok;
}

export async function events(context: Context, options: EventsOptions): Promise<ExitCode> {
  const { after, types, job, limit } = options;
  const page = (await (
    await context.client()
  ).json('/events', { query: { after, types, job_id: job, limit } })) as {
    events: EventView[];
    next_after: string;
    has_more: boolean;
  };
  await printList(context.io, context.format, page.events, () =>
    page.events.length === 0
      ? 'There are no such events. Events are kept for a week, of types that some webhook is told of.'
      : table(
          context.io,
          ['NUMBER', 'AT', 'TYPE', 'JOB', 'OF IT'],
          page.events.map(({ number, timestamp, type, sequence, data }) => [
            number,
            timestamp,
            type,
            data.job_id ?? '',
            data.reference_id ?? String(sequence ?? ''),
          ]),
        ),
  );
  if (page.has_more) context.say(`There are more: --after ${page.next_after}`);
  return EXIT.ok;
}

async function print(context: Context, webhook: WebhookView): Promise<ExitCode> {
  await printOne(context.io, context.format, webhook, () =>
    table(
      context.io,
      ['WEBHOOK', webhook.id],
      [
        ['address', webhook.url],
        ['events', webhook.events.join(', ')],
        ['state', stateOf(webhook)],
        ['next attempt', webhook.next_attempt_at ?? ''],
        ['last success', webhook.last_success_at ?? ''],
        ['wrong', webhook.last_error ?? ''],
        ['secret', webhook.secret ?? ''],
      ].filter(([, value]) => value !== ''),
    ),
  );
  return EXIT.ok;
}
