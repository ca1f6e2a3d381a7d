// Before anything is drawn: the theme that was chosen here, so that a dark page never flashes white; and who is signed in,
// asked for while the scripts are still on their way.
(() => {
  try {
    const theme = localStorage.getItem('lotline.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (localStorage.getItem('lotline.signed-in') === null || location.pathname === '/login') return;
    const me = document.createElement('link');
    Object.assign(me, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: '/api/me' });
    document.head.append(me);
  } catch {
    // Without storage the page follows the system, and asks who is signed in when its scripts are there.
  }
})();
