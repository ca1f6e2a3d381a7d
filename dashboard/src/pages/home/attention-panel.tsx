import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { kindLabel } from '../../data/kinds.ts';
import { ErrorPanel } from '../../ui/states.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';

type Attention = Api['Attention'];
const LOOK_MS = 15_000;

export function useAttention() {
  return useQuery({
    queryKey: ['attention'],
    refetchInterval: LOOK_MS,
    queryFn: () => answered(api.GET('/api/attention')),
  });
}

/** Where something that needs a person is looked after. */
export function attentionLink({
  link: { page, id },
}: Pick<Attention, 'link'>): Pick<LinkProps, 'to' | 'params'> {
  switch (page) {
    case 'job':
      return { to: '/jobs/$jobId/overview', params: { jobId: id } };
    case 'queue':
      return { to: '/ops/queues/$kind', params: { kind: id } };
    case 'worker':
      return { to: '/ops/workers/$workerId', params: { workerId: id } };
    case 'webhook':
      return { to: '/settings/webhooks/$webhookId', params: { webhookId: id } };
    case 'service':
      return { to: '/ops/services' };
  }
}

/** What is wrong, with a type of work as people call it. */
export const titleOf = ({ what, title, link }: Attention): string =>
  what === 'no_workers' ? words.home.noWorkersFor(kindLabel(link.id)) : title;

/** What does not go on by itself. Nothing is shown while all is well. */
export function AttentionPanel({ query }: { readonly query: ReturnType<typeof useAttention> }) {
  const list = query.data?.attention ?? [];
  if (query.isError) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />;
  if (list.length === 0) return null;
  return (
    <section aria-label={words.home.attention} className="rounded-lg border border-warn-solid/60 bg-surface">
      <h2 className="flex items-center gap-2 px-4 py-2.5 font-semibold text-warn">
        <TriangleAlert aria-hidden className="size-4" />
        {words.home.attention}
      </h2>
      <ul className="border-t border-line">
        {list.map((one) => (
          <li
            key={`${one.what} ${one.link.id}`}
            className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 py-2 last:border-0"
          >
            <Link {...attentionLink(one)} className="link font-medium">
              {titleOf(one)}
            </Link>
            <span className="min-w-0 grow basis-72 text-muted [overflow-wrap:anywhere]">{one.detail}</span>
            <span className="text-sm text-muted">
              <Ago at={one.since} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
