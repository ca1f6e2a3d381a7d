type Values = Readonly<Record<string, unknown>> | null;

export interface Change {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const written = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** Field by field what was before and what is after; fields that stayed as they were are left out. */
export function changesOf(before: Values, after: Values): Change[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((name) => ({ name, before: written(before?.[name]), after: written(after?.[name]) }))
    .filter((change) => change.before !== change.after);
}
