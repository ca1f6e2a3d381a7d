/** What the `webhooks` commands do. */
import { answered, type components } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf, given, queryOf } from './given.ts';
import { idTable, printList, printOne, table } from './output.ts';
import type { DeliveriesOptions, EventsOptions, ReplayOptions, WebhookOptions } from './webhooks.ts';

/** Its secret is told when it is new, and then never again. */
type Webhook = components['schemas']['WebhookEndpoint'] & { secret?: string };

const pathOf = (args: readonly string[]) => ({ path: { webhook_id: args[0] ?? '' } });

export async function list(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { webhooks } = await answered(api.GET('/webhooks'));
  await printList(context.io, context.format, webhooks, () =>
    context.format.quiet
      ? webhooks.map(({ id }) => id).join('\n')
      : webhooks.length === 0
        ? 'Nobody is told of anything. Add an address: webhooks add https://…'
        : idTable(context.io, ['WEBHOOK', 'STATE', 'EVENTS', 'ADDRESS', 'WRONG'], webhooks.map(rowOf)),
  );
  return EXIT.ok;
}

function rowOf(webhook: Webhook): string[] {
  const { id, url, events, last_error } = webhook;
  const chosen = events.length > 2 ? `${events.length} types` : events.join(', ');
  return [id, stateOf(webhook), chosen, url, last_error ?? ''];
}

function stateOf({ state, disabled_reason: reason }: Webhook): string {
  return state === 'disabled' ? `disabled (${reason})` : state;
}

export async function show(context: Context, args: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  return print(context, await answered(api.GET('/webhooks/{webhook_id}', { params: pathOf(args) })));
}

export async function add(
  context: Context,
  options: WebhookOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const { api } = await context.client();
  const body = given({
    url: args[0] ?? '',
    events: options.events?.split(',').map((type) => type.trim()),
    field_names: options.field,
    description: options.description,
    rate_per_second: options.rate,
  });
  // Which events there are is the server's to say.
  const webhook = await answered(api.POST('/webhooks', { body: bodyOf<'addWebhookEndpoint'>(body) }));
  context.say('Keep the secret: it is not shown again.');
  return print(context, webhook);
}

export async function enable(context: Context, args: readonly string[], enabled: boolean): Promise<ExitCode> {
  const { api, patient } = await context.client();
  const webhook = await answered(
    api.PATCH('/webhooks/{webhook_id}', {
      params: pathOf(args),
      body: { enabled },
      ...patient({ repeatable: true }),
    }),
  );
  return print(context, webhook);
}

export async function remove(context: Context, args: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  const webhook = await answered(api.DELETE('/webhooks/{webhook_id}', { params: pathOf(args) }));
  context.say(`${webhook.url} is told of nothing more.`);
  return EXIT.ok;
}

export async function rotate(
  context: Context,
  options: WebhookOptions,
  args: readonly string[],
): Promise<ExitCode> {
  const { api } = await context.client();
  const webhook = await answered(
    api.POST('/webhooks/{webhook_id}/rotate', {
      params: pathOf(args),
      body: given({ overlap_seconds: options.overlap }),
    }),
  );
  context.say('Keep the secret: it is not shown again.');
  return print(context, webhook);
}

export async function test(context: Context, args: readonly string[]): Promise<ExitCode> {
  const { api } = await context.client();
  const result = await answered(api.POST('/webhooks/{webhook_id}/test', { params: pathOf(args) }));
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
  const query = queryOf<'listWebhookDeliveries'>({ state, limit, cursor });
  const { api } = await context.client();
  const { deliveries: rows, next_cursor: next } = await answered(
    api.GET('/webhooks/{webhook_id}/deliveries', { params: { ...pathOf(args), query } }),
  );
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
  if (next !== null) context.say(`There are more: --cursor ${next}`);
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
  const { api } = await context.client();
  const only = onlyFailed ? ('failed' as const) : undefined;
  const replayed = await answered(
    api.POST('/webhooks/{webhook_id}/replay', {
      params: pathOf(args),
      body: given({ delivery_ids: delivery, after, until, only }),
    }),
  );
  await printOne(context.io, context.format, replayed, () => `${replayed.events} events are sent again.`);
  return EXIT.ok;
}

export async function events(context: Context, options: EventsOptions): Promise<ExitCode> {
  const { after, types, job, limit } = options;
  const { api } = await context.client();
  const query = given({ after, types, job_id: job, limit });
  const page = await answered(api.GET('/events', { params: { query } }));
  await printList(context.io, context.format, page.events, () =>
    page.events.length === 0
      ? 'There are no such events. Events are kept for a week, of types that some webhook is told of.'
      : table(
          context.io,
          ['NUMBER', 'AT', 'TYPE', 'JOB', 'OF IT'],
          page.events.map(({ number, timestamp, type, sequence, data }) => [
            number ?? '',
            timestamp,
            type,
            stringOf(data.job_id) ?? '',
            stringOf(data.reference_id) ?? String(sequence ?? ''),
          ]),
        ),
  );
  if (page.has_more) context.say(`There are more: --after ${page.next_after}`);
  return EXIT.ok;
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function print(context: Context, webhook: Webhook): Promise<ExitCode> {
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
