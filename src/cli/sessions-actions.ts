/** `sessions list|show|start|end|resume`. */
import { answered, type components, type QueryOf } from '../client/index.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { given } from './given.ts';
import { groupDigits, plural } from './human.ts';
import { facts, idTable, printList, printOne } from './output.ts';
import type { EndOptions, ListOptions, ResumeOptions, StartOptions } from './sessions.ts';

interface SessionView {
  id: string;
  name: string | null;
  who: string;
  job_id: string | null;
  state: string;
  budget: { items: number | null; tokens: number | null };
  used: { items: number; tokens: number };
  settled: { completed: number; failed: number; skipped: number; to_retry: number };
  holds: { items: number; until: string | null };
  returned_items: number;
  note: string | null;
  started_at: string;
  ended_at: string | null;
  reason: string | null;
}

interface Page {
  sessions: SessionView[];
  next: string | null;
}

/** Sessions looked through when an id is shortened or left out. */
const LOOKED_THROUGH = 200;

export async function list(context: Context, options: ListOptions): Promise<ExitCode> {
  const { sessions, next } = await fetchPage(
    context,
    given({
      limit: options.limit,
      after: options.after,
      open: options.open ? ('true' as const) : undefined,
      mine: options.mine ? ('true' as const) : undefined,
      job_id: options.job,
    }),
  );
  await printList(context.io, context.format, sessions, () => {
    if (context.format.quiet) return sessions.map(({ id }) => id).join('\n');
    if (sessions.length === 0) return 'There are no such sessions.';
    return idTable(
      context.io,
      ['SESSION', 'STATE', 'TAKEN', 'SETTLED', 'HOLDS', 'STARTED (UTC)', 'WHO', 'NAME'],
      sessions.map(rowOf),
    );
  });
  if (next !== null) context.say(`There are more: --after ${next}`);
  return EXIT.ok;
}

function rowOf(session: SessionView): string[] {
  return [
    session.id,
    session.state,
    groupDigits(session.used.items),
    groupDigits(settledOf(session)),
    groupDigits(session.holds.items),
    session.started_at.slice(0, 16).replace('T', ' '),
    session.who,
    session.name ?? '',
  ];
}

function settledOf({ settled }: SessionView): number {
  return settled.completed + settled.failed + settled.skipped;
}

async function fetchPage(context: Context, query: QueryOf<'listSessions'>): Promise<Page> {
  const { api } = await context.client();
  return answered(api.GET('/api/sessions', { params: { query } }));
}

export async function show(context: Context, args: readonly string[]): Promise<ExitCode> {
  const session = await find(context, args[0]);
  await printOne(context.io, context.format, session, () =>
    context.format.quiet ? session.id : factsOf(session),
  );
  return EXIT.ok;
}

function factsOf(session: SessionView): string {
  const { settled, budget, used, holds } = session;
  const share = (spent: number, whole: number | null) =>
    whole === null ? groupDigits(spent) : `${groupDigits(spent)} of ${groupDigits(whole)}`;
  return facts([
    ['Session', session.id],
    ...(session.name === null ? [] : [['Name', session.name] as const]),
    ['Who', session.who],
    ['State', session.state],
    ...(session.job_id === null ? [] : [['Job', session.job_id] as const]),
    ['Items taken', share(used.items, budget.items)],
    ...(used.tokens > 0 || budget.tokens !== null
      ? [['Tokens', share(used.tokens, budget.tokens)] as const]
      : []),
    ['Settled', `${groupDigits(settledOf(session))} (${groupDigits(settled.failed)} failed)`],
    ...(holds.items > 0
      ? [['Holds', `${plural(holds.items, 'item')} until ${holds.until ?? ''}`] as const]
      : []),
    ...(session.returned_items > 0 ? [['Went back', plural(session.returned_items, 'item')] as const] : []),
    ['Started', session.started_at],
    ...(session.ended_at === null ? [] : [['Ended', session.ended_at] as const]),
    ...(session.reason === null ? [] : [['Advice', session.reason] as const]),
    ...(session.note === null ? [] : [['Note', session.note] as const]),
  ]);
}

export async function start(context: Context, options: StartOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const session = await answered(
    api.POST('/api/sessions', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: { ...budgetOf(options), ...(options.job === undefined ? {} : { job_id: options.job }) },
    }),
  );
  context.say('Session started. Name it in commands with --session, or in LOTLINE_SESSION.');
  await printOne(context.io, context.format, session, () => session.id);
  return EXIT.ok;
}

function budgetOf(options: StartOptions) {
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.items === undefined ? {} : { budget_items: options.items }),
    ...(options.tokens === undefined ? {} : { budget_tokens: options.tokens }),
  };
}

export async function end(context: Context, options: EndOptions, args: readonly string[]): Promise<ExitCode> {
  const found = await find(context, args[0]);
  const { api, patient } = await context.client();
  const { session, handed_back } = await answered(
    api.POST('/api/sessions/{id}/end', {
      params: { path: { id: found.id } },
      body: options.note === undefined ? {} : { note: options.note },
      ...patient({ repeatable: true }),
    }),
  );
  context.say(
    `Session ended: ${plural(settledOf(session), 'item')} settled, ${plural(handed_back, 'item')} handed back.`,
  );
  await printOne(context.io, context.format, session, () => session.id);
  return EXIT.ok;
}

/** The session of that id or beginning, or the only open one. */
async function find(context: Context, wanted: string | undefined): Promise<SessionView> {
  const { api } = await context.client();
  if (wanted !== undefined && wanted.length === 36) {
    return answered(api.GET('/api/sessions/{id}', { params: { path: { id: wanted } } }));
  }
  const { sessions } = await fetchPage(context, {
    limit: LOOKED_THROUGH,
    ...(wanted === undefined ? { open: 'true', mine: 'true' } : {}),
  });
  const fits = sessions.filter(({ id }) => wanted === undefined || id.startsWith(wanted.toLowerCase()));
  const [only] = fits;
  if (only === undefined) {
    const message =
      wanted === undefined ? 'You have no open session.' : `No session begins with "${wanted}".`;
    throw new CliError(EXIT.notFound, 'session_not_found', message);
  }
  if (fits.length > 1) {
    const named = fits.slice(0, 10).map((one) => `  ${one.id}  ${one.state}  ${one.name ?? ''}`.trimEnd());
    throw usageError(`${fits.length} sessions fit; name one.`, named.join('\n'));
  }
  return only;
}

type BriefView = components['schemas']['ResumeBrief'];

export async function resume(context: Context, options: ResumeOptions): Promise<ExitCode> {
  const { api } = await context.client();
  const brief = await answered(
    api.POST('/api/sessions/resume', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: {
        ...budgetOf(options),
        max_tokens: options.maxTokens,
        ...(options.job === undefined ? {} : { job_id: options.job }),
        ...(options.read ? { resume: false, start_session: false } : {}),
      },
    }),
  );
  await printOne(context.io, context.format, brief, () =>
    context.format.quiet ? (brief.session?.id ?? String(brief.job.job_id)) : briefText(brief),
  );
  return EXIT.ok;
}

function briefText(brief: BriefView): string {
  const { job, settled, handoff } = brief;
  return facts([
    ['Job', `${job.job_id} (${job.name})`],
    ['State', brief.resumed ? `${job.status}, resumed now` : String(job.status)],
    [
      'Done',
      `${job.progress}% of ${plural(Number(job.total), 'item')}, ${groupDigits(Number(settled.failed))} failed`,
    ],
    ...(brief.session === null ? [] : [['Session', brief.session.id] as const]),
    ...(handoff?.note
      ? [['Note', handoff.by ? `${handoff.note} (${handoff.by})` : String(handoff.note)] as const]
      : []),
    ...brief.failures.map((group) => ['Failed', `${group.items} × ${group.code}: ${group.message}`] as const),
    ['Next', String(brief.next.what)],
    ...brief.candidates.map((one) => ['Also open', `${one.job_id} (${one.name}): ${one.status}`] as const),
  ]);
}
