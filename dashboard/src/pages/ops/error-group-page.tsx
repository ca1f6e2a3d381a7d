import { Page } from '../../ui/page.tsx';

export function ErrorGroupPage() {
  return <Page title="ErrorGroup">{null}</Page>;
}
