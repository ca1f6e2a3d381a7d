import { Page } from '../../ui/page.tsx';

export function PropertyPage() {
  return <Page title="Property">{null}</Page>;
}
