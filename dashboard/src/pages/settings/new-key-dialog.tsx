import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import type { Role } from '../../data/session.ts';
import { CheckInput, SelectInput, TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { words } from '../../words.ts';
import { RoleInput } from './role-input.tsx';
import { type Access, type Area, scopesOf } from './scopes.ts';
import { ScopesInput } from './scopes-input.tsx';

const said = words.keysPage;
const DAY_MS = 86_400_000;
const LIFES = ['', '30', '90', '365'] as const;
const LIMITS = ['requests_per_minute', 'open_jobs', 'items_per_day'] as const;

/** Makes a key: its role, what of the API it is bound to, its end and limits. */
export function NewKeyDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (key: Api['MadeApiKey']) => void;
}) {
  const [role, setRole] = useState<Role>('viewer');
  const [bound, bind] = useState(false);
  const [access, setAccess] = useState<Readonly<Partial<Record<Area, Access>>>>({});
  const scopes = scopesOf(access);
  const make = useMutation({
    mutationFn: (body: Api['NewApiKey']) => answered(api.POST('/api/keys', { body })),
    onSuccess: (key) => {
      void queryClient.invalidateQueries({ queryKey: ['keys'] });
      onMade(key);
    },
  });
  const submit = (given: FormData) => {
    const days = Number(given.get('life'));
    const limits = Object.fromEntries(
      LIMITS.map((name) => [name, Number(given.get(name))]).filter(([, value]) => Number(value) > 0),
    );
    make.mutate({
      name: String(given.get('name')).trim(),
      role,
      ...(bound ? { scopes } : {}),
      ...(given.get('test') === 'on' ? { test: true } : {}),
      ...(days > 0 ? { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
    });
  };
  return (
    <FormDialog
      title={said.create}
      submit={said.make}
      sending={make}
      disabled={bound && scopes.length === 0}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={said.name}
        name="name"
        hint={said.nameHint}
        maxLength={100}
        autoComplete="off"
        required
      />
      <RoleInput value={role} onChange={setRole} />
      <CheckInput
        label={said.bound}
        hint={said.boundMore}
        checked={bound}
        onChange={({ currentTarget: { checked } }) => bind(checked)}
      />
      {bound && <ScopesInput value={access} onChange={setAccess} />}
      <SelectInput
        label={said.expires}
        name="life"
        defaultValue="90"
        options={LIFES.map((value) => ({ value, name: said.lifes[value] }))}
      />
      <details className="rounded-md border border-line">
        <summary className="px-3 py-2 font-medium">{said.limits}</summary>
        <div className="grid gap-3 px-3 pt-1 pb-3 sm:grid-cols-3">
          {LIMITS.map((name) => (
            <TextInput
              key={name}
              label={words.organization.limitNames[name]}
              name={name}
              type="number"
              min={1}
            />
          ))}
        </div>
      </details>
      <CheckInput label={said.test} hint={said.testMore} name="test" />
    </FormDialog>
  );
}
