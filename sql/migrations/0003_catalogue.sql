-- The incentive catalogue: where programs apply, what they pay and on what conditions. It is public knowledge, the
-- same for every organization; customers, at the end, belong to one each.

create table lotline.catalogue_sources (
  source text primary key,
  name text not null,
  url text,
  licence text not null
);

insert into lotline.catalogue_sources (source, name, url, licence) values
  ('starter', 'Starter catalogue; each program names its own page', null, 'Apache-2.0'),
  ('zipcodes', 'npm package zipcodes', 'https://www.npmjs.com/package/zipcodes', 'BSD'),
  ('rewiring-america', 'Rewiring America incentives', 'https://github.com/rewiringamerica/api.rewiringamerica.org',
   'Apache-2.0');

-- Goes up with every change of the catalogue, in the same transaction: readers that keep it in memory compare it.
create table lotline.catalogue_version (
  one boolean primary key default true check (one),
  version bigint not null,
  changed_at timestamptz not null
);

insert into lotline.catalogue_version (version, changed_at) values (1, now());

-- What was loaded from where, newest last; problems: [{file, entry, reason}].
create table lotline.catalogue_imports (
  id bigint generated always as identity primary key,
  source text not null references lotline.catalogue_sources,
  what text not null,
  scope text,
  file text not null,
  sha256 text not null,
  counts jsonb not null,
  problems jsonb not null,
  imported_at timestamptz not null default now()
);

create table lotline.us_states (
  code text primary key check (code ~ '^[A-Z]{2}$'),
  name text not null unique
);

insert into lotline.us_states (code, name) values
  ('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'),
  ('CA', 'California'), ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'),
  ('DC', 'District of Columbia'), ('FL', 'Florida'), ('GA', 'Georgia'), ('HI', 'Hawaii'),
  ('ID', 'Idaho'), ('IL', 'Illinois'), ('IN', 'Indiana'), ('IA', 'Iowa'),
  ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'), ('ME', 'Maine'),
  ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'),
  ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'),
  ('NV', 'Nevada'), ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'),
  ('NY', 'New York'), ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'),
  ('OK', 'Oklahoma'), ('OR', 'Oregon'), ('PA', 'Pennsylvania'), ('RI', 'Rhode Island'),
  ('SC', 'South Carolina'), ('SD', 'South Dakota'), ('TN', 'Tennessee'), ('TX', 'Texas'),
  ('UT', 'Utah'), ('VT', 'Vermont'), ('VA', 'Virginia'), ('WA', 'Washington'),
  ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming'), ('AS', 'American Samoa'),
  ('GU', 'Guam'), ('MP', 'Northern Mariana Islands'), ('PR', 'Puerto Rico'), ('VI', 'U.S. Virgin Islands');

create table lotline.us_counties (
  fips text primary key check (fips ~ '^[0-9]{5}$'),
  full_name text not null,
  state_code text not null references lotline.us_states,
  latitude double precision,
  longitude double precision,
  source text not null references lotline.catalogue_sources
);

-- A ZIP code with the city the post office names first. place: the city as places are compared (upper case, no
-- punctuation, SAINT for ST). delivery: false for PO boxes and single large receivers, which have no area.
create table lotline.us_zips (
  zip text primary key check (zip ~ '^[0-9]{5}$'),
  city text not null,
  place text not null,
  state_code text not null,
  county_fips text,
  county_name text,
  delivery boolean not null,
  source text not null references lotline.catalogue_sources
);

create index us_zips_by_place on lotline.us_zips (state_code, place);

-- Areas that programs apply to. id is the number the source gives; the starter's begin at 1,000,000,000.
-- place: for custom areas that are one town, the town as in us_zips. aliases: other names of a territory's utility.
create table lotline.geographies (
  id bigint primary key,
  source text not null references lotline.catalogue_sources,
  kind text not null check (kind in ('nation', 'state', 'county', 'electric_territory', 'gas_territory', 'custom')),
  key text,
  name text not null,
  state_code text,
  county_fips text,
  eiaid integer,
  place text,
  aliases text[] not null default '{}'
);

create index geographies_by_state on lotline.geographies (state_code) where kind = 'state';
create index geographies_by_county on lotline.geographies (county_fips) where kind = 'county';
create index geographies_by_place on lotline.geographies (state_code, place) where kind = 'custom';

insert into lotline.geographies (id, source, kind, name) values (1000000000, 'starter', 'nation', 'United States');

insert into lotline.geographies (id, source, kind, name, state_code)
select 1000000000 + row_number() over (order by code), 'starter', 'state', name, code from lotline.us_states;

create table lotline.zip_territories (
  zip text not null,
  geography_id bigint not null,
  predominant boolean not null,
  source text not null references lotline.catalogue_sources,
  primary key (zip, geography_id)
);

-- state_code is 'US' for federal authorities and programs.
create table lotline.authorities (
  id integer generated by default as identity primary key,
  source text not null references lotline.catalogue_sources,
  state_code text not null,
  kind text not null,
  key text not null,
  name text not null,
  unique (source, state_code, kind, key)
);

-- No reference to geographies: a state's file may come before the table of areas. linked: set by us, not by the
-- source, because another source's territory is the same utility.
create table lotline.authority_geographies (
  geography_id bigint not null,
  authority_id integer not null references lotline.authorities on delete cascade,
  linked boolean not null default false,
  primary key (geography_id, authority_id)
);

create index authority_geographies_by_authority on lotline.authority_geographies (authority_id);

-- building_types null: a home-energy program whose source does not say. stated_on: the day its facts were written
-- down; the page at url rules.
create table lotline.programs (
  id integer generated by default as identity primary key,
  source text not null references lotline.catalogue_sources,
  state_code text not null,
  key text not null,
  name text not null,
  url text not null,
  authority_id integer not null references lotline.authorities on delete cascade,
  building_types text[] check (building_types <@ array['RESIDENTIAL', 'COMMERCIAL', 'MULTIFAMILY', 'MANUFACTURED_HOME']),
  stated_on date,
  unique (source, state_code, key)
);

create index programs_by_authority on lotline.programs (authority_id);

-- One tier of a program: what it pays for which items. amount: dollars, a share (0.3), or dollars per unit; null when
-- the source does not say. starts_on and ends_on are the first and last day of what the source writes ("2025H2").
-- income_threshold and area_group name conditions on facts that a lookup does not have.
create table lotline.incentives (
  id integer generated by default as identity primary key,
  source text not null references lotline.catalogue_sources,
  program_id integer not null references lotline.programs on delete cascade,
  key text not null,
  items text[] not null check (cardinality(items) > 0),
  amount_kind text not null check (amount_kind in ('dollar_amount', 'percent', 'dollars_per_unit')),
  amount numeric(14, 4) check (amount >= 0),
  amount_minimum numeric(14, 2) check (amount_minimum >= 0),
  amount_maximum numeric(14, 2) check (amount_maximum >= 0),
  amount_representative numeric(14, 2) check (amount_representative >= 0),
  unit text,
  starts text,
  ends text,
  starts_on date,
  ends_on date,
  paused boolean not null,
  owner_status text[] not null,
  payment_methods text[] not null,
  income_threshold text,
  area_group text,
  requirements text[] not null default '{}',
  description text not null,
  url text not null,
  check ((amount_kind = 'dollars_per_unit') = (unit is not null))
);

create index incentives_by_program on lotline.incentives (program_id);

-- Limits as the source states them; kind: hhsize, county-hhsize, ami-percentage, fpl-percentage, filing-status.
create table lotline.income_thresholds (
  source text not null references lotline.catalogue_sources,
  key text not null,
  kind text not null,
  description text not null,
  source_url text not null,
  thresholds jsonb not null,
  primary key (source, key)
);

create table lotline.data_partners (
  source text not null references lotline.catalogue_sources,
  state_code text not null,
  key text not null,
  name text not null,
  logo_url text,
  primary key (source, state_code, key)
);

-- device_ids of a lookup and the items of incentives that each stands for. names: other names device_names may use,
-- compared without case and punctuation. Ids from 1000 on are the operator's own (lotline.add_device).
create table lotline.devices (
  id integer primary key check (id > 0),
  name text not null unique,
  items text[] not null check (cardinality(items) > 0),
  names text[] not null default '{}'
);

insert into lotline.devices (id, name, items, names) values
  (1, 'Heat pump', '{ducted_heat_pump,ductless_heat_pump,air_to_water_heat_pump,other_heat_pump}',
   '{air source heat pump,heat pumps,hvac,heat pump hvac}'),
  (2, 'Heat pump water heater', '{heat_pump_water_heater}', '{hpwh,hybrid water heater}'),
  (3, 'Induction stove', '{electric_stove}', '{electric stove,induction range,induction cooktop,stove}'),
  (4, 'Panel upgrade', '{electric_panel,electric_service_upgrades}',
   '{electric panel,electrical panel,electric service upgrade}'),
  (5, 'Weatherization',
   '{air_sealing,attic_or_roof_insulation,basement_insulation,crawlspace_insulation,duct_sealing,floor_insulation,other_insulation,other_weatherization,wall_insulation}',
   '{weatherisation,insulation and air sealing}'),
  (6, 'EV charger', '{electric_vehicle_charger}', '{electric vehicle charger,level 2 charger,evse}'),
  (7, 'Solar', '{rooftop_solar_installation}', '{rooftop solar,solar panels,pv,solar pv}'),
  (8, 'Battery', '{battery_storage_installation}', '{battery storage,home battery,storage}'),
  (9, 'Ducted heat pump', '{ducted_heat_pump}', '{central heat pump}'),
  (10, 'Ductless heat pump', '{ductless_heat_pump}', '{mini split,minisplit,ductless mini split}'),
  (11, 'Air-to-water heat pump', '{air_to_water_heat_pump}', '{hydronic heat pump}'),
  (12, 'Geothermal heat pump', '{geothermal_heating_installation}', '{ground source heat pump,geothermal}'),
  (13, 'Smart thermostat', '{smart_thermostat}', '{thermostat}'),
  (14, 'Heat pump clothes dryer', '{heat_pump_clothes_dryer}', '{heat pump dryer}'),
  (15, 'Electric clothes dryer', '{non_heat_pump_clothes_dryer}', '{clothes dryer,dryer}'),
  (16, 'Electric wiring', '{electric_wiring}', '{wiring}'),
  (17, 'Energy audit', '{energy_audit}', '{home energy assessment,home energy audit}'),
  (18, 'Whole-home efficiency', '{efficiency_rebates}', '{whole home efficiency,homes rebate,efficiency rebates}'),
  (19, 'Air sealing', '{air_sealing}', '{}'),
  (20, 'Insulation',
   '{attic_or_roof_insulation,basement_insulation,crawlspace_insulation,floor_insulation,other_insulation,wall_insulation}',
   '{}'),
  (21, 'Attic or roof insulation', '{attic_or_roof_insulation}', '{attic insulation,roof insulation}'),
  (22, 'Wall insulation', '{wall_insulation}', '{}'),
  (23, 'Basement insulation', '{basement_insulation}', '{}'),
  (24, 'Crawlspace insulation', '{crawlspace_insulation}', '{}'),
  (25, 'Floor insulation', '{floor_insulation}', '{}'),
  (26, 'Duct sealing', '{duct_sealing}', '{}'),
  (27, 'Duct replacement', '{duct_replacement}', '{}'),
  (28, 'Windows', '{window_replacement}', '{window replacement}'),
  (29, 'Doors', '{door_replacement}', '{door replacement}'),
  (30, 'Cool roof', '{cool_roof}', '{}'),
  (31, 'Solar screens and films', '{solar_screen_films}', '{window film,solar screen}'),
  (32, 'Whole-house fan', '{whole_house_fan}', '{}'),
  (33, 'Evaporative cooler', '{evaporative_cooler}', '{swamp cooler}'),
  (34, 'Central air conditioner', '{central_air_conditioner}', '{central ac,air conditioner}'),
  (35, 'Electric water heater', '{non_heat_pump_water_heater}', '{water heater}'),
  (36, 'Solar water heater', '{solar_water_heater}', '{solar hot water}'),
  (37, 'Electric thermal storage', '{electric_thermal_storage_and_slab}', '{ets,electric thermal storage and slab}'),
  (38, 'Integrated heat pump controls', '{integrated_heat_pump_controls}', '{}'),
  (39, 'New electric vehicle', '{new_electric_vehicle}', '{electric vehicle,ev}'),
  (40, 'Used electric vehicle', '{used_electric_vehicle}', '{used ev}'),
  (41, 'New plug-in hybrid', '{new_plugin_hybrid_vehicle}', '{plug-in hybrid}'),
  (42, 'Used plug-in hybrid', '{used_plugin_hybrid_vehicle}', '{}'),
  (43, 'E-bike', '{ebike}', '{electric bike,electric bicycle}'),
  (44, 'Electric outdoor equipment', '{electric_outdoor_equipment}', '{electric mower,electric lawn mower}'),
  (45, 'Other heat pump', '{other_heat_pump}', '{}'),
  (46, 'Other insulation', '{other_insulation}', '{}'),
  (47, 'Other weatherization', '{other_weatherization}', '{}'),
  (48, 'Electric service upgrade', '{electric_service_upgrades}', '{}'),
  (49, 'Other electrification', '{other}', '{other}');

-- The integer that outside systems know a customer by: one per organization and reference.
create table lotline.customers (
  id integer generated by default as identity primary key,
  org_id uuid not null references lotline.organizations,
  reference text not null check (length(reference) between 1 and 256),
  created_at timestamptz not null default now(),
  unique (org_id, reference)
);

call lotline.protect('lotline.customers', 'org_id = lotline.current_org()');

grant select on lotline.catalogue_sources, lotline.catalogue_version, lotline.catalogue_imports, lotline.us_states,
  lotline.us_counties, lotline.us_zips, lotline.geographies, lotline.zip_territories, lotline.authorities,
  lotline.authority_geographies, lotline.programs, lotline.incentives, lotline.income_thresholds, lotline.data_partners,
  lotline.devices to lotline_api, lotline_worker, lotline_agent;
grant select on lotline.customers to lotline_api, lotline_worker;
