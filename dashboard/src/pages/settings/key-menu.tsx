import { useMutation } from '@tanstack/react-query';
import { Ban, Ellipsis, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { OverlapInput } from './overlap-input.tsx';

const said = words.keysPage;

/** Rotates a key, or ends it. */
export function KeyMenu({
  entry: { id, name },
  onMade,
}: {
  readonly entry: Api['ApiKey'];
  readonly onMade: (key: Api['MadeApiKey']) => void;
}) {
  const [asks, ask] = useState<'rotate' | 'revoke'>();
  const [overlap, setOverlap] = useState(0);
  const refresh = () => {
    ask(undefined);
    void queryClient.invalidateQueries({ queryKey: ['keys'] });
  };
  const path = { id };
  const rotate = useMutation({
    mutationFn: () =>
      answered(api.POST('/api/keys/{id}/rotate', { params: { path }, body: { overlap_seconds: overlap } })),
    onSuccess: onMade,
    onError: tellError,
    onSettled: refresh,
  });
  const revoke = useMutation({
    mutationFn: () => answered(api.DELETE('/api/keys/{id}', { params: { path } })),
    onSuccess: () => tell({ title: said.revoked(name) }),
    onError: tellError,
    onSettled: refresh,
  });
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={said.menuOf(name)} />}>
        <MenuItem icon={RefreshCw} onSelect={() => ask('rotate')}>
          {said.rotate}
        </MenuItem>
        <MenuItem icon={Ban} onSelect={() => ask('revoke')}>
          {said.revoke}
        </MenuItem>
      </Menu>
      {asks === 'rotate' && (
        <ConfirmDialog
          open
          onClose={() => ask(undefined)}
          onConfirm={() => rotate.mutate()}
          title={said.rotateTitle(name)}
          description={said.rotateMore}
          confirm={said.rotate}
          busy={rotate.isPending}
        >
          <OverlapInput label={said.overlap} value={overlap} onChange={setOverlap} />
        </ConfirmDialog>
      )}
      {asks === 'revoke' && (
        <ConfirmDialog
          open
          onClose={() => ask(undefined)}
          onConfirm={() => revoke.mutate()}
          title={said.revokeTitle(name)}
          description={said.revokeMore}
          confirm={said.revoke}
          look="danger"
          typed={name}
          busy={revoke.isPending}
        />
      )}
    </>
  );
}
