import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../data/api.ts';
import { useMe } from '../../data/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { words } from '../../words.ts';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const said = words.profile;

/** Who one is here, and the ways in: password, passkeys, and where one is signed in. */
export function ProfilePage() {
  const me = useMe();
  const { data: ways } = useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: () => answered(api.GET('/api/sign-in-ways')),
  });
  return (
    <SettingsFrame>
      <Panel title={said.you}>
        <Facts
          facts={[
            [said.name, me.person?.name],
            [said.email, me.person?.email],
            [said.actor, me.person === null ? me.actor : null],
            [said.organization, me.organization.name],
            [said.role, said.roleText[me.role]],
          ]}
        />
      </Panel>
      {me.person !== null && (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <PasswordPanel email={me.person.email} />
          {ways?.passkeys && <PasskeysPanel />}
        </div>
      )}
      {me.person !== null && <SessionsPanel />}
    </SettingsFrame>
  );
}
