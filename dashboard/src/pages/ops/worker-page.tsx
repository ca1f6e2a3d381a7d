import { Page } from '../../ui/page.tsx';

export function WorkerPage() {
  return <Page title="Worker">{null}</Page>;
}
