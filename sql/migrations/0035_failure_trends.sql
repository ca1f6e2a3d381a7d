-- Failures over time, and over all jobs of an organization. Each group of a job keeps its attempts in at most 48 slots of
-- equal length, which double in length when they no longer reach the present: a group stays one small row, however long
-- its job runs. What an organization sees is a sum over such rows; no row is shared between jobs, so nobody waits.

alter table failure_groups
  add column org_id uuid,
  -- of last_seen_at, in UTC: what the index below is over, so that it changes once a day and not with every failure
  add column last_day date,
  -- the beginning of the first slot, the length of each, and the failed attempts in each
  add column trend_from timestamptz,
  add column trend_seconds int not null default 10,
  add column trend int[] not null default '{}';

delete from failure_groups g where not exists (select from jobs j where j.number = g.job_no);
-- Of what failed before this, only first and last are known: all attempts in one slot, as long as that time.
update failure_groups g set org_id = j.org_id, last_day = (g.last_seen_at at time zone 'UTC')::date, trend = array[g.attempts],
  trend_seconds = s.seconds,
  trend_from = to_timestamp(floor(extract(epoch from g.last_seen_at) / s.seconds) * s.seconds)
from jobs j, failure_groups x cross join lateral (
  select min(10 * 2 ^ k)::int as seconds from generate_series(0, 26) k
  where 10 * 2 ^ k >= extract(epoch from x.last_seen_at - x.first_seen_at)) s
where j.number = g.job_no and x.job_no = g.job_no and x.fingerprint = g.fingerprint;

alter table failure_groups
  alter column org_id set not null,
  alter column last_day set not null,
  alter column trend_from set not null;
create index failure_groups_recent on failure_groups (org_id, last_day);
create index failure_groups_alike on failure_groups (org_id, fingerprint);
alter policy own_organization on failure_groups
  using (org_id = (select lotline.current_org())) with check (org_id = (select lotline.current_org()));
