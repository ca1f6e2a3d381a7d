-- create_county_job takes the parameters of its type's handler; it is made again with the others.
drop function if exists create_county_job(uuid, text, text, uuid[], int, int, text, text, jsonb);
