import { z } from 'zod';
import { readAnswer } from '../read-answer.ts';
import type { CallFor, ServiceCaller } from '../service.ts';
import { costOf, type TokenCounts } from './price.ts';

/** A piece of a message. Those that we do not know are handed back as they came. */
const blockSchema = z.looseObject({ type: z.string() });
export type Block = z.infer<typeof blockSchema>;

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly Block[];
}

/** A tool of ours: the model answers by its input. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema. */
  readonly input_schema: Readonly<Record<string, unknown>>;
}

export interface Question {
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tool: Tool;
  /** The model must use the tool at once, so it searches nothing. */
  readonly forced: boolean;
  readonly mostTokens: number;
  /** Web searches at most. */
  readonly mostSearches: number;
}

export interface Reply {
  readonly model: string;
  readonly content: readonly Block[];
  /** `end_turn`, `tool_use`, `max_tokens`, `pause_turn`, `refusal`, or one that is newer than this program. */
  readonly stopReason: string;
  readonly used: TokenCounts;
  /** Dollars, decimal text; null: the price is not known. */
  readonly cost: string | null;
}

const VERSION = '2023-06-01';
const TIMEOUT_MS = 120_000;
const MOST_BYTES = 4 * 1024 * 1024;

const count = z.int().min(0).nullish();
const replySchema = z.object({
  model: z.string(),
  content: z.array(blockSchema),
  stop_reason: z.string(),
  usage: z.object({
    input_tokens: z.int().min(0),
    output_tokens: z.int().min(0),
    cache_creation_input_tokens: count,
    cache_read_input_tokens: count,
    server_tool_use: z.object({ web_search_requests: count }).nullish(),
  }),
});

/** Anthropic's Messages API: one turn of a model that may search the web and reports by a tool. */
export class Anthropic {
  readonly #caller: ServiceCaller;
  readonly #key: string;
  readonly #model: string;

  constructor(caller: ServiceCaller, options: { readonly key: string; readonly model: string }) {
    this.#caller = caller;
    this.#key = options.key;
    this.#model = options.model;
  }

  /** @throws ServiceFailure, NotNow */
  async ask(question: Question, asked: { for: CallFor; signal: AbortSignal }): Promise<Reply> {
    const { tool, forced, mostSearches } = question;
    const answer = await this.#caller.call({
      ...{ method: 'POST', path: '/v1/messages', operation: 'messages', ...asked },
      ...{ timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES },
      headers: { 'x-api-key': this.#key, 'anthropic-version': VERSION },
      body: {
        model: this.#model,
        max_tokens: question.mostTokens,
        system: question.system,
        messages: question.messages,
        tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: mostSearches }, tool],
        tool_choice: forced
          ? { type: 'tool', name: tool.name, disable_parallel_tool_use: true }
          : { type: 'auto' },
      },
    });
    const { model, content, stop_reason, usage } = readAnswer(this.#caller, answer, replySchema);
    const used = {
      input: usage.input_tokens,
      cacheWrite: usage.cache_creation_input_tokens ?? 0,
      cacheRead: usage.cache_read_input_tokens ?? 0,
      output: usage.output_tokens,
      searches: usage.server_tool_use?.web_search_requests ?? 0,
    };
    const cost = costOf(model, used);
    answer.charge(cost === null ? {} : { cost });
    return { model, content, stopReason: stop_reason, used, cost };
  }
}
