/** What the document shows of a key. */
export const EXAMPLE_NEW_KEY = {
  name: 'nightly upload',
  role: 'analyst',
  scopes: ['lookups:write', 'reports:read'],
  expires_at: '2027-11-22T00:00:00Z',
  limits: { requests_per_minute: 600 },
} as const;

export const EXAMPLE_KEY = {
  id: '5a0e7b3c-41b8-4c1d-9a53-6f6f0d1f2b11',
  name: 'nightly upload',
  prefix: 'lot_live_1a2b3c4d',
  role: 'analyst',
  scopes: ['lookups:write', 'reports:read'],
  test: false,
  limits: { requests_per_minute: 600, open_jobs: null, items_per_day: null },
  status: 'active',
  created_by: 'person:ann@example.org',
  created_at: '2026-11-22T10:00:00.000Z',
  expires_at: '2027-11-22T00:00:00.000Z',
  revoked_at: null,
  last_used_at: '2026-11-22T11:59:00.000Z',
  rotated_from: null,
} as const;
