import { Outlet } from '@tanstack/react-router';
import { Page } from '../../ui/page.tsx';

export function JobPage() {
  return (
    <Page title="Job">
      <Outlet />
    </Page>
  );
}
