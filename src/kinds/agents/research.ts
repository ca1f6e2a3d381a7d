import { recordOf } from '../../base/record.ts';
import type { ModelUsage } from '../../property/findings/model-usage.ts';
import type { Anthropic, Block, Message, Reply } from '../../providers/anthropic/anthropic.ts';
import type { CallFor } from '../../providers/service.ts';
import { findingFaults } from '../county/findings.ts';
import { completed, failed, type Outcome } from '../kind.ts';
import {
  findingTool,
  itemMessage,
  type ResearchType,
  repairMessage,
  reportNow,
  systemPrompt,
} from './prompts.ts';
import { searchedPages, sourcesOf } from './sources.ts';

const MOST_TOKENS = 8192;
const MOST_SEARCHES = 8;
/** A model that pauses to be asked to go on, or ends in words, is asked so often at most. */
const MOST_TURNS = 6;

/** One item's conversation with a model: what it cost so far, and the pages that it found. */
export class Research {
  readonly #model: Anthropic;
  readonly #type: ResearchType;
  readonly #asked: { readonly for: CallFor; readonly signal: AbortSignal };
  readonly #blocks: Block[] = [];
  #usage: ModelUsage | undefined;

  constructor(model: Anthropic, type: ResearchType, asked: { for: CallFor; signal: AbortSignal }) {
    this.#model = model;
    this.#type = type;
    this.#asked = asked;
  }

  /** What the model used so far; undefined before its first answer. */
  get usage(): ModelUsage | undefined {
    return this.#usage;
  }

  /** The finding, or why there is none. @throws ServiceFailure, NotNow */
  async run(input: Readonly<Record<string, unknown>>): Promise<Outcome> {
    const item = itemMessage(input);
    const report = await this.#report([item]);
    if ('outcome' in report) return report.outcome;
    const faults = this.#faultsOf(report.given);
    if (faults.length === 0) return this.#finding(report.given);
    const repaired = await this.#report([repairMessage(item, report.given, faults)], true);
    if ('outcome' in repaired) return repaired.outcome;
    const left = this.#faultsOf(repaired.given);
    if (left.length === 0) return this.#finding(repaired.given);
    return failed(
      'permanent',
      'invalid_finding',
      `The model reported twice what does not fit: ${left.join('; ')}`,
    );
  }

  /** Turns until the model reports by the tool, which it has to where words did not end in a report. */
  async #report(
    first: readonly Message[],
    repairing = false,
  ): Promise<{ given: unknown } | { outcome: Outcome }> {
    const messages = [...first];
    let forced = repairing;
    for (let turn = 1; turn <= MOST_TURNS; turn += 1) {
      const reply = await this.#turn(messages, forced);
      const use = reply.content.find(({ type, name }) => type === 'tool_use' && name === 'report_finding');
      if (reply.stopReason === 'refusal') {
        return { outcome: failed('permanent', 'model_refused', 'The model declined to research this item') };
      }
      if (reply.stopReason === 'max_tokens') {
        const said = `The model's answer was longer than ${MOST_TOKENS} tokens and was cut off`;
        return { outcome: failed('permanent', 'answer_too_long', said) };
      }
      if (use !== undefined) return { given: use.input };
      if (reply.content.length > 0) messages.push({ role: 'assistant', content: reply.content });
      if (reply.stopReason === 'pause_turn') continue;
      messages.push(reportNow);
      forced = true;
    }
    return { outcome: failed('transient', 'no_report', `The model reported nothing in ${MOST_TURNS} turns`) };
  }

  async #turn(messages: readonly Message[], forced: boolean): Promise<Reply> {
    const reply = await this.#model.ask(
      {
        system: systemPrompt(this.#type),
        messages,
        tool: findingTool(this.#type),
        forced,
        mostTokens: MOST_TOKENS,
        mostSearches: MOST_SEARCHES,
      },
      this.#asked,
    );
    this.#blocks.push(...reply.content);
    const { input, cacheWrite, cacheRead, output, searches } = reply.used;
    const before = this.#usage;
    this.#usage = {
      model: reply.model,
      requests: (before?.requests ?? 0) + 1,
      input_tokens: (before?.input_tokens ?? 0) + input + cacheWrite + cacheRead,
      output_tokens: (before?.output_tokens ?? 0) + output,
      web_searches: (before?.web_searches ?? 0) + searches,
      cost:
        reply.cost === null || before?.cost === null
          ? null
          : (Number(before?.cost ?? 0) + Number(reply.cost)).toFixed(6),
    };
    return reply;
  }

  #faultsOf(given: unknown): string[] {
    return findingFaults(this.#type, given).map(({ field, message }) => `${field} ${message}`);
  }

  #finding(given: unknown): Outcome {
    const { fresh_days: _, ...rest } = recordOf(given);
    const sources = sourcesOf(rest.sources, searchedPages(this.#blocks, new Date()));
    return completed({ ...rest, sources, found_by: `model:${this.#usage?.model}`, usage: this.#usage });
  }
}
