-- Functions whose arguments changed: they are made again with the others.
drop function if exists pull(uuid, uuid, int, text);
drop function if exists start_job(uuid, uuid, text);
drop function if exists resume_job(uuid, uuid, text, text);
drop function if exists set_running(jobs, text, text, text);
