import { call, type Queryable } from '../db/pool.ts';

export const LOG_LEVELS = ['INFO', 'WARNING', 'ERROR'] as const;

export interface LogRow extends Record<string, unknown> {
  /** Microseconds since 1970: the place in time, exactly. */
  micros: string;
  /** 0 an event, 1 a failed attempt; then what tells those of one moment apart. */
  rank: number;
  major: string;
  minor: number;
  at: Date;
  level: (typeof LOG_LEVELS)[number];
  event: string;
  message: string | null;
  actor: string | null;
  seq: number | null;
  detail: Record<string, unknown>;
}

/** A place between two lines of a log. */
export type LogPlace = readonly [micros: string, rank: number, major: string, minor: number];

/** The form of a place as text, as callers hand it back. */
export const LOG_CURSOR = /^(\d{1,17})\.([01])\.(\d{1,18})\.(\d{1,9})$/;

/** The place of a line as text. */
export const logCursor = ({ micros, rank, major, minor }: LogRow): string =>
  `${micros}.${rank}.${major}.${minor}`;

/** The place that a text of the form {@link LOG_CURSOR} names. */
export function logPlace(text: string): LogPlace {
  const [, micros = '', rank, major = '', minor] = LOG_CURSOR.exec(text) ?? [];
  return [micros, Number(rank), major, Number(minor)];
}

export interface LogPage {
  readonly level?: string | undefined;
  readonly event?: string | undefined;
  readonly item?: number | undefined;
  /** Only what was done to the job, without failed attempts of its items. */
  readonly lifecycle?: boolean | undefined;
  readonly limit: number;
  /** Lines older than that place, or newer; neither: the newest. */
  readonly from?: { readonly older: boolean; readonly place: LogPlace } | undefined;
}

/** Where a page begins, exact to the microsecond, as a time that indexes know. */
const FROM = `(timestamptz 'epoch' + $6::bigint * interval '1 microsecond')`;

interface LineSource {
  readonly columns: string;
  readonly from: string;
  readonly level: string;
  /** What tells lines of one moment apart: rank, major and minor. */
  readonly keys: string;
  readonly sorted: readonly string[];
}

/** One source of lines: the page's own bounds inside, so that a long history costs no more than a short one. */
function lines({ columns, from, level, keys, sorted }: LineSource, older: boolean, bounded: boolean): string {
  const [sign, order] = older ? ['<', 'desc'] : ['>', 'asc'];
  const bound = `and l.at ${sign}= ${FROM} and (l.at, ${keys}) ${sign} (${FROM}, $7::int, $8::bigint, $9::int)`;
  return `(select ${columns} ${from} and ($2::text is null or ${level} = $2) ${bounded ? bound : ''}
    order by ${sorted.map((column) => `l.${column} ${order}`).join(', ')} limit $5)`;
}

const EVENT_LEVEL = `case when l.event in ('failed', 'failed_by_owner') then 'ERROR'
  when l.event in ('auto_paused', 'cancelled', 'n8n_call_failed', 'freeze_shifting', 'results_grew') then 'WARNING' else 'INFO' end`;
const EVENTS: LineSource = {
  columns: `l.at, 0 as rank, l.id as major, 0 as minor, ${EVENT_LEVEL} as level, l.event, l.reason as message, l.actor,
    null::int as seq, l.detail::jsonb as detail`,
  from: `from lotline.job_events l where l.job_no = $1 and ($3::text is null or l.event = $3) and $4::int is null`,
  keys: '0, l.id, 0',
  sorted: ['at', 'id'],
  level: EVENT_LEVEL,
};

const FAILURE_LEVEL = `case when l.final then 'ERROR' else 'WARNING' end`;
const FAILURES: LineSource = {
  columns: `l.at, 1, l.seq::bigint, l.generation * 1000 + l.attempt, ${FAILURE_LEVEL}, 'item_failed', l.message, l.worker,
    l.seq, jsonb_build_object('class', l.class, 'code', l.code, 'attempt', l.attempt, 'generation', l.generation,
      'final', l.final)`,
  from: `from lotline.item_errors l where l.job_no = $1 and ($3::text is null or $3 = 'item_failed')
    and ($4::int is null or l.seq = $4)`,
  keys: '1, l.seq::bigint, l.generation * 1000 + l.attempt',
  sorted: ['at', 'seq', 'generation', 'attempt'],
  level: FAILURE_LEVEL,
};

/**
 * A job's events and its items' failed attempts as one list, the newest first. `db` acts for the job's organization:
 * row-level security is what keeps others out.
 */
export async function logPage(db: Queryable, jobNumber: string, page: LogPage): Promise<LogRow[]> {
  const older = page.from?.older ?? true;
  const order = older ? 'desc' : 'asc';
  const bounded = page.from !== undefined;
  const rows = await call<LogRow>(
    db,
    `select (extract(epoch from at) * 1000000)::bigint as micros, x.*
     from (${lines(EVENTS, older, bounded)}
       ${page.lifecycle ? '' : `union all ${lines(FAILURES, older, bounded)}`}) x
     order by at ${order}, rank ${order}, major ${order}, minor ${order} limit $5`,
    [
      jobNumber,
      page.level ?? null,
      page.event ?? null,
      page.item ?? null,
      page.limit,
      ...(page.from?.place ?? []),
    ],
  );
  return older ? rows : rows.reverse();
}
