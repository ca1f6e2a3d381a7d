import type { Noticed } from './import/stored-rows.ts';

/** What was noticed of a lookup's rows when its file was imported; undefined where nothing was, or nobody looked. */
export function noticedIn(params: Readonly<Record<string, unknown>>): Noticed | undefined {
  const { mapping } = params;
  if (!has(mapping, 'noticed') || !has(mapping.noticed, 'rows')) return undefined;
  // the server checked its shape when the import kept it
  const noticed = mapping.noticed as unknown as Noticed;
  return noticed.rows > 0 ? noticed : undefined;
}

function has<Key extends string>(value: unknown, key: Key): value is Readonly<Record<Key, unknown>> {
  return typeof value === 'object' && value !== null && key in value;
}
