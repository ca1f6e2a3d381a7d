import { isUuid } from '../../base/uuid.ts';

/** Something that can be watched, of one organization. */
export type Topic =
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'report'; readonly id: string }
  | { readonly kind: 'action'; readonly id: string }
  | { readonly kind: 'jobs' }
  | { readonly kind: 'workers' };

/** A topic by its name (`job:<id>`, `report:<id>`, `action:<id>`, `jobs`, `workers`); undefined when there is no such. */
export function parseTopic(name: string): Topic | undefined {
  if (name === 'jobs' || name === 'workers') return { kind: name };
  const [kind, id, ...more] = name.split(':');
  if (
    (kind !== 'job' && kind !== 'report' && kind !== 'action') ||
    id === undefined ||
    more.length > 0 ||
    !isUuid(id)
  ) {
    return undefined;
  }
  return { kind, id: id.toLowerCase() };
}

export function topicName(topic: Topic): string {
  return 'id' in topic ? `${topic.kind}:${topic.id}` : topic.kind;
}
