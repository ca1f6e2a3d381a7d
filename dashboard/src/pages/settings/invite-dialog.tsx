import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import type { Role } from '../../data/session.ts';
import { TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { RoleInput } from './role-input.tsx';

const said = words.members;

/** Invites somebody by e-mail; without a mail server the link stands in the server's log. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const [role, setRole] = useState<Role>('viewer');
  const invite = useMutation({
    mutationFn: (email: string) => answered(api.POST('/api/invitations', { body: { email, role } })),
    onSuccess: ({ email, delivery }) => {
      tell({ title: said.invited(email), detail: said.deliveries[delivery] });
      void queryClient.invalidateQueries({ queryKey: ['invitations'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={said.invite}
      width="sm"
      submit={said.sendInvitation}
      sending={invite}
      onClose={onClose}
      onSubmit={(given) => invite.mutate(String(given.get('email')).trim())}
    >
      <TextInput label={said.email} name="email" type="email" autoComplete="off" required />
      <RoleInput value={role} onChange={setRole} />
    </FormDialog>
  );
}
