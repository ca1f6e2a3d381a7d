import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { actorName, formatNumber } from '../../data/format.ts';
import { useTopic } from '../../data/live.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { BackLink } from '../../ui/back-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { ActionBadge, ActionBar } from './action-bits.tsx';
import { ActionControls } from './action-controls.tsx';
import { actionPercent } from './figures.ts';
import { actionQuery } from './ops-queries.ts';

const route = getRouteApi('/shell/ops/actions/$actionId');
const said = words.bulk;

/** One action over many jobs or items: what it is about, how far it is, who asked for it and why. */
export function ActionPage() {
  const { actionId } = route.useParams();
  useTopic(`action:${actionId}`);
  const query = useQuery(actionQuery(actionId));
  const action = query.data;
  return (
    <Page
      title={action === undefined ? said.action : said.names[action.action]}
      above={<BackLink to="/ops/actions">{said.title}</BackLink>}
      badge={action && <ActionBadge status={action.status} />}
      actions={action && <ActionControls action={action} />}
    >
      <Loaded query={query}>
        {(found) => (
          <>
            <Announcer
              state={said.statuses[found.status]}
              progress={said.doneOf(formatNumber(found.done), formatNumber(found.total))}
            />
            {found.status === 'waiting' && (
              <p className="rounded-md bg-warn-soft px-4 py-2.5 text-warn">
                {said.waits(formatNumber(found.first ?? 0))}
              </p>
            )}
            {found.heldJobs > 0 && <Held jobs={found.heldJobs} />}
            <Progress action={found} />
            {found.refusals.length > 0 && <Refusals action={found} />}
            <About action={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Why it does not go on: what was made due belongs to jobs that are paused. */
function Held({ jobs }: { readonly jobs: number }) {
  return (
    <p className="rounded-md bg-warn-soft px-4 py-2.5 text-warn">
      {said.held(jobs)}{' '}
      <Link to="/jobs" search={{ state: 'paused' }} className="underline">
        {said.heldJobs}
      </Link>
    </p>
  );
}

function Progress({ action }: { readonly action: Api['Action'] }) {
  const { total, done, succeeded, failed, refused, trying, unit } = action;
  return (
    <Panel title={said.progress} note={`${actionPercent(action)}%`}>
      <ActionBar action={action} className="mb-4 h-2.5" />
      <Stats>
        <Stat label={said.total[unit]} value={formatNumber(total)} />
        <Stat label={said.done} value={formatNumber(done)} />
        <Stat label={said.succeeded} value={formatNumber(succeeded)} />
        <Stat label={said.failed} value={formatNumber(failed)} />
        <Stat label={said.refused} value={formatNumber(refused)} />
        {trying > 0 && <Stat label={said.trying} value={formatNumber(trying)} />}
      </Stats>
    </Panel>
  );
}

/** What it could not be done to, and why. */
function Refusals({ action: { refusals } }: { readonly action: Api['Action'] }) {
  return (
    <Panel title={said.refusedWhy}>
      <ul className="flex flex-col gap-1">
        {refusals.map(({ code, count, text }) => (
          <li key={code}>
            <span className="tabular">{formatNumber(count)} ×</span> {text}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function About({ action }: { readonly action: Api['Action'] }) {
  const {
    filter,
    jobs,
    cannot,
    reason,
    settings,
    first,
    perMinute,
    createdBy,
    createdAt,
    finishedAt,
    endedBy,
  } = action;
  return (
    <Panel title={said.about}>
      <Facts
        facts={[
          [said.filter, filter],
          [said.jobs, formatNumber(jobs)],
          [said.leftOut, cannot > 0 ? formatNumber(cannot) : null],
          [said.reason, reason],
          [said.settings, settings === null ? null : settingsText(settings)],
          [said.first, first === null ? null : formatNumber(first)],
          [said.pace, perMinute === null ? null : said.perMinute(formatNumber(perMinute))],
          [said.by, createdBy === null ? null : actorName(createdBy)],
          [said.made, <Time key="made" at={createdAt} />],
          [said.ended, finishedAt === null ? null : <Time key="ended" at={finishedAt} />],
          [said.endedBy, endedBy === null ? null : actorName(endedBy)],
        ]}
      />
    </Panel>
  );
}

/** "at most 2 per second, 5 attempts in all". */
function settingsText(settings: NonNullable<Api['Action']['settings']>): string | null {
  const { ratePerSecond, maxAttempts, concurrency } = settings;
  const parts = [
    ratePerSecond != null && said.ratePerSecond(formatNumber(ratePerSecond)),
    maxAttempts !== undefined && said.maxAttempts(formatNumber(maxAttempts)),
    concurrency != null && said.concurrency(formatNumber(concurrency)),
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : parts.join(', ');
}
