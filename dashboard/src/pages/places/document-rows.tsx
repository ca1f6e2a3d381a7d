import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, X } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, DownloadButton, IconButton } from '../../ui/button.tsx';
import { CheckInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { ParsingStatus } from './document-table.tsx';
import { spoken } from './finding.ts';

const W = words.documents;
const LIMIT = 50;
/** Rows of which this much or less was found are worth a look at the page. */
const DOUBTFUL = 80;
/** Rows below this become no property. */
const LEAST = 40;

/** What was read out of one document: each row with its page, how sure it is, and what it became. */
export function DocumentRows({
  id,
  doubtful,
  cursor,
}: {
  readonly id: string;
  readonly doubtful: boolean;
  readonly cursor: string | undefined;
}) {
  const path = { id };
  const document = useQuery({
    queryKey: ['documents', 'one', id],
    queryFn: () => answered(api.GET('/api/documents/{id}', { params: { path } })),
  });
  const query = useQuery({
    queryKey: ['documents', 'rows', id, doubtful, cursor],
    queryFn: () => {
      const asked = {
        limit: LIMIT,
        ...(doubtful && { confidence_at_most: DOUBTFUL }),
        ...(cursor && { cursor }),
      };
      return answered(api.GET('/api/documents/{id}/rows', { params: { path, query: asked } }));
    },
  });
  const change = useChangeSearch();
  const known = document.data;
  return (
    <Panel
      title={known === undefined ? W.rows : W.rowsOf(known.title)}
      note={known && <ParsingStatus document={known} />}
      flush
      actions={
        <div className="no-print flex flex-wrap items-center gap-2">
          <CheckInput
            label={W.doubtful(DOUBTFUL)}
            checked={doubtful}
            onChange={({ currentTarget: { checked } }) =>
              change({ doubtful: checked || undefined, rows: undefined })
            }
          />
          <DownloadButton size="sm" icon={Download} href={`/api/documents/${id}/rows?format=csv`}>
            {W.rowsCsv}
          </DownloadButton>
          {known?.file_name && (
            <DownloadButton size="sm" icon={Download} href={`/api/documents/${id}/content`}>
              {W.original}
            </DownloadButton>
          )}
          <IconButton
            icon={X}
            label={words.actions.close}
            onClick={() => change({ document: undefined, doubtful: undefined, rows: undefined })}
          />
        </div>
      }
    >
      <Loaded query={query} lines={6}>
        {({ rows, next_cursor }) =>
          rows.length === 0 ? (
            <Empty title={doubtful ? W.noDoubts : W.notRead}>{known?.parsing_error ?? null}</Empty>
          ) : (
            <>
              <RowTable rows={rows} />
              <div className="no-print flex justify-end gap-2 px-4 py-2">
                {cursor !== undefined && (
                  <Button size="sm" onClick={() => change({ rows: undefined })}>
                    {words.actions.first}
                  </Button>
                )}
                {next_cursor !== null && (
                  <Button size="sm" onClick={() => change({ rows: next_cursor })}>
                    {words.actions.next}
                  </Button>
                )}
              </div>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

/** What lists usually say, in the order in which people read it; anything else follows. */
const USUAL = [
  'parcel_id',
  'property_address',
  'city',
  'postal_code',
  'owner_name',
  'tax_amount',
  'total_due',
];
const placeOf = (field: string) => (USUAL.includes(field) ? USUAL.indexOf(field) : USUAL.length);

function RowTable({ rows }: { readonly rows: readonly Api['DocumentRow'][] }) {
  const fields = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].sort(
    (one, other) => placeOf(one) - placeOf(other),
  );
  return (
    <Table label={W.rows}>
      <Head>
        <Th numeric>{W.page}</Th>
        <Th numeric>{W.row}</Th>
        {fields.map((field) => (
          <Th key={field}>{spoken(field)}</Th>
        ))}
        <Th>{W.confidence}</Th>
        <Th>{W.became}</Th>
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={row.number}>
            <Td numeric>{row.page}</Td>
            <Td numeric>{row.page_row}</Td>
            {fields.map((field) => (
              <Td key={field}>
                {String(row.cells[field] ?? '')}
                {row.problems
                  .filter((problem) => problem.field === field)
                  .map(({ message }) => (
                    <span key={message} className="block text-bad">
                      {message}
                    </span>
                  ))}
              </Td>
            ))}
            <Td>
              <Badge tone={row.confidence > DOUBTFUL ? 'ok' : row.confidence >= LEAST ? 'warn' : 'bad'}>
                {row.confidence}%
              </Badge>
            </Td>
            <Td>
              {row.property_id === null ? (
                <Refused row={row} fields={fields} />
              ) : (
                <Link to="/properties/$propertyId" params={{ propertyId: row.property_id }} className="link">
                  {words.properties.property}
                </Link>
              )}
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** Why a row became nothing, as far as no cell of it says so. */
function Refused({ row, fields }: { readonly row: Api['DocumentRow']; readonly fields: readonly string[] }) {
  const rest = row.problems.filter(({ field }) => !fields.includes(field));
  return (
    <span className="text-muted">
      {W.refused}
      {rest.map(({ field, message }) => (
        <span key={field} className="block text-bad">
          {spoken(field)}: {message}
        </span>
      ))}
    </span>
  );
}
