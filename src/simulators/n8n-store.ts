import type { IncomingHttpHeaders } from 'node:http';
import type { Hook } from './n8n.ts';
import type { Credentials, WebhookAuth } from './n8n-auth.ts';
import { type WebhookItem, type Workflow, type WorkflowNode, workflowFaults } from './n8n-workflow.ts';

interface StoreParts {
  readonly apiKey: string;
  readonly credentials: Credentials;
  publish(hook: Hook): () => void;
  isTaken(method: string, path: string): boolean;
  execute(workflow: Workflow, node: string, item: WebhookItem): Promise<unknown>;
}

interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** n8n's public API as far as it makes workflows and publishes them. */
export function createWorkflowStore(parts: StoreParts): { answer(request: ApiRequest): ApiAnswer } {
  const workflows = new Map<string, { workflow: Workflow; unpublish: (() => void)[] }>();
  const shown = (id: string, { workflow, unpublish }: { workflow: Workflow; unpublish: unknown[] }) => ({
    status: 200,
    body: { id, ...workflow, active: unpublish.length > 0 },
  });

  function create(body: unknown): ApiAnswer {
    const faults = workflowFaults(body);
    if (faults.length > 0) return { status: 400, body: { message: faults.join('; ') } };
    const id = `workflow-${workflows.size + 1}`;
    const made = { workflow: body as Workflow, unpublish: [] }; // it has no faults, see above
    workflows.set(id, made);
    return shown(id, made);
  }

  function publish(id: string): ApiAnswer {
    const found = workflows.get(id);
    if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
    if (found.unpublish.length > 0) return shown(id, found);
    const hooks = found.workflow.nodes
      .filter((node) => node.type === 'n8n-nodes-base.webhook' && !node.disabled)
      .map((node) => toHook(found.workflow, node));
    const taken = hooks.find((hook) => parts.isTaken(hook.method ?? 'POST', hook.path));
    if (taken !== undefined) {
      return {
        status: 409,
        body: { message: `There is a conflict with one of the webhooks: ${taken.path}` },
      };
    }
    found.unpublish = hooks.map((hook) => parts.publish(hook));
    return shown(id, found);
  }

  function unpublish(id: string): ApiAnswer {
    const found = workflows.get(id);
    if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
    for (const end of found.unpublish) end();
    found.unpublish = [];
    return shown(id, found);
  }

  function toHook(workflow: Workflow, node: WorkflowNode): Hook {
    const { httpMethod, path, responseMode, authentication } = node.parameters;
    const auth = authentication === 'headerAuth' ? headerAuth(node) : undefined;
    return {
      path: String(path),
      method: String(httpMethod),
      respond: responseMode === 'onReceived' ? 'immediately' : 'last-node',
      ...(auth === undefined ? {} : { auth }),
      run: (item) => parts.execute(workflow, node.name, item),
    };
  }

  function headerAuth(node: WorkflowNode): WebhookAuth {
    const name = node.credentials?.httpHeaderAuth?.name ?? '';
    const credential = parts.credentials[name];
    if (credential === undefined) throw new Error(`${node.name}: there is no credential called "${name}"`);
    return { kind: 'header', ...credential };
  }

  return {
    answer({ method, path, headers, body }) {
      if (headers['x-n8n-api-key'] !== parts.apiKey || parts.apiKey === '') {
        return { status: 401, body: { message: "'X-N8N-API-KEY' header required" } };
      }
      const [, id = '', verb] = /^\/api\/v1\/workflows(?:\/([^/]+)(?:\/(\w+))?)?$/.exec(path) ?? [];
      if (method === 'POST' && path === '/api/v1/workflows') return create(body);
      if (method === 'POST' && (verb === 'publish' || verb === 'activate')) return publish(id);
      if (method === 'POST' && (verb === 'unpublish' || verb === 'deactivate')) return unpublish(id);
      const found = workflows.get(id);
      if (method === 'GET' && verb === undefined && found !== undefined) return shown(id, found);
      return { status: 404, body: { message: 'not found' } };
    },
  };
}
