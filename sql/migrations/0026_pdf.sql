-- What was read out of documents, row by row: where each stands in its document, how sure that is, and what became of
-- it. Written with the properties themselves, in one transaction.

-- The last reading of each document.
create table document_reads (
  document_id uuid primary key references documents on delete cascade,
  org_id uuid not null references organizations,
  import_id uuid not null references imports,
  -- the job that asked for it: one that is asked for again finds what it did
  job_id uuid not null,
  finding jsonb not null,
  read_at timestamptz not null
);

create table document_rows (
  document_id uuid not null references document_reads on delete cascade,
  org_id uuid not null references organizations,
  -- from 1; import_row of the properties that the import of this reading changed
  number int not null check (number >= 1),
  page int not null check (page >= 1),
  -- of those that begin on the page, from 1
  page_row int not null check (page_row >= 1),
  confidence int not null check (confidence between 0 and 100),
  -- as printed, by field
  cells jsonb not null,
  -- null where the row was refused
  property_id uuid references properties on delete set null,
  -- why it was: [{field, value, message}]
  problems jsonb not null default '[]',
  primary key (document_id, number)
);
create index document_rows_property on document_rows (property_id) where property_id is not null;

call protect('document_reads', 'org_id = (select lotline.current_org())');
call protect('document_rows', 'org_id = (select lotline.current_org())');
grant select on document_reads, document_rows to lotline_api, lotline_worker;
grant insert, update, delete on document_reads, document_rows to lotline_worker;
