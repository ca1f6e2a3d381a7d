import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import type { Role } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { RoleInput } from './role-input.tsx';

const said = words.members;

/** Invites somebody by e-mail; without a mail server the link stands in the server's log. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const formId = useId();
  const [role, setRole] = useState<Role>('viewer');
  const invite = useMutation({
    mutationFn: (email: string) => answered(api.POST('/api/invitations', { body: { email, role } })),
    onSuccess: ({ email, delivery }) => {
      tell({ title: said.invited(email), detail: said.deliveries[delivery] });
      void queryClient.invalidateQueries({ queryKey: ['invitations'] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    invite.mutate(String(new FormData(event.currentTarget).get('email')).trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.invite}
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" form={formId} look="primary" busy={invite.isPending}>
            {said.sendInvitation}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {invite.isError && <ErrorPanel error={invite.error} />}
        <TextInput label={said.email} name="email" type="email" autoComplete="off" required />
        <RoleInput value={role} onChange={setRole} />
      </form>
    </Dialog>
  );
}
