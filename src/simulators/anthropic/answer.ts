import { type Random, seededRandom } from '../chassis/random.ts';
import { fillSchema } from './fill-schema.ts';
import {
  isToolAnswered,
  type MessagesRequest,
  ownToolOf,
  questionOf,
  searchToolOf,
  textOf,
} from './request.ts';

/** What the model does otherwise than it should, one request each. */
export type Behaviour =
  /** Answers in words where a tool was there to be used. */
  | 'words-only'
  /** Uses the tool with less than its schema requires. */
  | 'wrong-shape'
  /** Runs out of tokens in the middle. */
  | 'max-tokens'
  /** Stops to be asked to go on, as long searches do. */
  | 'pause'
  | 'refusal'
  /** Its search fails, and it answers without. */
  | 'search-fails';

interface Found {
  readonly url: string;
  readonly title: string;
}

export interface Answer {
  readonly content: readonly object[];
  readonly stop_reason: 'end_turn' | 'tool_use' | 'max_tokens' | 'pause_turn' | 'refusal';
  readonly searches: number;
}

export interface AnswerParts {
  readonly seed: number;
  readonly behaviour: Behaviour | undefined;
  /** In place of the made-up input of the tool; undefined leaves it made up. */
  readonly input?: ((request: MessagesRequest) => unknown) | undefined;
}

/** One turn of the model: it searches when it may, then uses the caller's tool, or answers in words. */
export function answerTurn(request: MessagesRequest, { seed, behaviour, input }: AnswerParts): Answer {
  const random = seededRandom(`${seed}:anthropic:${textOf(request)}`);
  const question = questionOf(request).slice(0, 80);
  if (behaviour === 'refusal') return { content: [], stop_reason: 'refusal', searches: 0 };
  if (isToolAnswered(request)) return words('Thank you, that is all.', 0);
  // A tool that must be used is used at once: nothing is searched before it.
  const isForced = request.tool_choice?.type === 'tool';
  const search = isForced ? undefined : searchToolOf(request);
  const found = search === undefined ? [] : pagesAbout(question, random);
  const isFailing = behaviour === 'search-fails';
  const searched = search === undefined ? [] : searchBlocks(question, found, isFailing, random);
  const searches = searched.length > 0 && !isFailing ? 1 : 0;
  if (behaviour === 'pause') return { content: searched, stop_reason: 'pause_turn', searches };
  const said = saying(question, isFailing ? [] : found, random);
  if (behaviour === 'max-tokens') {
    return { content: [...searched, ...said], stop_reason: 'max_tokens', searches };
  }
  const tool = ownToolOf(request);
  const format = request.output_config?.format;
  const filling = { random, urls: isFailing ? [] : found.map(({ url }) => url) };
  if (tool !== undefined && behaviour !== 'words-only') {
    const whole = input?.(request) ?? fillSchema(tool.input_schema, filling);
    const given = behaviour === 'wrong-shape' ? {} : whole;
    const use = { type: 'tool_use', id: idOf('toolu', random), name: tool.name, input: given };
    const content = isForced ? [use] : [...searched, ...said, use];
    return { content, stop_reason: 'tool_use', searches };
  }
  if (format !== undefined && behaviour !== 'words-only') {
    const value = behaviour === 'wrong-shape' ? {} : (input?.(request) ?? fillSchema(format.schema, filling));
    return {
      content: [...searched, { type: 'text', text: JSON.stringify(value) }],
      stop_reason: 'end_turn',
      searches,
    };
  }
  return { content: [...searched, ...said], stop_reason: 'end_turn', searches };
}

function words(text: string, searches: number): Answer {
  return { content: [{ type: 'text', text }], stop_reason: 'end_turn', searches };
}

function pagesAbout(question: string, random: Random): Found[] {
  const word = question
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return ['recorder', 'assessor', 'treasurer'].map((office) => ({
    url: `https://${office}.example.org/${word}-${random.below(10_000)}`,
    title: `County ${office}: ${question}`,
  }));
}

function searchBlocks(
  question: string,
  found: readonly Found[],
  isFailing: boolean,
  random: Random,
): object[] {
  const id = idOf('srvtoolu', random);
  const content = isFailing
    ? { type: 'web_search_tool_result_error', error_code: 'unavailable' }
    : found.map(({ url, title }) => ({
        type: 'web_search_result',
        url,
        title,
        encrypted_content: Buffer.from(title).toString('base64'),
        page_age: 'March 3, 2026',
      }));
  return [
    { type: 'server_tool_use', id, name: 'web_search', input: { query: question } },
    { type: 'web_search_tool_result', tool_use_id: id, content },
  ];
}

/** What it says on its way, with the pages that it says it from. */
function saying(question: string, [first]: readonly Found[], random: Random): object[] {
  const text = `This is what the public files say about: ${question}`;
  if (first === undefined) return [{ type: 'text', text }];
  const citation = {
    type: 'web_search_result_location',
    url: first.url,
    title: first.title,
    encrypted_index: String(random.below(1e6)),
    cited_text: `The files of the county about ${question}`,
  };
  return [{ type: 'text', text, citations: [citation] }];
}

/** Such as `toolu_01A2…`. */
export function idOf(kind: string, random: Random): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
  return `${kind}_01${Array.from({ length: 22 }, () => letters[random.below(letters.length)]).join('')}`;
}
