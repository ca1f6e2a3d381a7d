import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { type Role, useMay, useMe } from '../../data/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago, Time } from '../../ui/time.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { InvitationsPanel } from './invitations-panel.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { ROLES } from './role-input.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const route = getRouteApi('/shell/settings/members');
const said = words.members;
const SHOWN = 100;

/** Who is in the organization, with which role; admins invite, change and remove. */
export function MembersPage() {
  const admin = useMay('admin');
  const [inviting, invite] = useState(false);
  return (
    <SettingsFrame
      actions={
        admin && (
          <Button look="primary" icon={UserPlus} data-key="n" onClick={() => invite(true)}>
            {said.invite}
          </Button>
        )
      }
    >
      <PeoplePanel />
      {admin && <InvitationsPanel />}
      {inviting && <InviteDialog onClose={() => invite(false)} />}
    </SettingsFrame>
  );
}

function PeoplePanel() {
  const { cursor } = route.useSearch();
  const query = useQuery({
    queryKey: ['people', cursor ?? null],
    queryFn: () =>
      answered(
        api.GET('/api/people', {
          params: { query: { limit: SHOWN, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
  });
  return (
    <Panel title={said.people} flush>
      <Loaded query={query}>
        {({ people, next_cursor: next }) =>
          people.length === 0 ? (
            <Empty title={said.nobody} />
          ) : (
            <>
              <Table label={said.people}>
                <Head>
                  <Th>{said.name}</Th>
                  <Th>{said.role}</Th>
                  <Th className="max-md:hidden">{said.lastSeen}</Th>
                  <Th className="max-md:hidden">{said.joined}</Th>
                  <Th className="w-10">
                    <span className="sr-only">{said.remove}</span>
                  </Th>
                </Head>
                <tbody>
                  {people.map((person) => (
                    <MemberRow key={person.id} person={person} />
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

function MemberRow({ person }: { readonly person: Api['Member'] }) {
  const me = useMe();
  const admin = useMay('admin');
  const [asks, ask] = useState(false);
  const { id, name, email, role, joined_at: joined, last_seen_at: seen, passkeys } = person;
  const own = id === me.person?.id;
  const refresh = () => {
    ask(false);
    void queryClient.invalidateQueries({ queryKey: ['people'] });
    if (own) void queryClient.invalidateQueries({ queryKey: ['me'] });
  };
  const path = { person_id: id };
  const change = useMutation({
    mutationFn: (wanted: Role) =>
      api.PATCH('/api/people/{person_id}', { params: { path }, body: { role: wanted } }),
    onSuccess: (_, wanted) => tell({ title: said.changed(name, said.roles[wanted]) }),
    onError: tellError,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/people/{person_id}', { params: { path } }),
    onError: tellError,
    onSettled: refresh,
  });
  return (
    <Row data-row>
      <Td className="min-w-40">
        <span className="font-medium">{name}</span> {own && <Badge>{said.you}</Badge>}
        <span className="block text-muted [overflow-wrap:anywhere]">{email}</span>
      </Td>
      <Td>
        {admin ? (
          <SelectInput
            label={said.roleOf(name)}
            hiddenLabel
            value={role}
            disabled={change.isPending}
            onChange={(event) => {
              const wanted = ROLES.find((one) => one === event.currentTarget.value);
              if (wanted !== undefined) change.mutate(wanted);
            }}
            options={ROLES.map((one) => ({ value: one, name: said.roles[one] }))}
            className="max-w-32"
          />
        ) : (
          said.roles[role]
        )}
      </Td>
      <Td className="text-muted max-md:hidden">
        {seen === null ? said.never : <Ago at={seen} />}
        {passkeys > 0 && <span className="block text-xs">{said.passkeys(passkeys)}</span>}
      </Td>
      <Td className="text-muted max-md:hidden">
        <Time at={joined} />
      </Td>
      <Td>
        {admin && <IconButton icon={UserMinus} label={said.removeOf(name)} onClick={() => ask(true)} />}
        {asks && (
          <ConfirmDialog
            open
            onClose={() => ask(false)}
            onConfirm={() => remove.mutate()}
            title={said.removeTitle(name)}
            description={said.removeMore}
            confirm={said.remove}
            look="danger"
            busy={remove.isPending}
          />
        )}
      </Td>
    </Row>
  );
}
