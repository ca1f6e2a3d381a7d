import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words.ts';
import { CriterionField } from './criterion-field.tsx';
import { type Criterion, type CriterionForm, readCriteria, toCriteria, toTyped } from './lead-form.ts';

const W = words.search;
/** What most searches name; the others are a press away. */
const USUAL = new Set([
  'State',
  'County',
  'City',
  'ZipFive',
  'PropertyType',
  'isSameMailingOrExempt',
  'EquityPercent',
  'AVM',
  'inForeclosure',
]);

/** What to search for. Given `criteria` (from the address, or a saved search) it starts with them. */
export function CriteriaForm({
  forms,
  criteria,
  busy,
  problem,
  onSearch,
}: {
  readonly forms: readonly CriterionForm[];
  readonly criteria: readonly Criterion[];
  readonly busy: boolean;
  /** What is wrong with the criteria, in the server's words. */
  readonly problem: string | undefined;
  readonly onSearch: (criteria: readonly Criterion[]) => void;
}) {
  const [typed, setTyped] = useState(() => toTyped(criteria));
  const wanted = toCriteria(forms, typed);
  const given = JSON.stringify(criteria);
  const own = useRef(given);
  useEffect(() => {
    // another search than the one typed here: a saved one, or the way back
    if (given !== own.current) setTyped(toTyped(readCriteria(JSON.parse(given)) ?? []));
    own.current = given;
  }, [given]);
  const more = forms.filter(({ name }) => !USUAL.has(name));
  const unusual = wanted.filter(({ name }) => !USUAL.has(name)).length;
  const field = (criterion: CriterionForm) => (
    <CriterionField
      key={criterion.name}
      criterion={criterion}
      typed={typed[criterion.name] ?? ['']}
      onType={(value) => setTyped({ ...typed, [criterion.name]: value })}
    />
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (wanted.length === 0) return;
    own.current = JSON.stringify(wanted);
    onSearch(wanted);
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {forms.filter(({ name }) => USUAL.has(name)).map(field)}
      </div>
      <details open={unusual > 0}>
        <summary className="link w-fit rounded">{W.more(more.length)}</summary>
        <div className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">{more.map(field)}</div>
      </details>
      {problem !== undefined && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" busy={busy} disabled={wanted.length === 0}>
          {W.count}
        </Button>
        <Button look="quiet" onClick={() => setTyped({})} disabled={wanted.length === 0}>
          {W.clear}
        </Button>
        <p className="text-sm text-muted">{wanted.length === 0 ? W.nothingYet : W.free}</p>
      </div>
    </form>
  );
}
