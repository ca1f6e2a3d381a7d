import { useState } from 'react';
import { formatNumber } from '../../../data/format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../../ui/table.tsx';
import { words } from '../../../words.ts';
import type { Problem } from './check-item.ts';
import type { Draft } from './draft.ts';
import { fieldName, problemTitle } from './field-name.ts';
import { type BadRow, keyOf } from './groups.ts';
import type { useMending } from './use-mending.ts';

const PAGE = 100;

/** Rows at fault, one line for each fault, mended where they stand: Enter or leaving the field keeps it. */
export function RowsTable({
  draft,
  bad,
  warnings,
  shown,
  onShowAll,
  mending,
}: {
  readonly draft: Draft;
  readonly bad: readonly BadRow[];
  readonly warnings: readonly BadRow[];
  readonly shown: string | null;
  readonly onShowAll: () => void;
  readonly mending: ReturnType<typeof useMending>;
}) {
  const [most, setMost] = useState(PAGE);
  const lines = [
    ...bad.map((row) => ({ row, isWarning: false })),
    ...warnings.map((row) => ({ row, isWarning: true })),
  ]
    .flatMap(({ row, isWarning }) => row.problems.map((problem) => ({ row, isWarning, problem })))
    .filter(({ problem }) => shown === null || keyOf(problem) === shown);
  if (lines.length === 0) return null;
  return (
    <Panel
      title={words.import.rows}
      note={formatNumber(lines.length)}
      flush
      actions={
        shown !== null && (
          <Button size="sm" look="quiet" onClick={onShowAll}>
            {words.import.showAll}
          </Button>
        )
      }
    >
      <Table label={words.import.rowsTable} rows={lines.length}>
        <Head>
          <Th numeric>{words.import.rowNumber}</Th>
          <Th className="max-md:hidden">{words.import.fields.reference_id}</Th>
          <Th>{words.import.problem}</Th>
          <Th>{words.import.value}</Th>
        </Head>
        <tbody>
          {lines.slice(0, most).map(({ row, problem, isWarning }) => (
            <Row key={`${row.row} ${keyOf(problem)}`} data-row>
              <Td numeric>{formatNumber(row.row)}</Td>
              <Td className="max-w-40 truncate max-md:hidden">{row.reference}</Td>
              <Td>
                <span className="flex flex-wrap items-center gap-x-2">
                  <Badge tone={isWarning ? 'warn' : 'bad'}>
                    {isWarning ? words.import.warning : words.import.error}
                  </Badge>
                  <span>
                    {problem.field === 'row'
                      ? problem.expected
                      : problemTitle(problem.field, problem.expected)}
                  </span>
                </span>
              </Td>
              <Td>
                <Cell draft={draft} row={row} problem={problem} mending={mending} />
              </Td>
            </Row>
          ))}
        </tbody>
      </Table>
      {lines.length > most && (
        <div className="flex justify-center border-t border-line p-2">
          <Button size="sm" look="quiet" onClick={() => setMost(most + PAGE)}>
            {words.import.more}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** On to the next cell, and so out of this one, which keeps it: the row may be gone in a moment, the focus is not. */
function toNext(cell: HTMLInputElement): void {
  const cells = [...(cell.closest('tbody')?.querySelectorAll('input') ?? [])];
  const at = cells.indexOf(cell);
  const next = cells[at + 1] ?? cells[at - 1];
  if (next === undefined) cell.blur();
  else next.focus();
}

/** The cell at fault. Where no column of its own fills the field, the street's: it holds the whole address. */
function Cell({
  draft,
  row,
  problem,
  mending,
}: {
  readonly draft: Draft;
  readonly row: BadRow;
  readonly problem: Problem;
  readonly mending: ReturnType<typeof useMending>;
}) {
  const columns = draft.mapping?.columns ?? {};
  const column = columns[problem.field] ?? columns.street_1;
  if (column === undefined) return problem.value;
  const before = row.cells[column] ?? '';
  const keep = (value: string) => {
    if (value !== before) mending.mutate({ mends: [{ row: row.row, column, value }] });
  };
  return (
    <input
      key={before}
      defaultValue={before}
      aria-label={words.import.valueOf(fieldName(problem.field), row.row)}
      onBlur={(event) => keep(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') toNext(event.currentTarget);
      }}
      className="h-7 w-full min-w-28 rounded border border-line-strong/70 bg-surface px-2"
    />
  );
}
