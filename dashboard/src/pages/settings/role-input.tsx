import type { Role } from '../../data/session.ts';
import { Choices } from '../../ui/choices.tsx';
import { words } from '../../words.ts';

export const ROLES = ['viewer', 'analyst', 'admin'] as const satisfies readonly Role[];

/** One of the three roles, each with what it may do. */
export function RoleInput({
  value,
  onChange,
}: {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}) {
  return (
    <Choices
      label={words.members.role}
      value={value}
      onChange={onChange}
      choices={ROLES.map((role) => ({
        value: role,
        name: words.members.roles[role],
        hint: words.members.roleMeans[role],
      }))}
    />
  );
}
