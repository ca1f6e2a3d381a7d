import { Link } from '@tanstack/react-router';
import { FilePen } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { formatCount, formatNumber } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { CountsBar } from '../../ui/counts-bar.tsx';
import { ReasonChip, StateBadge } from '../../ui/job-state.tsx';
import { Row, Td } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { rateText, reasonText, settledOf } from '../jobs/job-figures.ts';

/** A lookup in the list; a draft leads to where it was left. */
export function LookupRow({ job }: { readonly job: Api['Job'] }) {
  const { id: jobId, name, sealed, counts, pace } = job;
  const draft = !sealed && job.status === 'pending';
  const look = 'text-base font-medium hover:underline [overflow-wrap:anywhere]';
  return (
    <Row data-row>
      <Td className="max-w-96 min-w-40">
        {draft ? (
          <Link to="/imports/$jobId" params={{ jobId }} className={look}>
            {name}
          </Link>
        ) : (
          <Link to="/lookups/$jobId" params={{ jobId }} className={look}>
            {name}
          </Link>
        )}
        <div className="mt-1 md:hidden">
          <State job={job} draft={draft} />
        </div>
      </Td>
      <Td className="max-md:hidden">
        <State job={job} draft={draft} />
      </Td>
      <Td className="min-w-48 max-sm:hidden">
        {draft ? (
          <span className="text-muted">{words.lookups.draftRows(formatCount(counts.total, 'row'))}</span>
        ) : (
          <span className="flex items-center gap-2">
            <CountsBar
              counts={counts}
              progress={job.progress}
              label={words.jobs.progressOf(name)}
              className="w-24"
            />
            <span className="text-muted tabular">
              {words.jobs.items(formatNumber(settledOf(counts)), formatNumber(counts.total))}
            </span>
          </span>
        )}
      </Td>
      <Td numeric className={counts.failed + counts.skipped > 0 ? 'text-bad' : 'text-muted'}>
        {formatNumber(counts.failed + counts.skipped)}
      </Td>
      <Td className="max-lg:hidden">
        {pace !== null && job.status === 'in_progress' && (
          <>
            {pace.perMinute !== null && (
              <span className="tabular">{words.jobs.perMinute(rateText(pace.perMinute))} · </span>
            )}
            <span className="text-muted">{pace.eta.text}</span>
          </>
        )}
      </Td>
      <Td className="text-muted max-md:hidden">
        <Ago at={job.createdAt} />
      </Td>
    </Row>
  );
}

function State({ job, draft }: { readonly job: Api['Job']; readonly draft: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-1">
      {draft ? <Badge icon={FilePen}>{words.lookups.draft}</Badge> : <StateBadge job={job} />}
      {job.reason !== null && !draft && <ReasonChip text={reasonText(job.reason)} />}
    </span>
  );
}
