import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answered, api } from '../../../data/api.ts';
import { formatCount } from '../../../data/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Ago } from '../../../ui/time.tsx';
import { words } from '../../../words.ts';

/** Uploads that were begun and not started, here or on another device. Nothing while there are none. */
export function DraftsPanel() {
  const { data } = useQuery({
    queryKey: ['uploads'],
    queryFn: () => answered(api.GET('/batch-lookups/uploads', { params: { query: { limit: 20 } } })),
  });
  if (data === undefined || data.uploads.length === 0) return null;
  return (
    <Panel title={words.import.drafts}>
      <ul className="flex flex-col divide-y divide-line">
        {data.uploads.map(({ job_id: jobId, name, rows, created_at: at }) => (
          <li key={jobId} className="flex flex-wrap items-center gap-x-3 py-1.5">
            <Link to="/imports/$jobId" params={{ jobId }} className="link min-w-0 [overflow-wrap:anywhere]">
              {name}
            </Link>
            <span className="text-sm text-muted">{words.import.draftRows(formatCount(rows, 'row'))}</span>
            <span className="ml-auto text-sm text-muted">
              <Ago at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
