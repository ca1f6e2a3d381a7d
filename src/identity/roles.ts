/** What a caller may do: viewers read, analysts also create and control, admins also manage. */
const ROLES = ['viewer', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** True when `role` is `needed` or stands above it. */
export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whoever sent a request, once we know it. */
export interface Caller {
  readonly organizationId: string;
  readonly role: Role;
  /** Who it is, for the record of what was done: `key:deploy script`. */
  readonly actor: string;
  /** Nobody signed in: what this caller is shown leaves out who did what, and why it failed. */
  readonly anonymous?: true;
}

/** Whoever asks where no sign-in is needed: acts for an organization that does not exist, so owns nothing. */
export const NOBODY: Caller = {
  organizationId: '00000000-0000-0000-0000-000000000000',
  role: 'viewer',
  actor: 'nobody',
};
