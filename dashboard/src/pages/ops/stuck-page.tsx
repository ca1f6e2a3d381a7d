import { Page } from '../../ui/page.tsx';

export function StuckPage() {
  return <Page title="Stuck">{null}</Page>;
}
