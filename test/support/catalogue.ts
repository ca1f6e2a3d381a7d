import pg from 'pg';

/** Everything that can be told about the schema, one line a fact, for comparing two databases. */
export async function catalogue(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ fact: string }>(FACTS);
    return rows.map((row) => row.fact);
  } finally {
    await client.end();
  }
}

// Partitions are made as time goes on, so they are not part of what migrations promise.
const FACTS = `
  with own as (
    select c.oid, c.relname, c.relkind, c.relacl, c.reloptions, c.relrowsecurity, c.relforcerowsecurity
    from pg_class c where c.relnamespace = 'lotline'::regnamespace and not c.relispartition
      and c.relkind in ('r', 'p', 'v', 'm', 'S'))
  select fact from (
    select format('relation %s %s acl=%s options=%s rls=%s/%s', relkind, relname, relacl, reloptions,
                  relrowsecurity, relforcerowsecurity) from own
    union all
    select format('column %s.%s %s null=%s default=%s', o.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  not a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
    from own o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = o.oid and d.adnum = a.attnum
    union all
    select 'constraint ' || o.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
    from own o join pg_constraint k on k.conrelid = o.oid
    union all
    select 'index ' || pg_get_indexdef(i.indexrelid) from own o join pg_index i on i.indrelid = o.oid
    union all
    select 'trigger ' || pg_get_triggerdef(t.oid) from own o join pg_trigger t on t.tgrelid = o.oid
    where not t.tgisinternal
    union all
    select format('policy %s %s %s %s using=%s check=%s', tablename, policyname, roles, cmd, qual, with_check)
    from pg_policies where schemaname = 'lotline'
    union all
    select 'view ' || o.relname || ' ' || pg_get_viewdef(o.oid) from own o where o.relkind in ('v', 'm')
    union all
    select 'routine ' || p.oid::regprocedure || ' acl=' || coalesce(p.proacl::text, '-') || ' '
           || pg_get_functiondef(p.oid)
    from pg_proc p where p.pronamespace = 'lotline'::regnamespace and p.prokind in ('f', 'p')
  ) as all_facts(fact)
  order by fact collate "C"`;
