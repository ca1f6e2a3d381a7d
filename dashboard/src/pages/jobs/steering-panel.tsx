import { useState } from 'react';
import type { Api } from '../../data/api.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StepInput } from '../../ui/step-input.tsx';
import { words } from '../../words.ts';
import { useSettings } from './use-settings.ts';

const MOST_LEASES = 1000;
const FIRST_BOUND = 4;

/** The settings that one changes while looking at a job: each is stored as it is set. */
export function SteeringPanel({ job }: { readonly job: Api['Job'] }) {
  const { now, change } = useSettings(job);
  const said = words.jobSettings;
  return (
    <Panel title={words.job.quick} note={words.job.quickNote} className="no-print">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        {now.maxLeases === null ? (
          <div className="flex items-center gap-2">
            <span className="text-sm font-medium">{said.concurrency}</span>
            <span className="text-muted">{said.noBound}</span>
            <Button size="sm" onClick={() => change({ concurrency: FIRST_BOUND })}>
              {said.bound}
            </Button>
          </div>
        ) : (
          <div className="flex items-center gap-2">
            <StepInput
              label={said.concurrency}
              value={now.maxLeases}
              most={MOST_LEASES}
              onStep={(concurrency) => change({ concurrency })}
            />
            <Button size="sm" look="quiet" onClick={() => change({ concurrency: null })}>
              {said.noBound}
            </Button>
          </div>
        )}
        <StepInput
          label={said.batchSize}
          value={now.batchSize}
          most={1000}
          onStep={(batchSize) => change({ batchSize })}
        />
        <div className="flex items-center gap-2">
          <StepInput
            label={said.failureLimit}
            value={now.failureLimit}
            least={0}
            most={10_000}
            onStep={(failureLimit) => change({ failureLimit })}
          />
          <span className="text-sm text-muted">{said.failureLimitUnit}</span>
        </div>
        <RateField value={now.ratePerSecond} onSet={(ratePerSecond) => change({ ratePerSecond })} />
        <StepInput
          label={said.priority}
          value={now.priority}
          least={0}
          most={10_000}
          onStep={(priority) => change({ priority })}
        />
      </div>
    </Panel>
  );
}

/** Items in a second, with fractions; empty for as fast as they go. */
function RateField({
  value,
  onSet,
}: {
  readonly value: number | null;
  readonly onSet: (value: number | null) => void;
}) {
  const stored = value === null ? '' : String(value);
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? stored;
  const wrong = shown.trim() !== '' && !(Number(shown) > 0);
  const set = () => {
    if (typed === undefined || wrong) return;
    setTyped(undefined);
    if (typed.trim() !== stored) onSet(typed.trim() === '' ? null : Number(typed));
  };
  return (
    <div className="flex items-center gap-2 [&>div]:flex-row! [&>div]:items-center [&>div]:gap-2">
      <TextInput
        label={words.jobSettings.rate}
        inputMode="decimal"
        placeholder="–"
        className="w-20! text-center tabular"
        value={shown}
        aria-invalid={wrong || undefined}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={set}
        onKeyDown={({ key }) => key === 'Enter' && set()}
      />
      <span className="text-sm text-muted">{words.jobSettings.rateUnit}</span>
    </div>
  );
}
