import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { type Criterion, knownBy } from './lead-form.ts';
import { LeadTable } from './lead-table.tsx';

const W = words.search;
const SHOWN = 10;

/** The first of the leads that are known already: what an import would not buy again. */
export function KnownLeads({ criteria }: { readonly criteria: readonly Criterion[] }) {
  const { query, left } = knownBy(criteria);
  const leads = useQuery({
    queryKey: ['leads', 'known', query],
    queryFn: () => answered(api.GET('/api/leads', { params: { query: { ...query, limit: SHOWN } } })),
  });
  return (
    <Panel
      title={W.known}
      note={left.length === 0 ? W.knownNote : W.notNarrowed(left.join(', '))}
      actions={
        <LinkButton size="sm" to="/leads" search={query}>
          {W.allKnown}
        </LinkButton>
      }
      flush
    >
      <Loaded query={leads} lines={4}>
        {(page) =>
          page.leads.length === 0 ? (
            <Empty title={W.noneKnown}>{W.noneKnownMore}</Empty>
          ) : (
            <LeadTable leads={page.leads} label={W.known} />
          )
        }
      </Loaded>
    </Panel>
  );
}
