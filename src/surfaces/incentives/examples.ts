// One question and its answer, as the OpenAPI document shows them.

const address = {
  street_1: '123 Main St',
  city: 'San Francisco',
  state_or_province_code: 'CA',
  postal_code: '94102',
  country_code: 'US',
};

export const exampleQuestion = {
  operation_type: 'lookup',
  reference_id: 'deal-001',
  address,
  building_type: 'RESIDENTIAL',
  device_ids: [1],
  create_application: false,
  webhook_custom_fields: { deal_stage: 'qualified' },
};

const device = { device_id: 1, device_name: 'Heat pump' };

export const exampleFound = {
  utility: { eiaid: 14328, name: 'Pacific Gas and Electric' },
  possible_utilities: [{ eiaid: 14328, name: 'Pacific Gas and Electric' }],
  address,
  building_type: 'RESIDENTIAL',
  customer_id: 1234,
  programs_evaluated: 1,
  incentives: {
    total_incentive_amount: 1500,
    total_eligible_combinations: 1,
    by_program: [
      {
        program_id: 'ca-heat-pump',
        program_name: 'Heat pump rebate',
        total_incentive: 1500,
        eligible_combinations: 1,
        processing_enabled: false,
        device_tier_results: [
          {
            ...device,
            tier_id: 'ca-heat-pump-1',
            tier_name: 'Heat pump rebate',
            eligible: true,
            incentive_amount: 1500,
            calculation_details: '$1,500 per device',
            failed_requirements: [],
            ignored_requirements: [],
            completed_requirements: ['The building is residential'],
          },
        ],
      },
    ],
  },
  processing_summary: { program_ids: [], incentive_amount: 0 },
  connect_url: null,
  reference_id: 'deal-001',
};
