-- A claim may take items whose time under their job's rate is yet to come, and says when each may begin.
drop function if exists claim(text, text[], int, bigint, text, int, timestamptz);
drop function if exists lease_from(cursors, jobs, text, int, timestamptz, int, timestamptz);
