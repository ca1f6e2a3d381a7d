-- The typed keys of findings, as data. The schemas in src/kinds/county/ say the same to HTTP and MCP; a test holds the
-- two together.
delete from finding_fields;
insert into finding_fields (job_type, position, field, type, required, minimum, maximum, choices) values
  ('any', 1, 'sources', 'sources', false, null, 100, null),
  ('any', 2, 'found_by', 'text', false, 1, 200, null),
  ('any', 3, 'notes', 'text', false, 0, 20000, null),
  ('any', 4, 'fresh_days', 'integer', false, 1, 3650, null),

  ('source', 1, 'title', 'text', false, 0, 500, null),
  ('source', 2, 'url', 'url', false, null, 2048, null),
  ('source', 3, 'note', 'text', false, 0, 4000, null),
  ('source', 4, 'retrieved_at', 'date_or_time', false, null, null, null),

  ('regrid_scraping', 1, 'll_uuid', 'uuid', false, null, null, null),
  ('regrid_scraping', 2, 'land_use', 'text', false, 0, 500, null),
  ('regrid_scraping', 3, 'zoning', 'text', false, 0, 500, null),
  ('regrid_scraping', 4, 'lot_size_acres', 'number', false, 0, 1000000000, null),
  ('regrid_scraping', 5, 'lot_size_sqft', 'number', false, 0, 10000000000000, null),
  ('regrid_scraping', 6, 'building_sqft', 'number', false, 0, 1000000000, null),
  ('regrid_scraping', 7, 'year_built', 'integer', false, 1600, 2200, null),
  ('regrid_scraping', 8, 'assessed_value', 'amount', false, 0, 1000000000000, null),
  ('regrid_scraping', 9, 'market_value', 'amount', false, 0, 1000000000000, null),
  ('regrid_scraping', 10, 'lat', 'number', false, -90, 90, null),
  ('regrid_scraping', 11, 'lon', 'number', false, -180, 180, null),
  ('regrid_scraping', 12, 'screenshot_url', 'url', false, null, 2048, null),
  ('regrid_scraping', 13, 'raw_data', 'object', false, null, null, null),
  ('regrid_scraping', 14, 'data_quality_score', 'number', false, 0, 100, null),
  ('regrid_scraping', 15, 'scraped_at', 'time', false, null, null, null),

  ('visual_validation', 1, 'validation_status', 'choice', true, null, null, '{APPROVED,CAUTION,REJECT}'),
  ('visual_validation', 2, 'confidence_score', 'number', false, 0, 100, null),
  ('visual_validation', 3, 'structure_present', 'boolean', false, null, null, null),
  ('visual_validation', 4, 'road_access', 'boolean', false, null, null, null),
  ('visual_validation', 5, 'red_flags', 'texts', false, null, 100, null),
  ('visual_validation', 6, 'skip_reason', 'text', false, 0, 2000, null),

  ('property_condition', 1, 'condition', 'choice', true, null, null, '{good,fair,poor,uninhabitable,vacant_land,unknown}'),
  ('property_condition', 2, 'occupied', 'boolean', false, null, null, null),
  ('property_condition', 3, 'estimated_repairs', 'amount', false, 0, 1000000000000, null),

  ('environmental_research', 1, 'risk_level', 'choice', true, null, null, '{low,moderate,high,unknown}'),
  ('environmental_research', 2, 'flood_zone', 'text', false, 0, 100, null),
  ('environmental_research', 3, 'in_flood_hazard_area', 'boolean', false, null, null, null),
  ('environmental_research', 4, 'facilities_nearby', 'integer', false, 0, 1000000, null),
  ('environmental_research', 5, 'elevation_feet', 'number', false, -2000, 30000, null),

  ('title_research', 1, 'title_status', 'choice', true, null, null, '{clear,clouded,unknown}'),
  ('title_research', 2, 'total_liens', 'amount', false, 0, 1000000000000, null),
  ('title_research', 3, 'surviving_liens', 'amount', false, 0, 1000000000000, null),

  ('bid_strategy', 1, 'max_bid', 'amount', true, 0, 1000000000000, null),
  ('bid_strategy', 2, 'property_value', 'amount', true, 0.01, 1000000000000, null),

  ('pdf_parsing', 1, 'properties_created', 'integer', false, 0, 100000000, null),
  ('pdf_parsing', 2, 'properties_updated', 'integer', false, 0, 100000000, null),
  ('pdf_parsing', 3, 'rows_read', 'integer', false, 0, 100000000, null),
  ('pdf_parsing', 4, 'rows_refused', 'integer', false, 0, 100000000, null),
  ('pdf_parsing', 5, 'pages', 'integer', false, 0, 1000000, null),
  ('pdf_parsing', 6, 'layout', 'choice', false, null, null, '{table,notice}'),
  ('pdf_parsing', 7, 'confidence', 'number', false, 0, 100, null),
  ('pdf_parsing', 8, 'totals_checked', 'integer', false, 0, 100000000, null),
  ('pdf_parsing', 9, 'totals_wrong', 'integer', false, 0, 100000000, null),
  ('pdf_parsing', 10, 'warnings', 'texts', false, null, 100, null),

  ('county_research', 1, 'research_status', 'choice', true, null, null, '{completed,partial,none_found}'),
  ('county_research', 2, 'next_sale_date', 'date', false, null, null, null),
  ('county_research', 3, 'platform', 'text', false, 0, 500, null);
