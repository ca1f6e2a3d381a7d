// Around every page: the frame, signing in, the palette and the keyboard.

export const app = {
  name: 'Lotline',
  skip: 'Skip to the content',
  menu: 'Menu',
  notFound: 'There is nothing at this address',
  notFoundMore: 'The link may be old, or what it led to was deleted.',
  home: 'Go to the start',
  keyActor: (name: string) => `${name} (key)`,
} as const;

export const nav = {
  label: 'Pages',
  home: 'Home',
  jobs: 'Jobs',
  lookups: 'Lookups',
  reports: 'Reports',
  search: 'Search',
  leads: 'Leads',
  counties: 'Counties',
  properties: 'Properties',
  documents: 'Documents',
  ops: 'Operations',
  settings: 'Settings',
  inbox: 'Inbox',
  docs: 'API documentation',
} as const;

export const session = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  passkey: 'Sign in with a passkey',
  oidc: 'Sign in with your organization',
  forgot: 'Forgot your password?',
  forgotSent: 'If that address is known here, a link to choose a new password is on its way.',
  forgotNeedsEmail: 'Type your e-mail address first, then press this again.',
  signOut: 'Sign out',
  signedInAs: (name: string) => `Signed in as ${name}`,
  first:
    'First time here? Open the link that was printed when the server started. It makes you its first admin.',
  firstCommand: 'Lost it? On the machine of the server:',
  wrong: 'That address and password do not go together.',
} as const;

export const theme = { label: 'Theme', system: 'System', light: 'Light', dark: 'Dark' } as const;

export const live = {
  live: 'Live',
  connecting: 'Connecting',
  polling: (time: string) => `Data from ${time}`,
  paused: 'Paused',
  pause: 'Stop live updates',
  resume: 'Go on with live updates',
} as const;

export const palette = {
  label: 'Go to a page, or say what to do',
  hint: 'Try "jobs", "pause", or a sentence such as "start visual validation for Blair, PA"',
  pages: 'Pages',
  actions: 'Actions',
  jobs: 'Jobs',
  say: 'Have it done',
  working: 'Working on it',
  nothing: 'Nothing fits. Press Enter to have it done as a command.',
} as const;

export const keys = {
  title: 'Keyboard',
  go: 'Go to',
  list: 'In lists',
  anywhere: 'Anywhere',
  palette: 'Palette of commands',
  search: 'Search this page',
  help: 'This help',
  live: 'Stop or go on with live updates',
  next: 'Next row',
  previous: 'Previous row',
  select: 'Choose the row',
  open: 'Open the row',
  pause: 'Pause or resume the job',
  create: 'New',
  toggle: 'Single keys do something',
  toggleNote: 'Turn this off if you speak to your computer, or press keys by accident.',
} as const;
