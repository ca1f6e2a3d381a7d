/** Asks before something that cannot be taken back; never where nobody can answer. */
import { createInterface } from 'node:readline/promises';
import type { Context } from './context.ts';
import { CliError, EXIT, usageError } from './exit-codes.ts';

/** Returns when the answer is yes or `--yes` was given. Throws 2 on no, 64 without a terminal and `--yes`. */
export async function confirm(context: Context, question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  const { io } = context;
  if (!io.isTTY.stdin || !io.isTTY.stderr) {
    throw usageError('There is no terminal to ask on.', 'Add --yes to go ahead.');
  }
  const terminal = createInterface({ input: io.stdin, output: io.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new CliError(EXIT.cancelled, 'declined', 'Nothing was done.');
}
