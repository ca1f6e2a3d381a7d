import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { isSettled } from '../../data/job-state.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, ErrorPanel, Skeleton } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { useJob } from './job-query.ts';
import { LEVELS, LINES, lineDetails, lineTitle } from './log-lines.ts';

const route = getRouteApi('/shell/jobs/$jobId/log');
const PAGE = 100;
const LIVE_MS = 5_000;
const TONES: Readonly<Record<Api['JobLogLine']['level'], Tone>> = {
  INFO: 'neutral',
  WARNING: 'warn',
  ERROR: 'bad',
};

/** Who did what to a job, which settings changed, and what failed: one list, the newest first. */
export function JobLogTab() {
  const { jobId } = route.useParams();
  const { level, lines } = route.useSearch();
  const navigate = route.useNavigate();
  const job = useJob(jobId);
  const filter = { ...(level === undefined ? {} : { level }), ...(lines === undefined ? {} : { lines }) };
  const query = useInfiniteQuery({
    queryKey: ['job-log', jobId, job.status, filter],
    queryFn: ({ pageParam }: { pageParam: string | undefined }): Promise<Api['JobLog']> =>
      answered(
        api.GET('/api/jobs/{id}/log', {
          params: {
            path: { id: jobId },
            query: { limit: PAGE, ...filter, ...(pageParam === undefined ? {} : { after: pageParam }) },
          },
        }),
      ),
    placeholderData: (previous) => previous,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: Api['JobLog']) => next ?? undefined,
    refetchInterval: ({ state }) => (isSettled(job) || (state.data?.pages.length ?? 0) > 1 ? false : LIVE_MS),
  });
  const found = query.data?.pages.flatMap((page) => page.lines) ?? [];
  const filters = (
    <div className="no-print flex gap-2">
      <SelectInput
        label={words.log.kind}
        hiddenLabel
        value={lines ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const chosen = LINES.find((name) => name === value);
          void navigate({
            search: {
              ...(level === undefined ? {} : { level }),
              ...(chosen === undefined ? {} : { lines: chosen }),
            },
            replace: true,
          });
        }}
        options={[
          { value: '', name: words.log.everything },
          { value: 'lifecycle', name: words.log.lifecycle },
          { value: 'items', name: words.log.itemsOnly },
        ]}
      />
      <SelectInput
        label={words.log.level}
        hiddenLabel
        value={level ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const chosen = LEVELS.find((name) => name === value);
          void navigate({
            search: {
              ...(lines === undefined ? {} : { lines }),
              ...(chosen === undefined ? {} : { level: chosen }),
            },
            replace: true,
          });
        }}
        options={[
          { value: '', name: words.log.anyLevel },
          ...LEVELS.map((value) => ({ value, name: words.log.levels[value] })),
        ]}
      />
    </div>
  );
  return (
    <Panel title={words.job.log} flush actions={filters}>
      {query.isError && (
        <div className="p-4">
          <ErrorPanel error={query.error} retry={() => void query.refetch()} />
        </div>
      )}
      {query.isPending ? (
        <Skeleton lines={6} />
      ) : found.length === 0 ? (
        !query.isError && (
          <Empty title={level === undefined && lines === undefined ? words.log.none : words.log.noneFit} />
        )
      ) : (
        <>
          <Table label={words.log.list}>
            <Head>
              <Th>{words.log.time}</Th>
              <Th>{words.log.level}</Th>
              <Th>{words.log.what}</Th>
              <Th className="max-sm:hidden">{words.log.who}</Th>
            </Head>
            <tbody>
              {found.map((line) => (
                <LogRow key={line.id} line={line} jobId={jobId} />
              ))}
            </tbody>
          </Table>
          {query.hasNextPage && (
            <div className="no-print border-t border-line px-4 py-2">
              <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {words.log.more}
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  );
}

function LogRow({ line, jobId }: { readonly line: Api['JobLogLine']; readonly jobId: string }) {
  const details = lineDetails(line);
  return (
    <Row data-row>
      <Td className="w-px align-top">
        <Time at={line.at} />
      </Td>
      <Td className="w-px align-top">
        <Badge tone={TONES[line.level]}>{words.log.levelOf[line.level]}</Badge>
      </Td>
      <Td className="align-top [overflow-wrap:anywhere]">
        <span className="font-medium">{lineTitle(line)}</span>
        {line.seq !== null && (
          <>
            {' '}
            <Link
              to="/jobs/$jobId/items"
              params={{ jobId }}
              search={{ item: line.seq, from: line.seq }}
              className="link tabular"
            >
              {words.log.item(formatNumber(line.seq))}
            </Link>
          </>
        )}
        {line.message !== null && <span className="block">{line.message}</span>}
        {details.length > 0 && <span className="block text-muted">{details.join(' · ')}</span>}
      </Td>
      <Td className="align-top text-muted [overflow-wrap:anywhere] max-sm:hidden">
        {line.actor ?? words.log.system}
      </Td>
    </Row>
  );
}
