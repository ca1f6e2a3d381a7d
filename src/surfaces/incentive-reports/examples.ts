// The batch of the Batch Lookups API's own documentation, half an hour on.

const report = {
  id: '660e8400-e29b-41d4-a716-446655440001',
  job_id: '550e8400-e29b-41d4-a716-446655440000',
  name: 'Batch Lookup - 2026-01-26 (1 sites)',
  description: 'Batch lookup job with 1 items. Sites will be added as processing completes.',
  report_type: 'bulk_lookup',
  status: 'complete',
  total_items: 1,
  total_sites: 1,
  eligible_sites: 1,
  failed_sites: 0,
  total_incentive_value: 1500,
  created_at: '2026-01-26T15:30:00.000Z',
  completed_at: '2026-01-26T15:30:02.000Z',
};

const site = {
  id: '880e8400-e29b-81d4-a716-446655440003',
  row: 1,
  reference_id: 'deal-001',
  status: 'completed',
  address: {
    street_1: '123 Main St',
    city: 'San Francisco',
    state_or_province_code: 'CA',
    postal_code: '94102',
    country_code: 'US',
  },
  building_type: 'RESIDENTIAL',
  state_or_province_code: 'CA',
  utility: { eiaid: 14328, name: 'Pacific Gas and Electric' },
  customer_id: 1234,
  eligible: true,
  total_incentive_value: 1500,
  programs: [
    {
      program_id: 'ca-heat-pump',
      program_name: 'Heat pump rebate',
      total_incentive: 1500,
      eligible_combinations: 1,
    },
  ],
  devices: [{ device_id: 1, device_name: 'Heat pump', eligible: true, total_incentive: 1500 }],
  connect_url: null,
  error_code: null,
  error_message: null,
  processed_at: '2026-01-26T15:30:02.000Z',
};

const sum = { sites: 1, total_incentive_value: 1500 };

export const exampleList = { reports: [report], next_cursor: null };

export const exampleSites = { sites: [site], next_cursor: null };

export const exampleDetail = {
  ...report,
  by_eligibility: [
    { eligibility: 'eligible', ...sum },
    { eligibility: 'not_eligible', sites: 0, total_incentive_value: 0 },
    { eligibility: 'failed', sites: 0, total_incentive_value: 0 },
  ],
  by_program: [{ program_id: 'ca-heat-pump', program_name: 'Heat pump rebate', ...sum }],
  by_state: [{ state_or_province_code: 'CA', eligible_sites: 1, failed_sites: 0, ...sum }],
  by_device: [{ device_id: 1, device_name: 'Heat pump', eligible_sites: 1, ...sum }],
  by_error: [],
  left_out: { by_program: 0, by_state: 0, by_device: 0, by_error: 0 },
  sites: [site],
  next_cursor: null,
};

export const exampleTimeline = {
  step_seconds: 1,
  points: [
    {
      at: '2026-01-26T15:30:02.000Z',
      sites: 1,
      eligible_sites: 1,
      failed_sites: 0,
      total_incentive_value: 1500,
    },
  ],
};
