-- What public services said of addresses and places, kept so that nobody asks them twice for the same: they are slow and
-- throttle. By organization: what somebody looks at is theirs to know.

-- Where an address is, or that it was not found. One row an address, by its key (SQL function geocode_key).
create table geocodes (
  org_id uuid not null references organizations,
  address_key text collate "C" not null check (address_key <> ''),
  -- as it was asked: {street, city, state, zip}
  address jsonb not null check (jsonb_typeof(address) = 'object'),
  answer text not null check (answer in ('match', 'tie', 'no_match')),
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  -- false: the service found something near what was asked
  exact boolean,
  matched_address text,
  county_fips text check (county_fips ~ '^\d{5}$'),
  tract text,
  block text,
  tiger_line_id text,
  side text,
  -- of the coordinates, as sources are told: who said it, by what, when
  source text not null,
  url text not null,
  retrieved_at timestamptz not null,
  fresh_until timestamptz not null,
  primary key (org_id, address_key),
  check ((answer = 'match') = (lat is not null and lon is not null))
);
create index geocodes_fresh on geocodes (fresh_until);

-- What a service said of a place: its facts as the client read them.
create table place_answers (
  org_id uuid not null references organizations,
  service text not null check (service in ('fema', 'echo', 'elevation')),
  -- latitude and longitude, and what else was asked, as text
  place_key text collate "C" not null,
  answer jsonb not null,
  url text not null,
  retrieved_at timestamptz not null,
  fresh_until timestamptz not null,
  primary key (org_id, service, place_key)
);
create index place_answers_fresh on place_answers (fresh_until);

call lotline.protect('lotline.geocodes', 'org_id = (select lotline.current_org())');
call lotline.protect('lotline.place_answers', 'org_id = (select lotline.current_org())');
