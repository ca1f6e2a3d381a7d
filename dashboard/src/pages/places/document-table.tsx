import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, CircleDashed, CirclePlay, type LucideIcon } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { formatBytes, formatDay } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { ParseButton } from './parse-button.tsx';

const W = words.documents;
type Document = Api['Document'];

const LOOKS: Readonly<Record<Document['parsing_status'], readonly [Tone, LucideIcon]>> = {
  pending: ['neutral', CircleDashed],
  in_progress: ['info', CirclePlay],
  completed: ['ok', CircleCheck],
  failed: ['bad', CircleAlert],
};

/** How far a document is read. */
export function ParsingStatus({ document }: { readonly document: Document }) {
  const [tone, icon] = LOOKS[document.parsing_status];
  return (
    <Badge tone={tone} icon={icon}>
      {W.statuses[document.parsing_status]}
    </Badge>
  );
}

/** Documents, a row each. */
export function DocumentTable({
  documents,
  chosen,
}: {
  readonly documents: readonly Document[];
  readonly chosen: string | undefined;
}) {
  const may = useMay('analyst');
  return (
    <Table label={W.list}>
      <Head>
        <Th>{W.document}</Th>
        <Th className="max-sm:hidden">{W.county}</Th>
        <Th className="max-md:hidden">{W.type}</Th>
        <Th>{W.status}</Th>
        <Th className="max-md:hidden">{W.published}</Th>
        <Th className="max-sm:hidden">{W.added}</Th>
        <Th>
          <span className="sr-only">{W.read}</span>
        </Th>
      </Head>
      <tbody>
        {documents.map((one) => (
          <Row key={one.id} data-row selected={one.id === chosen}>
            <Td>
              <Link
                to="/documents"
                search={({ doubtful: _, rows: __, ...before }) => ({ ...before, document: one.id })}
                className="link"
              >
                {one.title}
              </Link>
              <span className="block text-xs text-muted">
                {[one.file_format, one.size_bytes === null ? null : formatBytes(one.size_bytes)]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              {one.parsing_error !== null && (
                <span className="block text-xs text-bad">{one.parsing_error}</span>
              )}
            </Td>
            <Td className="max-sm:hidden">
              {one.county_name}, {one.state_code}
            </Td>
            <Td className="max-md:hidden">{W.types[one.document_type]}</Td>
            <Td>{one.document_type === 'property_list' && <ParsingStatus document={one} />}</Td>
            <Td className="whitespace-nowrap max-md:hidden">
              {one.publication_date === null ? '' : formatDay(`${one.publication_date}T12:00:00`)}
            </Td>
            <Td className="text-muted max-sm:hidden">
              <Ago at={one.created_at} />
            </Td>
            <Td className="text-right">{may && <ParseButton document={one} />}</Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
