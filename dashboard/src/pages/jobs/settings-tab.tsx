import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatDuration, formatNumber } from '../../data/format.ts';
import { isSettled } from '../../data/job-state.ts';
import { useMay } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { Fact } from './facts-panel.tsx';
import { useJob } from './job-query.ts';
import { changesOf, faultsOf, formOf, SETTINGS, type SettingsForm } from './settings-form.ts';
import { useStoreSettings } from './use-settings.ts';

/** Every setting of a job; those that may change while it runs are edited here together, with the reason. */
export function JobSettingsTab() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  const job = useJob(jobId);
  const may = useMay('analyst');
  const { settings } = job;
  const said = words.jobSettings;
  const over = isSettled(job);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title={said.title}>
        {over && <p className="mb-3 text-muted">{said.over}</p>}
        {may && !over ? <Form key={JSON.stringify(settings)} job={job} /> : <Shown settings={settings} />}
      </Panel>
      <Panel title={said.fixed}>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
          <Fact name={said.maxAttempts}>{formatNumber(settings.maxAttempts)}</Fact>
          <Fact name={said.lease}>{formatDuration(settings.leaseSeconds)}</Fact>
          <Fact name={said.backoff}>
            {formatDuration(settings.backoffBaseSeconds)} – {formatDuration(settings.backoffCapSeconds)}
          </Fact>
          <Fact name={said.burst}>{formatNumber(settings.rateBurst)}</Fact>
          <Fact name={said.weight}>{formatNumber(settings.weight)}</Fact>
        </dl>
      </Panel>
    </div>
  );
}

const HINTS: Readonly<Record<keyof SettingsForm, string>> = {
  concurrency: words.jobSettings.concurrencyHint,
  batchSize: words.jobSettings.batchSizeHint,
  ratePerSecond: words.jobSettings.rateHint,
  failureLimit: words.jobSettings.failureLimitHint,
  priority: words.jobSettings.priorityHint,
};

const NAMES: Readonly<Record<keyof SettingsForm, string>> = {
  concurrency: words.jobSettings.concurrency,
  batchSize: words.jobSettings.batchSize,
  ratePerSecond: `${words.jobSettings.rate} (${words.jobSettings.rateUnit})`,
  failureLimit: `${words.jobSettings.failureLimit} … ${words.jobSettings.failureLimitUnit}`,
  priority: words.jobSettings.priority,
};

function Form({ job }: { readonly job: Api['Job'] }) {
  const [form, setForm] = useState(() => formOf(job.settings));
  const [reason, setReason] = useState('');
  const store = useStoreSettings(job);
  const faults = faultsOf(form);
  const faulty = Object.keys(faults).length > 0;
  const changes = faulty ? {} : changesOf(form, job.settings);
  const changed = Object.keys(changes).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    store.mutate(
      { ...changes, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      { onSuccess: () => tell({ title: words.jobSettings.saved }) },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <p className="text-sm text-muted">{words.jobSettings.note}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {SETTINGS.map((name) => (
          <TextInput
            key={name}
            label={NAMES[name]}
            hint={HINTS[name]}
            inputMode="decimal"
            value={form[name]}
            error={faults[name]}
            onChange={({ currentTarget: { value } }) => setForm({ ...form, [name]: value })}
          />
        ))}
        <TextInput
          label={words.jobSettings.reason}
          value={reason}
          maxLength={1000}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" busy={store.isPending} disabled={!changed}>
          {words.jobSettings.save}
        </Button>
        {!changed && !faulty && <p className="text-sm text-muted">{words.jobSettings.unchanged}</p>}
      </div>
    </form>
  );
}

function Shown({ settings }: { readonly settings: Api['Job']['settings'] }) {
  const said = words.jobSettings;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      <Fact name={said.concurrency}>
        {settings.maxLeases === null ? said.unlimited : formatNumber(settings.maxLeases)}
      </Fact>
      <Fact name={said.batchSize}>{formatNumber(settings.batchSize)}</Fact>
      <Fact name={said.failureLimit}>
        {formatNumber(settings.failureLimit)} {said.failureLimitUnit}
      </Fact>
      <Fact name={said.rate}>
        {settings.ratePerSecond === null
          ? said.unlimitedRate
          : `${formatNumber(settings.ratePerSecond)} ${said.rateUnit}`}
      </Fact>
      <Fact name={said.priority}>{formatNumber(settings.priority)}</Fact>
    </dl>
  );
}
