import { Braces, Terminal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Json } from '../../ui/json.tsx';
import { Time } from '../../ui/time.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { asCurl } from './item-line.ts';
import { ITEM_TONES } from './item-status.ts';

type Item = Api['JobItemDetail'];

/** What went into an item, what came of it, and every attempt, the newest first. */
export function ItemDetail({ item }: { readonly item: Item }) {
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    tell({ title: words.actions.copied });
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={ITEM_TONES[item.status]}>{words.items.statuses[item.status]}</Badge>
        {item.reference !== null && (
          <span className="font-mono [overflow-wrap:anywhere]">{item.reference}</span>
        )}
        {item.row !== null && (
          <span className="text-muted">
            {words.items.rowOf} {formatNumber(item.row)}
          </span>
        )}
        {item.settledAt !== null && (
          <span className="text-muted">
            {words.items.settledAt} <Time at={item.settledAt} />
          </span>
        )}
        {item.dueAt !== null && (
          <span className="text-muted">
            {words.items.due} <Time at={item.dueAt} />
          </span>
        )}
      </div>
      <div className="no-print flex flex-wrap gap-2">
        <Button size="sm" icon={Braces} onClick={() => void copy(JSON.stringify(item, null, 2))}>
          {words.items.copyJson}
        </Button>
        <Button
          size="sm"
          icon={Terminal}
          onClick={() => void copy(asCurl(window.location.origin, item.jobId, item.seq))}
        >
          {words.items.copyCurl}
        </Button>
      </div>
      {item.error !== null && (
        <Part title={words.items.error}>
          <div className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            <p className="flex flex-wrap items-center gap-2">
              <code className="font-mono font-medium">{item.error.code}</code>
              {item.error.class !== null && (
                <span className="text-sm">{words.failures.classes[item.error.class]}</span>
              )}
            </p>
            <p className="[overflow-wrap:anywhere]">{item.error.message}</p>
          </div>
        </Part>
      )}
      {item.fieldErrors !== null && item.fieldErrors.length > 0 && (
        <Part title={words.items.fields}>
          <ul className="flex flex-col gap-1">
            {item.fieldErrors.map(({ field, message }) => (
              <li key={`${field} ${message}`} className="[overflow-wrap:anywhere]">
                <code className="font-mono">{field}</code> <span className="text-muted">{message}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={words.items.input}>
        <Json value={item.input} label={words.items.input} />
      </Part>
      <Part title={words.items.result}>
        {item.result === null ? (
          <p className="text-muted">{words.items.noResult}</p>
        ) : (
          <Json value={item.result} label={words.items.result} />
        )}
      </Part>
      <Part title={words.items.attempts}>
        <Attempts attempts={item.attempts} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Attempts({ attempts }: { readonly attempts: Item['attempts'] }) {
  if (attempts.length === 0) return <p className="text-muted">{words.items.noAttempts}</p>;
  return (
    <ol className="flex flex-col divide-y divide-line rounded-md border border-line">
      {attempts.map((attempt) => (
        <li key={`${attempt.generation} ${attempt.attempt}`} className="flex flex-col gap-0.5 px-3 py-2">
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="font-medium tabular">{words.items.attempt(formatNumber(attempt.attempt))}</span>
            {attempt.generation > 1 && (
              <span className="text-sm text-muted">
                {words.items.run(formatNumber(attempt.generation - 1))}
              </span>
            )}
            <Badge tone={ITEM_TONES[attempt.outcome]}>{words.items.statuses[attempt.outcome]}</Badge>
            {!attempt.final && attempt.outcome === 'failed' && (
              <span className="text-sm text-muted">{words.items.retriedAgain}</span>
            )}
            <span className="ml-auto text-sm text-muted">
              <Time at={attempt.at} />
            </span>
          </p>
          {attempt.code !== null && (
            <p className="text-sm [overflow-wrap:anywhere]">
              <code className="font-mono">{attempt.code}</code>{' '}
              <span className="text-muted">{attempt.message}</span>
            </p>
          )}
          {attempt.worker !== null && (
            <p className="text-sm text-muted [overflow-wrap:anywhere]">{words.items.by(attempt.worker)}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
