import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { TickList } from './tick-list.tsx';
import { WEBHOOK_EVENTS, type WebhookEvent } from './webhook-events.ts';

const said = words.webhooks;
const STANDARD_RATE = 50;

/** Adds an endpoint, or changes one. */
export function WebhookDialog({
  endpoint,
  onClose,
  onAdded,
}: {
  readonly endpoint?: Api['WebhookEndpoint'];
  readonly onClose: () => void;
  readonly onAdded?: (endpoint: Api['WebhookEndpointWithSecret']) => void;
}) {
  const [events, setEvents] = useState<readonly WebhookEvent[]>(
    endpoint?.events ?? WEBHOOK_EVENTS.filter((name) => name !== 'job.progress'),
  );
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  const save = useMutation({
    mutationFn: async (body: Api['AddWebhookEndpoint']) => {
      if (endpoint === undefined) return onAdded?.(await answered(api.POST('/webhooks', { body })));
      await api.PATCH('/webhooks/{webhook_id}', { params: { path: { webhook_id: endpoint.id } }, body });
      tell({ title: words.actions.saved });
      onClose();
    },
    onSuccess: refresh,
  });
  const submit = (given: FormData) =>
    save.mutate({
      url: String(given.get('url')).trim(),
      description: String(given.get('description')).trim(),
      events: [...events],
      rate_per_second: Number(given.get('rate')),
    });
  return (
    <FormDialog
      title={endpoint === undefined ? said.add : said.change}
      submit={endpoint === undefined ? said.add : words.actions.save}
      sending={save}
      disabled={events.length === 0}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={said.address}
        name="url"
        type="url"
        placeholder="https://"
        defaultValue={endpoint?.url}
        hint={said.addressHint}
        required
      />
      <TextInput
        label={said.description}
        name="description"
        defaultValue={endpoint?.description}
        maxLength={200}
      />
      <TickList
        legend={said.events}
        names={WEBHOOK_EVENTS}
        chosen={events}
        onChange={setEvents}
        nameOf={(name) => said.eventNames[name]}
      />
      <TextInput
        label={said.rate}
        name="rate"
        type="number"
        min={1}
        max={1000}
        defaultValue={endpoint?.rate_per_second ?? STANDARD_RATE}
        required
      />
    </FormDialog>
  );
}
