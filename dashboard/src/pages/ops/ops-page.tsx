import { Page } from '../../ui/page.tsx';

export function OpsPage() {
  return <Page title="Ops">{null}</Page>;
}
