import type { FailureClass } from '../base/failure-class.ts';
import { FAILURE_WORDS, whyNotRetried } from '../base/failure-words.ts';
import { keysOf } from '../base/keys.ts';
import type { ActionName, AskedAction } from './actions.ts';

/** Why an action leaves something out, in words. */
const WHY: Readonly<Record<string, string>> = {
  not_yours: 'only whoever created these jobs, or an admin, may change them',
  not_running: 'not running',
  not_paused: 'not paused',
  over: 'over already',
  not_started: 'of a job that is not started',
  job_cancelled: 'of a job that is cancelled: that is final',
  outcome_unknown: 'outcome unknown, and perhaps paid for: reconcile them first',
  not_settled: 'not settled yet, or not there',
  succeeded: 'succeeded already',
  invalid_input: 'refused at upload: mend the rows and send them again',
  moved_on: 'moved on since this was made',
  deleted: 'of a job that was deleted',
  test_key: 'a test key begins no work that costs money',
  settings_refused: 'of a job whose kind does not take these settings',
  ended_otherwise: 'ended with their job, without being tried',
};

export function whyText(code: string): string {
  return WHY[code] ?? code.replaceAll('_', ' ');
}

const NATURAL: Readonly<Record<ActionName, string>> = {
  pause: 'running',
  resume: 'paused',
  cancel: 'unfinished',
  retry: 'started',
};

/**
 * What an action is about, in words: "failed items with code rate_limited, of jobs of kind regrid_scraping". `counties` are
 * names in place of ids, and a `sample` gives the one job and the one failure group their names.
 */
export function filterText(
  { action, jobs, items }: AskedAction,
  counties: readonly string[] = [],
  sample?: { jobName: string; code: string | null },
): string {
  const of = jobsText(action, jobs, counties, sample?.jobName);
  if (action !== 'retry' || items === undefined) return of;
  const named = (items.itemIds?.length ?? 0) + (items.seqs?.length ?? 0);
  const what = [
    items.fingerprint === undefined ? undefined : groupText(items.fingerprint, sample?.code),
    items.codes === undefined ? undefined : `with code ${anyOf(items.codes)}`,
    items.classes === undefined ? undefined : classesText(items.classes),
  ].filter((part) => part !== undefined);
  if (named > 0) return `${named} named ${named === 1 ? 'item' : 'items'}, of ${of}`;
  return `${what.length === 0 ? 'all failed items' : `failed items ${what.join(' and ')}`}, of ${of}`;
}

function groupText(fingerprint: string, code: string | null | undefined): string {
  const short = fingerprint.slice(0, 12);
  return code ? `with ${code} (failure group ${short})` : `of failure group ${short}`;
}

/** All that trying again may help are named by that. */
function classesText(classes: readonly FailureClass[]): string {
  const hopeful = keysOf(FAILURE_WORDS).filter((name) => whyNotRetried(name) === null);
  if (classes.length === hopeful.length && hopeful.every((name) => classes.includes(name)))
    return 'that may go well when retried';
  return `(${anyOf(classes.map((name) => FAILURE_WORDS[name]))})`;
}

function jobsText(
  action: ActionName,
  jobs: AskedAction['jobs'],
  counties: readonly string[],
  jobName?: string,
): string {
  const parts = [
    jobs.kind === undefined ? undefined : `of kind ${anyOf(jobs.kind)}`,
    jobs.county === undefined ? undefined : `in ${anyOf(counties.length > 0 ? counties : jobs.county)}`,
    jobs.createdBy === undefined ? undefined : `made by ${jobs.createdBy}`,
    jobs.createdAfter === undefined ? undefined : `made since ${jobs.createdAfter}`,
    jobs.createdBefore === undefined ? undefined : `made before ${jobs.createdBefore}`,
    jobs.name === undefined ? undefined : `called "${jobs.name}"`,
  ].filter((part) => part !== undefined);
  const which =
    jobs.ids === undefined
      ? `all ${jobs.status === undefined ? NATURAL[action] : anyOf(jobs.status)} jobs`
      : `${jobs.ids.length === 1 ? 'job' : `${jobs.ids.length} named jobs:`} ${
          jobs.ids.length === 1 && jobName !== undefined ? `"${jobName}"` : shortList(jobs.ids)
        }${jobs.status === undefined ? '' : ` where ${anyOf(jobs.status)}`}`;
  return [which, ...parts].join(' ');
}

function anyOf(words: readonly string[]): string {
  const shown = words.slice(0, 5).map((word) => word.replaceAll('in_progress', 'running'));
  const more = words.length > 5 ? [`${words.length - 5} more`] : [];
  return [...shown, ...more].join(' or ');
}

function shortList(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).map((id) => id.slice(0, 8));
  return ids.length > 3 ? `${shown.join(', ')}, …` : shown.join(', ');
}
