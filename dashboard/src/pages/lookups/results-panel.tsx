import { getRouteApi } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { formatMoney } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Row, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { ItemFailure, ItemNumber } from '../jobs/item-row.tsx';
import { ITEM_TONES } from '../jobs/item-status.ts';
import { ItemsList } from '../jobs/items-list.tsx';
import { addressLine, resultOf, resultText } from './lookup-result.ts';

const route = getRouteApi('/shell/lookups/$jobId');

/** The rows of a lookup with what was found. */
export function ResultsPanel({ job }: { readonly job: Api['Job'] }) {
  const search = route.useSearch();
  return (
    <ItemsList
      job={job}
      search={search}
      title={words.lookups.results}
      label={words.lookups.results}
      head={
        <>
          <Th numeric>{words.items.number}</Th>
          <Th className="max-sm:hidden">{words.items.reference}</Th>
          <Th>{words.lookups.address}</Th>
          <Th>{words.items.status}</Th>
          <Th numeric>{words.lookups.value}</Th>
          <Th className="max-md:hidden">{words.lookups.outcome}</Th>
        </>
      }
      row={(item, chosen) => <ResultRow key={item.item} item={item} chosen={chosen} />}
    />
  );
}

function ResultRow({ item, chosen }: { readonly item: Api['JobItem']; readonly chosen: boolean }) {
  const result = resultOf(item.result);
  const input: { address?: unknown } =
    typeof item.input === 'object' && item.input !== null ? { ...item.input } : {};
  return (
    <Row data-row selected={chosen} aria-rowindex={item.item + 1}>
      <Td numeric>
        <ItemNumber seq={item.item} />
      </Td>
      <Td className="max-w-40 truncate max-sm:hidden">{item.reference_id}</Td>
      <Td className="max-w-80 min-w-36 truncate">{addressLine(input.address)}</Td>
      <Td>
        <Badge tone={ITEM_TONES[item.status]}>{words.items.statuses[item.status]}</Badge>
      </Td>
      <Td numeric>{result === null ? '' : formatMoney(result.value)}</Td>
      <Td className="max-w-80 truncate max-md:hidden" title={item.error?.message ?? undefined}>
        {item.error !== null ? (
          <ItemFailure failure={item.error} />
        ) : (
          result !== null && <span className="text-muted">{resultText(result)}</span>
        )}
      </Td>
    </Row>
  );
}
