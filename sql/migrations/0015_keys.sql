-- Who fails to sign in, and what each key and organization may use.

-- Failures to sign in, by what they are counted by: an address or an account. Subjects are digests: what people typed
-- is not kept.
create table failed_sign_ins (
  scope text not null check (length(scope) <= 60),
  subject text not null check (length(subject) <= 200),
  since timestamptz not null,
  failures int not null,
  primary key (scope, subject)
);
create index failed_sign_ins_by_age on failed_sign_ins (since);

-- No organization's rows: they are reached by functions alone.
call protect('failed_sign_ins', 'false');
