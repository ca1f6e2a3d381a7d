import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { words } from '../words.ts';
import { Button } from './button.tsx';

/** The foot of a list that is read page by page: what is shown, a way back to its beginning, and on. */
export function ListFoot({
  label,
  note,
  onFirst,
  onNext,
}: {
  readonly label: string;
  readonly note?: ReactNode;
  /** Undefined on the first page. */
  readonly onFirst?: (() => void) | undefined;
  /** Undefined on the last page. */
  readonly onNext?: (() => void) | undefined;
}) {
  if (onFirst === undefined && onNext === undefined && note === undefined) return null;
  return (
    <nav
      aria-label={label}
      className="flex items-center gap-2 border-t border-line px-4 py-2 text-sm text-muted"
    >
      {note !== undefined && <p className="tabular">{note}</p>}
      <div className="no-print ml-auto flex gap-2">
        {onFirst !== undefined && (
          <Button size="sm" icon={ChevronLeft} onClick={onFirst}>
            {words.actions.first}
          </Button>
        )}
        {(onFirst !== undefined || onNext !== undefined) && (
          <Button size="sm" icon={ChevronRight} disabled={onNext === undefined} onClick={onNext}>
            {words.actions.next}
          </Button>
        )}
      </div>
    </nav>
  );
}
