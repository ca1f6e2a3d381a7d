import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { Fact } from './facts-panel.tsx';

const LIVE_MS = 5_000;

/** The search of an import of leads: what it looks for, how far it is read, what was paid. */
export function LeadPanel({ jobId }: { readonly jobId: string }) {
  const said = words.job;
  const query = useQuery({
    queryKey: ['batch-job', jobId],
    placeholderData: () => undefined,
    refetchInterval: LIVE_MS,
    queryFn: () => answered(api.GET('/api/batch-jobs/{id}', { params: { path: { id: jobId } } })),
  });
  return (
    <Panel
      title={said.criteria}
      actions={
        <LinkButton size="sm" to="/leads" search={{ job: jobId }}>
          {said.leadsOf}
        </LinkButton>
      }
    >
      <Loaded query={query} lines={4}>
        {({ data }) => (
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
            {data.criteria?.map(({ name, value }) => (
              <Fact key={name} name={name}>
                {value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ')}
              </Fact>
            ))}
            {data.stage !== undefined && (
              <Fact name={said.stage}>
                {data.stage}
                {data.waiting_reason ? ` (${data.waiting_reason})` : ''}
              </Fact>
            )}
            {data.total_records !== undefined && (
              <Fact name={said.records}>{formatNumber(data.total_records)}</Fact>
            )}
            {data.bought_records != null && (
              <Fact name={said.bought}>{formatNumber(data.bought_records)}</Fact>
            )}
            {data.expected_cost != null && (
              <Fact name={said.expectedCost}>{formatMoney(Number(data.expected_cost))}</Fact>
            )}
            {data.spent !== undefined && <Fact name={said.spent}>{formatMoney(Number(data.spent))}</Fact>}
          </dl>
        )}
      </Loaded>
    </Panel>
  );
}
