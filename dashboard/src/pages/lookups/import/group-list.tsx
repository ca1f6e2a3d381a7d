import { formatCount, formatNumber } from '../../../data/format.ts';
import { Button } from '../../../ui/button.tsx';
import { words } from '../../../words.ts';
import type { Draft } from './draft.ts';
import { problemTitle } from './field-name.ts';
import { mendsOf, type ProblemGroup } from './groups.ts';
import type { useMending } from './use-mending.ts';

const SHOWN_VALUES = 4;

/** Problems by their kind, each with what mends all of it at once. */
export function GroupList({
  draft,
  groups,
  shown,
  onShow,
  mending,
}: {
  readonly draft: Draft;
  readonly groups: readonly ProblemGroup[];
  /** The group whose rows are shown. */
  readonly shown: string | null;
  readonly onShow: (key: string | null) => void;
  readonly mending: ReturnType<typeof useMending>;
}) {
  return (
    <ul className="divide-y divide-line">
      {groups.map((group) => (
        <li key={group.key} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
          <span className="min-w-10 text-right font-semibold tabular">
            {formatNumber(group.rows.length)}×
          </span>
          <span className="min-w-48 flex-1">
            {group.field === 'row' || group.kind === 'duplicate'
              ? group.title
              : problemTitle(group.field, group.title)}
          </span>
          <span className="flex flex-wrap items-center gap-2">
            <Mends draft={draft} group={group} mending={mending} />
            <Button
              size="sm"
              look="quiet"
              aria-pressed={shown === group.key}
              onClick={() => onShow(shown === group.key ? null : group.key)}
            >
              {shown === group.key ? words.import.showAll : words.import.show}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Mends({
  draft,
  group,
  mending,
}: {
  readonly draft: Draft;
  readonly group: ProblemGroup;
  readonly mending: ReturnType<typeof useMending>;
}) {
  if (group.kind === 'duplicate') {
    return (
      <>
        <span className="text-sm text-muted">{words.import.keepFirst}</span>
        <Button
          size="sm"
          disabled={mending.isPending}
          onClick={() => mending.mutate({ mends: [], allowed: new Set(group.rows) })}
        >
          {words.import.allowAll}
        </Button>
      </>
    );
  }
  const column = draft.mapping?.columns[group.field];
  if (column === undefined) return null;
  const plain = group.values.filter(({ suggestion }) => suggestion !== undefined);
  const all = mendsOf(group, column);
  return (
    <>
      {plain.slice(0, SHOWN_VALUES).map(({ value, rows, suggestion = '' }) => (
        <Button
          key={value}
          size="sm"
          disabled={mending.isPending}
          onClick={() => mending.mutate({ mends: rows.map((row) => ({ row, column, value: suggestion })) })}
        >
          {words.import.replace(value, suggestion, formatNumber(rows.length))}
        </Button>
      ))}
      {plain.length > 1 && (
        <Button size="sm" disabled={mending.isPending} onClick={() => mending.mutate({ mends: all })}>
          {words.import.replaceAll(formatCount(all.length, 'row'))}
        </Button>
      )}
    </>
  );
}
