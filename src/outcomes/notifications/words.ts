import type { NotedJob, NotificationType } from './notifications.ts';

const ENDS: Readonly<Record<NotificationType, string>> = {
  'job.completed': 'is done',
  'job.failed': 'failed',
  'job.paused': 'has paused by itself',
};

/** What happened, in one line: `June addresses is done: 980 of 1,000 succeeded, 20 failed`. */
export function titleOf(type: NotificationType, { name, counts }: NotedJob): string {
  const { total, completed, failed, skipped, cancelled } = counts;
  const rest = Object.entries({ failed, skipped, cancelled })
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${figure(count)} ${word}`);
  const sums = [`${figure(completed)} of ${figure(total)} succeeded`, ...rest].join(', ');
  // A line break in a name would begin another line, and in a letter another header.
  return `${name.replaceAll(/\s+/g, ' ')} ${ENDS[type]}: ${sums}`;
}

/** The letter of a notification. `publicUrl` is where the API is reached; absent, the command line is named alone. */
export function letterOf(
  notice: {
    readonly type: NotificationType;
    readonly organization: string;
    readonly jobId: string;
    readonly detail: NotedJob;
  },
  publicUrl: string | undefined,
): { subject: string; text: string } {
  const { type, organization, jobId, detail } = notice;
  const title = titleOf(type, detail);
  const where = publicUrl === undefined ? '' : `, or ${publicUrl.replace(/\/+$/, '')}/api/jobs/${jobId}`;
  const text = [
    `${title}.`,
    ...(detail.reason === null ? [] : [`Why: ${detail.reason}`]),
    `Organization: ${organization}. Kind: ${detail.kind}. Job: ${jobId}.`,
    `See it: lotline jobs get ${jobId}${where}`,
    'You get this letter because you made this job or follow it. To get no more letters: lotline notifications settings email=false',
  ];
  return { subject: title.slice(0, 200), text: `${text.join('\n\n')}\n` };
}

const figure = (count: number) => count.toLocaleString('en-US');
