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
  /** How it proved who it is. */
  readonly via: 'key' | 'session' | 'token' | 'demo' | 'nobody';
  /** What stays the same when names change: the id of the key or the person; limits count by it. */
  readonly principal: string;
  /** What a key was narrowed to, such as `lookups:read`; absent: all that the role may. */
  readonly scopes?: readonly string[];
  /** A test key: it begins no work that costs money. */
  readonly test?: true;
  /** A key's own limit, beside its organization's. */
  readonly requestsPerMinute?: number;
  /** Runs the platform: sees which organizations there are. */
  readonly operator?: true;
  /** For whom this caller acts, when that is somebody else. */
  readonly onBehalfOf?: string;
  /** Nobody signed in: what this caller is shown leaves out who did what, and why it failed. */
  readonly anonymous?: true;
}

/** Whoever asks where no sign-in is needed: acts for an organization that does not exist, so owns nothing. */
export const NOBODY: Caller = {
  organizationId: '00000000-0000-0000-0000-000000000000',
  role: 'viewer',
  actor: 'nobody',
  via: 'nobody',
  principal: 'nobody',
};
