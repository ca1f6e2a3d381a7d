-- Letters that go with notifications. Each is handed to the mail server once: whoever takes it has it for a few minutes,
-- and one whose sender died meanwhile may have left, so it is not sent again; the notification stands where it stands.
-- Servers send them beside workers: that the last worker is gone must not wait for the next one.

-- Takes letters that are due, for two minutes; those of people who left meanwhile, or of a day ago, are for nobody.
-- Called by: src/outcomes/notifications/letters.ts. Locks: the rows that it takes, SKIP LOCKED.
create or replace function take_letters(p_holder text, p_most int)
returns table (id bigint, email text, organization text, type text, job_id uuid, detail json)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
begin
  if not exists (select from lotline.notifications n where n.mail_state in ('waiting', 'taken') and n.mail_due_at <= v_now) then
    return;
  end if;
  update lotline.notifications n set mail_state = 'unknown'
  where n.id in (select x.id from lotline.notifications x where x.mail_state = 'taken' and x.mail_due_at <= v_now
    for update skip locked);
  update lotline.notifications n set mail_state = 'failed'
  where n.id in (select x.id from lotline.notifications x where x.mail_state = 'waiting' and x.mail_due_at <= v_now
    and (coalesce(x.mail_until, x.at + interval '1 day') < v_now or not exists (
      select from lotline.members m where m.org_id = x.org_id and m.person_id = x.principal)) for update skip locked);
  return query
    with due as (
      select x.id from lotline.notifications x where x.mail_state = 'waiting' and x.mail_due_at <= v_now and not x.mail_digest
      order by x.mail_due_at, x.id limit p_most for update skip locked),
    taken as (
      update lotline.notifications n set mail_state = 'taken', mail_tries = n.mail_tries + 1, mail_taken_by = p_holder,
        mail_due_at = v_now + interval '2 minutes'
      from due d where n.id = d.id returning n.*)
    select t.id, u."email", o.name, t.type, t.job_id, t.detail from taken t
    join lotline_auth."user" u on u."id" = t.principal join lotline.organizations o on o.id = t.org_id order by t.id;
end $$;

-- Takes what is gathered for letters, for two minutes: a row for each who gets one, with all that is due, the newest first.
-- What take_letters gives up is given up before.
-- Called by: src/outcomes/notifications/letters.ts, after take_letters. Locks: the rows that it takes, SKIP LOCKED.
create or replace function take_digests(p_holder text, p_most int)
returns table (ids bigint[], email text, organization text, notices json)
language plpgsql security definer set search_path = lotline, pg_temp as $$
#variable_conflict use_column
declare
  v_now timestamptz := lotline.clock();
begin
  if not exists (select from lotline.notifications n where n.mail_state = 'waiting' and n.mail_due_at <= v_now and n.mail_digest) then
    return;
  end if;
  return query
    with readers as (
      select x.org_id, x.principal from lotline.notifications x
      where x.mail_state = 'waiting' and x.mail_due_at <= v_now and x.mail_digest
      group by x.org_id, x.principal order by min(x.mail_due_at) limit p_most),
    due as (
      select x.id from lotline.notifications x join readers r on r.org_id = x.org_id and r.principal = x.principal
      where x.mail_state = 'waiting' and x.mail_due_at <= v_now and x.mail_digest for update of x skip locked),
    taken as (
      update lotline.notifications n set mail_state = 'taken', mail_tries = n.mail_tries + 1, mail_taken_by = p_holder,
        mail_due_at = v_now + interval '2 minutes'
      from due d where n.id = d.id returning n.*)
    select array_agg(t.id order by t.id desc), u."email", o.name, json_agg(json_build_object('type', t.type, 'at', lotline.iso(t.at),
      'repeats', t.repeats, 'detail', t.detail) order by t.id desc)
    from taken t join lotline_auth."user" u on u."id" = t.principal join lotline.organizations o on o.id = t.org_id
    group by t.org_id, t.principal, u."email", o.name;
end $$;

-- Says what became of a letter: sent, or refused by the mail server, which is asked again after 1, 5 and 30 minutes.
-- Called by: src/outcomes/notifications/letters.ts. Locks: the row.
create or replace function record_letter(p_id bigint, p_holder text, p_sent boolean) returns void
language sql security definer set search_path = lotline, pg_temp as $$
  update lotline.notifications n set
    mail_state = case when p_sent then 'sent' when n.mail_tries >= 4 then 'failed' else 'waiting' end,
    mail_due_at = lotline.clock() + (array['1 minute', '5 minutes', '30 minutes', '0']::interval[])[least(n.mail_tries, 4)]
  where n.id = p_id and n.mail_state = 'taken' and n.mail_taken_by = p_holder
$$;

-- Takes what is older than 90 days off the list. Says how many that were, at most p_part.
-- Called by: upkeep. Locks: the rows.
create or replace function sweep_notifications(p_part int) returns int
language plpgsql as $$
declare
  v_gone int;
begin
  delete from lotline.notifications n where n.id in (
    select x.id from lotline.notifications x where x.at < lotline.clock() - interval '90 days' limit p_part);
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

grant execute on function take_letters(text, int), take_digests(text, int), record_letter(bigint, text, boolean) to lotline_worker, lotline_api;
