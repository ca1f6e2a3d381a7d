import { addLogin, type LoginPermission, listLogins, removeLogin } from '../db/logins.ts';
import type { LocalIo } from './io.ts';
import { withDatabase } from './open.ts';

export interface NewLoginOptions {
  /** Slug of the organization. */
  readonly organization: string;
  readonly role: LoginPermission;
  readonly json?: boolean;
}

/** `lotline db login add`: makes a SQL login and prints its connection line, this once. */
export async function runLoginAdd(io: LocalIo, name: string, options: NewLoginOptions): Promise<void> {
  const { organization, role } = options;
  const url = await withDatabase(io.env, ({ database }) =>
    addLogin(database.urls.owner, { name, organization, permission: role }),
  );
  io.print(options.json ? JSON.stringify({ name, organization, role, url }) : url);
}

/** `lotline db login list`: names, never passwords. */
export async function runLoginList(io: LocalIo, options: { readonly json?: boolean }): Promise<void> {
  const logins = await withDatabase(io.env, ({ database }) => listLogins(database.urls.owner));
  if (options.json) return io.print(JSON.stringify(logins));
  for (const { name, organization, permission, usable } of logins) {
    io.print([name, organization, permission, usable ? 'usable' : 'no such role'].join('  '));
  }
}

/** `lotline db login remove`: ends a SQL login and its sessions. */
export async function runLoginRemove(io: LocalIo, name: string): Promise<void> {
  await withDatabase(io.env, ({ database }) => removeLogin(database.urls.owner, name));
  io.say(`Removed ${name}.`);
}
