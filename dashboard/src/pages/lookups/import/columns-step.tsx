import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addDefaults, FIELDS, type Field, type Matched } from '../../../../../src/base/lookup-columns.ts';
import { answered, api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { tellError } from '../../../ui/toast.tsx';
import { words } from '../../../words.ts';
import { readStoredRows } from './bad-rows.ts';
import { ColumnsTable } from './columns-table.tsx';
import { ConstantsForm } from './constants-form.tsx';
import {
  beginDraft,
  type Draft,
  draftFileQuery,
  EMPTY,
  earlierLookupsQuery,
  mappingOf,
  rememberedOf,
} from './draft.ts';
import { forgetFile, keepFile } from './kept-file.ts';
import { NeedsFile } from './needs-file.tsx';
import type { Mapping } from './stored-rows.ts';
import { type Match, suggestMatches } from './suggest.ts';

/** The second step: which column means what. */
export function ColumnsStep({ draft }: { readonly draft: Draft }) {
  const file = useQuery(draftFileQuery(draft.job_id));
  const earlier = useQuery(earlierLookupsQuery);
  const stored = useQuery({
    queryKey: ['upload-samples', draft.job_id],
    enabled: file.data === null && draft.rows > 0,
    queryFn: async () =>
      (await readStoredRows(draft.job_id, EMPTY, draft.columns, 'all', 20)).map(({ cells }) => cells),
  });
  if (file.isPending || earlier.isPending) return <Skeleton lines={8} />;
  const samples = file.data?.peek.samples ?? stored.data ?? [];
  const suggested = suggestMatches(draft.columns, samples, rememberedOf(earlier.data ?? []));
  return (
    <>
      {file.data === null && draft.rows === 0 && <NeedsFile draft={draft} />}
      <Choices key={draft.job_id} draft={draft} samples={samples} suggested={suggested} />
    </>
  );
}

function Choices({
  draft,
  samples,
  suggested,
}: {
  readonly draft: Draft;
  readonly samples: readonly (readonly string[])[];
  readonly suggested: ReadonlyMap<number, Match>;
}) {
  const navigate = useNavigate();
  const [matches, setMatches] = useState(() => startOf(draft, suggested));
  const [constants, setConstants] = useState<Record<string, string>>(() => ({ ...draft.mapping?.constants }));
  const fields = new Set([...matches.values()].map(({ field }) => field));
  const filled = withDefaults(matches, constants);
  const choose = (at: number, field: Field | null) => {
    const next = new Map([...matches].filter(([other, one]) => other !== at && one.field !== field));
    if (field !== null)
      next.set(at, suggested.get(at)?.field === field ? (suggested.get(at) ?? chosen(field)) : chosen(field));
    setMatches(new Map([...next].sort(([one], [other]) => one - other)));
  };
  const go = useMutation({
    mutationFn: () => keepMapping(draft, mappingOf(matches, filled)),
    onSuccess: (jobId) => navigate({ to: '/imports/$jobId', params: { jobId }, search: { step: 'check' } }),
    onError: tellError,
  });
  const given = (field: Field) => fields.has(field) || (filled[field] ?? '') !== '';
  const missingPlace = !given('postal_code') && !(given('city') && given('state_or_province_code'));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (given('street_1')) go.mutate();
      }}
    >
      <Panel title={words.import.step.columns} flush>
        <ColumnsTable columns={draft.columns} samples={samples} matches={matches} onChoose={choose} />
      </Panel>
      <Panel title={words.import.everyRow} note={words.import.everyRowNote}>
        <ConstantsForm
          fields={FIELDS.filter((field) => CONSTANT.has(field) && !fields.has(field))}
          values={filled}
          onChange={(field, value) => setConstants({ ...constants, [field]: value })}
        />
      </Panel>
      <ul className="flex flex-col gap-1" aria-live="polite">
        {!given('street_1') && <li className="text-bad">{words.import.missingStreet}</li>}
        {missingPlace && <li className="text-warn">{words.import.missingPlace}</li>}
        {!fields.has('reference_id') && <li className="text-muted">{words.import.missingReference}</li>}
      </ul>
      <div className="flex justify-end">
        <Button type="submit" look="primary" busy={go.isPending} disabled={!given('street_1')}>
          {words.import.toCheck}
        </Button>
      </div>
    </form>
  );
}

/** What may be the same in every row. */
const CONSTANT: ReadonlySet<Field> = new Set([
  'country_code',
  'state_or_province_code',
  'city',
  'building_type',
  'device_ids',
]);

const chosen = (field: Field): Match => ({ field, grade: 'chosen' });

/** What was kept, with how sure it was where that is known; else what is suggested. */
function startOf({ mapping }: Draft, suggested: ReadonlyMap<number, Match>): ReadonlyMap<number, Match> {
  if (mapping === null) return suggested;
  const kept = Object.entries(mapping.columns).map(([name, at]) => {
    const said = suggested.get(at);
    // the server keeps names of fields alone
    return [at, said?.field === name ? said : chosen(name as Field)] as const;
  });
  return new Map(kept.sort(([one], [other]) => one - other));
}

/** With what a plain list leaves unsaid, unless somebody took it away. */
function withDefaults(
  matches: ReadonlyMap<number, Match>,
  constants: Readonly<Record<string, string>>,
): Record<string, string> {
  const matched: Matched = new Map([...matches].map(([index, { field }]) => [field, { index, name: '' }]));
  // fields of this page's own form
  const filled = new Map(Object.entries(constants).map(([field, value]) => [field as Field, value]));
  addDefaults(matched, filled);
  for (const field of matched.keys()) filled.delete(field);
  return Object.fromEntries(filled);
}

/** Keeps the mapping. Rows that were read with another one go with their draft, and the file is sent into a new one. */
async function keepMapping(draft: Draft, mapping: Mapping): Promise<string> {
  const jobId = draft.job_id;
  const changed = draft.rows > 0 && canonical(draft.mapping ?? EMPTY) !== canonical(mapping);
  if (!changed) {
    const { noticed } = draft.mapping ?? {};
    const kept = await answered(
      api.PATCH('/batch-lookups/{job_id}/upload', {
        params: { path: { job_id: jobId } },
        body: { mapping: { ...mapping, ...(noticed !== undefined && { noticed }) } },
      }),
    );
    queryClient.setQueryData(['upload', jobId], kept);
    return jobId;
  }
  const file = queryClient.getQueryData(draftFileQuery(jobId).queryKey);
  if (!file) throw new Error(words.import.needsFile);
  const next = await beginDraft(draft.name, draft.columns, mapping);
  await keepFile(next, { file: file.kept.file, format: file.kept.format });
  await api.DELETE('/batch-lookups/{job_id}/upload', { params: { path: { job_id: jobId } } });
  await forgetFile(jobId);
  return next;
}

/** The same text for the same mapping. */
const canonical = ({ columns, constants }: Mapping): string =>
  JSON.stringify([columns, constants].map((part) => Object.entries(part).sort()));
