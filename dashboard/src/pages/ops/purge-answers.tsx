import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceName } from '../../../../src/base/service-words.ts';
import { type Api, answered, api } from '../../data/api.ts';
import { formatCount } from '../../data/format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

const said = words.services;

/** Destroys what the organization bought of a service and keeps; asks first, since it is paid for again. */
export function PurgeAnswers({
  service: { service, label },
  onDone,
}: {
  readonly service: Api['OutsideService'];
  readonly onDone: () => void;
}) {
  const [asks, ask] = useState(false);
  const purge = useMutation({
    mutationFn: (reason: string) =>
      answered(
        api.POST('/api/services/{service}/purge', {
          // the list names no service that the address does not take
          params: { path: { service: service as ServiceName } },
          body: reason === '' ? {} : { reason },
        }),
      ),
    onSuccess: ({ answers }) => {
      tell({ title: said.purged(formatCount(answers, said.answer), label) });
      onDone();
    },
    onError: tellError,
    onSettled: () => ask(false),
  });
  return (
    <>
      <Button look="danger" className="mr-auto" onClick={() => ask(true)}>
        {said.purge}
      </Button>
      <ConfirmDialog
        open={asks}
        onClose={() => ask(false)}
        onConfirm={({ reason }) => purge.mutate(reason)}
        title={said.purgeTitle(label)}
        description={said.purgeMore}
        confirm={said.purgeConfirm}
        look="danger"
        busy={purge.isPending}
        asksReason
      />
    </>
  );
}
