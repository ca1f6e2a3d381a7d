import type { SimulatorReply, SimulatorRequest } from './message.ts';

/** One thing that a service does. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the service's address; `:name` takes one segment. */
  readonly path: string;
  /** The query parameters that it knows, `[…]` after them left out; absent: the real one takes any. */
  readonly query?: readonly string[];
  run(request: SimulatorRequest): SimulatorReply | Promise<SimulatorReply>;
}

/** The first route that is meant, and what stands in its places. */
export function findRoute(
  routes: readonly Route[],
  request: SimulatorRequest,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const params = match(route.path.split('/'), request.path.split('/'));
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function match(wanted: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const found = given[at] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(found);
    else if (part !== found) return undefined;
  }
  return params;
}

/** The first query parameter that a route does not know. */
export function unknownParameter({ query }: Route, given: URLSearchParams): string | undefined {
  if (query === undefined) return undefined;
  return [...given.keys()].find((name) => !query.includes(name.replace(/\[.*$/, '')));
}
