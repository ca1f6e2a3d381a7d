import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../data/api.ts';
import { useNotices } from '../data/notices.ts';

const LOOK_MS = 60_000;

/** Marks that there is something unread. */
export function UnreadDot() {
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    refetchInterval: LOOK_MS,
    queryFn: () => answered(api.GET('/api/notifications', { params: { query: { limit: 1 } } })),
  });
  useNotices(data?.notifications[0]);
  if (data === undefined || data.unread === 0) return null;
  return (
    <span className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent">
      {data.unread > 99 ? '99+' : data.unread}
    </span>
  );
}
