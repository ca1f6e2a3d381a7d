import { useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words.ts';
import { ActionDialog } from './action-dialog.tsx';
import { actionJobs, type JobsSearch } from './jobs-filter.ts';
import type { Selection } from './selection.ts';

type Action = Api['PreviewAction']['action'];
const ACTIONS: readonly Action[] = ['pause', 'resume', 'retry', 'cancel'];

/** What is chosen, and what can be done to all of it at once; the server does it over the whole filter, not over a page. */
export function BulkBar({
  selection,
  total,
  pageIds,
  search,
  onSelect,
}: {
  readonly selection: Selection;
  readonly total: number;
  readonly pageIds: readonly string[];
  readonly search: JobsSearch;
  readonly onSelect: (selection: Selection) => void;
}) {
  const [asking, ask] = useState<Action>();
  const wholePage = selection.all || pageIds.every((id) => selection.ids.has(id));
  const jobs = selection.all ? actionJobs(search) : { ids: [...selection.ids] };
  return (
    <section
      aria-label={words.jobs.controls}
      className="no-print sticky bottom-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-surface px-4 py-2.5 shadow-raised"
    >
      <p className="font-medium tabular">
        {selection.all
          ? words.jobs.allChosen(formatNumber(total))
          : words.jobs.chosen(formatNumber(selection.ids.size))}
      </p>
      {!selection.all && wholePage && total > selection.ids.size && (
        <Button size="sm" look="quiet" onClick={() => onSelect({ all: true, ids: new Set() })}>
          {words.jobs.chooseAll(formatNumber(total))}
        </Button>
      )}
      <Button size="sm" look="quiet" onClick={() => onSelect({ all: false, ids: new Set() })}>
        {words.jobs.chooseNone}
      </Button>
      <div className="flex flex-wrap gap-2 sm:ml-auto">
        {ACTIONS.map((action) => (
          <Button
            key={action}
            size="sm"
            look={action === 'cancel' ? 'danger' : 'secondary'}
            onClick={() => ask(action)}
          >
            {words.retry.bulkTitle[action]}
          </Button>
        ))}
      </div>
      {asking !== undefined && (
        <ActionDialog
          asked={{ action: asking, jobs, ...(asking === 'retry' ? { items: { all: true } } : {}) }}
          onClose={() => ask(undefined)}
          onStarted={() => onSelect({ all: false, ids: new Set() })}
        />
      )}
    </section>
  );
}
