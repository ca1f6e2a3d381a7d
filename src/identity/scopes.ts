/**
 * The areas that a key can be narrowed to, one for each part of the API. Each surface says which one it is; a key with
 * scopes reaches no surface that says nothing.
 */
export const AREAS = [
  'lookups',
  'jobs',
  'properties',
  'leads',
  'documents',
  'reports',
  'webhooks',
  'settings',
  'agents',
  'people',
  'keys',
  'audit',
  'events',
] as const;
export type Area = (typeof AREAS)[number];

/** Reads or writes of an area; `worker` alone is for the schedule that works lookups tick by tick. */
export type Scope = `${Area}:${'read' | 'write'}` | 'worker';

/** Every scope there is. */
export const SCOPES: readonly Scope[] = [
  ...AREAS.flatMap((area) => [`${area}:read`, `${area}:write`] as const),
  'worker',
];

/** What a key with scopes needs for a request to an area. */
export function scopeOf(area: Area, method: string): Scope {
  return `${area}:${method === 'GET' ? 'read' : 'write'}`;
}

/** True when whoever was narrowed to `scopes` may do what `needed` stands for; writing includes reading. */
export function covers(scopes: readonly string[] | undefined, needed: Scope | undefined): boolean {
  if (scopes === undefined) return true;
  if (needed === undefined) return false;
  return scopes.includes(needed) || scopes.includes(needed.replace(/:read$/, ':write'));
}
