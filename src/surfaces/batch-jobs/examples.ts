import type { DetailBody, ListedBody } from './wire.ts';

// What the document shows: the API's own examples, completed by the fields that are ours.

const COUNTY = '0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10';

const running: ListedBody = {
  id: '550e8400-e29b-41d4-a716-446655440000',
  name: 'Regrid Scraping - Blair',
  type: 'regrid_scraping',
  county: 'Blair',
  countyId: COUNTY,
  state: 'PA',
  status: 'running',
  progress: 45,
  totalItems: 845,
  processedItems: 380,
  failedItems: 5,
  startedAt: '2024-01-15T10:30:00Z',
  pausedAt: null,
  completedAt: null,
  createdAt: '2024-01-15T10:00:00Z',
  batchSize: 50,
  currentBatch: 8,
  totalBatches: 17,
  duration: '2h 15m',
  successRate: 98,
  errorLog: null,
  errorCount: 5,
  estimatedCompletion: null,
  driver: 'agent',
  skippedItems: 0,
  cancelledItems: 0,
  processingItems: 50,
  autoPaused: false,
  pauseReason: null,
  resumeAt: null,
};

const done: ListedBody = {
  ...running,
  id: '550e8400-e29b-41d4-a716-446655440001',
  name: 'Visual Validation - Blair',
  type: 'visual_validation',
  status: 'completed',
  progress: 100,
  totalItems: 750,
  processedItems: 745,
  startedAt: '2024-01-14T08:00:00Z',
  completedAt: '2024-01-14T12:30:00Z',
  createdAt: '2024-01-14T07:45:00Z',
  batchSize: 100,
  totalBatches: 8,
  duration: '4h 30m',
  successRate: 99,
  driver: 'worker',
  processingItems: 0,
};

export const exampleList = {
  data: {
    activeJobs: [running],
    jobHistory: [done],
    stats: { running: 2, paused: 1, completedToday: 5, successRate: 97 },
  },
  source: 'database',
  pagination: { total: 2, limit: 100, offset: 0, next_cursor: null },
};

const detail: DetailBody = {
  id: running.id,
  job_type: 'regrid_scraping',
  county_id: COUNTY,
  status: 'in_progress',
  batch_size: 50,
  total_items: 845,
  processed_items: 380,
  failed_items: 5,
  current_batch: 8,
  total_batches: 17,
  last_error: null,
  error_count: 5,
  started_at: '2024-01-15T10:30:00Z',
  paused_at: null,
  completed_at: null,
  created_at: '2024-01-15T10:00:00Z',
  updated_at: '2024-01-15T12:45:00Z',
  counties: { id: COUNTY, county_name: 'Blair', state_code: 'PA' },
  progress: 45,
  successRate: 98,
  duration: '2h 15m',
  name: running.name,
  driver: 'agent',
  strategy: 'sequential',
  state_code: null,
  county_ids: null,
  skipped_items: 0,
  cancelled_items: 0,
  processing_items: 50,
  draining: false,
  auto_paused: false,
  pause_reason: null,
  resume_at: null,
  created_by: 'key:analyst',
};

export const exampleOne = { data: detail, source: 'database' };

export const exampleCreated = {
  data: {
    ...detail,
    status: 'pending',
    processed_items: 0,
    failed_items: 0,
    current_batch: 0,
    error_count: 0,
    started_at: null,
    updated_at: '2024-01-15T10:00:00Z',
    progress: 0,
    successRate: 100,
    duration: null,
    processing_items: 0,
  },
  message: 'Batch job created successfully',
  source: 'database',
};

export const examplePatched = {
  data: {
    ...detail,
    processed_items: 450,
    failed_items: 7,
    current_batch: 9,
    error_count: 7,
    updated_at: '2024-01-15T13:22:00Z',
    progress: 54,
    duration: '2h 52m',
    processing_items: 0,
  },
  message: 'Batch job updated successfully',
  source: 'database',
  n8n_triggered: false,
  n8n_error: null,
};
