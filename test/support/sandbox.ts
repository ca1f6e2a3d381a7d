/** The environment of a sandbox whose simulators nobody asks in this test. */
export const SANDBOX_ENV = {
  LOTLINE_SANDBOX: 'true',
  REGRID_API_URL: 'http://127.0.0.1:9',
  PROPERTYRADAR_API_URL: 'http://127.0.0.1:9',
  FEMA_NFHL_URL: 'http://127.0.0.1:9',
  EPA_ECHO_URL: 'http://127.0.0.1:9',
  USGS_ELEVATION_URL: 'http://127.0.0.1:9',
  CENSUS_GEOCODER_URL: 'http://127.0.0.1:9',
  ANTHROPIC_API_URL: 'http://127.0.0.1:9',
} as const;
