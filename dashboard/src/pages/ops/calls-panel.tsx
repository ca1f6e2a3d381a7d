import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { CALL_VERDICTS, SERVICE_NAMES } from '../../../../src/base/service-words.ts';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatNumber } from '../../data/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button, DownloadButton } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';

const route = getRouteApi('/shell/ops/services');
const said = words.calls;
const SHOWN = 50;

/** What was asked of outside services: for which item, what came of it, how long it took. */
export function CallsPanel({ services }: { readonly services: readonly Api['OutsideService'][] }) {
  const { service, verdict, job, cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const change = useChangeSearch();
  const filter = {
    ...(service === undefined ? {} : { service }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(job === undefined ? {} : { job_id: job }),
  };
  const query = useQuery({
    queryKey: ['calls', filter, cursor ?? null],
    queryFn: () =>
      answered(
        api.GET('/api/calls', {
          params: { query: { ...filter, limit: SHOWN, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
  });
  const filtered = Object.keys(filter).length > 0;
  const clear = (
    <Button size="sm" onClick={() => void navigate({ search: {} })}>
      {words.actions.clearFilters}
    </Button>
  );
  return (
    <Panel title={said.title} note={said.note} flush>
      <div className="no-print flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <SelectInput
          label={said.service}
          hiddenLabel
          value={service ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const chosen = SERVICE_NAMES.find((name) => name === value);
            change({ service: chosen, cursor: undefined });
          }}
          options={[
            { value: '', name: said.anyService },
            ...SERVICE_NAMES.map((name) => ({
              value: name,
              name: services.find((one) => one.service === name)?.label ?? name,
            })),
          ]}
        />
        <SelectInput
          label={said.verdict}
          hiddenLabel
          value={verdict ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const chosen = CALL_VERDICTS.find((name) => name === value);
            change({ verdict: chosen, cursor: undefined });
          }}
          options={[
            { value: '', name: said.anyVerdict },
            ...CALL_VERDICTS.map((name) => ({ value: name, name: said.verdicts[name] })),
          ]}
        />
        {job !== undefined && <Badge>{said.ofJob(job.slice(0, 8))}</Badge>}
        {filtered && clear}
        <DownloadButton
          size="sm"
          icon={Download}
          className="sm:ml-auto"
          href={`/api/calls?${new URLSearchParams({ ...filter, format: 'csv' })}`}
        >
          {said.csv}
        </DownloadButton>
      </div>
      <Loaded query={query}>
        {({ calls, next_cursor: next }) =>
          calls.length === 0 ? (
            <Empty title={filtered ? said.noneFit : said.none} action={filtered && clear}>
              {said.noneMore}
            </Empty>
          ) : (
            <>
              <CallsTable calls={calls} />
              <CursorPager cursor={cursor} next={next} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function CallsTable({ calls }: { readonly calls: readonly Api['ServiceCallEntry'][] }) {
  return (
    <Table label={said.title}>
      <Head>
        <Th>{said.at}</Th>
        <Th>{said.call}</Th>
        <Th>{said.verdict}</Th>
        <Th numeric className="max-sm:hidden">
          {said.took}
        </Th>
        <Th className="max-md:hidden">{said.item}</Th>
        <Th numeric className="max-md:hidden">
          {said.units}
        </Th>
      </Head>
      <tbody>
        {calls.map((entry) => (
          <Row key={entry.id} data-row className="align-top">
            <Td className="text-muted">
              <Time at={entry.at} />
            </Td>
            <Td className="min-w-48">
              <span className="font-medium">{entry.service}</span> {entry.operation}
              <span className="block font-mono text-xs text-muted [overflow-wrap:anywhere]">
                {entry.method} {entry.target}
              </span>
              {entry.error !== null && (
                <span className="block text-xs text-bad [overflow-wrap:anywhere]">{entry.error}</span>
              )}
            </Td>
            <Td>
              <Badge tone={toneOf(entry.verdict)}>{said.verdicts[entry.verdict]}</Badge>
              {entry.status !== null && (
                <span className="block text-xs whitespace-nowrap text-muted">HTTP {entry.status}</span>
              )}
            </Td>
            <Td numeric className="max-sm:hidden">
              {formatNumber(entry.duration_ms)} ms
            </Td>
            <Td className="max-md:hidden">
              {entry.job_id !== null && (
                <Link
                  to="/jobs/$jobId/items"
                  params={{ jobId: entry.job_id }}
                  search={entry.item === null ? {} : { item: entry.item }}
                  className="link"
                >
                  {entry.item === null ? said.toJob : said.toItem(formatNumber(entry.item))}
                </Link>
              )}
            </Td>
            <Td numeric className="max-md:hidden">
              {formatNumber(entry.units)}
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function toneOf(verdict: Api['ServiceCallEntry']['verdict']): Tone {
  if (verdict === 'ok') return 'ok';
  return verdict === 'rate_limited' || verdict === 'overloaded' || verdict === 'retryable' ? 'warn' : 'bad';
}
