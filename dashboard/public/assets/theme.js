// Before anything is drawn: the theme that was chosen here, so that a dark page never flashes white.
(() => {
  try {
    const theme = localStorage.getItem('lotline.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage the page follows the system.
  }
})();
