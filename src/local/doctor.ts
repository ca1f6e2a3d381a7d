import { CliError, EXIT } from '../cli/exit-codes.ts';
import { type Inspection, inspectDatabase } from '../db/inspect.ts';
import { createPool } from '../db/pool.ts';
import { catalogueSummary } from '../property/catalogue/summary.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

interface Finding {
  readonly state: 'ok' | 'warning' | 'error';
  readonly check: string;
  readonly finding: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** A worker that has not been seen for this long is gone. */
const WORKER_GONE_SECONDS = 60;

/** `lotline doctor`: one line a check; exit code 1 when something is broken. Changes nothing. */
export async function runDoctor(io: LocalIo, options: { readonly json?: boolean }): Promise<void> {
  const findings: Finding[] = [
    { state: 'ok', check: 'node', finding: process.version },
    ...(await withDatabase(
      io.env,
      async ({ database }) => {
        const inspection = await inspectDatabase(database);
        const migrated = inspection.pending.migrations.length === 0;
        return [...judge(inspection), ...(migrated ? await judgeCatalogue(database.urls.owner) : [])];
      },
      { migrate: false },
    )),
  ];
  if (options.json) io.print(JSON.stringify(findings));
  else for (const f of findings) io.print(line(f));
  const broken = findings.filter((f) => f.state === 'error').length;
  if (broken > 0)
    throw new CliError(EXIT.error, 'unhealthy', `${broken} of ${findings.length} checks failed`);
}

function line({ state, check, finding, fix }: Finding): string {
  const text = `${state.padEnd(8)}${check.padEnd(14)}${finding}`;
  return fix === undefined ? text : `${text}\n${' '.repeat(22)}${fix}`;
}

/** The findings that an inspection amounts to. */
export function judge(i: Inspection): Finding[] {
  const pending = [...i.pending.migrations, ...(i.pending.functions ? ['functions'] : [])];
  return [
    { state: 'ok', check: 'database', finding: `PostgreSQL ${i.serverVersion}` },
    i.durable
      ? { state: 'ok', check: 'durability', finding: 'fsync and full_page_writes are on' }
      : {
          state: 'error',
          check: 'durability',
          finding: 'fsync or full_page_writes is off: a power cut can lose or spoil everything',
          fix: 'Turn both on in the configuration of PostgreSQL.',
        },
    pending.length === 0
      ? { state: 'ok', check: 'migrations', finding: 'current' }
      : {
          state: 'warning',
          check: 'migrations',
          finding: `to run: ${pending.join(', ')}`,
          fix: 'lotline migrate',
        },
    i.separateRoles && i.rowsSeenByNobody === 0
      ? { state: 'ok', check: 'walls', finding: `the API is ${i.actsAs.api}, the worker ${i.actsAs.worker}` }
      : {
          state: 'warning',
          check: 'walls',
          finding: 'the second wall is missing: row-level security binds nobody',
          fix: 'Let the owner create roles (alter role … createrole), then run lotline migrate.',
        },
    ...judgeLogins(i.openToLogins),
    judgeWorker(i.workerSeenSecondsAgo),
  ];
}

function judgeLogins(open: readonly string[]): Finding[] {
  if (open.length === 0) return [];
  return [
    {
      state: 'warning',
      check: 'sql logins',
      finding: `everybody may ${open.join(', ')} here, SQL logins too`,
      fix: 'A superuser can close that: docs/guides/sql.md, "What a login can do".',
    },
  ];
}

function judgeWorker(secondsAgo: number | null): Finding {
  if (secondsAgo !== null && secondsAgo < WORKER_GONE_SECONDS) {
    return { state: 'ok', check: 'worker', finding: `seen ${Math.round(secondsAgo)} s ago` };
  }
  const finding = secondsAgo === null ? 'none has been seen' : `last seen ${Math.round(secondsAgo)} s ago`;
  return { state: 'warning', check: 'worker', finding, fix: 'npm start, or lotline worker' };
}

async function judgeCatalogue(ownerUrl: string): Promise<Finding[]> {
  const pool = createPool(ownerUrl, { name: 'lotline doctor', max: 1 });
  try {
    const summary = await catalogueSummary(pool);
    const programs = summary.states.reduce((sum, state) => sum + state.programs, 0);
    return programs > 0
      ? [
          {
            state: 'ok',
            check: 'catalogue',
            finding: `${programs} programmes in ${summary.states.length} states`,
          },
        ]
      : [{ state: 'warning', check: 'catalogue', finding: 'empty', fix: 'lotline catalogue import PATH' }];
  } finally {
    await pool.end();
  }
}
