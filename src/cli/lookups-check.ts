/** `lookups upload --check`: the server's own rules, applied here, with nothing sent. */
import type { LookupFile, NumberedRow } from '../base/lookup-file.ts';
import { lookupRowSchema } from '../base/lookup-item.ts';
import { memberOf } from '../base/record.ts';
import type { Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { groupDigits, plural } from './human.ts';
import { printOne } from './output.ts';
import { SeenKeys } from './seen-keys.ts';

/** Rows named for each error; the rest are counted. */
const NAMED_ROWS = 20;
/** Different errors told apart; a file with more is wrong as a whole. */
const MAX_GROUPS = 200;

interface ErrorGroup {
  field: string;
  message: string;
  count: number;
  /** The first value that was refused. */
  value: string;
  rows: { row: number; line: number }[];
}

/** Exit code 5 when any row is bad. */
export async function check(context: Context, file: LookupFile): Promise<ExitCode> {
  const groups = new Map<string, ErrorGroup>();
  const references = new SeenKeys();
  let rows = 0;
  let bad = 0;
  let repeated = 0;
  for await (const row of file.rows) {
    rows += 1;
    const problems = problemsOf(row);
    if (problems.length > 0) bad += 1;
    const reference = row.item.reference_id;
    if (typeof reference === 'string' && !references.add(reference)) repeated += 1;
    for (const problem of problems) note(groups, row, problem);
  }
  const errors = [...groups.values()].sort((one, other) => other.count - one.count);
  const report = {
    rows,
    ready: rows - bad,
    bad,
    blank_rows: file.blankRows(),
    repeated_references: repeated,
    errors,
  };
  if (repeated > 0) {
    context.say(
      `${plural(repeated, 'row')} repeat the reference_id of another row: one customer, several lookups.`,
    );
  }
  await printOne(context.io, context.format, report, () => reportText(report));
  return bad > 0 ? EXIT.validation : EXIT.ok;
}

interface Problem {
  field: string;
  message: string;
  value: string;
}

function problemsOf(row: NumberedRow): Problem[] {
  if (row.problem !== undefined) return [{ field: 'row', message: row.problem, value: '' }];
  const parsed = lookupRowSchema.safeParse(row.item);
  return (parsed.error?.issues ?? []).map((issue) => {
    const value = valueAt(row.item, issue.path);
    const message = value === undefined && issue.path.length > 0 ? 'is required' : issue.message;
    return {
      field: issue.path.join('.'),
      message,
      value: typeof value === 'object' ? '' : String(value ?? ''),
    };
  });
}

function valueAt(item: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = item;
  for (const key of path) value = memberOf(value, key);
  return value;
}

function note(groups: Map<string, ErrorGroup>, { row, line }: NumberedRow, problem: Problem): void {
  const { field, message, value } = problem;
  const known = groups.get(`${field}\n${message}`);
  const group = known ?? { field, message, count: 0, value, rows: [] };
  if (!known) {
    if (groups.size >= MAX_GROUPS) return;
    groups.set(`${field}\n${message}`, group);
  }
  group.count += 1;
  if (group.rows.length < NAMED_ROWS) group.rows.push({ row, line });
}

function reportText(report: {
  rows: number;
  ready: number;
  bad: number;
  errors: readonly ErrorGroup[];
}): string {
  const head = `${plural(report.rows, 'row')}: ${groupDigits(report.ready)} ready, ${groupDigits(report.bad)} bad.`;
  return [head, ...report.errors.map(groupText)].join('\n');
}

function groupText(group: ErrorGroup): string {
  const value = group.value === '' ? '' : `, such as "${group.value}"`;
  const named = group.rows
    .map(({ row, line }) => (line === row + 1 ? `${row}` : `${row} (line ${line})`))
    .join(', ');
  const more = group.count > group.rows.length ? ', …' : '';
  return `${groupDigits(group.count).padStart(9)}× ${group.field}: ${group.message}${value}\n           rows ${named}${more}`;
}
