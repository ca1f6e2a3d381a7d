import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { formatCount, formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { Button, DownloadButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { ErrorPanel, Skeleton } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { tell } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { type Corrected, sendCorrections } from './corrections.ts';
import { FileBox } from './import/file-box.tsx';

const said = words.lookups;
const COUNTS = ['changed', 'failed_retried', 'unchanged', 'in_progress', 'unresolved'] as const;

/** Failed rows out, mended rows in: first what would become of them, then they run. */
export function FixDialog({ jobId, onClose }: { readonly jobId: string; readonly onClose: () => void }) {
  const preview = useMutation({ mutationFn: (file: File) => sendCorrections(jobId, file, true) });
  const run = useMutation({
    mutationFn: (file: File) => sendCorrections(jobId, file, false),
    onSuccess: async ({ changed, failed_retried: retried }) => {
      await Promise.all(
        ['job', 'job-items', 'failures', 'jobs'].map((key) =>
          queryClient.invalidateQueries({ queryKey: key === 'jobs' ? [key] : [key, jobId] }),
        ),
      );
      tell({ title: said.fixDone(formatCount(changed + retried, 'row')) });
      onClose();
    },
  });
  const file = preview.variables;
  const again = preview.data === undefined ? 0 : preview.data.changed + preview.data.failed_retried;
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.fix}
      description={said.fixMore}
      width="lg"
      footer={
        preview.data !== undefined &&
        file !== undefined && (
          <>
            <Button onClick={() => preview.reset()}>{said.fixAnother}</Button>
            <Button
              look="primary"
              disabled={again === 0}
              busy={run.isPending}
              onClick={() => run.mutate(file)}
            >
              {said.fixRun(formatCount(again, 'row'))}
            </Button>
          </>
        )
      }
    >
      {run.isError && <ErrorPanel error={run.error} />}
      {preview.data === undefined ? (
        <ol className="flex flex-col gap-4 pb-2">
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span className="font-medium">{said.fixDownload}</span>
            <DownloadButton href={`/batch-lookups/${jobId}/download?status=failed`} icon={Download}>
              {said.fixDownloadButton}
            </DownloadButton>
          </li>
          <li>
            <p className="font-medium">{said.fixEdit}</p>
            <p className="text-sm text-muted">{said.fixEditMore}</p>
          </li>
          <li className="flex flex-col gap-2">
            {preview.isError && <ErrorPanel error={preview.error} />}
            {preview.isPending ? (
              <>
                <p role="status">{said.fixLooking}</p>
                <Skeleton lines={2} />
              </>
            ) : (
              <FileBox
                label={said.fixUpload}
                note={said.fixUploadMore}
                types=".csv,.jsonl,.ndjson,text/csv,application/x-ndjson"
                onFile={(chosen) => preview.mutate(chosen)}
              />
            )}
          </li>
        </ol>
      ) : (
        <Outcome outcome={preview.data} again={again} />
      )}
    </Dialog>
  );
}

function Outcome({ outcome, again }: { readonly outcome: Corrected; readonly again: number }) {
  const { invalid, unmatched } = outcome;
  const strange = [
    ...invalid.rows.map(({ row, row_number: number, errors }) => ({
      row: number ?? row,
      why: errors
        .map(({ field, message }) => (field === 'row' ? message : `${field}: ${message}`))
        .join('; '),
    })),
    ...unmatched.rows.map(({ row, row_number: number, reason }) => ({ row: number ?? row, why: reason })),
  ];
  return (
    <div className="flex flex-col gap-4 pb-2">
      <Stats>
        {COUNTS.filter((name) => outcome[name] > 0 || name === 'changed').map((name) => (
          <Stat key={name} label={said.fixCounts[name]} value={formatNumber(outcome[name])} />
        ))}
      </Stats>
      {again === 0 && <p className="text-warn">{said.fixNothing}</p>}
      {invalid.count > 0 && <p className="text-bad">{said.fixInvalid(formatCount(invalid.count, 'row'))}</p>}
      {unmatched.count > 0 && (
        <p className="text-warn">{said.fixUnmatched(formatCount(unmatched.count, 'row'))}</p>
      )}
      {strange.length > 0 && (
        <Table label={said.fixWhy}>
          <Head>
            <Th numeric>{said.fixRow}</Th>
            <Th>{said.fixWhy}</Th>
          </Head>
          <tbody>
            {strange.map(({ row, why }) => (
              <Row key={row}>
                <Td numeric>{formatNumber(row)}</Td>
                <Td>{why}</Td>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
