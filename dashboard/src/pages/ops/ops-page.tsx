import { Panel } from '../../ui/panel.tsx';
import { words } from '../../words.ts';
import { ActionsTable } from './actions-table.tsx';
import { FailuresPanel } from './failures-panel.tsx';
import { HealthPanel } from './health-panel.tsx';
import { useActions } from './ops-queries.ts';
import { OpsFrame } from './ops-tabs.tsx';
import { QueuesPanel } from './queues-panel.tsx';
import { WorkersPanel } from './workers-panel.tsx';

const FEW = 10;

/** How the whole of it does, at a glance: who works, what waits, what fails, what is being done about it. */
export function OpsPage() {
  const open = useActions({ open: 'true', limit: FEW }).data?.actions ?? [];
  return (
    <OpsFrame>
      <HealthPanel />
      {open.length > 0 && (
        <Panel title={words.bulk.open} flush>
          <ActionsTable actions={open} />
        </Panel>
      )}
      <WorkersPanel />
      <QueuesPanel />
      <FailuresPanel />
    </OpsFrame>
  );
}
