// The examples of the Batch Lookups API's own documentation, as the OpenAPI document shows them.

const jobId = '550e8400-e29b-41d4-a716-446655440000';
const reportId = '660e8400-e29b-41d4-a716-446655440001';
const organizationId = '770e8400-e29b-41d4-a716-446655440002';

export const exampleCreate = {
  items: [
    {
      reference_id: 'deal-001',
      address: {
        street_1: '123 Main St',
        city: 'San Francisco',
        state_or_province_code: 'CA',
        postal_code: '94102',
        country_code: 'US',
      },
      building_type: 'RESIDENTIAL',
      device_ids: [1],
      create_application: false,
    },
  ],
};

export const exampleCreated = {
  job_id: jobId,
  status: 'pending',
  total_items: 1,
  created_at: '2026-01-26T15:30:00.000Z',
  report: {
    id: reportId,
    name: 'Batch Lookup - 2026-01-26 (1 sites)',
    description: 'Batch lookup job with 1 items. Sites will be added as processing completes.',
    status: 'processing',
    report_type: 'bulk_lookup',
    total_sites: 0,
    created_at: '2026-01-26T15:30:00.000Z',
  },
  message:
    'Batch job created with 1 items. Report is available immediately and sites will be added as processing completes. Poll GET /batch-lookups/{job_id} for job status.',
};

const common = {
  id: jobId,
  organization_id: organizationId,
  report_id: reportId,
  created_at: '2026-01-26T15:30:00.000Z',
};

export const exampleJob = {
  ...common,
  status: 'processing',
  total_items: 100,
  processed_items: 45,
  failed_items: 2,
  started_at: '2026-01-26T15:30:01.000Z',
  completed_at: null,
  item_counts: { pending: 50, processing: 5, completed: 43, failed: 2 },
};

export const exampleList = {
  jobs: [
    {
      ...common,
      status: 'completed',
      total_items: 100,
      processed_items: 100,
      failed_items: 0,
      started_at: '2026-01-26T15:30:01.000Z',
      completed_at: '2026-01-26T15:31:12.000Z',
      item_counts: { pending: 0, processing: 0, completed: 100, failed: 0 },
    },
  ],
  total: 1,
  limit: 20,
  offset: 0,
};

export const exampleItems = {
  items: [
    {
      id: '880e8400-e29b-81d4-a716-446655440003',
      job_id: jobId,
      organization_id: organizationId,
      status: 'completed',
      ...exampleCreate.items[0],
      webhook_custom_fields: null,
      result: {
        utility: { eiaid: 14328, name: 'Pacific Gas and Electric' },
        possible_utilities: [{ eiaid: 14328, name: 'Pacific Gas and Electric' }],
        address: exampleCreate.items[0]?.address,
        building_type: 'RESIDENTIAL',
        customer_id: 1234,
        programs_evaluated: 1,
        incentives: { total_incentive_amount: 1500.0, total_eligible_combinations: 1, by_program: [] },
        processing_summary: { program_ids: [], incentive_amount: 0 },
        connect_url: null,
        reference_id: 'deal-001',
      },
      error_message: null,
      retry_count: 0,
      created_at: '2026-01-26T15:30:00.000Z',
      processed_at: '2026-01-26T15:30:02.000Z',
    },
  ],
  total: 100,
  limit: 50,
  offset: 0,
};

export const exampleCancelled = { message: 'Job cancelled successfully', job_id: jobId };
