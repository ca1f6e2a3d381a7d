import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { CheckInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StepInput } from '../../ui/step-input.tsx';
import { words } from '../../words.ts';

const MOST = 10_000;
const said = words.ops;

/** How many batches of a kind are out at once: bounded, or as many as there are workers for. */
export function ConcurrencyPanel({
  queue: { concurrency, batches },
  onChange,
}: {
  readonly queue: Api['Queue'];
  readonly onChange: (change: { concurrency: number | null }) => void;
}) {
  const admin = useMay('admin');
  return (
    <Panel title={said.concurrency} note={said.concurrencyNote}>
      {admin ? (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <CheckInput
            label={said.noBound}
            checked={concurrency === null}
            onChange={({ currentTarget: { checked } }) =>
              onChange({ concurrency: checked ? null : Math.max(1, batches) })
            }
          />
          {concurrency !== null && (
            <StepInput
              label={said.batchesAtOnce}
              value={concurrency}
              most={MOST}
              onStep={(value) => onChange({ concurrency: value })}
            />
          )}
          <span className="text-muted">{said.batchesOut(formatNumber(batches))}</span>
        </div>
      ) : (
        <p>{concurrency === null ? said.noBound : said.atMost(formatNumber(concurrency))}</p>
      )}
    </Panel>
  );
}
