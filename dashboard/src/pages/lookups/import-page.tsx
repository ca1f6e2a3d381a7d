import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { queryClient } from '../../data/query-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { CheckStep } from './import/check-step.tsx';
import { ColumnsStep } from './import/columns-step.tsx';
import { ConfirmStep } from './import/confirm-step.tsx';
import { type Draft, draftQuery } from './import/draft.ts';
import { isWhole } from './import/format.ts';
import { forgetFile } from './import/kept-file.ts';
import { type Step, Steps } from './import/steps.tsx';

const route = getRouteApi('/shell/imports/$jobId');

/** A draft of a lookup: its columns, what is wrong with its rows, and its start. It stays where it is left. */
export function ImportPage() {
  const { jobId } = route.useParams();
  const { step: wanted } = route.useSearch();
  const draft = useQuery(draftQuery(jobId));
  const step: Step = wanted ?? (draft.data !== undefined && isWhole(draft.data.chunks) ? 'check' : 'columns');
  const open = draft.data?.status === 'open';
  return (
    <Page
      title={draft.data?.name ?? words.import.title}
      badge={open && <Badge tone="ok">{words.import.saved}</Badge>}
      actions={open && <Discard jobId={jobId} />}
      below={<Steps now={step} jobId={jobId} />}
    >
      <Loaded query={draft} lines={8}>
        {(found) =>
          found.status === 'open' ? (
            <StepOf key={step} step={step} draft={found} />
          ) : (
            <Empty
              title={words.import.gone}
              action={
                <Link to="/lookups/$jobId" params={{ jobId }} className="link">
                  {words.import.goneLink}
                </Link>
              }
            />
          )
        }
      </Loaded>
    </Page>
  );
}

/** A step takes the focus when it comes, so that keys go on where the eyes are. */
function StepOf({ step, draft }: { readonly step: Step; readonly draft: Draft }) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  const Content = step === 'confirm' ? ConfirmStep : step === 'check' ? CheckStep : ColumnsStep;
  return (
    <div ref={top} tabIndex={-1} className="flex flex-col gap-4 outline-none!">
      <Content draft={draft} />
    </div>
  );
}

function Discard({ jobId }: { readonly jobId: string }) {
  const navigate = useNavigate();
  const [asks, ask] = useState(false);
  const discard = useMutation({
    mutationFn: () =>
      answered(api.DELETE('/batch-lookups/{job_id}/upload', { params: { path: { job_id: jobId } } })),
    onSuccess: async () => {
      await forgetFile(jobId);
      await queryClient.invalidateQueries({ queryKey: ['uploads'] });
      await navigate({ to: '/lookups' });
    },
    onError: tellError,
  });
  return (
    <>
      <Button size="sm" look="quiet" icon={Trash2} onClick={() => ask(true)}>
        {words.import.discard}
      </Button>
      <ConfirmDialog
        open={asks}
        onClose={() => ask(false)}
        onConfirm={() => discard.mutate()}
        title={words.import.discardSure}
        description={words.import.discardMore}
        confirm={words.import.discard}
        look="danger"
        busy={discard.isPending}
      />
    </>
  );
}
