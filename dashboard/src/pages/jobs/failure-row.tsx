import { Link } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { Row, Td } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';

const SAMPLES = 3;

/** One cause of failures: how often, since when, a few of its items, and its retry. */
export function FailureRow({
  group,
  jobId,
  span,
  brief,
  onRetry,
}: {
  readonly group: Api['FailureGroup'];
  readonly jobId: string;
  /** The time that the trend is over, in words. */
  readonly span: string;
  /** Without what a narrow place has no room for. */
  readonly brief: boolean;
  readonly onRetry?: (group: Api['FailureGroup']) => void;
}) {
  return (
    <Row data-row className="align-top">
      <Td className="align-top sm:min-w-56">
        <div className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/ops/errors/$fingerprint"
            params={{ fingerprint: group.fingerprint }}
            title={words.failures.everywhere}
            className="font-mono font-medium hover:underline [overflow-wrap:anywhere]"
          >
            {group.code}
          </Link>
          <Badge tone={group.retryable ? 'neutral' : 'bad'} title={group.whyNot ?? words.failures.retryable}>
            {words.failures.classes[group.class]}
          </Badge>
        </div>
        <p className="line-clamp-3 text-muted [overflow-wrap:anywhere]">{group.message}</p>
        <p className="flex flex-wrap gap-x-2 text-muted">
          {[...new Set(group.sampleSeqs)].slice(0, SAMPLES).map((seq) => (
            <Link
              key={seq}
              to="/jobs/$jobId/items"
              params={{ jobId }}
              search={{ item: seq, from: seq }}
              className="link min-h-6 tabular"
            >
              {words.items.item(formatNumber(seq))}
            </Link>
          ))}
        </p>
      </Td>
      <Td numeric className="align-top max-sm:hidden">
        {formatNumber(group.final)}
      </Td>
      {!brief && (
        <>
          <Td numeric className="align-top max-md:hidden">
            {formatNumber(group.count)}
          </Td>
          <Td className="align-top max-md:hidden">
            <Time at={group.firstSeenAt} />
          </Td>
        </>
      )}
      <Td className="align-top max-md:hidden">
        <Time at={group.lastSeenAt} />
      </Td>
      <Td className="align-top max-sm:hidden">
        <Sparkline values={group.trend} label={words.failures.trendOf(group.code, span)} tone="bad" />
      </Td>
      <Td className="w-px text-right align-top">
        {onRetry !== undefined && group.final > 0 && group.class !== 'outcome_unknown' && (
          <Button size="sm" icon={RotateCcw} onClick={() => onRetry(group)}>
            {words.failures.retry(formatNumber(group.final))}
          </Button>
        )}
      </Td>
    </Row>
  );
}
