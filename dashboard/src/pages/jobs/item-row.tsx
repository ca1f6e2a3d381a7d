import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Row, Td } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { inputLine, resultLine } from './item-line.ts';
import { ITEM_TONES } from './item-status.ts';

/** An item of a job; its number opens it at the side. */
export function ItemRow({ item, chosen }: { readonly item: Api['JobItem']; readonly chosen: boolean }) {
  return (
    <Row data-row selected={chosen} aria-rowindex={item.item + 1}>
      <Td numeric>
        <ItemNumber seq={item.item} />
      </Td>
      <Td className="max-w-40 truncate max-sm:hidden">{item.reference_id}</Td>
      <Td>
        <Badge tone={ITEM_TONES[item.status]}>{words.items.statuses[item.status]}</Badge>
      </Td>
      <Td className="max-w-72 min-w-32 truncate" title={inputLine(item.input)}>
        {inputLine(item.input)}
      </Td>
      <Td className="max-w-80 truncate max-md:hidden" title={item.error?.message ?? resultLine(item.result)}>
        {item.error === null ? (
          <span className="text-muted">{resultLine(item.result)}</span>
        ) : (
          <ItemFailure failure={item.error} />
        )}
      </Td>
      <Td numeric className="max-lg:hidden">
        {formatNumber(item.attempts)}
      </Td>
      <Td className="max-lg:hidden">{item.settled_at !== null && <Time at={item.settled_at} />}</Td>
    </Row>
  );
}

/** An item's number, which opens it at the side. */
export function ItemNumber({ seq }: { readonly seq: number }) {
  return (
    <Link
      to="."
      search={(kept: Record<string, unknown>) => ({ ...kept, item: seq })}
      replace
      resetScroll={false}
      aria-label={words.items.open(formatNumber(seq))}
      className="inline-block min-h-6 leading-6 font-medium hover:underline"
    >
      {formatNumber(seq)}
    </Link>
  );
}

/** What an item failed of, in a line. */
export function ItemFailure({ failure }: { readonly failure: NonNullable<Api['JobItem']['error']> }) {
  return (
    <>
      <code className="font-mono">{failure.code}</code> <span className="text-muted">{failure.message}</span>
    </>
  );
}
