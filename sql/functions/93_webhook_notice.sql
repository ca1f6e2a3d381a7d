-- Whom to write to about an endpoint that was disabled: the admins of its organization, and what the letter says of it.
-- Called by: src/outcomes/webhooks/notice.ts. Locks: nothing.
create or replace function webhook_notice(p_endpoint uuid)
returns table (organization text, place text, reason text, emails text[])
language sql stable security definer set search_path = lotline, pg_temp as $$
  select o.name, substring(e.url from '^[a-z]+://[^/?#]+'), e.disabled_reason,
         array(select u."email"
                 from lotline.members m
                 join lotline_auth."user" u on u."id" = m.person_id
                where m.org_id = e.org_id and m.role = 'admin'
                order by m.created_at
                limit 20)
    from lotline.webhook_endpoints e
    join lotline.organizations o on o.id = e.org_id
   where e.id = p_endpoint and e.disabled_at is not null
$$;

grant execute on function webhook_notice(uuid) to lotline_worker;
