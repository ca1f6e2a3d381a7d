import { useMutation, useQuery } from '@tanstack/react-query';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { CheckInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { BrowserNotices } from './browser-notices.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const said = words.notifications;
const KEY = ['notifications', 'settings'];
const CHOICES = ['on_completion', 'on_failure', 'all_jobs', 'email'] as const;

/** What one is told of, and how; and rules for more than that. */
export function NotificationsPage() {
  return (
    <SettingsFrame>
      <ChoicesPanel />
      <RulesPanel />
    </SettingsFrame>
  );
}

function ChoicesPanel() {
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => answered(api.GET('/api/notifications/settings')),
  });
  const save = useMutation({
    mutationFn: (body: Api['ChangeNotificationSettings']) =>
      answered(api.PUT('/api/notifications/settings', { body })),
    onSuccess: (now) => queryClient.setQueryData(KEY, now),
    onError: tellError,
  });
  return (
    <Panel title={said.mine} note={said.mineNote}>
      <Loaded query={query}>
        {(settings) => (
          <div className="flex flex-col gap-2.5">
            {CHOICES.map((name) => (
              <CheckInput
                key={name}
                label={said.choices[name]}
                hint={said.choiceHints[name]}
                checked={settings[name]}
                disabled={save.isPending}
                onChange={({ currentTarget: { checked } }) => save.mutate({ [name]: checked })}
              />
            ))}
            <BrowserNotices />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
