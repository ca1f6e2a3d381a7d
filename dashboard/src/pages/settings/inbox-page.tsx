import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { BellOff, CheckCheck, Settings } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatNumber } from '../../data/format.ts';
import { queryClient } from '../../data/query-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { CheckInput } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Ago } from '../../ui/time.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { attentionLink } from '../home/attention-panel.tsx';

const route = getRouteApi('/shell/inbox');
const said = words.notifications;
const SHOWN = 50;
const LOOK_MS = 30_000;

/** What one is told of, newest first; what is read stays, greyed. */
export function InboxPage() {
  const { unread, cursor } = route.useSearch();
  const change = useChangeSearch();
  const query = useQuery({
    queryKey: ['notifications', 'list', unread ?? false, cursor ?? null],
    refetchInterval: LOOK_MS,
    queryFn: () =>
      answered(
        api.GET('/api/notifications', {
          params: {
            query: {
              limit: SHOWN,
              ...(unread ? { unread: 'true' } : {}),
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
        }),
      ),
  });
  const read = useMutation({
    mutationFn: (ids: string[] | undefined) =>
      answered(api.POST('/api/notifications/read', { body: ids === undefined ? {} : { ids } })),
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['notifications'] }),
  });
  const count = query.data?.unread ?? 0;
  return (
    <Page
      title={words.nav.inbox}
      badge={count > 0 && <Badge tone="info">{said.unread(formatNumber(count))}</Badge>}
      actions={
        <>
          {count > 0 && (
            <Button icon={CheckCheck} busy={read.isPending} onClick={() => read.mutate(undefined)}>
              {said.readAll}
            </Button>
          )}
          <LinkButton to="/settings/notifications" icon={Settings}>
            {said.choose}
          </LinkButton>
        </>
      }
    >
      <Panel
        title={said.title}
        flush
        actions={
          <CheckInput
            label={said.onlyUnread}
            checked={unread ?? false}
            onChange={({ currentTarget: { checked } }) =>
              change({ unread: checked ? true : undefined, cursor: undefined })
            }
          />
        }
      >
        <Loaded query={query}>
          {({ notifications, next_cursor: next }) =>
            notifications.length === 0 ? (
              <Empty
                icon={BellOff}
                title={unread ? said.allRead : said.none}
                action={
                  unread && (
                    <Button onClick={() => change({ unread: undefined })}>
                      {words.actions.clearFilters}
                    </Button>
                  )
                }
              >
                {said.noneMore}
              </Empty>
            ) : (
              <>
                <ul aria-label={said.title}>
                  {notifications.map((one) => (
                    <Told key={one.id} one={one} onRead={() => read.mutate([one.id])} />
                  ))}
                </ul>
                <CursorPager cursor={cursor} next={next} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function Told({ one, onRead }: { readonly one: Api['Notification']; readonly onRead: () => void }) {
  const { title, at, reason, counts, repeats, last_at: last, read_at: readAt, link } = one;
  const fresh = readAt === null;
  return (
    <li
      data-row
      className="flex items-start gap-3 border-b border-line px-4 py-2.5 last:border-0 hover:bg-hover"
    >
      <span
        className={classes('mt-2 size-2 shrink-0 rounded-full', fresh ? 'bg-info-solid' : 'bg-transparent')}
      >
        {fresh && <span className="sr-only">{said.isUnread}</span>}
      </span>
      <div className="min-w-0 flex-1">
        <Link
          {...attentionLink({ link })}
          onClick={() => fresh && onRead()}
          className={classes(
            'inline-block min-h-6 [overflow-wrap:anywhere] hover:underline',
            fresh ? 'font-medium' : 'text-muted',
          )}
        >
          {title}
        </Link>
        {reason !== null && <p className="text-sm text-muted [overflow-wrap:anywhere]">{reason}</p>}
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <Ago at={last ?? at} />
          {repeats > 0 && <span>{said.repeats(formatNumber(repeats))}</span>}
          {counts !== null && (
            <span className="tabular">
              {said.counts(formatNumber(counts.completed), formatNumber(counts.failed))}
            </span>
          )}
        </p>
      </div>
      {fresh && (
        <Button size="sm" look="quiet" onClick={onRead} aria-label={said.readOne(title)}>
          {said.read}
        </Button>
      )}
    </li>
  );
}
