/** `failures` and `actions list`: what there is to see. */
import { answered, type components } from '../client/index.ts';
import type { ActionsOptions, FailuresOptions } from './actions.ts';
import type { Client } from './client.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { given } from './given.ts';
import { groupDigits, plural } from './human.ts';
import { sharedMessage } from './job-view.ts';
import { facts, idTable, printList, printOne, table } from './output.ts';
import { sparkline } from './sparkline.ts';

export type Action = components['schemas']['Action'];
type Group = components['schemas']['FailureGroupEverywhere'];

/** How far back a beginning of a fingerprint is looked for. */
const LOOK_BACK_MS = 90 * 24 * 3_600_000;

const UNIT_MS = new Map([
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** "24h", "7d", or a time as it is. */
function sinceOf(text: string): string {
  const [, count, unit = ''] = /^(\d{1,6})(m|h|d)$/.exec(text) ?? [];
  const unitMs = UNIT_MS.get(unit);
  return unitMs === undefined ? text : new Date(Date.now() - Number(count) * unitMs).toISOString();
}

/** Causes of failures over all jobs, most items first. */
export async function failures(context: Context, { since, kind, limit }: FailuresOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const query = given({ since: since === undefined ? undefined : sinceOf(since), kind, limit: limit });
  const { failures: groups } = await answered(api.GET('/api/failures', { params: { query } }));
  await printList(context.io, context.format, groups, () => {
    if (context.format.quiet) return groups.map(({ fingerprint }) => fingerprint).join('\n');
    if (groups.length === 0) return 'Nothing failed in that time.';
    const header = ['FINGERPRINT', 'ITEMS', 'JOBS', 'ATTEMPTS', 'TREND', 'RETRY', 'CODE', 'MESSAGE'];
    return idTable(context.io, header, groups.map(groupRow));
  });
  return EXIT.ok;
}

function groupRow(group: Group): string[] {
  return [
    group.fingerprint,
    groupDigits(group.final),
    groupDigits(group.jobs),
    groupDigits(group.count),
    sparkline(group.trend),
    group.retryable ? 'may help' : 'no use',
    group.code,
    sharedMessage(group),
  ];
}

/** One cause: its jobs and a few of its items. */
export async function oneFailure(context: Context, start: string): Promise<ExitCode> {
  const client = await context.client();
  const fingerprint = await wholeFingerprint(client, start);
  const found = await answered(
    client.api.GET('/api/failures/{fingerprint}', { params: { path: { fingerprint } } }),
  );
  await printOne(context.io, context.format, found, () => {
    const { failure, jobs, samples } = found;
    const head = facts([
      ['Cause', `${failure.code} (${failure.class})`],
      ['Message', failure.message],
      ['Retry', failure.whyNot ?? 'may help'],
      ['Stands', `${plural(failure.final, 'item')} as failed now`],
      ['Seen', `${failure.firstSeenAt} to ${failure.lastSeenAt}`],
      ['Trend', sparkline(failure.trend)],
    ]);
    const rows = jobs.map((job) => [
      ...[job.id, job.status, groupDigits(job.final), job.lastSeenAt.slice(0, 19), job.name],
    ]);
    const items = samples.map(({ jobId, seq, message }) => [jobId, String(seq), message]);
    return [
      head,
      idTable(context.io, ['JOB', 'STATE', 'FAILED', 'LAST (UTC)', 'NAME'], rows),
      ...(items.length > 0 ? [idTable(context.io, ['JOB', 'ITEM', 'MESSAGE'], items)] : []),
    ].join('\n\n');
  });
  return EXIT.ok;
}

/** The fingerprint that begins so. Throws CliError 3 when there is none. */
export async function wholeFingerprint(client: Client, start: string): Promise<string> {
  const begin = start.toLowerCase();
  if (begin.length === 32) return begin;
  const since = new Date(Date.now() - LOOK_BACK_MS).toISOString();
  const query = { since, limit: 200 };
  const { failures: groups } = await answered(client.api.GET('/api/failures', { params: { query } }));
  const [one, another] = groups.filter(({ fingerprint }) => fingerprint.startsWith(begin));
  if (one === undefined) {
    throw new CliError(EXIT.notFound, 'group_not_found', `No group of failures begins with "${start}".`, {
      hint: 'See `lotline failures --since 90d`.',
    });
  }
  if (another !== undefined) throw usageError(`"${start}" means several groups; give more of it.`);
  return one.fingerprint;
}

export async function list(context: Context, { open, limit }: ActionsOptions): Promise<ExitCode> {
  const actions = await fetchActions(await context.client(), open ?? false, limit);
  await printList(context.io, context.format, actions, () => {
    if (context.format.quiet) return actions.map(({ id }) => id).join('\n');
    if (actions.length === 0) return 'There are no such actions.';
    const header = ['ACTION', 'WHAT', 'STATE', 'DONE', 'FAILED', 'REFUSED', 'BY', 'ABOUT'];
    return idTable(context.io, header, actions.map(actionRow));
  });
  return EXIT.ok;
}

export async function fetchActions(client: Client, open: boolean, limit: number): Promise<Action[]> {
  const query = { limit, open: open ? ('true' as const) : ('false' as const) };
  return (await answered(client.api.GET('/api/actions', { params: { query } }))).actions;
}

function actionRow(action: Action): string[] {
  return [
    action.id,
    action.action,
    action.status,
    `${groupDigits(action.done)}/${groupDigits(action.total)}`,
    groupDigits(action.failed),
    groupDigits(action.refused),
    action.createdBy ?? '-',
    action.filter,
  ];
}

/** An action for people. */
export function actionText(context: Context, action: Action): string {
  const head = facts([
    ['Action', action.id],
    ['What', action.action],
    ['About', action.filter],
    ['State', action.status],
    ['Done', `${groupDigits(action.done)} of ${plural(action.total, action.unit.slice(0, -1))}`],
    ['Came to', `${groupDigits(action.succeeded)} succeeded, ${groupDigits(action.failed)} failed again`],
    ...(action.trying > 0 ? [['Trying', groupDigits(action.trying)] as const] : []),
    ...(action.reason === null ? [] : [['Reason', action.reason] as const]),
    ['By', action.createdBy ?? '-'],
    ['Since', action.createdAt],
  ]);
  if (action.refusals.length === 0) return head;
  const rows = action.refusals.map(({ count, text }) => [groupDigits(count), text]);
  return `${head}\n\n${table(context.io, ['REFUSED', 'WHY'], rows)}`;
}
