import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatTime } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { changeOf, type SectionName, WORK_SECTIONS, type WorkField } from './work-fields.ts';
import { WorkInput } from './work-input.tsx';
import { readSection, type Section, writeSection } from './work-sections.ts';

const said = words.workSettings;

/** One section of settings: read by everybody, changed by admins. */
export function WorkSection({ name }: { readonly name: SectionName }) {
  const query = useQuery({ queryKey: ['settings', name], queryFn: () => readSection(name) });
  const changed = query.data?.updated_at ?? null;
  return (
    <Panel
      title={said.sections[name].title}
      note={changed === null ? said.allDefaults : said.changedAt(formatTime(changed), query.data?.updated_by)}
    >
      <p className="mb-3 text-muted">{said.sections[name].note}</p>
      <Loaded query={query} lines={6}>
        {/* another change elsewhere begins the form anew */}
        {(section) => <SectionForm key={section.updated_at} name={name} section={section} />}
      </Loaded>
    </Panel>
  );
}

function SectionForm({ name, section }: { readonly name: SectionName; readonly section: Section }) {
  const admin = useMay('admin');
  const fields: readonly WorkField[] = WORK_SECTIONS[name];
  const [typed, type] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map((field) => [field.name, String(section.values[field.name] ?? '')])),
  );
  const change = changeOf(fields, typed, section);
  const save = useMutation({
    mutationFn: () => writeSection(name, change),
    onSuccess: (now) => {
      queryClient.setQueryData(['settings', name], now);
      tell({ title: words.actions.saved });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {save.isError && <ErrorPanel error={save.error} />}
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
        {fields.map((field) => (
          <WorkInput
            key={field.name}
            field={field}
            value={typed[field.name] ?? ''}
            standard={section.defaults[field.name] ?? ''}
            disabled={!admin}
            onChange={(value) => type({ ...typed, [field.name]: value })}
          />
        ))}
      </div>
      {admin && (
        <div>
          <Button
            type="submit"
            look="primary"
            busy={save.isPending}
            disabled={Object.keys(change).length === 0}
          >
            {words.actions.save}
          </Button>
        </div>
      )}
    </form>
  );
}
