import { AppError } from '../base/errors.ts';
import { ExitWith } from '../cli/context.ts';
import { EXIT } from '../cli/exit-codes.ts';
import { groupDigits } from '../cli/human.ts';
import { createPool } from '../db/pool.ts';
import { type AuditAnchor, type AuditProblem, MOST_PROBLEMS, verifyAudit } from '../outcomes/audit-verify.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

export interface VerifyOptions {
  /** `number:hash` as an earlier run printed it. */
  readonly expect?: string;
  readonly json?: boolean;
}

/** `lotline audit verify`: follows the chain of all organizations; exit code 5 when anything was tampered with. */
export async function runAuditVerify(io: LocalIo, options: VerifyOptions): Promise<void> {
  const anchor = readAnchor(options.expect);
  const verdict = await withDatabase(io.env, async ({ database }) => {
    const pool = createPool(database.urls.owner, { name: 'lotline audit', max: 1, statementTimeoutMs: 0 });
    try {
      return await verifyAudit(pool, anchor);
    } finally {
      await pool.end();
    }
  });
  const { checked, unsealed, problems, head } = verdict;
  if (options.json) io.print(JSON.stringify(verdict));
  else {
    for (const problem of problems) io.print(words(problem));
    if (problems.length === MOST_PROBLEMS) io.say('There may be more.');
    const waiting = unsealed === 0 ? '' : `; ${groupDigits(unsealed)} wait for their seal`;
    const state = problems.length === 0 ? 'whole and in order' : 'NOT as they were written';
    io.say(`${groupDigits(checked)} entries, ${state}${waiting}.`);
    if (head !== null && problems.length === 0) {
      io.say(`Note elsewhere, for another time: --expect ${head.number}:${head.hash}`);
    }
  }
  if (problems.length > 0) throw new ExitWith(EXIT.validation);
}

function words({ problem, number, entryId }: AuditProblem): string {
  const entry = `entry ${entryId}`;
  switch (problem) {
    case 'changed':
      return `${entry} is not what was sealed as number ${number}`;
    case 'missing':
      return `${entry}, sealed as number ${number}, is gone`;
    case 'inserted':
      return `${entry} stands among sealed ones and was never sealed`;
    case 'reordered':
      return `number ${number} (${entry}) is out of order`;
    case 'broken':
      return `number ${number} (${entry}) does not follow from the one before`;
    case 'seal_missing':
      return `the seal number ${number} is gone`;
    case 'cut_off':
      return `the chain had come to number ${number}, and does not end there`;
    case 'not_expected':
      return `number ${number} does not have the hash that was expected`;
  }
}

function readAnchor(text: string | undefined): AuditAnchor | undefined {
  if (text === undefined) return undefined;
  const [, number, hash] = /^([1-9]\d{0,17}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number !== undefined && hash !== undefined) return { number, hash };
  throw new AppError('invalid_argument', `--expect ${text}: a number and a hash are needed`, {
    field: 'expect',
    hint: 'Give what an earlier `lotline audit verify` printed, such as 17:2c26….',
  });
}
