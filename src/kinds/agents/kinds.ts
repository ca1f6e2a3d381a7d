import type { UsageStore } from '../../property/findings/model-usage.ts';
import type { Anthropic } from '../../providers/anthropic/anthropic.ts';
import { type CountyInput, countyKind } from '../county/county-kind.ts';
import type { AnyKind, KindContext, Outcome, WorkItem } from '../kind.ts';
import { callFor, outcomeOf } from '../service-outcome.ts';
import type { ResearchType } from './prompts.ts';
import { Research } from './research.ts';

/** What research by a model needs; undefined parts leave it to agents and workflows. */
export interface ModelParts {
  readonly model: Anthropic;
  readonly usage: UsageStore;
}

/** Conversations at once of one batch. */
const AT_ONCE = 4;
/** Several turns of two minutes each at most; four of a batch run at once. */
const ITEM_TIMEOUT_MS = 240_000;

/** A research type as a kind that a model does where a job asks for driver `worker`. */
export function researchKind(type: ResearchType, parts: ModelParts | undefined): AnyKind {
  if (parts === undefined) return countyKind(type);
  return {
    ...countyKind(type, (items, context) => researchAll(type, parts, items, context), {
      services: ['anthropic'],
      itemTimeoutMs: ITEM_TIMEOUT_MS,
    }),
    drivers: ['agent', 'n8n', 'worker'],
    // so that no test key begins it; an answer that got lost is asked for again all the same, since it costs cents
    billed: true,
  };
}

async function researchAll(
  type: ResearchType,
  parts: ModelParts,
  items: readonly WorkItem<CountyInput>[],
  context: KindContext<unknown>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = items.entries();
  const lane = async () => {
    for (const [at, item] of waiting) outcomes[at] = await researchOne(type, parts, item, context);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return outcomes;
}

async function researchOne(
  type: ResearchType,
  { model, usage }: ModelParts,
  { seq, input }: WorkItem<CountyInput>,
  context: KindContext<unknown>,
): Promise<Outcome> {
  context.signal.throwIfAborted();
  const research = new Research(model, type, { for: callFor(context, seq), signal: context.signal });
  try {
    return await research.run(input);
  } catch (error) {
    context.signal.throwIfAborted();
    return outcomeOf(error);
  } finally {
    // one statement for a conversation of half a minute: kept at once, since a batch takes long and may be lost
    if (research.usage !== undefined) await usage.record(context.job.id, seq, research.usage);
  }
}
