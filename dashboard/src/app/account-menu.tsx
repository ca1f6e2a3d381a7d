import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CircleUser, LogOut } from 'lucide-react';
import { useState } from 'react';
import { answered, api } from '../data/api.ts';
import { sessionChanged, useMe } from '../data/session.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { tellError } from '../ui/toast.tsx';
import { words } from '../words.ts';
import { chooseTheme, currentTheme, THEMES } from './theme.ts';

/** Who one is, which organization one acts for, how the page looks, and the way out. */
export function AccountMenu() {
  const me = useMe();
  const navigate = useNavigate();
  const [theme, setTheme] = useState(currentTheme);
  const { data } = useQuery({
    queryKey: ['organizations'],
    enabled: me.person !== null,
    queryFn: () => answered(api.GET('/api/organizations')),
  });
  const organizations = data?.organizations ?? [];

  async function act(organization: string): Promise<void> {
    await api.PUT('/api/me/organization', { body: { organization_id: organization } });
    await sessionChanged();
    await navigate({ to: '/' });
  }

  async function leave(): Promise<void> {
    await api.POST('/api/auth/sign-out');
    await sessionChanged();
    await navigate({ to: '/login' });
  }

  return (
    <Menu
      trigger={<IconButton icon={CircleUser} label={words.session.signedInAs(me.person?.name ?? me.actor)} />}
    >
      <p className="px-2.5 py-1.5">
        <span className="block font-medium">{me.person?.name ?? me.actor}</span>
        <span className="block text-sm text-muted">
          {me.organization.name} · {me.role}
        </span>
      </p>
      {organizations.length > 1 && (
        <>
          <MenuSeparator />
          {organizations.map(({ id, name }) => (
            <MenuCheck
              key={id}
              checked={id === me.organization.id}
              onChange={() => void act(id).catch(tellError)}
            >
              {name}
            </MenuCheck>
          ))}
        </>
      )}
      <MenuSeparator />
      {THEMES.map((name) => (
        <MenuCheck
          key={name}
          checked={name === theme}
          onChange={() => {
            chooseTheme(name);
            setTheme(name);
          }}
        >
          {words.theme.label}: {words.theme[name]}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={() => void leave().catch(tellError)}>
        {words.session.signOut}
      </MenuItem>
    </Menu>
  );
}
