import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { formatCount } from '../../../data/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ErrorPanel, Loaded, Skeleton } from '../../../ui/states.tsx';
import { words } from '../../../words.ts';
import { badRowsQuery, type Draft, draftFileQuery, EMPTY, noticedRowsQuery } from './draft.ts';
import { isWhole } from './format.ts';
import { FoundPanel } from './found-panel.tsx';
import type { KeptFile } from './kept-file.ts';
import { NeedsFile } from './needs-file.tsx';
import { sendDraft, useSending } from './send-draft.ts';

/** The third step: the rows are sent, the server judges them, and what is wrong is mended here. */
export function CheckStep({ draft }: { readonly draft: Draft }) {
  const file = useQuery(draftFileQuery(draft.job_id));
  if (isWhole(draft.chunks)) return <Checked draft={draft} />;
  if (file.isPending) return <Skeleton />;
  if (!file.data) return <NeedsFile draft={draft} />;
  return <SendingPanel draft={draft} kept={file.data.kept} />;
}

function SendingPanel({ draft, kept }: { readonly draft: Draft; readonly kept: KeptFile }) {
  const sending = useSending(draft.job_id);
  const start = () => void sendDraft(draft, kept, draft.mapping ?? EMPTY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once for a draft; what is under way is not begun again
  useEffect(start, [draft.job_id]);
  if (sending?.state === 'failed') {
    const said = sending.error instanceof Error ? sending.error.message : '';
    return (
      <Panel title={words.import.sendFailed} note={words.import.sendFailedMore}>
        <div className="flex flex-col items-start gap-3">
          {sending.error instanceof Error && sending.error.constructor.name === 'UnreadableFile' ? (
            <p role="alert" className="text-bad">
              {said}
            </p>
          ) : (
            <ErrorPanel error={sending.error} />
          )}
          <Button look="primary" onClick={start}>
            {words.import.goOn}
          </Button>
        </div>
      </Panel>
    );
  }
  const percent = Math.floor(100 * (sending?.fraction ?? 0));
  return (
    <Panel title={words.import.sending}>
      <div
        role="progressbar"
        aria-label={words.import.sending}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line"
      >
        <div className="h-full bg-info-solid" style={{ width: `${percent}%` }} />
      </div>
      <p className="mt-2 text-sm text-muted tabular">
        {words.import.sent(formatCount(sending?.rows ?? 0, 'row'))}
      </p>
    </Panel>
  );
}

function Checked({ draft }: { readonly draft: Draft }) {
  const bad = useQuery(badRowsQuery(draft));
  const noticed = useQuery(noticedRowsQuery(draft));
  return (
    <Loaded query={bad} lines={8}>
      {(rows) => (
        <Loaded query={noticed} lines={8}>
          {(warnings) => <FoundPanel draft={draft} bad={rows} warnings={warnings} />}
        </Loaded>
      )}
    </Loaded>
  );
}
