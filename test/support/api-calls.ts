import assert from 'node:assert/strict';
import type { OutgoingCall } from '../../src/simulators/n8n-run.ts';
import { productDocument } from './api.ts';

/** Every request of a workflow to Lotline: an operation, parameters and fields that the document has, and a success. */
export function checkCalls(sent: readonly (OutgoingCall & { status: number })[], apart: string): void {
  const document = productDocument('test') as unknown as ApiDocument;
  const ours = sent.filter((call) => !call.url.startsWith(apart));
  assert.ok(ours.length > 3);
  for (const { method, url, body, status, node } of ours) {
    const { pathname, searchParams } = new URL(url);
    const operation = Object.entries(document.paths)
      .filter(([pattern]) => new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname))
      .map(([, operations]) => operations[method.toLowerCase()])
      .find((found) => found !== undefined);
    assert.ok(operation, `${node}: ${method} ${pathname} is an operation`);
    const names = (operation.parameters ?? []).map((parameter) => parameter.name);
    for (const name of searchParams.keys())
      assert.ok(names.includes(name), `${node}: ${name} is a parameter`);
    if (body !== undefined) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      assert.deepEqual(unknownFields(document, schema, body), [], node);
    }
    assert.ok(status === 200, `${node}: ${status}`);
  }
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}
interface ApiDocument {
  readonly components: { readonly schemas: Record<string, Schema> };
  readonly paths: Record<
    string,
    Record<
      string,
      {
        readonly parameters?: { readonly name: string }[];
        readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
      }
    >
  >;
}

/** Fields of a body that its schema does not name. */
function unknownFields(document: ApiDocument, schema: Schema | undefined, body: unknown): string[] {
  const name = schema?.$ref?.split('/').at(-1);
  if (name !== undefined) return unknownFields(document, document.components.schemas[name], body);
  if (schema?.anyOf !== undefined) {
    const faults = schema.anyOf.map((one) => unknownFields(document, one, body));
    return faults.find((found) => found.length === 0) ?? faults.flat();
  }
  if (Array.isArray(body)) return body.flatMap((one) => unknownFields(document, schema?.items, one));
  if (typeof body !== 'object' || body === null) return [];
  // An object of anything, such as a finding.
  if (schema === undefined || schema.properties === undefined)
    return schema === undefined ? Object.keys(body) : [];
  return Object.entries(body).flatMap(([key, value]) => {
    const field = schema.properties?.[key];
    return field === undefined ? [key] : unknownFields(document, field, value);
  });
}
