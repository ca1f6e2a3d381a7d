import { useQuery } from '@tanstack/react-query';
import { type Api, answered, api } from '../../data/api.ts';
import { SidePanel } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Json } from '../../ui/json.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { changesOf } from './audit-changes.ts';

const said = words.audit;

/** One entry: who did what, from where, and what was before and after. */
export function AuditEntryPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useQuery({
    queryKey: ['audit', 'entry', id],
    queryFn: () => answered(api.GET('/api/audit/{id}', { params: { path: { id } } })),
  });
  return (
    <SidePanel open onClose={onClose} title={query.data?.action ?? said.entry}>
      <Loaded query={query}>{(entry) => <Entry entry={entry} />}</Loaded>
    </SidePanel>
  );
}

function Entry({ entry }: { readonly entry: Api['AuditEntry'] }) {
  const { at, actor, on_behalf_of: behalf, subject_type: type, subject_id: subject, reason, source } = entry;
  const changes = changesOf(entry.before, entry.after);
  return (
    <div className="flex flex-col gap-5">
      <Facts
        facts={[
          [said.when, <Time key="at" at={at} />],
          [said.actor, actor],
          [said.behalf, behalf],
          [said.subject, subject === null ? type : `${type} ${subject}`],
          [said.reason, reason],
          [said.address, source.address],
          [said.route, source.route],
          [words.errors.request, entry.request_id],
          [said.number, entry.number],
          [
            said.hash,
            entry.hash && (
              <code key="hash" className="font-mono text-xs">
                {entry.hash}
              </code>
            ),
          ],
        ]}
      />
      {changes.length > 0 && (
        <section>
          <h3 className="mb-1 font-semibold">{said.changes}</h3>
          <div className="rounded-md border border-line">
            <Table label={said.changes} rows={changes.length}>
              <Head>
                <Th>{said.field}</Th>
                <Th>{said.before}</Th>
                <Th>{said.after}</Th>
              </Head>
              <tbody>
                {changes.map(({ name, before, after }) => (
                  <Row key={name} className="align-top">
                    <Td className="font-mono text-xs">{name}</Td>
                    <Td className="text-muted [overflow-wrap:anywhere]">{before}</Td>
                    <Td className="[overflow-wrap:anywhere]">{after}</Td>
                  </Row>
                ))}
              </tbody>
            </Table>
          </div>
        </section>
      )}
      <details>
        <summary className="mb-1 font-semibold">{said.raw}</summary>
        <Json value={entry} label={said.raw} />
      </details>
    </div>
  );
}
