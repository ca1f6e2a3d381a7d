import { words } from '../../../words.ts';

const NAMES: Readonly<Record<string, string>> = words.import.fields;

/** What people call a field. */
export const fieldName = (field: string): string => NAMES[field] ?? field;

/** What is wrong with a field, in a sentence that names it once. */
export function problemTitle(field: string, expected: string): string {
  const name = fieldName(field);
  // the server says it of the field as the API calls it
  const said = expected.startsWith(`${field} `) ? expected.slice(field.length + 1) : expected;
  if (/^(is|must|has) /.test(said)) return `${name} ${said}`;
  const named = said.toLowerCase().includes(name.toLowerCase());
  return named ? said : words.import.problemOf(name, said);
}
