import { CircleAlert, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { LotlineError } from '../data/api.ts';
import { formatTime } from '../data/format.ts';
import { words } from '../words.ts';
import { Button } from './button.tsx';

/** Nothing here: why, and the one thing to do next. */
export function Empty({
  title,
  icon: Icon,
  children,
  action,
}: {
  readonly title: string;
  readonly icon?: LucideIcon;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      {Icon && <Icon aria-hidden className="size-6 text-faint" />}
      <p className="font-medium">{title}</p>
      {children !== undefined && <div className="max-w-prose text-muted">{children}</div>}
      {action !== undefined && <div className="mt-1">{action}</div>}
    </div>
  );
}

/** What failed, in the server's words, with the id that finds it in the log. */
export function ErrorPanel({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const known = error instanceof LotlineError ? error : undefined;
  return (
    <div role="alert" className="flex flex-wrap items-start gap-3 rounded-md bg-bad-soft px-4 py-3 text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{known?.message ?? words.errors.unreachable}</p>
        {known?.requestId !== undefined && (
          <p className="text-sm">
            {words.errors.request}{' '}
            <code className="font-mono [overflow-wrap:anywhere]">{known.requestId}</code>
          </p>
        )}
      </div>
      {retry !== undefined && (
        <Button size="sm" onClick={retry}>
          {words.actions.tryAgain}
        </Button>
      )}
    </div>
  );
}

const SKELETON_MS = 150;

/** Grey lines in the place of what comes, after a moment: what comes at once is not announced. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), SKELETON_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" className="flex flex-col gap-3 px-4 py-4" style={{ minHeight: `${lines * 2}rem` }}>
      <span className="sr-only">{words.states.loading}</span>
      {shown &&
        Array.from({ length: lines }, (_, line) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
            key={line}
            className="h-5 animate-pulse rounded bg-sunken"
            style={{ width: `${92 - ((line * 17) % 40)}%` }}
          />
        ))}
    </div>
  );
}

/** What is told of a query, of one page or of many. */
interface Asked<Data> {
  readonly data: Data | undefined;
  readonly isError: boolean;
  readonly error: unknown;
  readonly dataUpdatedAt: number;
  refetch(): unknown;
}

/**
 * What a query answers, in each of its states: a skeleton while there is nothing, the error where nothing came, old data with
 * its time where a later request failed. Panels fail by themselves.
 */
export function Loaded<Data>({
  query,
  lines,
  children,
}: {
  readonly query: Asked<Data>;
  readonly lines?: number;
  readonly children: (data: Data) => ReactNode;
}) {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    return query.isError ? (
      <div className="p-4">
        <ErrorPanel error={query.error} retry={retry} />
      </div>
    ) : (
      <Skeleton {...(lines === undefined ? {} : { lines })} />
    );
  }
  return (
    <>
      {query.isError && (
        <div className="p-4">
          <p className="mb-2 text-sm text-muted">
            {words.states.dataFrom(formatTime(new Date(query.dataUpdatedAt)))}
          </p>
          <ErrorPanel error={query.error} retry={retry} />
        </div>
      )}
      {children(query.data)}
    </>
  );
}
