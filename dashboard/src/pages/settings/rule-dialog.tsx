import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { KINDS, kindLabel } from '../../data/kinds.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { CheckInput, SelectInput, TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { words } from '../../words.ts';
import { JobInput } from './job-input.tsx';
import { RULE_CHANNELS, RULE_DIGESTS, RULE_EVENTS, RULE_RECIPIENTS } from './rule-words.ts';
import { TickList } from './tick-list.tsx';

type Rule = Api['NotificationRule'];
const said = words.notifications;
const NIGHT = { from: '22:00', to: '07:00' };

/** Makes a rule, or changes one. */
export function RuleDialog({ rule, onClose }: { readonly rule?: Rule; readonly onClose: () => void }) {
  const admin = useMay('admin');
  const [key] = useState(() => crypto.randomUUID());
  const [events, setEvents] = useState<readonly Rule['events'][number][]>(
    rule?.events ?? ['failed', 'auto_paused', 'stalled'],
  );
  const [channels, setChannels] = useState<readonly Rule['channels'][number][]>(rule?.channels ?? ['inbox']);
  const [about, setAbout] = useState(rule?.job_id ? 'job' : (rule?.kind ?? ''));
  const [jobId, chooseJob] = useState(rule?.job_id ?? '');
  const [quiet, setQuiet] = useState(rule?.quiet_hours ?? null);
  const save = useMutation({
    mutationFn: (body: Api['NewNotificationRule']) =>
      rule === undefined
        ? answered(
            api.POST('/api/notifications/rules', { params: { header: { 'Idempotency-Key': key } }, body }),
          )
        : answered(api.PATCH('/api/notifications/rules/{id}', { params: { path: { id: rule.id } }, body })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['notifications', 'rules'] });
      onClose();
    },
  });
  const submit = (given: FormData) =>
    save.mutate({
      name: String(given.get('name')).trim(),
      job_id: about === 'job' ? jobId : null,
      kind: about === '' || about === 'job' ? null : about,
      events: [...events],
      channels: [...channels],
      recipients: RULE_RECIPIENTS.find((name) => name === given.get('recipients')) ?? 'me',
      digest: RULE_DIGESTS.find((name) => name === given.get('digest')) ?? 'none',
      quiet_hours: quiet,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  return (
    <FormDialog
      title={rule === undefined ? said.addRule : said.changeRule}
      submit={words.actions.save}
      sending={save}
      disabled={events.length === 0 || channels.length === 0}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput label={said.ruleName} name="name" defaultValue={rule?.name} maxLength={200} required />
      <SelectInput
        label={said.about}
        value={about}
        onChange={({ currentTarget }) => setAbout(currentTarget.value)}
        options={[
          { value: '', name: said.ofAll },
          { value: 'job', name: rule?.job_id ? (rule.job_name ?? rule.job_id) : said.ofJob },
          ...KINDS.map((kind) => ({ value: kind, name: said.ofKind(kindLabel(kind)) })),
        ]}
      />
      {about === 'job' && !rule?.job_id && <JobInput value={jobId} onChange={chooseJob} />}
      <TickList
        legend={said.when}
        names={RULE_EVENTS}
        chosen={events}
        onChange={setEvents}
        nameOf={(name) => said.events[name]}
      />
      <TickList
        legend={said.how}
        // only an admin may have endpoints told
        names={RULE_CHANNELS.filter((name) => admin || name !== 'webhook')}
        chosen={channels}
        onChange={setChannels}
        nameOf={(name) => said.channels[name]}
      />
      {admin && (
        <SelectInput
          label={said.whom}
          name="recipients"
          defaultValue={rule?.recipients ?? 'me'}
          options={RULE_RECIPIENTS.map((value) => ({ value, name: said.recipients[value] }))}
        />
      )}
      <SelectInput
        label={said.digest}
        name="digest"
        defaultValue={rule?.digest ?? 'none'}
        options={RULE_DIGESTS.map((value) => ({ value, name: said.digests[value] }))}
      />
      <QuietHours value={quiet} onChange={setQuiet} />
    </FormDialog>
  );
}

function QuietHours({
  value,
  onChange,
}: {
  readonly value: Rule['quiet_hours'];
  readonly onChange: (value: Rule['quiet_hours']) => void;
}) {
  return (
    <div className="flex flex-col gap-2">
      <CheckInput
        label={said.quietHours}
        hint={said.quietMore}
        checked={value !== null}
        onChange={({ currentTarget: { checked } }) => onChange(checked ? NIGHT : null)}
      />
      {value !== null && (
        <div className="grid max-w-sm grid-cols-2 gap-3">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              label={said[end]}
              type="time"
              required
              value={value[end]}
              onChange={(event) => onChange({ ...value, [end]: event.currentTarget.value })}
            />
          ))}
        </div>
      )}
    </div>
  );
}
