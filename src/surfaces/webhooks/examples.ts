// What the document shows.

export const WEBHOOK_EXAMPLE = {
  id: '0c5a1f5e-52ad-4f0c-9c4e-0d1f6f0a7b11',
  url: 'https://example.com/lotline',
  description: '',
  events: ['lookup.completed', 'job.completed'],
  field_names: ['deal_owner'],
  payload: 'signed',
  rate_per_second: 50,
  from_webhook_config: false,
  state: 'active',
  disabled_reason: null,
  disabled_at: null,
  failing_since: null,
  next_attempt_at: null,
  last_success_at: '2026-11-22T09:31:00.000Z',
  last_failure_at: null,
  last_error: null,
  old_secret_until: null,
  created_by: 'key:deploy script',
  created_at: '2026-11-22T09:30:00.000Z',
  updated_at: '2026-11-22T09:30:00.000Z',
};

export const DELIVERY_EXAMPLE = {
  id: '81',
  event_id: 'evt_4711_0',
  event_number: '1042',
  type: 'job.completed',
  state: 'waiting',
  attempts: 1,
  created_at: '2026-11-22T09:31:00.000Z',
  next_attempt_at: '2026-11-22T09:31:05.000Z',
  delivered_at: null,
  last_status: 503,
  last_error: 'The receiver answered 503',
};

export const ATTEMPT_EXAMPLE = {
  at: '2026-11-22T09:31:00.000Z',
  duration_ms: 143,
  status: 503,
  error: 'The receiver answered 503',
  answer: 'Back in a moment',
};

export const EVENT_EXAMPLE = {
  type: 'job.completed',
  timestamp: '2026-11-22T09:31:00.000Z',
  id: 'evt_4711_0',
  number: '1042',
  sequence: 102,
  data: {
    job_id: '550e8400-e29b-41d4-a716-446655440000',
    name: 'Batch Lookup - 2026-11-22 (100 sites)',
    job_type: 'incentive_lookup',
    generation: 1,
    status: 'completed',
    reason: null,
    progress: 100,
    counts: { total: 100, waiting: 0, processing: 0, completed: 98, failed: 2, skipped: 0, cancelled: 0 },
    started_at: '2026-11-22T09:30:40.000Z',
    completed_at: '2026-11-22T09:31:00.000Z',
  },
};
