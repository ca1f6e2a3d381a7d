import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { CheckInput, TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ErrorPanel, Skeleton } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { type Asked, NO_OPTIONS, RETRYABLE, type RetryOptions, withOptions } from './action-body.ts';
import { ActionPreview, ActionSamples, formatAbout } from './action-preview.tsx';
import { RetryFields } from './retry-fields.tsx';

/**
 * Shows what an action over many jobs or items would do (how many, the filter in words, samples) and does it with a reason.
 * What follows is an action with a page of its own.
 */
export function ActionDialog({
  asked,
  title,
  onClose,
  onStarted,
}: {
  readonly asked: Asked;
  readonly title?: string;
  readonly onClose: () => void;
  readonly onStarted?: () => void;
}) {
  const navigate = useNavigate();
  const retries = asked.action === 'retry';
  const everything = retries && asked.items?.all === true;
  const [only, setOnly] = useState(everything);
  const [options, setOptions] = useState<RetryOptions>(NO_OPTIONS);
  const [reason, setReason] = useState('');
  // One creation, however often the button is pressed or the answer is lost on its way.
  const [key] = useState(() => crypto.randomUUID());
  const narrowed: Asked = only && everything ? { ...asked, items: { classes: [...RETRYABLE] } } : asked;
  const body = withOptions(narrowed, options);

  const preview = useQuery({
    queryKey: ['action-preview', body],
    enabled: body !== undefined,
    gcTime: 0,
    staleTime: 0,
    queryFn: () => answered(api.POST('/api/actions/preview', { body: body ?? asked })),
  });
  const create = useMutation({
    mutationFn: (hash: string) =>
      answered(
        api.POST('/api/actions', {
          params: { header: { 'Idempotency-Key': key } },
          body: { ...(body ?? asked), hash, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
        }),
      ),
    onSuccess: (action) => {
      onClose();
      onStarted?.();
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
      for (const id of asked.jobs?.ids ?? []) {
        void queryClient.invalidateQueries({ queryKey: ['job', id] });
        void queryClient.invalidateQueries({ queryKey: ['failures', id] });
      }
      tell({
        title: `${words.retry.started}: ${formatAbout({ count: action.total, jobs: action.jobs }, action.unit)}`,
        action: {
          name: words.retry.follow,
          run: () => void navigate({ to: '/ops/actions/$actionId', params: { actionId: action.id } }),
        },
      });
    },
    onError: () => void preview.refetch(),
  });

  const found = preview.data;
  const ready = found !== undefined && found.count > 0 && body !== undefined && !preview.isPlaceholderData;
  const missing = found?.needsReason === true && reason.trim() === '';
  const submit = () => {
    if (ready && !missing) create.mutate(found.hash);
  };
  return (
    <FormDialog
      title={title ?? words.retry.bulkTitle[asked.action]}
      width={retries ? 'lg' : 'md'}
      submit={
        found === undefined
          ? words.retry.doIt[asked.action]
          : `${words.retry.doIt[asked.action]} ${formatNumber(found.count)}`
      }
      look={asked.action === 'cancel' ? 'danger' : 'primary'}
      sending={create}
      disabled={!ready || missing}
      onClose={onClose}
      onSubmit={submit}
    >
      {everything && (
        <CheckInput
          label={words.retry.only}
          hint={words.retry.onlyMore}
          checked={only}
          onChange={({ currentTarget: { checked } }) => setOnly(checked)}
        />
      )}
      {preview.isError ? (
        <ErrorPanel error={preview.error} retry={() => void preview.refetch()} />
      ) : found === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <ActionPreview preview={found} unit={retries ? 'items' : 'jobs'} />
      )}
      {retries && <RetryFields options={options} onChange={setOptions} count={found?.count ?? 0} />}
      <TextInput
        label={words.actions.reason}
        value={reason}
        maxLength={1000}
        required={found?.needsReason === true}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      {found !== undefined && <ActionSamples samples={found.samples} unit={retries ? 'items' : 'jobs'} />}
    </FormDialog>
  );
}
