-- The mode of the database: real findings, or a sandbox's.

-- Decides once whether this database is `live` or a `sandbox`, and refuses (LL097) to be taken for the other one later: the
-- findings of both would stand side by side. A database in which somebody has begun to work is live. Says the mode.
-- Called by: every start on this machine, as the owner. Locks: the row of the setting.
create or replace function decide_mode(p_mode text) returns text
language plpgsql set search_path = lotline, pg_temp as $$
declare
  v_mode text;
begin
  if p_mode is null or p_mode not in ('live', 'sandbox') then
    perform lotline.refuse_argument('mode', p_mode, 'give live or sandbox');
  end if;
  select s.value #>> '{}' into v_mode from lotline.settings s where s.name = 'mode';
  if v_mode is null then
    if p_mode = 'sandbox' and (exists (select from lotline.jobs) or exists (select from lotline.api_keys)
      or exists (select from lotline.properties) or exists (select from lotline.leads)) then
      v_mode := 'live';
    else
      insert into lotline.settings (name, value) values ('mode', to_jsonb(p_mode)) on conflict (name) do nothing;
      select s.value #>> '{}' into v_mode from lotline.settings s where s.name = 'mode';
    end if;
  end if;
  if v_mode = p_mode then
    return v_mode;
  end if;
  raise exception using errcode = 'LL097',
    message = case p_mode when 'sandbox' then 'This database holds real work; a sandbox needs a database of its own'
      else 'This database belongs to a sandbox: what it holds was made up by simulators' end,
    hint = case p_mode when 'sandbox' then 'Start on another data folder (LOTLINE_DATA) or DATABASE_URL.'
      else 'Start with --sandbox (or LOTLINE_SANDBOX=true), or on another data folder or DATABASE_URL.' end;
end $$;
