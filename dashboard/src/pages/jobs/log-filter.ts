import type { Api } from '../../data/api.ts';

/** What the log of a job can be narrowed to: read from the address before the page is loaded, so without its words. */
export const LEVELS = ['INFO', 'WARNING', 'ERROR'] as const satisfies readonly Api['JobLogLine']['level'][];
export const LINES = ['lifecycle', 'items'] as const;
