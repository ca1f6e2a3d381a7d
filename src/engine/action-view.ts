import { whyText } from './action-words.ts';
import type { Action } from './actions.ts';

/** An action as it is told to whoever asks or watches. */
export function actionView(action: Action) {
  const { number: _, asked, refusals, open: __, createdAt, finishedAt, ...rest } = action;
  return {
    ...rest,
    unit: action.action === 'retry' ? ('items' as const) : ('jobs' as const),
    done: action.succeeded + action.failed + action.refused,
    refusals: Object.entries(refusals).map(([code, count]) => ({ code, count, text: whyText(code) })),
    settings: asked.settings ?? null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
