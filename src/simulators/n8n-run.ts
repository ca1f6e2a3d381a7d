import { randomUUID } from 'node:crypto';
import { memberOf, recordOf } from '../base/record.ts';
import type { Credentials } from './n8n-auth.ts';
import { resolve, type Scope } from './n8n-expressions.ts';
import { NODES } from './n8n-nodes.ts';
import type { Workflow, WorkflowNode } from './n8n-workflow.ts';

/** One item on its way, with the item it was made from. */
export interface RunItem {
  readonly json: Readonly<Record<string, unknown>>;
  readonly node: string;
  readonly parent?: RunItem | undefined;
}

/** A request that a node is about to send. */
export interface OutgoingCall {
  readonly node: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface CallReply {
  readonly status: number;
  readonly text: string;
}

export interface RunOptions {
  readonly credentials?: Credentials;
  /**
   * Stands between the nodes and the network: to send twice, to send late, or to throw {@link Killed} before or after,
   * as when the process dies.
   */
  readonly onCall?: (call: OutgoingCall, send: () => Promise<CallReply>) => Promise<CallReply>;
}

/** The process that runs workflows is gone: nothing more happens in this run, no node handles it. */
export class Killed extends Error {}

/** What a node type does with the items that reach it: the items of each of its outputs. */
export type NodeRun = (items: readonly RunItem[], context: NodeContext) => Promise<RunItem[][]> | RunItem[][];

export interface NodeContext {
  readonly node: WorkflowNode;
  /** Of this node in this run: loops keep what they have left. */
  readonly memory: Record<string, unknown>;
  /** A parameter worked out for an item. */
  parameter(name: string, item: RunItem): unknown;
  /** An item made by this node. */
  make(json: unknown, parent?: RunItem): RunItem;
  call(request: Omit<OutgoingCall, 'node'>): Promise<CallReply>;
  readonly credentials: Credentials;
}

/** More steps than any run of a test takes. */
const MOST_STEPS = 100_000;

/** Runs a workflow from one of its triggers to its end; gives the items of the node that ran last. */
export async function runWorkflow(
  workflow: Workflow,
  trigger: string,
  json: Readonly<Record<string, unknown>>,
  options: RunOptions = {},
): Promise<Readonly<Record<string, unknown>>[]> {
  const executionId = randomUUID();
  const memories = new Map<string, Record<string, unknown>>();
  const outputs = new Map<string, readonly RunItem[][]>();
  const onCall = options.onCall ?? ((_, send) => send());

  const scope = (item: RunItem, at: number, from: string | undefined): Scope => ({
    $json: item.json,
    $itemIndex: at,
    $execution: { id: executionId },
    $prevNode: { name: from },
    $: (name: string) => ({
      item: ancestor(item, name),
      first: () => outputs.get(name)?.flat()[0],
      all: () => outputs.get(name)?.flat() ?? [],
    }),
  });

  async function step(
    node: WorkflowNode,
    items: readonly RunItem[],
    from: string | undefined,
  ): Promise<RunItem[][]> {
    const run = NODES[node.type];
    if (run === undefined) throw new Error(`${node.name}: this simulator cannot run ${node.type}`);
    const memory = memories.get(node.name) ?? {};
    memories.set(node.name, memory);
    return run(items, {
      node,
      memory,
      credentials: options.credentials ?? {},
      parameter: (name, item) => {
        const value = name.split('.').reduce<unknown>(memberOf, node.parameters);
        return resolve(value, scope(item, items.indexOf(item), from));
      },
      make: (made, parent) => ({ json: recordOf(made), node: node.name, parent }),
      call: (request) => {
        const call = { node: node.name, ...request };
        return onCall(call, () => send(call));
      },
    });
  }

  let last: readonly RunItem[] = [];
  const start: RunItem = { json, node: trigger };
  outputs.set(trigger, [[start]]);
  const queue = takers(workflow, trigger, [[start]]);
  for (let steps = 0; queue.length > 0; steps++) {
    if (steps > MOST_STEPS) throw new Error(`${workflow.name} does not end`);
    const next = queue.shift();
    if (next === undefined || next.node.disabled) continue;
    const items = next.node.executeOnce ? next.items.slice(0, 1) : next.items;
    const made = await step(next.node, items, next.from);
    outputs.set(next.node.name, made);
    last = made.flat();
    // Depth first, as n8n runs: a branch to its end before the one below it.
    queue.unshift(...takers(workflow, next.node.name, made));
  }
  return last.map((item) => item.json);
}

interface Step {
  readonly node: WorkflowNode;
  readonly items: readonly RunItem[];
  readonly from: string;
}

/** Who takes the outputs of a node; an output without items starts nobody. */
function takers(workflow: Workflow, from: string, made: readonly RunItem[][]): Step[] {
  return made.flatMap((items, output) =>
    items.length === 0
      ? []
      : (workflow.connections[from]?.main[output] ?? []).flatMap((target) => {
          const node = workflow.nodes.find((one) => one.name === target.node);
          return node === undefined ? [] : [{ node, items, from }];
        }),
  );
}

/** The item of that node from which this one was made. */
function ancestor(item: RunItem, name: string): RunItem | undefined {
  for (let one: RunItem | undefined = item; one !== undefined; one = one.parent) {
    if (one.node === name) return one;
  }
  return undefined;
}

async function send({ url, method, headers, body }: OutgoingCall): Promise<CallReply> {
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}
