import type { Api } from '../../data/schemas.ts';

export type Scope = NonNullable<Api['NewApiKey']['scopes']>[number];

/** Areas of the API that a key may be bound to, each to read or also to write. */
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
export type Access = 'none' | 'read' | 'write';
export const ACCESS = ['none', 'read', 'write'] as const satisfies readonly Access[];

/** The scopes of what was chosen for each area; who may write may read. */
export function scopesOf(chosen: Readonly<Partial<Record<Area, Access>>>): Scope[] {
  return AREAS.flatMap((area): Scope[] => {
    const access = chosen[area] ?? 'none';
    if (access === 'none') return [];
    return access === 'read' ? [`${area}:read`] : [`${area}:read`, `${area}:write`];
  });
}
