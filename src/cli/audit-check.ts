/** `audit check`: follows the hashes of an export, line by line, with nothing but the file. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CheckAuditOptions } from './audit.ts';
import type { Context } from './context.ts';
import { CliError, EXIT, type ExitCode, usageError } from './exit-codes.ts';
import { groupDigits } from './human.ts';
import { printOne } from './output.ts';

const LINE =
  /^\{"number":(null|\d{1,18}),"previous":(?:null|"([0-9a-f]{64})"),"hash":(?:null|"([0-9a-f]{64})"),"entry":(\{.*\})\}$/;
const MOST_TOLD = 20;

/** What an export shows. */
export interface ExportVerdict {
  readonly checked: number;
  /** Lines at the end that had no seal yet, so prove nothing. */
  readonly unsealed: number;
  readonly problems: readonly string[];
  /** Number and hash of the last sealed line, to be noted for another time. */
  readonly head: string | null;
}

/** Follows the chain through the lines of an export. */
export async function checkLines(
  lines: AsyncIterable<string>,
  expect: string | undefined,
): Promise<ExportVerdict> {
  let [checked, unsealed, at, number] = [0, 0, 0, 0];
  let hash: string | undefined;
  let met = expect === undefined;
  const problems: string[] = [];
  const tell = (text: string) => void (problems.length < MOST_TOLD && problems.push(`line ${at}: ${text}`));
  for await (const line of lines) {
    at += 1;
    if (line === '') continue;
    const [, own, previous, said, entry = ''] = LINE.exec(line) ?? [];
    if (own === undefined) {
      tell('is no line of an export');
      continue;
    }
    if (own === 'null' || previous === undefined || said === undefined) {
      unsealed += 1;
      continue;
    }
    if (unsealed > 0) tell(`entry ${own} is sealed and comes after one that is not`);
    checked += 1;
    const next = Number(own);
    if (next <= number) tell(`entry ${own} comes after entry ${number}`);
    else if (next > number + 1) tell(`entries ${number + 1} to ${next - 1} are missing`);
    else if (previous !== (hash ?? '0'.repeat(64))) {
      tell(`entry ${own} does not follow from the one before`);
    }
    if (createHash('sha256').update(`${previous}\n${entry}`).digest('hex') !== said) {
      tell(`entry ${own} was changed`);
    }
    [number, hash] = [next, said];
    met ||= `${own}:${said}` === expect;
  }
  if (!met) problems.push(`no entry is ${expect}, as was expected`);
  return { checked, unsealed, problems, head: hash === undefined ? null : `${number}:${hash}` };
}

export async function check(
  context: Context,
  options: CheckAuditOptions,
  [file = '-']: readonly string[],
): Promise<ExitCode> {
  if (options.expect !== undefined && !/^\d+:[0-9a-f]{64}$/.test(options.expect)) {
    throw usageError('--expect is the number and the hash that an earlier check printed, such as 17:2c26….');
  }
  const input = file === '-' ? context.io.stdin : createReadStream(file);
  const verdict = await checkLines(createInterface({ input, crlfDelay: Infinity }), options.expect).catch(
    (cause: unknown) => {
      throw new CliError(EXIT.error, 'cannot_read', `Cannot read ${file}.`, { cause });
    },
  );
  await printOne(context.io, context.format, verdict, () => words(verdict));
  return verdict.problems.length === 0 ? EXIT.ok : EXIT.validation;
}

function words({ checked, unsealed, problems, head }: ExportVerdict): string {
  const waiting = unsealed === 0 ? '' : ` ${groupDigits(unsealed)} at the end had no seal yet.`;
  if (problems.length > 0) return `${problems.join('\n')}\nThis export is not whole.`;
  return `${groupDigits(checked)} entries, whole and in order.${waiting}${head === null ? '' : `\nNote for another time: --expect ${head}`}`;
}
