import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Api, LotlineError, send } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { CountyInput } from '../../ui/county-input.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectInput, TextInput } from '../../ui/field.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const W = words.documents;
export const DOCUMENT_TYPES = ['property_list', 'legal_notice', 'registration'] as const;

/** Adds a document of a county. */
export function UploadDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [named, name] = useState<string>();
  const upload = useMutation({
    mutationFn: store,
    onSuccess: ({ document, created }) => {
      tell({ title: created ? W.stored(document.title) : W.known(document.title) });
      void queryClient.invalidateQueries({ queryKey: ['documents'] });
      onClose();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    upload.mutate(formOf(event.currentTarget));
  }
  return (
    <Dialog open={open} onClose={onClose} title={W.upload} description={W.uploadMore} width="sm">
      <form onSubmit={submit} className="flex flex-col gap-3 pb-3">
        {upload.isError && <ErrorPanel error={upload.error} />}
        <CountyInput label={W.county} name="county" required placeholder={W.countyHint} />
        <SelectInput
          label={W.type}
          name="document_type"
          options={DOCUMENT_TYPES.map((value) => ({ value, name: W.types[value] }))}
        />
        <TextInput label={W.published} name="publication_date" type="date" />
        <TextInput
          label={W.file}
          name="file"
          type="file"
          required
          className="h-auto! py-1.5"
          onChange={({ currentTarget: { files } }) => name(files?.[0]?.name)}
        />
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button type="submit" look="primary" busy={upload.isPending} disabled={named === undefined}>
            {W.add}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The fields before the file: what is wrong with them is then said before the file is sent. */
function formOf(form: HTMLFormElement): FormData {
  const given = new FormData(form);
  const ordered = new FormData();
  for (const field of ['county', 'document_type', 'publication_date']) {
    const value = given.get(field);
    if (typeof value === 'string' && value !== '') ordered.append(field, value);
  }
  const file = given.get('file');
  if (file !== null) ordered.append('file', file);
  return ordered;
}

async function store(body: FormData): Promise<Api['AddedDocument']> {
  const response = await send(new Request('/api/documents', { method: 'POST', body }));
  if (!response.ok) throw await LotlineError.of(response);
  return response.json();
}
