/** The mapping in words, so that a person sees at once when a column was misunderstood. */
import { FIELDS } from '../base/lookup-columns.ts';
import type { LookupFile } from '../base/lookup-file.ts';

/** One line for each field that is filled, one for the columns that are only kept. */
export function mappingText(
  file: Pick<LookupFile, 'columns' | 'matched' | 'constants' | 'defaulted'>,
): string {
  const custom = [...file.matched.keys(), ...file.constants.keys()].filter((field) => field.includes('.'));
  const fields = [...FIELDS, ...new Set(custom)];
  const lines = fields.flatMap((field) => {
    const column = file.matched.get(field);
    if (column) return [`  ${field.padEnd(24)}from "${column.name}"`];
    const value = file.constants.get(field);
    if (value === undefined) return [];
    return [`  ${field.padEnd(24)}always ${value}${file.defaulted.includes(field) ? ' (default)' : ''}`];
  });
  const used = new Set([...file.matched.values()].map((column) => column.index));
  const kept = file.columns.filter((name, index) => !used.has(index) && name !== '');
  const rest =
    kept.length > 0
      ? [`  kept as they are: ${kept.slice(0, 12).join(', ')}${kept.length > 12 ? ', …' : ''}`]
      : [];
  return ['Columns:', ...lines, ...rest].join('\n');
}
