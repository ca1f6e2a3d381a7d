// Said on many pages: states, errors, buttons, kinds of work, charts.

export const states = {
  pending: 'Pending',
  running: 'Running',
  pausing: 'Pausing',
  paused: 'Paused',
  auto_paused: 'Auto-paused',
  cancelling: 'Cancelling',
  cancelled: 'Cancelled',
  completed: 'Completed',
  completed_with_failures: 'Completed with failures',
  failed: 'Failed',
  loading: 'Loading',
  dataFrom: (time: string) => `This is how it was at ${time}.`,
} as const;

export const counts = {
  completed: 'succeeded',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
  processing: 'running',
  waiting: 'waiting',
  none: 'no items',
} as const;

export const errors = {
  unreachable: 'The server cannot be reached.',
  request: 'Request',
  broken: 'This page failed to show. What you did is stored; loading it again may help.',
  reload: 'Load the page again',
  forbidden: 'Your role does not allow this.',
  forbiddenMore: 'An admin of your organization can give you another role.',
} as const;

export const actions = {
  tryAgain: 'Try again',
  clearFilters: 'Clear filters',
  close: 'Close',
  back: 'Back',
  save: 'Save',
  saved: 'Saved',
  copy: 'Copy',
  copied: 'Copied',
  more: (label: string) => `${label}: one more`,
  less: (label: string) => `${label}: one less`,
  moreActions: 'More actions',
  reason: 'Reason (for the record)',
  typeName: (name: string) => `Type "${name}" to confirm`,
  next: 'Next page',
  first: 'First page',
  pages: 'Pages of the list',
} as const;

export const kinds = {
  regrid_scraping: 'Regrid Scraping',
  visual_validation: 'Visual Validation',
  property_condition: 'Property Condition',
  environmental_research: 'Environmental Research',
  title_research: 'Title Research',
  bid_strategy: 'Bid Strategy',
  pdf_parsing: 'PDF Parsing',
  county_research: 'County Research',
  lead_import: 'Lead Import',
  list_export: 'List Export',
  incentive_lookup: 'Incentive Lookup',
  http: 'HTTP Service',
} as const;

export const drivers = { worker: 'our workers', n8n: 'n8n', agent: 'agents' } as const;

export const charts = {
  asTable: (title: string) => `${title}: show as table`,
  asChart: (title: string) => `${title}: show as chart`,
  png: (title: string) => `${title}: download as PNG`,
  csv: (title: string) => `${title}: download as CSV`,
  tableOf: (title: string) => `${title}, as table`,
  nothing: 'Nothing to show yet',
  showFirst: 'Show the chart first, then it can be saved as a picture.',
} as const;
