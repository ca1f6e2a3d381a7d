import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../data/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { words } from '../../../words.ts';
import { MOST_BAD_ROWS } from './bad-rows.ts';
import type { Draft } from './draft.ts';
import { GroupList } from './group-list.tsx';
import { type BadRow, groupProblems } from './groups.ts';
import { RowsTable } from './rows-table.tsx';
import { FOUND_ID, useMending } from './use-mending.ts';

/** What was found: how much is ready, what is wrong by its kind, and the rows to be mended. */
export function FoundPanel({
  draft,
  bad,
  warnings,
}: {
  readonly draft: Draft;
  readonly bad: readonly BadRow[];
  /** The first rows that were noticed, as they stand now. */
  readonly warnings: readonly BadRow[];
}) {
  const navigate = useNavigate();
  const [shown, show] = useState<string | null>(null);
  const [onlyErrors, setOnlyErrors] = useState(false);
  const mending = useMending(draft, [...bad, ...warnings]);
  const groups = groupProblems(bad);
  const warningGroups = onlyErrors ? [] : groupProblems(warnings);
  const noticed = draft.mapping?.noticed;
  // what is no warning any more was mended, or refused by the server
  const warned = noticed === undefined ? 0 : noticed.rows - (noticed.first.length - warnings.length);
  const ready = draft.rows - draft.rejected;
  const figures = [
    { count: Math.max(0, ready - warned), word: words.import.ready, colour: 'text-ok' },
    { count: warned, word: words.import.warnings, colour: 'text-warn' },
    { count: draft.rejected, word: words.import.errors, colour: 'text-bad' },
  ];
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p
          id={FOUND_ID}
          tabIndex={-1}
          role="status"
          className="flex flex-wrap gap-x-3 text-lg font-semibold tabular"
        >
          {figures.map(({ count, word, colour }, at) => (
            <span key={word}>
              {at > 0 && <span className="mr-3 text-faint">·</span>}
              <span className={count > 0 ? colour : 'text-muted'}>{formatNumber(count)}</span> {word}
            </span>
          ))}
        </p>
        {warned > 0 && (
          <Button
            size="sm"
            aria-pressed={onlyErrors}
            onClick={() => setOnlyErrors(!onlyErrors)}
            className={onlyErrors ? 'bg-accent-soft!' : ''}
          >
            {words.import.onlyErrors}
          </Button>
        )}
        <Button
          look="primary"
          className="sm:ml-auto"
          disabled={ready === 0}
          title={ready === 0 ? words.import.nothingReady : undefined}
          onClick={() =>
            void navigate({
              to: '/imports/$jobId',
              params: { jobId: draft.job_id },
              search: { step: 'confirm' },
            })
          }
        >
          {draft.rejected === 0
            ? words.import.toConfirm
            : words.import.validOnly(formatCount(draft.rejected, 'row'))}
        </Button>
      </div>
      {draft.rejected > bad.length && bad.length >= MOST_BAD_ROWS && (
        <p className="text-warn">{words.import.tooMany(formatNumber(MOST_BAD_ROWS))}</p>
      )}
      {groups.length === 0 ? (
        <p className="text-muted">{words.import.noErrors}</p>
      ) : (
        <Panel title={words.import.groups} flush>
          <GroupList draft={draft} groups={groups} shown={shown} onShow={show} mending={mending} />
        </Panel>
      )}
      {warningGroups.length > 0 && (
        <Panel
          title={words.import.warningGroups}
          note={
            warned > warnings.length
              ? words.import.warningFirst(formatNumber(warnings.length))
              : words.import.warningNote
          }
          flush
        >
          <GroupList draft={draft} groups={warningGroups} shown={shown} onShow={show} mending={mending} />
        </Panel>
      )}
      <RowsTable
        draft={draft}
        bad={bad}
        warnings={onlyErrors ? [] : warnings}
        shown={shown}
        onShowAll={() => show(null)}
        mending={mending}
      />
    </>
  );
}
