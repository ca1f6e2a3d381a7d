import { Link } from '@tanstack/react-router';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatDay, formatMoney, formatNumber } from '../../data/format.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Empty } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import type { CountyRow, Order, Sort } from './county-rows.ts';

const PAGE = 50;
const W = words.counties;

/** The same as the map, to be read: every county that has something, by what one wants to know. */
export function CountyTable({
  rows,
  sort,
  order,
  page,
  onClear,
}: {
  readonly rows: readonly CountyRow[];
  readonly sort: Sort;
  readonly order: Order;
  readonly page: number;
  readonly onClear: (() => void) | undefined;
}) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const at = Math.min(page, pages);
  const shown = rows.slice((at - 1) * PAGE, at * PAGE);
  const change = useChangeSearch();
  const header = (name: Sort) => ({
    sorted: sort === name ? order : undefined,
    onSort: () => change({ sort: name, order: turned(name, sort, order), page: undefined }),
  });
  if (rows.length === 0) {
    return (
      <Empty
        title={onClear === undefined ? W.empty : W.filteredEmpty}
        action={
          onClear === undefined ? (
            <LinkButton to="/documents">{words.documents.upload}</LinkButton>
          ) : (
            <Button onClick={onClear}>{words.actions.clearFilters}</Button>
          )
        }
      >
        {onClear === undefined ? W.emptyMore : null}
      </Empty>
    );
  }
  return (
    <>
      <Table label={W.table} rows={rows.length + 1}>
        <Head>
          <Th {...header('name')}>{W.county}</Th>
          <Th numeric {...header('pending')}>
            {W.pending}
          </Th>
          <Th numeric {...header('properties')}>
            {W.properties}
          </Th>
          <Th numeric className="max-sm:hidden" {...header('approved')}>
            {W.approved}
          </Th>
          <Th numeric className="max-sm:hidden" {...header('bids')}>
            {W.bids}
          </Th>
          <Th className="max-md:hidden" {...header('sale')}>
            {W.sale}
          </Th>
        </Head>
        <tbody>
          {shown.map((row, index) => (
            <Row key={row.fips} data-row aria-rowindex={(at - 1) * PAGE + index + 2}>
              <Td className="sm:whitespace-nowrap">
                <Link to="/counties/$countyId" params={{ countyId: row.fips }} className="link">
                  {row.name}, {row.state}
                </Link>
              </Td>
              <Td numeric>{figure(row.pending)}</Td>
              <Td numeric>{figure(row.properties)}</Td>
              <Td numeric className="max-sm:hidden">
                {figure(row.approved)}
              </Td>
              <Td
                numeric
                className="max-sm:hidden"
                title={row.bids > 0 ? formatMoney(row.bidTotal) : undefined}
              >
                {figure(row.bids)}
              </Td>
              <Td className="whitespace-nowrap tabular max-md:hidden">
                {row.sale === null ? '' : formatDay(`${row.sale}T12:00:00`)}
              </Td>
            </Row>
          ))}
        </tbody>
      </Table>
      {pages > 1 && (
        <div className="no-print flex items-center justify-end gap-2 border-t border-line px-4 py-2">
          <p className="mr-auto text-sm text-muted tabular">{W.page(at, pages)}</p>
          <Button
            size="sm"
            disabled={at === 1}
            onClick={() => change({ page: at === 2 ? undefined : at - 1 })}
          >
            {W.previous}
          </Button>
          <Button size="sm" disabled={at === pages} onClick={() => change({ page: at + 1 })}>
            {words.actions.next}
          </Button>
        </div>
      )}
    </>
  );
}

/** Names and days begin with the first, figures with the largest; pressed again, they turn. */
function turned(name: Sort, sort: Sort, order: Order): Order {
  if (name === sort) return order === 'ascending' ? 'descending' : 'ascending';
  return name === 'name' || name === 'sale' ? 'ascending' : 'descending';
}

const figure = (value: number) => (value === 0 ? <span className="text-faint">0</span> : formatNumber(value));
