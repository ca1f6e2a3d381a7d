import { AREAS, type Area, type Scope } from '../../../../src/identity/scopes.ts';

export { AREAS, type Area, type Scope };

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
