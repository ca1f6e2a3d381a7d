export const STATUSES = ['processing', 'complete', 'error'] as const;
