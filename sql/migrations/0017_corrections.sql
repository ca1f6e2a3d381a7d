-- Corrected files on their way into their jobs. The rows of a file are stored as it arrives, compared with the job's items
-- when it is there, applied in one transaction, and gone when the answer is given: what was changed is told by the job's
-- events, its past results and the audit. What a request leaves behind that died, upkeep takes away.

create table corrections (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references organizations,
  job_no bigint not null references jobs,
  created_at timestamptz not null default clock_timestamp()
);
create index corrections_age on corrections (created_at);
call protect('corrections', 'org_id = (select lotline.current_org())');

create table correction_rows (
  correction_id uuid not null,
  -- its place in the file, from 1
  n int not null,
  -- as the file gives them
  row_number int,
  reference text,
  -- in the order of the job's columns; null where the file has no such column
  cells json,
  item json,
  problem text,
  -- found by match_correction
  seq int,
  matched_by text check (matched_by in ('reference', 'row')),
  -- null: the same row as before, with nothing to do
  state text check (state in ('check', 'same', 'cells', 'changed', 'new', 'invalid', 'unmatched')),
  reason text,
  -- found by the caller, who knows what a row means
  new_reference text,
  new_input json,
  new_cells json,
  faults json,
  -- found by plan_correction
  action text check (action in ('none', 'cells', 'retry', 'rerun', 'replace', 'busy', 'refused', 'invalid', 'unmatched', 'append')),
  old_generation int,
  primary key (correction_id, n)
);
-- Nearly every row of a file is as it was, and is in none of these.
create index correction_rows_check on correction_rows (correction_id, n) where state = 'check';
create index correction_rows_action on correction_rows (correction_id, action, n) where action is not null;
call protect('correction_rows', 'exists (select from lotline.corrections c
  where c.id = correction_id and c.org_id = (select lotline.current_org()))');
