import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { z } from 'zod';
import {
  type AnthropicOptions,
  type AnthropicSimulator,
  startAnthropic,
} from '../../src/simulators/anthropic/anthropic.ts';

const started: AnthropicSimulator[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

const finding = z.strictObject({
  condition: z.enum(['good', 'fair', 'poor']),
  notes: z.string().min(60).max(80),
  confidence: z.number().min(0).max(1),
  stories: z.int().min(1).max(3).nullable(),
  seen_on: z.iso.date().optional(),
  sources: z.array(z.strictObject({ url: z.url(), title: z.string() })).min(1),
});
const report = {
  name: 'report',
  description: 'Says what was found.',
  input_schema: z.toJSONSchema(finding, { target: 'draft-2020-12' }),
};
const search = { type: 'web_search_20250305', name: 'web_search', max_uses: 3 };
const usual = {
  model: 'claude-sonnet-4-5',
  max_tokens: 4000,
  messages: [{ role: 'user', content: 'What is the condition of 12 Main St, Savannah, GA?' }],
  tools: [search, report],
};

async function anthropic(options: AnthropicOptions = {}) {
  const simulator = await startAnthropic(options);
  started.push(simulator);
  const ask = async (body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${simulator.url}/v1/messages`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
        'x-api-key': simulator.key,
        ...headers,
      },
    });
    return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
  };
  const blocks = (body: { content: { type: string }[] }) => body.content.map(({ type }) => type);
  return { simulator, ask, blocks };
}

test('it searches, says from where, and uses the tool with what its schema allows', async () => {
  const { ask, blocks, simulator } = await anthropic();
  const { status, headers, body } = await ask(usual);
  assert.equal(status, 200);
  assert.match(headers.get('request-id') ?? '', /^req_01/);
  assert.deepEqual(blocks(body), ['server_tool_use', 'web_search_tool_result', 'text', 'tool_use']);
  assert.deepEqual([body.type, body.role, body.stop_reason], ['message', 'assistant', 'tool_use']);
  const [asked, found, text, use] = body.content;
  assert.equal(found.tool_use_id, asked.id);
  const urls = found.content.map(({ url }: { url: string }) => url);
  assert.equal(text.citations[0].url, urls[0]);
  const input = finding.parse(use.input);
  assert.ok(input.sources.every(({ url }) => urls.includes(url)));
  assert.equal(body.usage.server_tool_use.web_search_requests, 1);
  assert.ok(body.usage.input_tokens > 0 && body.usage.output_tokens > 0);
  assert.equal(simulator.used.searches, 1);
  assert.equal(simulator.used.input, body.usage.input_tokens);
});

test('the same question has the same answer, another one another', async () => {
  const { ask } = await anthropic();
  const answers = [await ask(usual), await ask(usual)].map(({ body }) => body.content.at(-1).input);
  assert.deepEqual(answers[0], answers[1]);
  const other = await ask({ ...usual, messages: [{ role: 'user', content: 'And 14 Main St?' }] });
  assert.notDeepEqual(other.body.content.at(-1).input, answers[0]);
});

test('a tool that must be used is used at once; one that may not is not', async () => {
  const { ask, blocks } = await anthropic();
  const forced = await ask({ ...usual, tool_choice: { type: 'tool', name: 'report' } });
  assert.deepEqual(blocks(forced.body), ['tool_use']);
  assert.ok(!('server_tool_use' in forced.body.usage));
  const none = await ask({ ...usual, tools: [report], tool_choice: { type: 'none' } });
  assert.deepEqual([blocks(none.body), none.body.stop_reason], [['text'], 'end_turn']);
});

test('an answer can be JSON of a schema, and a tool result ends the turn', async () => {
  const { ask } = await anthropic();
  const { body } = await ask({
    ...usual,
    tools: [search],
    output_config: { format: { type: 'json_schema', schema: report.input_schema } },
  });
  assert.equal(body.stop_reason, 'end_turn');
  finding.parse(JSON.parse(body.content.at(-1).text));
  const used = (await ask(usual)).body;
  const result = { type: 'tool_result', tool_use_id: used.content.at(-1).id, content: 'taken' };
  const after = await ask({
    ...usual,
    messages: [
      ...usual.messages,
      { role: 'assistant', content: used.content },
      { role: 'user', content: [result] },
    ],
  });
  assert.equal(after.body.stop_reason, 'end_turn');
});

test('it can misbehave in every way that models do', async () => {
  const { simulator, ask, blocks } = await anthropic();
  simulator.behave('words-only', 'wrong-shape', 'max-tokens', 'pause', 'refusal', 'search-fails');
  const words = (await ask(usual)).body;
  assert.deepEqual([words.stop_reason, blocks(words).includes('tool_use')], ['end_turn', false]);
  assert.deepEqual((await ask(usual)).body.content.at(-1).input, {});
  assert.equal((await ask(usual)).body.stop_reason, 'max_tokens');
  const paused = (await ask(usual)).body;
  assert.deepEqual([paused.stop_reason, blocks(paused).at(-1)], ['pause_turn', 'web_search_tool_result']);
  assert.deepEqual((await ask(usual)).body.content, []);
  const failed = (await ask(usual)).body;
  assert.equal(failed.content[1].content.error_code, 'unavailable');
  assert.ok(!('server_tool_use' in failed.usage));
  assert.equal((await ask(usual)).body.stop_reason, 'tool_use');
});

test('a test can say what the model finds', async () => {
  const { ask } = await anthropic({ input: ({ messages }) => ({ heard: messages.length }) });
  assert.deepEqual((await ask(usual)).body.content.at(-1).input, { heard: 1 });
});

test('requests that are wrong are refused in its words, keys first', async () => {
  const { ask } = await anthropic();
  const wrong = async (body: unknown, headers?: Record<string, string>) => {
    const { status, body: answer } = await ask(body, headers);
    assert.equal(answer.type, 'error');
    assert.match(answer.request_id, /^req_/);
    return [status, answer.error.type, answer.error.message];
  };
  assert.deepEqual(await wrong({}, { 'x-api-key': 'wrong' }), [
    401,
    'authentication_error',
    'invalid x-api-key',
  ]);
  assert.deepEqual(await wrong(usual, { 'anthropic-version': '' }), [
    400,
    'invalid_request_error',
    'anthropic-version: header is required',
  ]);
  assert.deepEqual(await wrong({ ...usual, sources: true }), [
    400,
    'invalid_request_error',
    'sources: Extra inputs are not permitted',
  ]);
  assert.deepEqual(await wrong({ ...usual, model: 'gpt' }), [404, 'not_found_error', 'model: gpt']);
  assert.equal((await wrong({ ...usual, max_tokens: 0 }))[0], 400);
  assert.equal((await wrong({ ...usual, messages: [] }))[0], 400);
  assert.equal((await wrong({ ...usual, messages: [{ role: 'assistant', content: 'x' }] }))[0], 400);
});

test('too many requests and too many for it are told apart', async () => {
  const { simulator, ask } = await anthropic({ limits: { perWindow: 2 } });
  simulator.fail({ kind: 'status', status: 529 });
  const over = await ask(usual);
  assert.deepEqual([over.status, over.body.error.type], [529, 'overloaded_error']);
  await ask(usual);
  const limited = await ask(usual);
  assert.deepEqual([limited.status, limited.body.error.type], [429, 'rate_limit_error']);
  assert.match(limited.headers.get('retry-after') ?? '', /^\d+$/);
});
