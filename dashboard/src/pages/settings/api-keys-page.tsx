import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { actorName } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago, Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { KeyMenu } from './key-menu.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const route = getRouteApi('/shell/settings/api-keys');
const said = words.keysPage;
const SHOWN = 50;

/** Keys for programs: what each may do, when it was used last, and its end. */
export function ApiKeysPage() {
  const [making, make] = useState(false);
  const [made, show] = useState<Api['MadeApiKey']>();
  return (
    <SettingsFrame
      admin
      actions={
        <Button look="primary" icon={Plus} data-key="n" onClick={() => make(true)}>
          {said.create}
        </Button>
      }
    >
      <KeysPanel onMade={show} />
      {making && (
        <NewKeyDialog
          onClose={() => make(false)}
          onMade={(key) => {
            make(false);
            show(key);
          }}
        />
      )}
      {made !== undefined && (
        <SecretDialog title={said.keyOf(made.name)} secret={made.key} onClose={() => show(undefined)} />
      )}
    </SettingsFrame>
  );
}

function KeysPanel({ onMade }: { readonly onMade: (key: Api['MadeApiKey']) => void }) {
  const { cursor } = route.useSearch();
  const query = useQuery({
    queryKey: ['keys', cursor ?? null],
    queryFn: () =>
      answered(
        api.GET('/api/keys', {
          params: { query: { limit: SHOWN, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
  });
  return (
    <Panel title={words.settings.apiKeys} note={said.note} flush>
      <Loaded query={query}>
        {({ keys, next_cursor: next }) =>
          keys.length === 0 ? (
            <Empty icon={KeyRound} title={said.none}>
              {said.noneMore}
            </Empty>
          ) : (
            <>
              <Table label={words.settings.apiKeys}>
                <Head>
                  <Th>{said.name}</Th>
                  <Th>{said.role}</Th>
                  <Th className="max-sm:hidden">{said.status}</Th>
                  <Th className="max-md:hidden">{said.lastUsed}</Th>
                  <Th className="max-md:hidden">{said.expires}</Th>
                  <Th className="max-md:hidden">{said.createdBy}</Th>
                  <Th className="w-10">
                    <span className="sr-only">{words.actions.moreActions}</span>
                  </Th>
                </Head>
                <tbody>
                  {keys.map((key) => (
                    <KeyRow key={key.id} entry={key} onMade={onMade} />
                  ))}
                </tbody>
              </Table>
              <CursorPager cursor={cursor} next={next} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

const TONES = { active: 'ok', expired: 'neutral', revoked: 'neutral' } as const;

function KeyRow({
  entry,
  onMade,
}: {
  readonly entry: Api['ApiKey'];
  readonly onMade: (key: Api['MadeApiKey']) => void;
}) {
  const { name, prefix, role, scopes, test, status, last_used_at: used, expires_at: expires } = entry;
  return (
    <Row data-row className={status === 'active' ? '' : 'text-muted'}>
      <Td className="min-w-32">
        <span className="font-medium">{name}</span> {test && <Badge>{said.test}</Badge>}
        <span className="block font-mono text-xs text-muted">{prefix}…</span>
        <span className="sm:hidden">
          <Badge tone={TONES[status]}>{said.statuses[status]}</Badge>
        </span>
      </Td>
      <Td>
        {words.members.roles[role]}
        {scopes !== null && (
          <span className="block max-w-56 truncate text-xs text-muted" title={scopes.join(', ')}>
            {scopes.join(', ')}
          </span>
        )}
      </Td>
      <Td className="max-sm:hidden">
        <Badge tone={TONES[status]}>{said.statuses[status]}</Badge>
      </Td>
      <Td className="text-muted max-md:hidden">{used === null ? said.never : <Ago at={used} />}</Td>
      <Td className="text-muted max-md:hidden">{expires === null ? said.noExpiry : <Time at={expires} />}</Td>
      <Td className="text-muted max-md:hidden">{entry.created_by && actorName(entry.created_by)}</Td>
      <Td>{status === 'active' && <KeyMenu entry={entry} onMade={onMade} />}</Td>
    </Row>
  );
}
