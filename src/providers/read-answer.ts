import type { ZodType } from 'zod';
import { type ServiceAnswer, type ServiceCaller, ServiceFailure } from './service.ts';

const MOST_CHARACTERS = 200;

/**
 * The JSON of an answer, checked. What cannot be read is a cut or foreign body, and says nothing about the question.
 * @throws ServiceFailure `<service>_unreadable`, transient
 */
export function readAnswer<T>({ service }: ServiceCaller, answer: ServiceAnswer, schema: ZodType<T>): T {
  const parsed = schema.safeParse(parse(answer.text));
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw unreadable(service, answer, what.join('; '));
}

/** A failure that stands for an answer nobody can read. */
export function unreadable(
  { name, label }: ServiceCaller['service'],
  answer: ServiceAnswer,
  what: string,
): ServiceFailure {
  const message = `${label} gave an answer that cannot be read: ${what}`.slice(0, MOST_CHARACTERS);
  return new ServiceFailure(name, 'transient', `${name}_unreadable`, message, { answer });
}

/** A service's own word for what went wrong, cut to what a list of errors can show. */
export function saidBy(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS)}…` : plain;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
