-- Lookups worked in small steps, for installations without a worker that runs all the time: somebody asks every few
-- minutes, and the API works some items. Leases are those of workers, so steps may overlap with each other and with workers.

-- What workers do once a second, for where none runs.
-- Called by: the API before a step, in a transaction of its own that names no organization. Locks: as tick.
create or replace function begin_lookup_step() returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  perform lotline.tick();
end $$;

-- What workers do once an hour, when it is due.
-- Called by: the API beside a step, in a transaction of its own that names no organization. Locks: as upkeep.
create or replace function upkeep_if_due() returns void
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  if exists (select from lotline.engine_locks l where l.name = 'upkeep' and l.done_at < lotline.clock() - interval '1 hour') then
    perform lotline.upkeep();
  end if;
end $$;

-- Hands out up to p_limit lookups of an organization as leases, as claim does; first of the jobs whose turn it is.
--   p_worker      a name that nobody else has
-- Called by: src/engine/lookup-steps.ts. Locks: as claim, one job after the other.
create or replace function claim_lookups(p_org uuid, p_worker text, p_limit int)
returns table (
  batch_id bigint, token int, job_no bigint, job_id uuid, org_id uuid, kind text, params jsonb, generation int,
  lease_seconds int, lease_until timestamptz, items json
)
language plpgsql security definer set search_path = lotline, pg_temp
set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  v_org uuid := lotline.require_org(p_org);
  v_left int := p_limit;
  v_job bigint;
  v_lease record;
begin
  for v_job in
    select c.job_no from lotline.cursors c
    where c.org_id = v_org and c.kind = 'incentive_lookup' and c.driver = 'worker' and c.open
      and c.available_at < 'infinity' and c.available_at <= lotline.clock()
    order by c.priority, c.turn, c.job_no limit 16
  loop
    exit when v_left <= 0;
    for v_lease in select * from lotline.claim(p_worker, array['incentive_lookup'], v_left, v_job) loop
      v_left := v_left - json_array_length(v_lease.items);
      return query select v_lease.batch_id, v_lease.token, v_lease.job_no, v_lease.job_id, v_lease.org_id, v_lease.kind,
        v_lease.params, v_lease.generation, v_lease.lease_seconds, v_lease.lease_until, v_lease.items;
    end loop;
  end loop;
end $$;

-- mark_sent, for services that act for an organization.
-- Called by: src/engine/lookup-steps.ts, before a billed request leaves. Locks: lease.
create or replace function mark_sent_outside(p_org uuid, p_job uuid, p_batch bigint, p_token int, p_seqs int[], p_service text)
returns boolean
language plpgsql security definer set search_path = lotline, pg_temp as $$
begin
  return lotline.is_lease_of(p_org, p_job, p_batch) and lotline.mark_sent(p_batch, p_token, p_seqs, p_service);
end $$;

-- Says where run_lookup_tick posts for an organization, and with which key: the key itself, or the name of a secret in
-- Vault. Null for the address: nowhere any more.
-- Called by: the owner. Locks: the organization's row.
create or replace function set_lookup_tick(p_url text, p_key text default null, p_vault_secret text default null,
  p_org uuid default null) returns void
language plpgsql set search_path = lotline, pg_temp as $$
declare
  v_org uuid := coalesce(p_org, (select o.id from lotline.organizations o where o.slug = 'default'));
  v_before lotline.lookup_ticks;
begin
  if p_url is not null and (p_key is null) = (p_vault_secret is null) then
    perform lotline.refuse_argument('key', null, 'give the key, or the name of a secret in Vault that holds it');
  elsif p_url is not null and (p_url !~ '^https?://[^[:space:]]+$' or length(p_url) > 2000) then
    perform lotline.refuse_argument('url', p_url, 'give the address of POST /batch-lookups-worker, with http:// or https://');
  end if;
  select * into v_before from lotline.lookup_ticks t where t.org_id = v_org for update;
  delete from lotline.lookup_ticks t where t.org_id = v_org;
  if p_url is not null then
    insert into lotline.lookup_ticks (org_id, url, api_key, vault_secret, updated_at)
    values (v_org, p_url, p_key, p_vault_secret, lotline.clock());
  end if;
  perform lotline.audit(v_org, 'lookup_tick.changed', 'organization', v_org::text, null,
    case when v_before.org_id is not null then jsonb_build_object('url', v_before.url, 'vault_secret', v_before.vault_secret) end,
    case when p_url is not null then jsonb_build_object('url', p_url, 'vault_secret', p_vault_secret) end);
end $$;

-- Has some lookups worked, and says how. Where pg_net is there and an address is set, the API is asked to work p_size items
-- of each organization with an address, p_spacing_ms apart; else workers that listen are woken, who work at their own pace.
-- For pg_cron: select cron.schedule('lookups', '*/5 * * * *', 'select lotline.run_lookup_tick()').
-- Called by: the owner. Locks: nothing.
create or replace function run_lookup_tick(p_size int default 10, p_spacing_ms int default 100) returns jsonb
language plpgsql security definer set search_path = lotline, pg_temp as $$
declare
  v_tick lotline.lookup_ticks;
  v_key text;
  v_request bigint;
  v_requests bigint[] := '{}';
begin
  if p_size is null or p_size not between 1 and 1000 then
    perform lotline.refuse_argument('size', p_size::text, 'give 1 to 1000');
  elsif p_spacing_ms is null or p_spacing_ms not between 0 and 60000 then
    perform lotline.refuse_argument('spacing_ms', p_spacing_ms::text, 'give 0 to 60000');
  end if;
  if not exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                 where n.nspname = 'net' and p.proname = 'http_post') then
    perform pg_notify('lotline_work', 'incentive_lookup');
    return jsonb_build_object('did', 'notified', 'reason', 'pg_net is not installed');
  elsif not exists (select from lotline.lookup_ticks) then
    perform pg_notify('lotline_work', 'incentive_lookup');
    return jsonb_build_object('did', 'notified', 'reason', 'no address is set; set one with lotline.set_lookup_tick');
  end if;
  for v_tick in select * from lotline.lookup_ticks t order by t.org_id loop
    v_key := v_tick.api_key;
    if v_key is null and to_regclass('vault.decrypted_secrets') is not null then
      execute 'select s.decrypted_secret from vault.decrypted_secrets s where s.name = $1' into v_key using v_tick.vault_secret;
    end if;
    if v_key is null then
      perform lotline.refuse_argument('vault_secret', v_tick.vault_secret, 'give the name of a secret that is in Vault');
    end if;
    execute 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := 60000)' into v_request
    using v_tick.url, jsonb_build_object('size', p_size, 'spacing_ms', p_spacing_ms),
      jsonb_build_object('content-type', 'application/json', 'authorization', 'Bearer ' || v_key);
    v_requests := v_requests || v_request;
  end loop;
  return jsonb_build_object('did', 'posted', 'requests', v_requests);
end $$;

grant execute on function begin_lookup_step(), upkeep_if_due(), claim_lookups(uuid, text, int),
  mark_sent_outside(uuid, uuid, bigint, int, int[], text) to lotline_api;
