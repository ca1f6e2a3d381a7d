/** What the `notifications rules` commands do. */
import { answered, type BodyOf, type components } from '../client/index.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { bodyOf, given } from './given.ts';
import type { RuleOptions } from './notification-rules.ts';
import { idTable, printList, printOne } from './output.ts';
import { resolveJob } from './resolve-job.ts';

type Rule = components['schemas']['NotificationRule'];
type Change = BodyOf<'patchNotificationRule'>;

const PATH = '/api/notifications/rules';

export async function list(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { rules } = await answered(api.GET(PATH));
  await printList(context.io, context.format, rules, () => {
    if (context.format.quiet) return rules.map(({ id }) => id).join('\n');
    if (rules.length === 0) return 'No rules: you are told of jobs that you made or follow.';
    return rulesTable(context, rules);
  });
  return EXIT.ok;
}

function rulesTable(context: Context, rules: readonly Rule[]): string {
  const header = ['ID', 'NAME', 'OF', 'EVENTS', 'BY', 'TO', 'WHEN', ''];
  return idTable(context.io, header, rules.map(rowOf));
}

function rowOf(rule: Rule): string[] {
  const { id, name, job_name, kind, events, channels, recipients, digest, quiet_hours, time_zone } = rule;
  const quiet = quiet_hours === null ? [] : [`not ${quiet_hours.from}–${quiet_hours.to} ${time_zone}`];
  const when = [...(digest === 'none' ? [] : [digest]), ...quiet].join(', ');
  const row = [id, name, job_name ?? kind ?? 'everything', events.join(', '), channels.join(', ')];
  return [...row, recipients, when || 'at once', rule.enabled ? '' : 'off'];
}

export async function add(context: Context, name: string, options: RuleOptions): Promise<ExitCode> {
  const change = await toChange(context, options);
  if (change.events === undefined) {
    throw usageError('A rule needs to know of what.', 'Say --events, such as --events failed,auto_paused.');
  }
  const { api } = await context.client();
  const body = { ...change, name, events: change.events };
  const rule = await answered(api.POST(PATH, { body }));
  await printOne(context.io, context.format, rule, () => rulesTable(context, [rule]));
  return EXIT.ok;
}

export async function change(context: Context, id: string, options: RuleOptions): Promise<ExitCode> {
  const body = {
    ...(await toChange(context, options)),
    ...given({ name: options.name, enabled: enabledOf(options) }),
  };
  if (Object.keys(body).length === 0) throw usageError('Nothing was named that changes.');
  const { api } = await context.client();
  const rule = await answered(api.PATCH(`${PATH}/{id}`, { params: { path: { id } }, body }));
  await printOne(context.io, context.format, rule, () => rulesTable(context, [rule]));
  return EXIT.ok;
}

export async function remove(context: Context, id: string): Promise<ExitCode> {
  const { api } = await context.client();
  const gone = await answered(api.DELETE(`${PATH}/{id}`, { params: { path: { id } } }));
  await printOne(context.io, context.format, gone, () => 'The rule is gone.');
  return EXIT.ok;
}

function enabledOf({ enable, disable }: RuleOptions): boolean | undefined {
  if (enable && disable) throw usageError('Say --enable or --disable, not both.');
  if (enable) return true;
  return disable ? false : undefined;
}

const words = (text: string | undefined) => text?.split(',').map((word) => word.trim());

/** What the options say, in the words of the API. */
async function toChange(context: Context, options: RuleOptions): Promise<Change> {
  const { events, by, job, kind, to, digest, quietHours, zone } = options;
  const jobId =
    job === undefined
      ? undefined
      : (await resolveJob(context, job, { described: 'such', fits: () => true })).id;
  return bodyOf<'patchNotificationRule'>({
    events: words(events),
    channels: words(by),
    job_id: jobId,
    kind,
    recipients: to,
    digest: digest,
    quiet_hours: quietOf(quietHours),
    time_zone: zone,
  });
}

function quietOf(text: string | undefined): Change['quiet_hours'] | undefined {
  if (text === undefined) return undefined;
  if (text === 'none') return null;
  const [, from, to] = /^(\d\d:\d\d)[-–](\d\d:\d\d)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    throw usageError(`"${text}" is no span of hours.`, 'Write 22:00-06:30, or none.');
  }
  return { from, to };
}
