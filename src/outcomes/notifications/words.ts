import type { Noted, NotificationType } from './notifications.ts';

const HAPPENED: Readonly<Record<NotificationType, string>> = {
  'job.completed': 'is done',
  'job.failed': 'failed',
  'job.paused': 'has paused by itself',
  'job.stalled': 'does not go on',
  'queue.no_workers': 'has work, and no worker is there that can do it',
  'webhook.dead': 'takes no webhooks any more, and was disabled',
  'worker.lost': 'was lost',
};

/** What happened, in one line: `June addresses is done: 980 of 1,000 succeeded, 20 failed`. */
export function titleOf(type: NotificationType, { name, counts }: Noted): string {
  // A line break in a name would begin another line, and in a letter another header.
  const who = type === 'worker.lost' ? 'Worker ' : '';
  const what = `${who}${name.replaceAll(/\s+/g, ' ')} ${HAPPENED[type]}`;
  if (counts === undefined) return what;
  const { total, completed, failed, skipped, cancelled } = counts;
  const rest = Object.entries({ failed, skipped, cancelled })
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${figure(count)} ${word}`);
  return `${what}: ${[`${figure(completed)} of ${figure(total)} succeeded`, ...rest].join(', ')}`;
}

/** One thing that a letter tells. */
export interface Told {
  readonly type: NotificationType;
  readonly detail: Noted;
}

/** The letter of a notification. `publicUrl` is where the API is reached; absent, the command line is named alone. */
export function letterOf(
  notice: Told & { readonly organization: string; readonly jobId: string | null },
  publicUrl: string | undefined,
): { subject: string; text: string } {
  const { type, organization, jobId, detail } = notice;
  const title = titleOf(type, detail);
  const where = publicUrl === undefined ? '' : `, or ${publicUrl.replace(/\/+$/, '')}/api/jobs/${jobId}`;
  const ofJob = [
    `Organization: ${organization}. Kind: ${detail.kind}. Job: ${jobId}.`,
    `See it: lotline jobs get ${jobId}${where}`,
    'You get this letter because you made this job or follow it, or a rule says so. To get no more letters: lotline notifications settings email=false, or see lotline notifications rules',
  ];
  const ofAll = [
    `Organization: ${organization}.`,
    'See it: lotline attention',
    'You get this letter because of a rule: lotline notifications rules',
  ];
  const why = detail.reason === null ? [] : [`Why: ${detail.reason}`];
  const text = [`${title}.`, ...why, ...(jobId === null ? ofAll : ofJob)];
  return { subject: title.slice(0, 200), text: `${text.join('\n\n')}\n` };
}

/** Lines of a gathered letter; the rest is counted. */
const MOST_LINES = 100;

/** The letter of what was gathered, the newest first. */
export function digestOf(
  organization: string,
  notices: readonly (Told & { readonly at: string; readonly repeats: number })[],
): { subject: string; text: string } {
  const lines = notices.slice(0, MOST_LINES).map(({ type, detail, at, repeats }) => {
    const again = repeats > 0 ? ` (and ${figure(repeats)} times more)` : '';
    const why = detail.reason === null ? '' : `: ${detail.reason}`;
    return `- ${at.slice(0, 16).replace('T', ' ')} UTC  ${titleOf(type, detail)}${why}${again}`;
  });
  const more = notices.length > MOST_LINES ? [`and ${figure(notices.length - MOST_LINES)} more`] : [];
  const subject = `${organization.replaceAll(/\s+/g, ' ')}: ${figure(notices.length)} notifications`;
  const end =
    'All of them: lotline notifications list. You get them gathered because of a rule: lotline notifications rules';
  return { subject: subject.slice(0, 200), text: `${[...lines, ...more].join('\n')}\n\n${end}\n` };
}

const figure = (count: number) => count.toLocaleString('en-US');
