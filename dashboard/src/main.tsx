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
