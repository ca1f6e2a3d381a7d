import { useMutation, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { browserName } from './browser-name.ts';

const said = words.profile;

/** Where one is signed in; the others can be ended at once. */
export function SessionsPanel() {
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: () => answered(api.GET('/api/auth/list-sessions')),
  });
  const end = useMutation({
    mutationFn: () => answered(api.POST('/api/auth/revoke-other-sessions')),
    onSuccess: () => {
      tell({ title: said.sessionsEnded });
      void queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
    onError: tellError,
  });
  const others = (query.data ?? []).some(({ current }) => !current);
  return (
    <Panel
      title={said.sessions}
      actions={
        others && (
          <Button size="sm" look="danger" busy={end.isPending} onClick={() => end.mutate()}>
            {said.endOthers}
          </Button>
        )
      }
      flush
    >
      <Loaded query={query} lines={2}>
        {(sessions) => (
          <Table label={said.sessions} rows={sessions.length}>
            <Head>
              <Th>{said.browser}</Th>
              <Th className="max-sm:hidden">{said.address}</Th>
              <Th>{said.since}</Th>
              <Th className="max-sm:hidden">{said.until}</Th>
            </Head>
            <tbody>
              {sessions.map(({ id, userAgent, ipAddress, createdAt, expiresAt, current }) => (
                <Row key={id}>
                  <Td>
                    <span className="flex flex-wrap items-center gap-2" title={userAgent ?? undefined}>
                      {browserName(userAgent ?? '') ?? said.unknownBrowser}
                      {current && <Badge tone="ok">{said.here}</Badge>}
                    </span>
                  </Td>
                  <Td className="text-muted max-sm:hidden">{ipAddress || '–'}</Td>
                  <Td className="text-muted">
                    <Time at={createdAt} />
                  </Td>
                  <Td className="text-muted max-sm:hidden">
                    <Time at={expiresAt} />
                  </Td>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </Loaded>
    </Panel>
  );
}
