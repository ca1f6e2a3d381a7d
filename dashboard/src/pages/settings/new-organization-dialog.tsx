import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { slugOf } from './slug.ts';

const said = words.organization;

/** Makes an organization, whose first admin is whoever makes it. */
export function NewOrganizationDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string>();
  const create = useMutation({
    mutationFn: () =>
      answered(api.POST('/api/organizations', { body: { name: name.trim(), slug: slug ?? slugOf(name) } })),
    onSuccess: (made) => {
      tell({ title: said.created(made.name) });
      void queryClient.invalidateQueries({ queryKey: ['organizations'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={said.create} width="sm">
      <form onSubmit={submit} className="flex flex-col gap-3 pb-3">
        {create.isError && <ErrorPanel error={create.error} />}
        <TextInput
          label={said.name}
          value={name}
          maxLength={200}
          autoComplete="off"
          required
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        <TextInput
          label={said.slug}
          hint={said.slugHint}
          value={slug ?? slugOf(name)}
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={63}
          autoComplete="off"
          required
          onChange={({ currentTarget: { value } }) => setSlug(value)}
        />
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            {said.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
