import { getRouteApi, Link } from '@tanstack/react-router';
import { type Api, answered, api } from '../../data/api.ts';
import { actorName, formatNumber } from '../../data/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { GrowingList } from './growing-list.tsx';
import { useJob } from './job-query.ts';
import { LEVELS, LINES } from './log-filter.ts';
import { lineDetails, lineTitle } from './log-lines.ts';
import { useNewestFirst } from './use-newest-first.ts';

const route = getRouteApi('/shell/jobs/$jobId/log');
const PAGE = 100;
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
  const query = useNewestFirst('job-log', job, [job.status, filter], (place) =>
    answered(
      api.GET('/api/jobs/{id}/log', {
        params: { path: { id: jobId }, query: { limit: PAGE, ...filter, ...place } },
      }),
    ),
  );
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
      <GrowingList
        query={query}
        rowsOf={({ lines: found }) => found}
        more={words.log.more}
        empty={
          <Empty title={level === undefined && lines === undefined ? words.log.none : words.log.noneFit} />
        }
      >
        {(found) => (
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
        )}
      </GrowingList>
    </Panel>
  );
}

function LogRow({ line, jobId }: { readonly line: Api['JobLogLine']; readonly jobId: string }) {
  const details = lineDetails(line);
  return (
    <Row data-row>
      <Td className="w-px align-top">
        <Time at={line.at} exact />
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
              {words.items.item(formatNumber(line.seq))}
            </Link>
          </>
        )}
        {line.message !== null && <span className="block">{line.message}</span>}
        {details.length > 0 && <span className="block text-muted">{details.join(' · ')}</span>}
      </Td>
      <Td className="align-top text-muted [overflow-wrap:anywhere] max-sm:hidden">
        {line.actor === null ? words.log.system : actorName(line.actor)}
      </Td>
    </Row>
  );
}
