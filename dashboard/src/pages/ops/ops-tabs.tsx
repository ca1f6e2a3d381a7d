import type { ReactNode } from 'react';
import { useTopic } from '../../data/live.ts';
import { Page } from '../../ui/page.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { words } from '../../words.ts';
import { useStuck } from './ops-queries.ts';

/** A page of operations: its title, and the ways to the others. */
export function OpsFrame({
  actions,
  children,
}: {
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  useTopic('workers');
  const stuck = useStuck();
  return (
    <Page
      title={words.ops.title}
      actions={actions}
      below={
        <LinkTabs
          label={words.ops.tabs}
          tabs={[
            { to: '/ops', name: words.ops.overview },
            { to: '/ops/stuck', name: words.stuck.title, count: stuck.data?.stuck.length },
            { to: '/ops/actions', name: words.bulk.title },
            { to: '/ops/services', name: words.services.title },
          ]}
        />
      }
    >
      {children}
    </Page>
  );
}
