import { Page } from '../../ui/page.tsx';

export function CountiesPage() {
  return <Page title="Counties">{null}</Page>;
}
