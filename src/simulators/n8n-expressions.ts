import { runInNewContext } from 'node:vm';

/** What an expression of a node may look at. */
export type Scope = Readonly<Record<string, unknown>>;

/**
 * A parameter with its expressions worked out, as n8n does it: text that begins with `=` is a template, and one that is
 * a single `{{ … }}` gives its value as it is.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return value.startsWith('=') ? template(value.slice(1), scope) : value;
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, scope)]));
}

const EXPRESSION = /\{\{([\s\S]*?)\}\}/g;

function template(text: string, scope: Scope): unknown {
  const single = /^\s*\{\{((?:(?!\}\})[\s\S])*)\}\}\s*$/.exec(text);
  if (single !== null) return evaluate(single[1] ?? '', scope);
  return text.replace(EXPRESSION, (_, code: string) => {
    const value = evaluate(code, scope);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  });
}

function evaluate(code: string, scope: Scope): unknown {
  // The result is copied, so that its objects are of this world and compare as such.
  const value: unknown = runInNewContext(`(${code}\n)`, { ...scope }, { timeout: 1000 });
  return value === undefined ? undefined : structuredClone(value);
}
