/** What the commands of operations do. */
import { answered, type components } from '../client/index.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { given, wordOf } from './given.ts';
import { plural } from './human.ts';
import type { OrderOptions, StuckOptions } from './ops.ts';
import { facts, printList, printOne, table } from './output.ts';

type Worker = components['schemas']['Worker'];
type Queue = components['schemas']['Queue'];
type PendingType = NonNullable<components['schemas']['PendingWork']>['jobType'];
type Action = components['schemas']['SettledStuck']['action'];

/** "12 s", "5 min", "3 h". */
function age(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

const since = (at: string) => age((Date.now() - Date.parse(at)) / 1000);

export async function workers(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { workers: all } = await answered(api.GET('/api/workers'));
  await printList(context.io, context.format, all, () => {
    if (context.format.quiet) return all.map(({ id }) => id).join('\n');
    if (all.length === 0) return 'No worker is there: start one with lotline worker.';
    const header = ['WORKER', 'STATE', 'HOST', 'PID', 'BUSY', 'YOUR BATCHES', 'HEARD', 'VERSION'];
    return table(context.io, header, all.map(workerRow));
  });
  return EXIT.ok;
}

function workerRow(worker: Worker): string[] {
  const { id, state, host, pid, busy, slots, batchCount, heartbeatAgeSeconds, version } = worker;
  const row = [id, state, host ?? '', String(pid ?? ''), `${busy}/${slots}`, String(batchCount)];
  return [...row, `${age(heartbeatAgeSeconds)} ago`, version ?? ''];
}

export async function worker(context: Context, id: string): Promise<ExitCode> {
  const { api } = await context.client();
  const one = await answered(api.GET('/api/workers/{id}', { params: { path: { id } } }));
  await printOne(context.io, context.format, one, () => workerText(context, one));
  return EXIT.ok;
}

function workerText(context: Context, one: Worker): string {
  const told = one.wantedBy === null ? one.wanted : `${one.wanted}, by ${one.wantedBy}`;
  const head = facts([
    ['worker', one.id],
    ['state', one.state],
    ['told', one.wantedReason === null ? told : `${told}: ${one.wantedReason}`],
    ['process', `${one.pid ?? '?'} on ${one.host ?? '?'}, version ${one.version ?? '?'}`],
    ['heard', `${age(one.heartbeatAgeSeconds)} ago`],
    ['busy', `${one.busy} of ${plural(one.slots, 'slot')}`],
    ['kinds', one.kinds.join(', ')],
  ]);
  if (one.batches.length === 0) return head;
  const rows = one.batches.map(({ id, jobName, kind, size, open, leasedAt }) => [
    ...[id, jobName, kind, `${size - open}/${size}`, `${since(leasedAt)} ago`],
  ]);
  return `${head}\n\n${table(context.io, ['BATCH', 'JOB', 'KIND', 'DONE', 'TAKEN'], rows)}`;
}

const ASK = {
  drain: 'It finishes what runs and takes nothing more, until it is told to go on.',
  stop: 'It finishes what runs, and ends: only its own machine can start it again.',
};

export async function order(
  context: Context,
  verb: 'drain' | 'stop' | 'resume',
  id: string,
  { reason, yes }: OrderOptions,
): Promise<ExitCode> {
  if (verb !== 'resume') await confirm(context, `Let ${id} ${verb}? ${ASK[verb]}`, yes);
  const { api } = await context.client();
  const request = { params: { path: { id } }, body: given({ reason }) };
  const paths = {
    drain: '/api/workers/{id}/drain',
    stop: '/api/workers/{id}/stop',
    resume: '/api/workers/{id}/resume',
  } as const;
  const one = await answered(api.POST(paths[verb], request));
  await printOne(context.io, context.format, one, () => workerText(context, one));
  return EXIT.ok;
}

export async function queues(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { queues: all } = await answered(api.GET('/api/queues'));
  await printList(context.io, context.format, all, () => {
    if (context.format.quiet) return all.map(({ kind }) => kind).join('\n');
    const header = [
      'KIND',
      'STATE',
      'WAITING',
      'RUNNING',
      'A MINUTE',
      'FAILED',
      'OLDEST',
      'WORKERS',
      'AT ONCE',
    ];
    return table(context.io, header, all.map(queueRow));
  });
  return EXIT.ok;
}

function queueState({ paused, waiting, workers: able, draining }: Queue): string {
  if (paused) return 'paused';
  if (waiting > 0 && able === 0) return draining > 0 ? 'draining' : 'no workers';
  return waiting > 0 ? 'working' : 'idle';
}

const percent = (value: number | null) => (value === null ? '' : `${Math.round(value * 100)}%`);

function queueRow(queue: Queue): string[] {
  const { kind, waiting, processing, settledPerMinute, failureRate, oldestWaitingSince } = queue;
  return [
    ...[kind, queueState(queue), String(waiting), String(processing), String(settledPerMinute)],
    ...[percent(failureRate), oldestWaitingSince === null ? '' : since(oldestWaitingSince)],
    ...[`${queue.workers}${queue.utilisation === null ? '' : `, ${percent(queue.utilisation)} busy`}`],
    queue.concurrency === null ? '' : `${queue.batches}/${queue.concurrency}`,
  ];
}

export async function queue(context: Context, kind: string): Promise<ExitCode> {
  const { api } = await context.client();
  return printQueue(context, await answered(api.GET('/api/queues/{kind}', { params: { path: { kind } } })));
}

async function printQueue(context: Context, one: Queue): Promise<ExitCode> {
  const why = one.pauseReason === null ? '' : `: ${one.pauseReason}`;
  await printOne(context.io, context.format, one, () =>
    facts([
      ['kind', `${one.kind} (${one.label})`],
      ['paused', one.paused ? `yes, by ${one.pausedBy ?? '?'}${why}` : 'no'],
      ['concurrency', one.concurrency === null ? 'no bound' : String(one.concurrency)],
      ['waiting', `${plural(one.waiting, 'item')}, and ${one.pausedWaiting} in paused jobs`],
      ['running', `${plural(one.processing, 'item')} in ${one.batches} batches of our workers`],
      ['jobs', `${one.jobs}, ${one.pausedJobs} of them paused`],
      ['settled', `${one.settledPerMinute} a minute; ${percent(one.failureRate) || 'none'} failed`],
      ['workers', `${one.workers}, ${percent(one.utilisation) || 'none'} busy`],
    ]),
  );
  return EXIT.ok;
}

export async function changeQueue(
  context: Context,
  kind: string,
  changes: { paused?: boolean; concurrency?: number | null; reason?: string | undefined },
): Promise<ExitCode> {
  const { api } = await context.client();
  const request = { params: { path: { kind } }, body: given(changes) };
  return printQueue(context, await answered(api.PATCH('/api/queues/{kind}', request)));
}

export async function setQueue(
  context: Context,
  kind: string,
  text: string,
  reason: string | undefined,
): Promise<ExitCode> {
  const value = /^concurrency=(\d{1,5}|none)$/.exec(text)?.[1];
  if (value === undefined) {
    throw usageError(`"${text}" changes nothing.`, 'Write concurrency=4, or concurrency=none for no bound.');
  }
  return changeQueue(context, kind, { concurrency: value === 'none' ? null : Number(value), reason });
}

export async function stuck(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { stuck: all } = await answered(api.GET('/api/stuck'));
  await printList(context.io, context.format, all, () => {
    if (context.format.quiet) return all.map(({ id }) => id).join('\n');
    if (all.length === 0) return 'Nothing is stuck.';
    return all
      .map(({ id, what, jobName, kind, items, evidence, action, actionText }) =>
        [
          `${id}`,
          `  ${what.replaceAll('_', ' ')}: ${jobName ?? kind}, ${plural(items, 'item')}`,
          ...evidence.map(({ label, value }) => `  ${label}: ${value}`),
          `  → ${action}: ${actionText}`,
        ].join('\n'),
      )
      .join('\n\n');
  });
  return EXIT.ok;
}

export async function settleStuck(context: Context, id: string, options: StuckOptions): Promise<ExitCode> {
  const { reason, dryRun = false, yes } = options;
  const { api } = await context.client();
  const action = wordOf<Action>(options.action ?? (await advised(context, id)));
  const path = '/api/stuck/{id}';
  const params = { path: { id } };
  const tried = await answered(
    api.POST(path, { params, body: { action, dryRun: true, ...given({ reason }) } }),
  );
  if (!dryRun) await confirm(context, `${tried.effects.join('.\n')}.\nDo it?`, yes);
  const done = dryRun
    ? tried
    : await answered(api.POST(path, { params, body: { action, dryRun: false, ...given({ reason }) } }));
  await printOne(context.io, context.format, done, () =>
    [dryRun ? 'Nothing was done. It would be:' : 'Done:', ...done.effects.map((line) => `- ${line}`)].join(
      '\n',
    ),
  );
  return EXIT.ok;
}

async function advised(context: Context, id: string): Promise<string> {
  const { api } = await context.client();
  const { stuck: all } = await answered(api.GET('/api/stuck'));
  const found = all.find((one) => one.id === id);
  if (found !== undefined) return found.action;
  throw new CliError(EXIT.notFound, 'stuck_not_found', `Nothing is stuck that is called ${id}.`, {
    hint: 'lotline stuck lists what is stuck now.',
  });
}

export async function attention(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { attention: all } = await answered(api.GET('/api/attention'));
  await printList(context.io, context.format, all, () => {
    if (all.length === 0) return context.format.quiet ? '' : 'All is well.';
    if (context.format.quiet) return all.map(({ link }) => link.id).join('\n');
    const rows = all.map(({ what, title, detail, since: at, link }) => [
      ...[what.replaceAll('_', ' '), since(at), title, detail, `${link.page} ${link.id}`],
    ]);
    return table(context.io, ['WHAT', 'FOR', 'TITLE', 'DETAIL', 'SEE'], rows);
  });
  return EXIT.ok;
}

export async function pending(context: Context): Promise<ExitCode> {
  const { api } = await context.client();
  const { pendingWork, total } = await answered(api.GET('/api/pending-work'));
  await printList(context.io, context.format, pendingWork, () => {
    const shown = pendingWork.filter((one) => one.pending > 0);
    if (context.format.quiet) return shown.map(({ jobType }) => jobType).join('\n');
    if (shown.length === 0) return 'Nothing is pending.';
    const rows = shown.map((one) => [
      ...[one.jobType, String(one.pending), `${one.batches} of ${one.batchSize}`, String(one.sessions)],
      one.estimateText,
    ]);
    const text = table(context.io, ['TYPE', 'PENDING', 'BATCHES', 'SESSIONS', 'TAKES'], rows);
    return `${text}\n${plural(total, 'subject')} in all`;
  });
  return EXIT.ok;
}

export async function pendingOf(context: Context, type: string): Promise<ExitCode> {
  const { api } = await context.client();
  const params = { path: { jobType: wordOf<PendingType>(type) } };
  const { counties } = await answered(api.GET('/api/pending-work/{jobType}', { params }));
  await printList(context.io, context.format, counties, () => {
    if (counties.length === 0) return context.format.quiet ? '' : 'Nothing is pending.';
    if (context.format.quiet) return counties.map(({ fipsCode }) => fipsCode).join('\n');
    const rows = counties.map((one) => [`${one.county}, ${one.state}`, one.fipsCode, String(one.pending)]);
    return table(context.io, ['COUNTY', 'FIPS', 'PENDING'], rows);
  });
  return EXIT.ok;
}
