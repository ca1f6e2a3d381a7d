import { Link } from '@tanstack/react-router';
import { formatCount, formatNumber } from '../../data/format.ts';
import { words } from '../../words.ts';
import { problemTitle } from './import/field-name.ts';
import type { Noticed } from './import/stored-rows.ts';

const SHOWN = 10;

/** What the import noticed and looked up all the same, with the way to the first such rows. */
export function NoticedNote({ noticed: { rows, kinds, first } }: { readonly noticed: Noticed }) {
  return (
    <p className="flex flex-wrap gap-x-2 text-muted">
      <span>
        {words.lookups.noticed(
          formatCount(rows, 'row'),
          kinds
            .map(({ field, expected, rows: of }) => `${problemTitle(field, expected)} (${formatNumber(of)})`)
            .join('; '),
        )}
      </span>
      {first.slice(0, SHOWN).map((row) => (
        <Link key={row} to="." search={{ item: row }} replace resetScroll={false} className="link tabular">
          {formatNumber(row)}
        </Link>
      ))}
    </p>
  );
}
