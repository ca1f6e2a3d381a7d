import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { asFinding, textOf } from './finding.ts';

const W = words.properties;

interface Event {
  readonly at: string;
  readonly what: string;
  readonly jobId: string | null;
}

/** What became of a property, newest first: how it came, what was found when and by which job. */
export function HistoryPanel({ property }: { readonly property: Api['PropertyWithFindings'] }) {
  const events: Event[] = Object.entries(property.findings).flatMap(([type, finding]) => {
    const at = textOf(asFinding(finding), 'found_at');
    if (at === null) return [];
    return [{ at, what: W.foundOut(W.types[type] ?? type), jobId: textOf(asFinding(finding), 'job_id') }];
  });
  events.push({
    at: property.created_at,
    what: W.cameIn(property.import_file, property.import_row),
    jobId: null,
  });
  events.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return (
    <Panel title={W.history}>
      <ol className="flex flex-col gap-1.5">
        {events.map(({ at, what, jobId }) => (
          <li key={`${at} ${what}`} className="flex gap-3">
            <span className="w-28 shrink-0 text-muted">
              <Time at={at} />
            </span>
            <span className="min-w-0">
              {what}
              {jobId !== null && (
                <>
                  {' · '}
                  <Link to="/jobs/$jobId/overview" params={{ jobId }} className="link">
                    {W.job}
                  </Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
