import type { SimulatorRequest } from './message.ts';

/** The fields of a form that was sent as multipart; undefined when the body is none. */
export async function readForm(request: SimulatorRequest): Promise<FormData | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  try {
    return await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData();
  } catch {
    return undefined;
  }
}

/** The text of a file in a form. */
export async function fileOf(request: SimulatorRequest, field: string): Promise<string | undefined> {
  const file = (await readForm(request))?.get(field);
  return file instanceof Blob ? file.text() : undefined;
}

/** The text of a field in a form, or in the query, where some services take either. */
export function fieldOf(form: FormData, query: URLSearchParams, name: string): string | null {
  const value = form.get(name);
  return typeof value === 'string' ? value : query.get(name);
}
