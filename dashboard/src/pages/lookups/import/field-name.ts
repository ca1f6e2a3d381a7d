import { words } from '../../../words.ts';

const NAMES: Readonly<Record<string, string>> = words.import.fields;

/** What people call a field. */
export const fieldName = (field: string): string => NAMES[field] ?? field;
