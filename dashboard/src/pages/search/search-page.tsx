import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { answered, api, LotlineError } from '../../data/api.ts';
import { useMay } from '../../data/session.ts';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { CriteriaForm } from './criteria-form.tsx';
import { FoundPanel } from './found-panel.tsx';
import { KnownLeads } from './known-leads.tsx';
import { type Criterion, readCriteria } from './lead-form.ts';
import { SavedSearches } from './saved-searches.tsx';

const route = getRouteApi('/shell/search');
const W = words.search;
const NONE: readonly Criterion[] = [];

/** Searches PropertyRadar: what there is and what it costs for nothing, then as a job in the background. */
export function SearchPage() {
  const { q, saved } = route.useSearch();
  const may = useMay('analyst');
  const navigate = useNavigate();
  const criteria = q ?? NONE;
  const asked = JSON.stringify(criteria);
  const forms = useQuery({
    queryKey: ['lead-criteria'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => answered(api.GET('/api/leads/criteria')),
  });
  const preview = useMutation({
    mutationFn: (wanted: readonly Criterion[]) =>
      answered(api.POST('/api/leads/preview', { body: { criteria: wanted.map(copied) } })),
  });
  const { mutate, reset } = preview;
  useEffect(() => {
    // what stands in the address was asked for: by a link, a saved search, or the way back
    const wanted = readCriteria(JSON.parse(asked));
    if (wanted !== undefined && may) mutate(wanted);
    else reset();
  }, [asked, may, mutate, reset]);

  const choose = (wanted: readonly Criterion[], name?: string) => {
    if (JSON.stringify(wanted) === asked) mutate(wanted);
    const search = { q: [...wanted], ...(name !== undefined && { saved: name }) };
    void navigate({ to: '/search', search, resetScroll: false });
  };
  const refused =
    preview.error instanceof LotlineError && preview.error.status === 400 ? preview.error : undefined;
  if (!may) {
    return (
      <Page title={words.nav.search}>
        <Panel title={words.nav.search}>
          <Empty title={words.errors.forbidden}>{W.viewer}</Empty>
        </Panel>
      </Page>
    );
  }
  return (
    <Page title={words.nav.search}>
      <Columns side={<SavedSearches criteria={criteria} chosen={saved} onChoose={choose} />}>
        <Panel title={W.criteria} note={W.criteriaNote}>
          <Loaded query={forms} lines={6}>
            {(known) => (
              <CriteriaForm
                forms={known.criteria}
                criteria={criteria}
                busy={preview.isPending}
                problem={refused?.message}
                onSearch={(wanted) => choose(wanted)}
              />
            )}
          </Loaded>
        </Panel>
        {preview.error !== null && refused === undefined && (
          <ErrorPanel error={preview.error} retry={() => mutate(criteria)} />
        )}
        {preview.data && <FoundPanel key={asked} criteria={criteria} found={preview.data} name={saved} />}
        {criteria.length > 0 && <KnownLeads criteria={criteria} />}
      </Columns>
    </Page>
  );
}

function Columns({ side, children }: { readonly side: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[1fr_20rem]">
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
      {side}
    </div>
  );
}

export const copied = ({ name, value }: Criterion) => ({ name, value: [...value] });
