import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const said = words.profile;
const LEAST_CHARACTERS = 12;

/** Chooses another password; sessions elsewhere end with it. */
export function PasswordPanel({ email }: { readonly email: string }) {
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      answered(api.POST('/api/auth/change-password', { body })),
    onSuccess: () => {
      form.current?.reset();
      void queryClient.invalidateQueries({ queryKey: ['sessions'] });
      tell({ title: said.passwordChanged });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    change.mutate({
      currentPassword: String(given.get('current')),
      newPassword: String(given.get('new')),
    });
  };
  return (
    <Panel title={said.password} note={said.passwordNote}>
      <form ref={form} onSubmit={submit} className="flex max-w-sm flex-col gap-3">
        {change.isError && <ErrorPanel error={change.error} />}
        {/* password managers look for whose password it is */}
        <input type="text" name="email" value={email} autoComplete="username" readOnly hidden />
        <TextInput
          label={said.current}
          name="current"
          type="password"
          autoComplete="current-password"
          required
        />
        <TextInput
          label={said.next}
          name="new"
          type="password"
          autoComplete="new-password"
          hint={said.nextHint(LEAST_CHARACTERS)}
          minLength={LEAST_CHARACTERS}
          required
        />
        <div>
          <Button type="submit" busy={change.isPending}>
            {said.change}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
