import { call, type Queryable } from '../../db/pool.ts';
import type { JobHold } from '../../engine/vocabulary.ts';

/** A budget as the database has it. */
export interface BudgetState {
  readonly [column: string]: unknown;
  readonly service: string;
  readonly credential: string;
  readonly chosen: Readonly<Record<string, number>>;
  readonly perMinute: number;
  readonly burst: number;
  readonly concurrency: number;
  readonly perMonth: number | null;
  readonly reserve: number;
  /** What the service stands at the moment, at most `concurrency`. */
  readonly callsAtOnce: number;
  /** Share of the rate that it stands at the moment, 0.1 to 1. */
  readonly rateFactor: number;
  readonly hold: JobHold | null;
  readonly inFlight: number;
  readonly waiting: number;
  readonly processes: number;
  readonly usedUnits: number;
  /** Dollars; decimal text. */
  readonly usedCost: string;
}

/** All budgets, those used last first for each service. */
export function readBudgets(db: Queryable, organizationId: string): Promise<BudgetState[]> {
  return call<BudgetState>(
    db,
    `select service, credential, chosen, per_minute as "perMinute", burst, concurrency, per_month::float8 as "perMonth",
       reserve, calls_at_once as "callsAtOnce", rate_factor as "rateFactor", hold, in_flight as "inFlight", waiting,
       processes, used_units::float8 as "usedUnits", used_cost as "usedCost"
     from lotline.service_states($1)`,
    [organizationId],
  );
}

/** What an organization asked of a service in the last hour. */
export interface RecentCalls {
  readonly [column: string]: unknown;
  readonly service: string;
  readonly calls: number;
  readonly failed: number;
  readonly medianMs: number;
}

export function readRecentCalls(db: Queryable, organizationId: string): Promise<RecentCalls[]> {
  return call<RecentCalls>(
    db,
    // the time is asked for once, not of every row: behind the wall between organizations no index takes it as it stands
    `select service, count(*)::int as calls, (count(*) filter (where verdict <> 'ok'))::int as failed,
       round(percentile_cont(0.5) within group (order by duration_ms))::int as "medianMs"
     from lotline.service_calls where org_id = $1 and at > (select lotline.clock() - interval '1 hour')
     group by service`,
    [organizationId],
  );
}

/** Chooses limits; null takes a choice back. False: the service was never called, so it has no budget yet. */
export async function chooseLimits(
  db: Queryable,
  choice: {
    readonly organizationId: string;
    readonly service: string;
    readonly values: Readonly<Record<string, number | null | undefined>>;
    readonly operator: boolean;
  },
): Promise<boolean> {
  const { organizationId, service, values, operator } = choice;
  const [row] = await call<{ done: boolean }>(db, 'select lotline.choose_limits($1, $2, $3, $4) as done', [
    ...[organizationId, service, JSON.stringify(values), operator],
  ]);
  return row?.done ?? false;
}

/** Destroys what an organization bought of a service; says how many answers that were. */
export async function purgeAnswers(
  db: Queryable,
  purge: { readonly organizationId: string; readonly service: string; readonly reason: string | undefined },
): Promise<number> {
  const { organizationId, service, reason } = purge;
  const [row] = await call<{ gone: number }>(db, 'select lotline.purge_paid_answers($1, $2, $3) as gone', [
    ...[organizationId, service, reason ?? null],
  ]);
  return row?.gone ?? 0;
}

/** Makes budgets known that no process has opened yet, so that their limits can be chosen. */
export async function openBudget(
  db: Queryable,
  budget: {
    readonly service: string;
    readonly credential: string;
    readonly label: string;
    readonly limits: object;
  },
): Promise<void> {
  const { service, credential, label, limits } = budget;
  await call(db, 'select lotline.open_unused_budget($1, $2, $3, $4)', [
    ...[service, credential, label, JSON.stringify(limits)],
  ]);
}
