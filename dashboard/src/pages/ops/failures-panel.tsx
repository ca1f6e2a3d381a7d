import { getRouteApi, Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useRef } from 'react';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { LineChart } from '../../charts/lazy-line-chart.tsx';
import type { Api } from '../../data/api.ts';
import { formatNumber, formatTime } from '../../data/format.ts';
import { kindLabel } from '../../data/kinds.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { trendOf } from './figures.ts';
import { useFailures, useQueues } from './ops-queries.ts';
import { SPANS, type Span } from './spans.ts';

const route = getRouteApi('/shell/ops');
const said = words.ops;

/** What fails, over all jobs, one row a cause; and how much failed when. */
export function FailuresPanel() {
  const { since = '24h', kind } = route.useSearch();
  const query = useFailures(since, kind);
  return (
    <>
      {query.data !== undefined && query.data.failures.length > 0 && (
        <FailuresChart groups={query.data.failures} />
      )}
      <Panel title={said.failures} note={said.failuresNote} actions={<Filters />} flush>
        <Loaded query={query}>
          {({ failures }) =>
            failures.length === 0 ? (
              <NoFailures filtered={kind !== undefined} />
            ) : (
              <Table label={said.failures} rows={failures.length}>
                <Head>
                  <Th>{said.cause}</Th>
                  <Th numeric>{said.attempts}</Th>
                  <Th numeric className="max-sm:hidden">
                    {said.givenUp}
                  </Th>
                  <Th numeric className="max-sm:hidden">
                    {said.jobs}
                  </Th>
                  <Th className="max-md:hidden">{said.trend}</Th>
                  <Th className="max-sm:hidden">{said.lastSeen}</Th>
                </Head>
                <tbody>
                  {failures.map((group) => (
                    <GroupRow key={group.fingerprint} group={group} since={since} />
                  ))}
                </tbody>
              </Table>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

function NoFailures({ filtered }: { readonly filtered: boolean }) {
  const navigate = route.useNavigate();
  return (
    <Empty
      icon={CircleCheck}
      title={said.noFailures}
      action={
        filtered && (
          <Button onClick={() => void navigate({ search: {} })}>{words.actions.clearFilters}</Button>
        )
      }
    >
      {filtered ? said.noFailuresFit : said.noFailuresMore}
    </Empty>
  );
}

function Filters() {
  const { since = '24h', kind = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const queues = useQueues().data?.queues ?? [];
  return (
    <span className="no-print flex gap-2">
      <SelectInput
        label={said.kind}
        hiddenLabel
        value={kind}
        onChange={({ currentTarget: { value } }) =>
          void navigate({
            search: ({ kind: _, ...rest }) => (value === '' ? rest : { ...rest, kind: value }),
            replace: true,
          })
        }
        options={[
          { value: '', name: said.anyKind },
          ...queues.map((queue) => ({ value: queue.kind, name: kindLabel(queue.kind) })),
        ]}
      />
      <SpanInput
        value={since}
        onChange={(span) =>
          void navigate({ search: (before) => ({ ...before, since: span }), replace: true })
        }
      />
    </span>
  );
}

/** Since when. */
export function SpanInput({
  value,
  onChange,
}: {
  readonly value: Span;
  readonly onChange: (span: Span) => void;
}) {
  return (
    <SelectInput
      label={said.since}
      hiddenLabel
      value={value}
      onChange={(event) => {
        const chosen = SPANS.find((span) => span === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
      options={SPANS.map((span) => ({ value: span, name: said.spans[span] }))}
    />
  );
}

function GroupRow({ group, since }: { readonly group: Api['FailureGroupEverywhere']; readonly since: Span }) {
  return (
    <Row data-row>
      <Td className="min-w-48">
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/ops/errors/$fingerprint"
            params={{ fingerprint: group.fingerprint }}
            search={{ since }}
            className="font-mono font-medium [overflow-wrap:anywhere] hover:underline"
          >
            {group.code}
          </Link>
          <ClassBadge group={group} />
        </span>
        <span className="line-clamp-2 text-muted [overflow-wrap:anywhere]">{group.message}</span>
      </Td>
      <Td numeric>{formatNumber(group.count)}</Td>
      <Td numeric className="max-sm:hidden">
        {formatNumber(group.final)}
      </Td>
      <Td numeric className="max-sm:hidden">
        {formatNumber(group.jobs)}
      </Td>
      <Td className="max-md:hidden">
        <Sparkline values={group.trend} tone="bad" label={said.trendOf(group.code)} />
      </Td>
      <Td className="text-muted max-sm:hidden">
        <Ago at={group.lastSeenAt} />
      </Td>
    </Row>
  );
}

/** The class of a failure; red when no retry helps. */
export function ClassBadge({
  group: { class: name, retryable, whyNot },
}: {
  readonly group: Pick<Api['FailureGroupEverywhere'], 'class' | 'retryable' | 'whyNot'>;
}) {
  return (
    <Badge tone={retryable ? 'neutral' : 'bad'} title={whyNot ?? said.retryable}>
      {said.classes[name]}
    </Badge>
  );
}

/** Failed attempts over time, of these groups together. */
export function FailuresChart({
  groups,
}: {
  readonly groups: readonly Pick<
    Api['FailureGroupEverywhere'],
    'trend' | 'trendFrom' | 'trendSliceSeconds'
  >[];
}) {
  const picture = useRef<(() => Promise<Blob>) | null>(null);
  const { times, attempts } = trendOf(groups);
  return (
    <ChartPanel
      title={said.failuresOverTime}
      table={{
        columns: [{ name: said.from }, { name: said.attempts, numeric: true }],
        rows: times.map((time, at) => [new Date(time * 1000).toISOString(), attempts[at] ?? 0]),
      }}
      show={(value, column) =>
        column === 0 && typeof value === 'string' ? formatTime(value) : formatNumber(Number(value))
      }
      png={() => picture.current?.() ?? Promise.reject(new Error('nothing is drawn'))}
    >
      <LineChart
        label={said.failuresOverTime}
        height={150}
        times={times}
        picture={picture}
        lines={[{ name: said.attempts, tone: 'bad', values: attempts, area: true, format: formatNumber }]}
      />
    </ChartPanel>
  );
}
