import type { Api } from '../../data/schemas.ts';

type Job = Api['Job'];

/** The one thing that it makes most sense to do now. */
export type NextStep =
  | { readonly do: 'look'; readonly attention: Api['Attention'] }
  | { readonly do: 'resume'; readonly job: Job }
  | { readonly do: 'start'; readonly job: Job }
  | { readonly do: 'work'; readonly work: Api['PendingWork'] }
  | { readonly do: 'watch'; readonly job: Job }
  | { readonly do: 'upload' };

/** What is wrong comes first, then what stands still, then what is ready, then what could be made. */
export function nextStep(
  attention: readonly Api['Attention'][],
  jobs: readonly Job[],
  pendingWork: readonly Api['PendingWork'][],
): NextStep {
  const [wrong] = attention;
  if (wrong !== undefined) return { do: 'look', attention: wrong };
  const paused = jobs.find(({ status, draining }) => status === 'paused' && !draining);
  if (paused !== undefined) return { do: 'resume', job: paused };
  const running = jobs.find(({ status }) => status === 'in_progress');
  if (running !== undefined) return { do: 'watch', job: running };
  const ready = jobs.find(({ status, sealed }) => status === 'pending' && sealed);
  if (ready !== undefined) return { do: 'start', job: ready };
  // research of counties waits always and everywhere: it is no news
  const work = pendingWork.find(({ jobType, pending }) => pending > 0 && jobType !== 'county_research');
  return work === undefined ? { do: 'upload' } : { do: 'work', work };
}
