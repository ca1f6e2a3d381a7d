import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { answered, api } from '../../data/api.ts';
import { actorName } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const said = words.members;
const SHOWN = 100;

/** Invitations that nobody has taken yet. */
export function InvitationsPanel() {
  const query = useQuery({
    queryKey: ['invitations'],
    queryFn: () => answered(api.GET('/api/invitations', { params: { query: { limit: SHOWN } } })),
  });
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      api.DELETE('/api/invitations/{invitation_id}', { params: { path: { invitation_id: id } } }),
    onSuccess: () => tell({ title: said.withdrawn }),
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['invitations'] }),
  });
  return (
    <Panel title={said.invitations} flush>
      <Loaded query={query} lines={2}>
        {({ invitations }) =>
          invitations.length === 0 ? (
            <p className="px-4 py-3 text-muted">{said.noInvitations}</p>
          ) : (
            <Table label={said.invitations} rows={invitations.length}>
              <Head>
                <Th>{said.email}</Th>
                <Th>{said.role}</Th>
                <Th className="max-md:hidden">{said.invitedBy}</Th>
                <Th className="max-sm:hidden">{said.expires}</Th>
                <Th className="w-10">
                  <span className="sr-only">{said.withdraw}</span>
                </Th>
              </Head>
              <tbody>
                {invitations.map(({ id, email, role, created_by: by, expires_at: expires }) => (
                  <Row key={id} data-row>
                    <Td className="font-medium [overflow-wrap:anywhere]">{email}</Td>
                    <Td>{said.roles[role]}</Td>
                    <Td className="text-muted max-md:hidden">{actorName(by)}</Td>
                    <Td className="text-muted max-sm:hidden">
                      <Time at={expires} />
                    </Td>
                    <Td>
                      <IconButton
                        icon={X}
                        label={said.withdrawOf(email)}
                        disabled={withdraw.isPending}
                        onClick={() => withdraw.mutate(id)}
                      />
                    </Td>
                  </Row>
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
    </Panel>
  );
}
