import type { Named } from './named.ts';

// Settings of the work itself.

const fields: Named = {
  least_lot_sqft: 'Least lot, square feet',
  least_vacant_acres: 'Least vacant land, acres',
  most_area_difference_percent: 'Most difference of areas, %',
  least_width_feet: 'Least width, feet',
  least_compactness: 'Least compactness',
  least_frontage_feet: 'Least frontage, feet',
  least_value: 'Least value, $',
  most_due_percent: 'Most due, % of the value',
  flood_hazard: 'In a flood hazard area',
  flood_hazard_level: 'Flood hazard area',
  reduced_flood_level: 'Area of reduced flood risk',
  facility_radius_miles: 'Radius for facilities, miles',
  moderate_facilities: 'Facilities for a moderate risk',
  high_facilities: 'Facilities for a high risk',
  close_facility_feet: 'A facility is close within, feet',
  low_ground_feet: 'Low ground below, feet',
  partial_after_attempts: 'Go on without a source after attempts',
  value_percent: 'Share of the value, %',
  closing_percent: 'Closing costs, %',
  holding_percent_per_month: 'Holding costs a month, %',
  holding_months: 'Months held',
  risk_percent_per_flag: 'Taken off for each flag, %',
  moderate_risk_flags: 'Flags for a moderate risk',
  high_risk_flags: 'Flags for a high risk',
  flood_flags: 'Flags for flood',
  sliver_flags: 'Flags for a sliver',
  short_frontage_flags: 'Flags for short frontage',
  repairs_if_unknown: 'Repairs where unknown, $',
  liens_if_unknown: 'Liens where unknown, $',
};

const choices: Named = {
  reject: 'Reject it',
  caution: 'Caution',
  note: 'Note it',
  low: 'Low risk',
  moderate: 'Moderate risk',
  high: 'High risk',
};

export const workSettings = {
  allDefaults: 'all at their defaults',
  changedAt: (time: string, by: string | null | undefined) => `changed ${time}${by ? ` by ${by}` : ''}`,
  standard: (value: string) => `Default: ${value}`,
  bounds: (value: string, least: string, most: string) => `Default: ${value}; from ${least} to ${most}`,
  sections: {
    'visual-validation': {
      title: 'Visual validation',
      note: 'What a lot must have at least to be worth a bid.',
    },
    'environmental-research': {
      title: 'Environmental research',
      note: 'What counts as a risk, and how large a one.',
    },
    'bid-strategy': {
      title: 'Bid strategy',
      note: 'How the highest bid is reckoned from what is known of a property.',
    },
  },
  fields,
  choices,
  n8n: 'Workflows of n8n',
  n8nNote: 'a type with a workflow can be run by it',
  jobType: 'Type',
  workflow: 'Address of the workflow',
  noWorkflow: 'none',
  hasHeader: 'with a header',
  setBy: 'Set by',
  change: 'Change',
  changeOf: (label: string) => `Workflow of ${label}`,
  changeWorkflow: (label: string) => `Change the workflow of ${label}`,
  workflowMore: 'It is called when a job of this type is started for n8n.',
  address: 'Address',
  nowIs: (url: string) => `Now ${url}, its secret parts hidden.`,
  header: 'Header for authentication',
  headerHint: 'Such as "Authorization: Bearer …". Kept encrypted, never shown; empty: none.',
  removeWorkflow: 'Remove',
} as const;
