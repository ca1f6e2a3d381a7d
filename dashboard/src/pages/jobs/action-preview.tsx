import type { Api } from '../../data/api.ts';
import { formatCount, formatNumber } from '../../data/format.ts';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';

/** What an action would do: how much, to what, what it leaves out and why, and some of it. */
export function ActionPreview({
  preview,
  unit,
}: {
  readonly preview: Api['ActionPreview'];
  readonly unit: 'items' | 'jobs';
}) {
  return (
    <div className="flex flex-col gap-2">
      <p>
        <strong className="tabular">{formatAbout(preview, unit)}</strong>
        <span className="block text-muted">{preview.filter}</span>
      </p>
      {preview.count === 0 && <p className="text-warn">{words.retry.nothing}</p>}
      {preview.cannotWhy.length > 0 && (
        <div className="rounded-md bg-sunken px-3 py-2 text-sm">
          <p className="font-medium">{words.retry.cannot(formatNumber(preview.cannot))}</p>
          <ul>
            {preview.cannotWhy.map(({ code, count, text }) => (
              <li key={code}>
                <span className="tabular">{formatNumber(count)} ×</span> {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Some of what an action is about, ten at most. */
export function ActionSamples({
  samples,
  unit,
}: {
  readonly samples: Api['ActionPreview']['samples'];
  readonly unit: 'items' | 'jobs';
}) {
  if (samples.length === 0) return null;
  const items = unit === 'items';
  const ofOne = items && samples.every(({ jobId }) => jobId === samples[0]?.jobId);
  return (
    <div>
      <p className="mb-1 text-sm font-medium">{words.retry.samples}</p>
      <div className="overflow-clip rounded-md border border-line">
        <Table label={words.retry.samples}>
          <Head>
            {!ofOne && <Th>{words.retry.job}</Th>}
            {items && <Th numeric>{words.retry.seq}</Th>}
            {items && <Th>{words.retry.reference}</Th>}
            {items && <Th>{words.retry.error}</Th>}
          </Head>
          <tbody>
            {samples.map(({ jobId, jobName, seq, reference, code, message }) => (
              <Row key={`${jobId} ${seq}`}>
                {!ofOne && <Td>{jobName}</Td>}
                {items && <Td numeric>{seq === null ? '' : formatNumber(seq)}</Td>}
                {items && <Td>{reference}</Td>}
                {items && (
                  <Td className="[overflow-wrap:anywhere]">
                    <code className="font-mono">{code}</code> <span className="text-muted">{message}</span>
                  </Td>
                )}
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}

/** "2,000 items of 3 jobs". */
export const formatAbout = (
  { count, jobs }: Pick<Api['ActionPreview'], 'count' | 'jobs'>,
  unit: 'items' | 'jobs',
) =>
  unit === 'jobs'
    ? formatCount(count, 'job')
    : words.retry.itemsOfJobs(formatNumber(count), formatCount(jobs, 'job'));
