-- How a job goes is read by functions alone, which judge it as it is now and not as it was written last.
revoke select on job_pace, job_waits from lotline_api, lotline_worker;
