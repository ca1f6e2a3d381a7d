import type { IncomingHttpHeaders } from 'node:http';
import { recordOf } from '../base/record.ts';

/** What a webhook hands to its workflow: the fields that were sent stand under `body`. */
export interface WebhookItem {
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface WorkflowNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly position: readonly [number, number];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly credentials?: Readonly<Record<string, { readonly id?: string; readonly name: string }>>;
  readonly onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
  /** Only for the first of the items that reach it. */
  readonly executeOnce?: boolean;
  readonly disabled?: boolean;
}

interface Target {
  readonly node: string;
  readonly type: string;
  readonly index: number;
}

/** A workflow as it is exported, imported and sent to the API. */
export interface Workflow {
  readonly name: string;
  readonly nodes: readonly WorkflowNode[];
  /** By the name of the node that gives; one list of takers for each of its outputs. */
  readonly connections: Readonly<Record<string, { readonly main: readonly (readonly Target[])[] }>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What `POST /workflows` demands, what it takes besides; anything else is refused, also `id` and `active`. */
const REQUIRED = ['name', 'nodes', 'connections', 'settings'];
const OPTIONAL = ['description', 'externalId', 'nodeGroups', 'staticData', 'pinData'];

/** What each node type cannot do without. */
const NODE_TYPES: Readonly<Record<string, readonly string[]>> = {
  'n8n-nodes-base.webhook': ['httpMethod', 'path', 'responseMode'],
  'n8n-nodes-base.scheduleTrigger': ['rule'],
  'n8n-nodes-base.httpRequest': ['method', 'url'],
  'n8n-nodes-base.set': ['assignments'],
  'n8n-nodes-base.if': ['conditions'],
  'n8n-nodes-base.splitOut': ['fieldToSplitOut'],
  'n8n-nodes-base.splitInBatches': ['batchSize'],
  'n8n-nodes-base.aggregate': ['aggregate'],
  'n8n-nodes-base.noOp': [],
  'n8n-nodes-base.stickyNote': ['content'],
};

/** What is wrong with a workflow's JSON, as the API and the editor would find it; empty: nothing. */
export function workflowFaults(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return ['request/body must be an object'];
  const given = Object.keys(value);
  const faults = [
    ...REQUIRED.filter((key) => !given.includes(key)).map(
      (key) => `request/body must have required property '${key}'`,
    ),
    ...given
      .filter((key) => !REQUIRED.includes(key) && !OPTIONAL.includes(key))
      .map((key) => `request/body must NOT have additional properties: ${key}`),
  ];
  if (faults.length > 0) return faults;
  const workflow = value as Workflow; // what n8n itself asks of one; what is missing deeper breaks here, as it would there
  const names = workflow.nodes.map((node) => node.name);
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `two nodes are called ${name}`),
    ...workflow.nodes.flatMap(nodeFaults),
    ...Object.entries(workflow.connections).flatMap(([from, { main }]) => [
      ...(names.includes(from) ? [] : [`connections name ${from}, which is no node`]),
      ...main
        .flat()
        .filter((target) => !names.includes(target.node))
        .map((target) => `${from} leads to ${target.node}, which is no node`),
    ]),
  ];
}

function nodeFaults(node: WorkflowNode): string[] {
  const required = NODE_TYPES[node.type];
  if (required === undefined) return [`${node.name}: unknown node type ${node.type}`];
  const given = recordOf(node.parameters);
  return [
    ...(typeof node.typeVersion === 'number' ? [] : [`${node.name}: typeVersion is missing`]),
    ...(node.position?.length === 2 ? [] : [`${node.name}: position is missing`]),
    ...required
      .filter((name) => given[name] === undefined)
      .map((name) => `${node.name}: the parameter ${name} is missing`),
  ];
}
