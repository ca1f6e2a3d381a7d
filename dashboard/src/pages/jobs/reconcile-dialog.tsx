import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextInput } from '../../ui/field.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';

type Verdict = Api['ReconcilePurchases']['verdict'];
const VERDICTS: readonly Verdict[] = ['retry', 'failed', 'completed'];

/** Takes what somebody found in the vendor's account about purchases without an answer. */
export function ReconcileDialog({
  job,
  onClose,
}: {
  readonly job: Api['Job'];
  readonly onClose: () => void;
}) {
  const [verdict, setVerdict] = useState<Verdict>('retry');
  const [json, setJson] = useState('');
  const [reason, setReason] = useState('');
  const records = verdict === 'completed' ? readRecords(json) : undefined;
  const bad = verdict === 'completed' && json.trim() !== '' && records === undefined;
  const reconcile = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/batch-jobs/{id}/reconcile', {
          params: { path: { id: job.id } },
          body: {
            verdict,
            ...(records === undefined ? {} : { records }),
            ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          },
        }),
      ),
    onSuccess: ({ reconciled, message }) => {
      tell({ title: words.job.reconciled(formatNumber(reconciled)), detail: message });
      void queryClient.invalidateQueries({ queryKey: ['unknown-purchases', job.id] });
      void queryClient.invalidateQueries({ queryKey: ['job', job.id] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!bad) reconcile.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={words.job.reconcileTitle} description={words.job.purchasesMore}>
      <form onSubmit={submit} className="flex flex-col gap-4 pb-3">
        {reconcile.isError && <ErrorPanel error={reconcile.error} />}
        <Choices
          label={words.job.reconcileTitle}
          hiddenLabel
          value={verdict}
          onChange={setVerdict}
          choices={VERDICTS.map((value) => ({ value, name: words.job.verdicts[value] }))}
        />
        {verdict === 'completed' && (
          <TextArea
            label={words.job.recordsJson}
            rows={6}
            className="font-mono text-sm"
            value={json}
            error={bad ? words.job.recordsBad : undefined}
            onChange={({ currentTarget: { value } }) => setJson(value)}
          />
        )}
        <TextInput
          label={words.actions.reason}
          value={reason}
          maxLength={1000}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words.actions.back}</Button>
          <Button
            type="submit"
            look="primary"
            busy={reconcile.isPending}
            disabled={bad || (verdict === 'completed' && records === undefined)}
          >
            {words.actions.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A JSON list of objects; undefined for anything else. */
function readRecords(text: string): Record<string, unknown>[] | undefined {
  try {
    const said: unknown = JSON.parse(text);
    const fits = Array.isArray(said) && said.every((one) => typeof one === 'object' && one !== null);
    // each was just seen to be an object
    return fits ? (said as Record<string, unknown>[]) : undefined;
  } catch {
    return undefined;
  }
}
