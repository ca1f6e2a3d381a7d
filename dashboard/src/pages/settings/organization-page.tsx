import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { sessionChanged, useMe } from '../../data/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { LimitsPanel } from './limits-panel.tsx';
import { NewOrganizationDialog } from './new-organization-dialog.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const said = words.organization;

/** The organizations that one may act for, and what the chosen one may use. */
export function OrganizationPage() {
  const me = useMe();
  const [making, make] = useState(false);
  return (
    <SettingsFrame
      actions={
        // only an operator of the installation makes organizations
        me.operator &&
        me.person !== null && (
          <Button icon={Plus} data-key="n" onClick={() => make(true)}>
            {said.create}
          </Button>
        )
      }
    >
      {me.person !== null && <OrganizationsPanel />}
      <LimitsPanel />
      {making && <NewOrganizationDialog onClose={() => make(false)} />}
    </SettingsFrame>
  );
}

function OrganizationsPanel() {
  const query = useQuery({
    queryKey: ['organizations'],
    queryFn: () => answered(api.GET('/api/organizations')),
  });
  const choose = useMutation({
    mutationFn: (id: string) => api.PUT('/api/me/organization', { body: { organization_id: id } }),
    onSuccess: async () => {
      await sessionChanged();
      tell({ title: said.switched });
    },
    onError: tellError,
  });
  return (
    <Panel title={said.organizations} flush>
      <Loaded query={query} lines={2}>
        {({ organizations }) => (
          <Table label={said.organizations} rows={organizations.length}>
            <Head>
              <Th>{said.name}</Th>
              <Th className="max-sm:hidden">{said.slug}</Th>
              <Th>{said.role}</Th>
              <Th>
                <span className="sr-only">{said.act}</span>
              </Th>
            </Head>
            <tbody>
              {organizations.map(({ id, name, slug, role, active }) => (
                <Row key={id} data-row>
                  <Td className="font-medium">{name}</Td>
                  <Td className="font-mono text-muted max-sm:hidden">{slug}</Td>
                  <Td>{role === null ? said.operator : words.members.roles[role]}</Td>
                  <Td className="text-right">
                    {active ? (
                      <Badge tone="ok">{said.active}</Badge>
                    ) : (
                      <Button size="sm" disabled={choose.isPending} onClick={() => choose.mutate(id)}>
                        {said.actFor(name)}
                      </Button>
                    )}
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
