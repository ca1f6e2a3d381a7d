import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { Button, DownloadButton } from '../../ui/button.tsx';
import { FilterText } from '../../ui/filter-text.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { AuditEntryPanel } from './audit-entry-panel.tsx';
import { type AuditFilter, auditQuery } from './audit-filter.ts';
import { SettingsFrame } from './settings-frame.tsx';

const route = getRouteApi('/shell/settings/audit');
const said = words.audit;
const SHOWN = 100;

/** What was done in the organization, by whom and why: filtered, opened, exported. */
export function AuditPage() {
  return (
    <SettingsFrame admin>
      <AuditPanel />
    </SettingsFrame>
  );
}

function AuditPanel() {
  const { cursor, entry, ...filter } = route.useSearch();
  const change = useChangeSearch();
  const asked = auditQuery(filter);
  const query = useQuery({
    queryKey: ['audit', asked, cursor ?? null],
    queryFn: () =>
      answered(
        api.GET('/api/audit', {
          params: { query: { ...asked, limit: SHOWN, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
  });
  const filtered = Object.keys(asked).length > 0;
  const clear = () =>
    change({ actor: undefined, action: undefined, subject: undefined, from: undefined, to: undefined });
  return (
    <Panel title={words.settings.audit} note={said.note} flush>
      <Filters filter={filter} />
      <Loaded query={query}>
        {({ entries, next_cursor: next }) =>
          entries.length === 0 ? (
            <Empty
              title={filtered ? said.noneFit : said.none}
              action={filtered && <Button onClick={clear}>{words.actions.clearFilters}</Button>}
            />
          ) : (
            <>
              <AuditTable entries={entries} onOpen={(id) => change({ entry: id })} />
              <CursorPager cursor={cursor} next={next} />
            </>
          )
        }
      </Loaded>
      {entry !== undefined && <AuditEntryPanel id={entry} onClose={() => change({ entry: undefined })} />}
    </Panel>
  );
}

function Filters({ filter }: { readonly filter: AuditFilter }) {
  const change = useChangeSearch();
  const set = (name: keyof AuditFilter) => (value: string | undefined) =>
    change({ [name]: value, cursor: undefined });
  const file = (format: string) => `/api/audit?${new URLSearchParams({ ...auditQuery(filter), format })}`;
  return (
    <div className="no-print grid grid-cols-2 items-end gap-3 border-b border-line px-4 py-3 sm:flex sm:flex-wrap">
      <FilterText label={said.actor} value={filter.actor} onFilter={set('actor')} />
      <FilterText label={said.action} value={filter.action} onFilter={set('action')} />
      <FilterText label={said.subject} value={filter.subject} onFilter={set('subject')} />
      <DayInput label={said.from} value={filter.from} onFilter={set('from')} />
      <DayInput label={said.to} value={filter.to} onFilter={set('to')} />
      <span className="flex gap-2 sm:ml-auto">
        <DownloadButton size="sm" icon={Download} href={file('csv')}>
          CSV
        </DownloadButton>
        <DownloadButton size="sm" icon={Download} href={file('jsonl')}>
          JSON
        </DownloadButton>
      </span>
    </div>
  );
}

function DayInput({
  label,
  value,
  onFilter,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onFilter: (value: string | undefined) => void;
}) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-sm font-medium">{label}</span>
      <input
        type="date"
        value={value ?? ''}
        onChange={({ currentTarget }) => onFilter(currentTarget.value || undefined)}
        className="h-8 rounded-md border border-line-strong/70 bg-surface px-2"
      />
    </label>
  );
}

function AuditTable({
  entries,
  onOpen,
}: {
  readonly entries: readonly Api['AuditEntry'][];
  readonly onOpen: (id: string) => void;
}) {
  return (
    <Table label={words.settings.audit}>
      <Head>
        <Th>{said.action}</Th>
        <Th className="max-sm:hidden">{said.subject}</Th>
        <Th>{said.actor}</Th>
        <Th className="max-md:hidden">{said.reason}</Th>
        <Th>{said.when}</Th>
      </Head>
      <tbody>
        {entries.map(({ id, at, actor, action, subject_type: type, subject_id: subject, reason }) => (
          <Row key={id} data-row>
            <Td>
              <button
                type="button"
                onClick={() => onOpen(id)}
                className="min-h-6 text-left font-medium hover:underline [overflow-wrap:anywhere]"
              >
                {action}
              </button>
            </Td>
            <Td className="max-w-64 max-sm:hidden">
              {type}
              {subject !== null && (
                <span className="block truncate font-mono text-xs text-muted" title={subject}>
                  {subject}
                </span>
              )}
            </Td>
            <Td className="[overflow-wrap:anywhere]">{actor}</Td>
            <Td className="max-w-72 truncate text-muted max-md:hidden">{reason}</Td>
            <Td className="text-muted">
              <Time at={at} />
            </Td>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
