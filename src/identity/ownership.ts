import { AppError } from '../base/errors.ts';
import type { Caller } from './roles.ts';

/** Jobs that people start for themselves: an import of leads, a list that is walked in the background. */
export const PERSONAL_KINDS = ['lead_import', 'list_export'] as const;

/** The kinds of which a caller may change only the jobs that it created; null: none. */
export function foreignKinds({ role }: Pick<Caller, 'role'>): readonly string[] | null {
  return role === 'admin' ? null : PERSONAL_KINDS;
}

/**
 * Lets only whoever created a personal job, or an admin, change it; else `forbidden`. Every other job is its
 * organization's: any analyst and outside worker goes on with what another began.
 */
export function requireOwner(
  { role, actor }: Pick<Caller, 'role' | 'actor'>,
  job: { readonly kind: string; readonly createdBy: string | null },
): void {
  if (role === 'admin' || job.createdBy === actor || !PERSONAL_KINDS.some((kind) => kind === job.kind))
    return;
  throw new AppError('forbidden', 'Only whoever created this batch job, or an admin, may change it');
}
