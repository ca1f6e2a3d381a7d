import type { z } from 'zod';
import type { SimulatorReply, SimulatorRequest } from '../chassis/message.ts';
import { seededRandom } from '../chassis/random.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../chassis/simulator.ts';
import { answerTurn, type Behaviour, idOf } from './answer.ts';
import { type MessagesRequest, messagesSchema, textOf } from './request.ts';

export interface AnthropicOptions extends SimulatorOptions {
  readonly key?: string;
  /** What the model gives to the caller's tool; undefined leaves it to fill the tool's schema. */
  readonly input?: (request: MessagesRequest) => unknown;
}

export interface AnthropicSimulator extends Simulator {
  readonly key: string;
  /** What the model does with the next requests, one each. */
  behave(...behaviours: readonly Behaviour[]): void;
  /** Tokens and searches of every answer so far. */
  readonly used: { input: number; output: number; searches: number };
}

/** Of an account of the first tier: requests a minute. */
const LIMITS = { perWindow: 50, windowMs: 60_000, concurrency: 50, retryAfter: 'seconds' } as const;
const CHARACTERS_PER_TOKEN = 4;
const MODELS = /^claude-[a-z0-9.-]+$/;

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** Anthropic's Messages API on loopback: tools of the caller, web search, tokens; without streaming. */
export async function startAnthropic(options: AnthropicOptions = {}): Promise<AnthropicSimulator> {
  const { seed = 1, key = 'sk-ant-simulated' } = options;
  const random = seededRandom(`${seed}:anthropic`);
  const behaviours: Behaviour[] = [];
  const used = { input: 0, output: 0, searches: 0 };

  function reply(status: number, body: object): SimulatorReply {
    return { status, body, headers: { 'request-id': idOf('req', random) } };
  }

  function error(status: number, message: string): SimulatorReply {
    const type = ERROR_TYPES[status] ?? 'api_error';
    const answer = reply(status, {});
    return {
      ...answer,
      body: { type: 'error', error: { type, message }, request_id: answer.headers?.['request-id'] },
    };
  }

  function answer({ headers, json }: SimulatorRequest): SimulatorReply {
    if (headers['anthropic-version'] !== '2023-06-01') {
      return error(400, 'anthropic-version: header is required');
    }
    const parsed = messagesSchema.safeParse(json());
    if (!parsed.success) return error(400, firstFault(parsed.error));
    const request = parsed.data;
    if (!MODELS.test(request.model)) return error(404, `model: ${request.model}`);
    if (request.messages[0]?.role !== 'user')
      return error(400, 'messages: first message must use the "user" role');
    const turn = answerTurn(request, { seed, behaviour: behaviours.shift(), input: options.input });
    const tokens = {
      input: tokensIn(textOf(request) + JSON.stringify(request.tools ?? '')),
      output: tokensIn(JSON.stringify(turn.content)),
    };
    const output = Math.min(tokens.output, request.max_tokens);
    used.input += tokens.input;
    used.output += output;
    used.searches += turn.searches;
    return reply(200, {
      id: idOf('msg', random),
      type: 'message',
      role: 'assistant',
      model: request.model,
      content: turn.content,
      stop_reason: turn.stop_reason,
      stop_sequence: null,
      usage: {
        input_tokens: tokens.input,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: output,
        ...(turn.searches > 0 ? { server_tool_use: { web_search_requests: turn.searches } } : {}),
        service_tier: 'standard',
      },
    });
  }

  const simulator = await startSimulator(
    {
      name: 'anthropic',
      base: '',
      routes: [{ method: 'POST', path: '/v1/messages', run: answer }],
      limits: LIMITS,
      authorize: ({ headers }) =>
        headers['x-api-key'] === key ? undefined : error(401, 'invalid x-api-key'),
      error,
      state: () => used,
    },
    options,
  );
  return { ...simulator, key, used, behave: (...more) => void behaviours.push(...more) };
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** `messages.0.role: …`, as the real one names a place. */
function firstFault({ issues: [issue] }: z.ZodError): string {
  if (issue?.code === 'unrecognized_keys') {
    return `${[...issue.path, issue.keys[0]].join('.')}: Extra inputs are not permitted`;
  }
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`;
}
