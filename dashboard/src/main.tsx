import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './app/router.tsx';
import { startLive } from './data/live.ts';
import { queryClient } from './data/query-client.ts';
import './styles/app.css';
import { Toasts } from './ui/toast.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
// A part of the page that is gone from the server: another build has taken its place. Once, lest a broken one loops.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('lotline.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('lotline.reloaded', String(Date.now()));
  window.location.reload();
});
startLive();
// The page's own part is fetched while it is asked who is signed in, not after.
const [matched] = router.getMatchedRoutes(router.latestLocation.pathname);
for (const route of matched) {
  // what cannot be had is told by the page, which asks again
  void Promise.resolve(router.loadRouteChunk(route)).catch(() => {});
}
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
