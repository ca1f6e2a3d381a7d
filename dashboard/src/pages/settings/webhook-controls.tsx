import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, Pencil, Power, PowerOff, RefreshCw, RotateCcw, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { OverlapInput } from './overlap-input.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';

const said = words.webhooks;
const refresh = () => queryClient.invalidateQueries({ queryKey: ['webhooks'] });

/** Tests an endpoint, sends it events again, changes or removes it. */
export function WebhookControls({ endpoint }: { readonly endpoint: Api['WebhookEndpoint'] }) {
  const navigate = useNavigate();
  const [asks, ask] = useState<'change' | 'rotate' | 'replay' | 'remove'>();
  const [secret, show] = useState<string>();
  const [overlap, setOverlap] = useState(0);
  const path = { webhook_id: endpoint.id };
  const disabled = endpoint.state === 'disabled';
  const close = () => ask(undefined);

  const test = useMutation({
    mutationFn: () => answered(api.POST('/webhooks/{webhook_id}/test', { params: { path } })),
    onSuccess: ({ delivered, status, duration_ms: ms, error }) =>
      tell({
        title: delivered ? said.tested(ms) : said.testFailed,
        ...(delivered ? {} : { detail: error ?? `HTTP ${status}` }),
      }),
    onError: tellError,
    onSettled: refresh,
  });
  const enable = useMutation({
    mutationFn: () =>
      answered(api.PATCH('/webhooks/{webhook_id}', { params: { path }, body: { enabled: disabled } })),
    onError: tellError,
    onSettled: refresh,
  });
  const rotate = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/webhooks/{webhook_id}/rotate', { params: { path }, body: { overlap_seconds: overlap } }),
      ),
    onSuccess: (made) => show(made.secret),
    onError: tellError,
    onSettled: () => {
      close();
      void refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => answered(api.DELETE('/webhooks/{webhook_id}', { params: { path } })),
    onSuccess: async () => {
      await navigate({ to: '/settings/webhooks' });
      await refresh();
    },
    onError: tellError,
    onSettled: close,
  });
  return (
    <>
      <Button icon={Send} busy={test.isPending} onClick={() => test.mutate()}>
        {said.test}
      </Button>
      <Button icon={RotateCcw} onClick={() => ask('replay')}>
        {said.replay}
      </Button>
      <Menu trigger={<IconButton icon={Ellipsis} label={words.actions.moreActions} />}>
        <MenuItem icon={Pencil} onSelect={() => ask('change')}>
          {said.change}
        </MenuItem>
        <MenuItem icon={disabled ? Power : PowerOff} onSelect={() => enable.mutate()}>
          {disabled ? said.enable : said.disable}
        </MenuItem>
        <MenuItem icon={RefreshCw} onSelect={() => ask('rotate')}>
          {said.rotate}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} onSelect={() => ask('remove')}>
          {said.remove}
        </MenuItem>
      </Menu>
      {asks === 'change' && <WebhookDialog endpoint={endpoint} onClose={close} />}
      {asks === 'replay' && <ReplayDialog webhookId={endpoint.id} onClose={close} />}
      {asks === 'rotate' && (
        <ConfirmDialog
          open
          onClose={close}
          onConfirm={() => rotate.mutate()}
          title={said.rotate}
          description={said.rotateMore}
          confirm={said.rotate}
          busy={rotate.isPending}
        >
          <OverlapInput label={said.overlap} value={overlap} onChange={setOverlap} />
        </ConfirmDialog>
      )}
      {asks === 'remove' && (
        <ConfirmDialog
          open
          onClose={close}
          onConfirm={() => remove.mutate()}
          title={said.removeTitle}
          description={said.removeMore}
          confirm={said.remove}
          look="danger"
          busy={remove.isPending}
        />
      )}
      {secret !== undefined && (
        <SecretDialog title={said.secret} secret={secret} onClose={() => show(undefined)} />
      )}
    </>
  );
}
