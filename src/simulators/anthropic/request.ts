import { z } from 'zod';

const schemaObject = z.record(z.string(), z.unknown());

const customTool = z.strictObject({
  type: z.literal('custom').optional(),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().optional(),
  input_schema: schemaObject,
  strict: z.boolean().optional(),
  cache_control: z.unknown().optional(),
});
const searchTool = z.strictObject({
  type: z.templateLiteral(['web_search_', z.string()]),
  name: z.literal('web_search'),
  max_uses: z.int().min(1).optional(),
  allowed_domains: z.array(z.string()).optional(),
  blocked_domains: z.array(z.string()).optional(),
  user_location: z.unknown().optional(),
  cache_control: z.unknown().optional(),
});

const block = z.looseObject({ type: z.string() });
const message = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string(), z.array(block)]),
});

/** What `POST /v1/messages` takes; more is refused. */
export const messagesSchema = z.strictObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  messages: z.array(message).min(1),
  system: z.union([z.string(), z.array(block)]).optional(),
  tools: z.array(z.union([searchTool, customTool])).optional(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('auto'), disable_parallel_tool_use: z.boolean().optional() }),
      z.strictObject({ type: z.literal('any'), disable_parallel_tool_use: z.boolean().optional() }),
      z.strictObject({
        type: z.literal('tool'),
        name: z.string(),
        disable_parallel_tool_use: z.boolean().optional(),
      }),
      z.strictObject({ type: z.literal('none') }),
    ])
    .optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'max']).optional(),
      format: z.strictObject({ type: z.literal('json_schema'), schema: schemaObject }).optional(),
    })
    .optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().optional(),
  top_k: z.int().optional(),
  stop_sequences: z.array(z.string()).optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  thinking: z.unknown().optional(),
});

export type MessagesRequest = z.infer<typeof messagesSchema>;
type Tool = z.infer<typeof customTool>;
type SearchTool = z.infer<typeof searchTool>;

export function searchToolOf(request: MessagesRequest): SearchTool | undefined {
  return request.tools?.find(
    (tool): tool is SearchTool => tool.name === 'web_search' && !('input_schema' in tool),
  );
}

/** The tool of the caller's own that this turn would end in. */
export function ownToolOf(request: MessagesRequest): Tool | undefined {
  const own = request.tools?.filter((tool): tool is Tool => 'input_schema' in tool) ?? [];
  const { tool_choice } = request;
  if (tool_choice?.type === 'none') return undefined;
  return tool_choice?.type === 'tool' ? own.find(({ name }) => name === tool_choice.name) : own[0];
}

/** Everything that was said, as text, for counting and for seeds. */
export function textOf(request: MessagesRequest): string {
  return JSON.stringify([request.system ?? '', request.messages]);
}

/** The last words of the user, in a line. */
export function questionOf({ messages }: MessagesRequest): string {
  const { content } = messages.findLast(({ role }) => role === 'user') ?? { content: '' };
  const text = typeof content === 'string' ? content : content.map(({ text: one }) => one ?? '').join(' ');
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Whether the caller's last message answers a tool that it was asked to use. */
export function isToolAnswered({ messages }: MessagesRequest): boolean {
  const content = messages.at(-1)?.content ?? '';
  return typeof content !== 'string' && content.some(({ type }) => type === 'tool_result');
}
