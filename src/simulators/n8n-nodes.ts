import { memberOf } from '../base/record.ts';
import { type CallReply, Killed, type NodeContext, type NodeRun, type RunItem } from './n8n-run.ts';

const pick = (json: unknown, path: string): unknown => path.split('.').reduce(memberOf, json);

interface Assignment {
  readonly name: string;
  readonly value: unknown;
  readonly type: string;
}

/** A value as the type that its field was given: a boolean in a field of type string is the text "false". */
function cast({ name, value, type }: Assignment): unknown {
  if (type === 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (typeof value !== type) throw new Error(`'${name}' expects a ${type} but we got '${String(value)}'`);
  return value;
}

const set: NodeRun = (items, { parameter, make }) => [
  items.map((item) => {
    // as n8n's editor writes this node; a workflow of another form breaks here, as it would there
    const given = parameter('assignments.assignments', item) as Assignment[];
    const values = Object.fromEntries(given.map((one) => [one.name, cast(one)]));
    return make(parameter('includeOtherFields', item) === true ? { ...item.json, ...values } : values, item);
  }),
];

interface Condition {
  readonly leftValue: unknown;
  readonly rightValue: unknown;
  readonly operator: { readonly type: string; readonly operation: string };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

function holds({ leftValue, rightValue, operator }: Condition): boolean {
  switch (operator.operation) {
    case 'true':
      return leftValue === true;
    case 'false':
      return leftValue === false;
    case 'equals':
      return leftValue === rightValue;
    case 'notEquals':
      return leftValue !== rightValue;
    case 'empty':
      return isEmpty(leftValue);
    case 'notEmpty':
      return !isEmpty(leftValue);
    default:
      throw new Error(`this simulator does not know the condition ${operator.type} ${operator.operation}`);
  }
}

const decide: NodeRun = (items, { parameter, make }) => {
  const [yes, no]: [RunItem[], RunItem[]] = [[], []];
  for (const item of items) {
    const all = parameter('conditions.conditions', item) as Condition[]; // as n8n's editor writes this node
    const some = parameter('conditions.combinator', item) === 'or';
    const taken = some ? all.some(holds) : all.every(holds);
    (taken ? yes : no).push(make(item.json, item));
  }
  return [yes, no];
};

const splitOut: NodeRun = (items, { parameter, make }) => [
  items.flatMap((item) => {
    const field = String(parameter('fieldToSplitOut', item));
    const found = pick(item.json, field);
    if (!Array.isArray(found)) throw new Error(`"${field}" is no list`);
    return found.map((one: unknown) =>
      make(typeof one === 'object' && one !== null ? one : { [field]: one }, item),
    );
  }),
];

const aggregate: NodeRun = (items, { parameter, make }) => {
  const [first] = items;
  if (first === undefined) return [[]];
  const name = String(parameter('destinationFieldName', first) ?? 'data');
  return [[make({ [name]: items.map((item) => item.json) }, first)]];
};

/** Gives its items part by part at its second output, and when they are used up what came back at its first. */
const loop: NodeRun = (items, { parameter, memory, make }) => {
  const [first] = items;
  const state = memory as { left?: RunItem[]; back?: RunItem[] }; // a node's memory is its own: nobody else writes to it
  const fresh =
    state.left === undefined || (first !== undefined && parameter('options.reset', first) === true);
  if (fresh) Object.assign(state, { left: [...items], back: [] });
  else state.back?.push(...items);
  const size = first === undefined ? 1 : Number(parameter('batchSize', first));
  const part = state.left?.splice(0, size) ?? [];
  if (part.length > 0) return [[], part.map((item) => make(item.json, item))];
  return [(state.back ?? []).map((item) => make(item.json, item)), []];
};

const httpRequest: NodeRun = async (items, context) => {
  const [good, bad]: [RunItem[], RunItem[]] = [[], []];
  for (const item of items) {
    const reply = await request(item, context);
    if (!('error' in reply)) {
      for (const one of Array.isArray(reply.body) ? reply.body : [reply.body])
        good.push(context.make(one, item));
      continue;
    }
    const failed = context.make({ error: { message: reply.error } }, item);
    if (context.node.onError === 'continueErrorOutput') bad.push(failed);
    else if (context.node.onError === 'continueRegularOutput') good.push(failed);
    else throw new Error(`${context.node.name}: ${reply.error}`);
  }
  return [good, bad];
};

async function request(item: RunItem, context: NodeContext): Promise<{ body: unknown } | { error: string }> {
  const { node, parameter } = context;
  const hasBody = parameter('sendBody', item) === true;
  const given = hasBody ? parameter('jsonBody', item) : undefined;
  const body: unknown = typeof given === 'string' ? JSON.parse(given) : given;
  let reply: CallReply;
  try {
    reply = await context.call({
      method: String(parameter('method', item)),
      url: String(parameter('url', item)),
      headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...authHeader(context) },
      body,
    });
  } catch (error) {
    if (error instanceof Killed) throw error;
    return { error: `The connection failed: ${error instanceof Error ? error.message : String(error)}` };
  }
  const { status, text } = reply;
  if (status < 200 || status > 299) return { error: `${node.name}: ${status} - ${text}` };
  return { body: text === '' ? {} : JSON.parse(text) };
}

function authHeader({ node, credentials }: NodeContext): Record<string, string> {
  if (node.parameters.authentication !== 'genericCredentialType') return {};
  const name = node.credentials?.httpHeaderAuth?.name ?? '';
  const credential = credentials[name];
  if (credential === undefined) throw new Error(`${node.name}: there is no credential called "${name}"`);
  return { [credential.name]: credential.value };
}

/** What the node types do that our workflows are made of. */
export const NODES: Readonly<Record<string, NodeRun>> = {
  'n8n-nodes-base.set': set,
  'n8n-nodes-base.if': decide,
  'n8n-nodes-base.splitOut': splitOut,
  'n8n-nodes-base.aggregate': aggregate,
  'n8n-nodes-base.splitInBatches': loop,
  'n8n-nodes-base.httpRequest': httpRequest,
  'n8n-nodes-base.noOp': (items, { make }) => [items.map((item) => make(item.json, item))],
};
