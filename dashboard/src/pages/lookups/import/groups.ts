import type { Problem } from './check-item.ts';
import { suggestion } from './mends.ts';

/** A stored row with what is wrong with it. */
export interface BadRow {
  readonly row: number;
  readonly reference: string;
  readonly cells: readonly string[];
  readonly problems: readonly Problem[];
}

/** Rows with the same value in the same field, mended alike. */
export interface ValueGroup {
  readonly value: string;
  readonly rows: readonly number[];
  /** What to write instead, where that is plain. */
  readonly suggestion: string | undefined;
}

/** Problems of one kind. */
export interface ProblemGroup {
  readonly key: string;
  readonly kind: Problem['kind'];
  readonly field: string;
  /** What is expected, in words. */
  readonly title: string;
  readonly rows: readonly number[];
  /** The most frequent first. */
  readonly values: readonly ValueGroup[];
}

interface Gathered {
  readonly problem: Problem;
  readonly rows: number[];
}

/** Rows by what is wrong with them, the largest group first. A row with two problems is in two groups. */
export function groupProblems(rows: readonly BadRow[]): ProblemGroup[] {
  const groups = new Map<string, Gathered & { values: Map<string, Gathered> }>();
  for (const { row, problems } of rows) {
    for (const problem of problems) {
      const key = keyOf(problem);
      const group = groups.get(key) ?? { problem, rows: [], values: new Map<string, Gathered>() };
      groups.set(key, group);
      if (group.rows.at(-1) !== row) group.rows.push(row);
      const value: Gathered = group.values.get(problem.value) ?? { problem, rows: [] };
      group.values.set(problem.value, value);
      value.rows.push(row);
    }
  }
  return [...groups]
    .map(([key, { problem, rows: of, values }]) => ({
      key,
      kind: problem.kind,
      field: problem.field,
      title: problem.kind === 'duplicate' ? 'Duplicate reference_id' : problem.expected,
      rows: of,
      values: [...values.values()]
        .map((one) => ({ value: one.problem.value, rows: one.rows, suggestion: suggestion(one.problem) }))
        .sort((one, other) => other.rows.length - one.rows.length),
    }))
    .sort((one, other) => other.rows.length - one.rows.length);
}

/** The key of the group that a problem is in. */
export function keyOf({ kind, field, expected }: Problem): string {
  // each duplicate names another row
  return kind === 'duplicate' ? kind : `${kind} ${field} ${expected}`;
}

/** A value for a column of a row. */
export interface CellMend {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

/** What mends a whole group, as far as it is plain what its values mean. */
export function mendsOf(group: ProblemGroup, column: number): CellMend[] {
  return group.values.flatMap(({ rows, suggestion: value }) =>
    value === undefined ? [] : rows.map((row) => ({ row, column, value })),
  );
}
