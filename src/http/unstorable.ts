import { AppError } from '../base/errors.ts';

/** Where a value stands inside a document: `['items', 3, 'address', 'city']`. */
export type Path = readonly (string | number)[];

/** Escapes that can put a NUL or half a surrogate pair into a parsed JSON string; raw UTF-8 cannot carry either. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;
const MOST = 1000;

/**
 * Places in `value`, parsed from `text`, whose strings or keys PostgreSQL cannot store: NUL characters and lone
 * surrogates. Looks at the parsed value only when the text holds such an escape. At most 1,000 places.
 */
export function findUnstorable(text: string, value: unknown): Path[] {
  if (!SUSPECT.test(text)) return [];
  const found: Path[] = [];
  // A list of its own instead of recursion: the caller decides how deep the document is.
  const todo: { value: unknown; path: Path }[] = [{ value, path: [] }];
  for (let next = todo.pop(); next !== undefined && found.length < MOST; next = todo.pop()) {
    const { value: here, path } = next;
    if (typeof here === 'string') {
      if (!isStorable(here)) found.push(path);
    } else if (typeof here === 'object' && here !== null) {
      for (const [key, inner] of Object.entries(here)) {
        const step = Array.isArray(here) ? Number(key) : key;
        if (!isStorable(key)) found.push([...path, cleaned(key)]);
        if (typeof inner === 'string' || typeof inner === 'object') {
          todo.push({ value: inner, path: [...path, step] });
        }
      }
    }
  }
  return found;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** `text` with what PostgreSQL cannot store replaced by U+FFFD. */
export function cleaned(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** Refuses a body with text that PostgreSQL cannot store, naming the first place of it. Throws `validation_failed`. */
export function requireStorable([path]: readonly Path[]): void {
  if (path === undefined) return;
  const field = pathText(path);
  throw new AppError(
    'validation_failed',
    `${field}: holds a NUL character or half a surrogate pair; remove it`,
    { field },
  );
}

/** A path as people write it: `items[3].address.city`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((out, step) => {
    if (typeof step === 'number') return `${out}[${step}]`;
    return out === '' ? String(step) : `${out}.${String(step)}`;
  }, '');
}
