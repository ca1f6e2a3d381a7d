import { useMutation, useQuery } from '@tanstack/react-query';
import { KeyRound, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { addPasskey } from '../../data/passkeys.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const said = words.profile;
const refresh = () => queryClient.invalidateQueries({ queryKey: ['passkeys'] });

/** Passkeys: add one of this device, take one away. */
export function PasskeysPanel() {
  const query = useQuery({
    queryKey: ['passkeys'],
    queryFn: () => answered(api.GET('/api/auth/passkey/list-user-passkeys')),
  });
  const [leaving, leave] = useState<Api['Passkeys'][number]>();
  const remove = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/auth/passkey/delete-passkey', { body: { id } })),
    onSuccess: refresh,
    onError: tellError,
    onSettled: () => leave(undefined),
  });
  return (
    <Panel title={said.passkeys} note={said.passkeysNote}>
      <Loaded query={query} lines={2}>
        {(passkeys) => (
          <ul className="mb-3 flex flex-col gap-1">
            {passkeys.map((passkey) => (
              <li key={passkey.id} className="flex items-center gap-2">
                <KeyRound aria-hidden className="size-4 text-muted" />
                <span className="min-w-0 flex-1 truncate">
                  {nameOf(passkey)}
                  {passkey.createdAt && (
                    <span className="ml-2 text-sm text-muted">
                      {said.added} <Time at={passkey.createdAt} />
                    </span>
                  )}
                </span>
                <IconButton
                  icon={Trash2}
                  label={said.removePasskey(nameOf(passkey))}
                  onClick={() => leave(passkey)}
                />
              </li>
            ))}
            {passkeys.length === 0 && <li className="text-muted">{said.noPasskeys}</li>}
          </ul>
        )}
      </Loaded>
      <AddPasskey />
      {leaving !== undefined && (
        <ConfirmDialog
          open
          onClose={() => leave(undefined)}
          onConfirm={() => remove.mutate(leaving.id)}
          title={said.removePasskey(nameOf(leaving))}
          description={said.removePasskeyMore}
          confirm={said.remove}
          look="danger"
          busy={remove.isPending}
        />
      )}
    </Panel>
  );
}

const nameOf = ({ name }: Api['Passkeys'][number]): string => name || said.unnamed;

function AddPasskey() {
  const add = useMutation({
    mutationFn: addPasskey,
    onSuccess: async () => {
      tell({ title: said.passkeyAdded });
      await refresh();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    add.mutate(String(new FormData(form).get('name')).trim(), { onSuccess: () => form.reset() });
  };
  if (!('PublicKeyCredential' in window)) return <p className="text-muted">{said.noPasskeysHere}</p>;
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      {add.isError &&
        (add.error instanceof DOMException ? (
          <p role="alert" className="text-bad">
            {add.error.name === 'SecurityError' ? said.passkeyAddress : said.passkeyStopped}
          </p>
        ) : (
          <ErrorPanel error={add.error} />
        ))}
      <div className="flex max-w-sm items-end gap-2">
        <div className="flex-1">
          <TextInput label={said.passkeyName} name="name" maxLength={100} required />
        </div>
        <Button type="submit" busy={add.isPending}>
          {said.addPasskey}
        </Button>
      </div>
    </form>
  );
}
