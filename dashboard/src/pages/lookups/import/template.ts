/** A file to begin with: every column that there is, and one address as an example. ZIP codes that begin with 0 show that they stay. */
export const TEMPLATE =
  'reference_id,street_1,street_2,city,state_or_province_code,postal_code,country_code,building_type,device_ids\r\n' +
  'deal-001,12 Main St,Apt 4,Boston,MA,02134,US,RESIDENTIAL,1\r\n';
