import { LockKeyhole } from 'lucide-react';
import { words } from '../words.ts';
import { Page } from './page.tsx';
import { Empty } from './states.tsx';

/** In place of a page of what one's role may never do, for whoever comes by its address. */
export function NotAllowed({ title }: { readonly title: string }) {
  return (
    <Page title={title}>
      <Empty icon={LockKeyhole} title={words.errors.forbidden}>
        {words.errors.forbiddenMore}
      </Empty>
    </Page>
  );
}
