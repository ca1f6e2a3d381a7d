// Made from openapi.json by scripts/client-types.ts (npm run openapi). Not to be edited.
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Should this server be sent requests
         * @description Database reachable, migrations current, not stopping. The age of the last worker heartbeat is told beside.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all batch jobs for your organization
         * @description Newest first.
         */
        get: operations["listBatchLookups"];
        put?: never;
        /**
         * Create a new batch job with multiple lookup items
         * @description All items are validated before anything is stored: one bad item refuses the batch, and the answer names every bad one. 1 to 10000 items; more go as an upload. JSON that is sent as text/plain, as fetch() does when it is told no type, is read as well.
         */
        post: operations["createBatchLookup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get detailed status for a specific batch job */
        get: operations["getBatchLookup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/{job_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get all items (lookups) for a batch job
         * @description In the order in which they were sent.
         */
        get: operations["listBatchLookupItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a pending or processing batch job
         * @description Items that wait become failed ("Job cancelled"); items being processed may finish. There is no resume.
         */
        post: operations["cancelBatchLookup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/{job_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream every item with its result, as CSV or JSON lines
         * @description At any time, finished or not, in input order. CSV gives the original columns back with status, error and result columns behind; cells that a spreadsheet would run as a formula get a leading apostrophe. Correct what is wrong in it and send it to .../corrections.
         */
        get: operations["downloadBatchLookup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a batch job from a file, in one request
         * @description A CSV file, whose columns are matched by name or by `map`, or JSON lines, each an item of POST /batch-lookups. Up to 1000000 rows, stored as they arrive; bad rows are kept with their faults and skipped, and a row without `reference_id` gets `row-<number>`. When the request breaks off, nothing is left of it. With an Idempotency-Key a repeat gives the first answer; the file itself is not compared.
         */
        post: operations["streamBatchLookup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List uploads that take rows still
         * @description Newest first. An upload that gets nothing for 7 days is given up.
         */
        get: operations["listUploads"];
        put?: never;
        /**
         * Begin an upload of many rows
         * @description Then send chunks of at most 5000 rows (PUT .../chunks/{chunk}) and seal it (POST .../seal). One job, up to 1000000 rows; bad rows are kept with their faults and skipped.
         */
        post: operations["createUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/{job_id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what an upload holds so far
         * @description To go on with an interrupted upload, send the chunks that are not there, or all again: a chunk is stored once. Rejected rows are read with GET /batch-lookups/{job_id}/items?status=failed.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        /**
         * Give up an upload and its rows
         * @description Only before it is sealed; a sealed one is a job, which is cancelled instead.
         */
        delete: operations["deleteUpload"];
        options?: never;
        head?: never;
        /**
         * Keep how the columns of an upload are to be read
         * @description Kept for your form, and for files of corrections; what a row of a chunk means is in its `item` alone.
         */
        patch: operations["patchUpload"];
        trace?: never;
    };
    "/batch-lookups/{job_id}/chunks/{chunk}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add rows to an upload
         * @description Repeatable by chunk number: send it again when no answer came. A row without `reference_id` gets `row-<number>`.
         */
        put: operations["putUploadChunk"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/{job_id}/seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an upload and let the work begin
         * @description Repeating it changes nothing.
         */
        post: operations["sealUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups/{job_id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a corrected file: only what changed, or failed, runs again
         * @description Send back what GET .../download gave, corrected, as CSV or JSON lines: all of it or only the rows you touched, up to 1000000, in any order. A row is known by its reference_id, else by its row_number, or its place in a file as long as the job's, where what else it says is still like it. Columns of results are passed over, and so is the apostrophe before a formula. Changed rows and failed ones run again inside the same job, as a new generation; results of all others stay as they are. It is applied as a whole once the file is there; when the request breaks off nothing changes. Repeating it changes nothing more, but for new rows without reference_id.
         */
        post: operations["correctBatchLookup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incentives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look up the incentives at one address
         * @description Answered within 25 seconds, by the same provider as batches. Nothing is kept of it but the customer of the `reference_id`; webhooks hear of it as of an item of a batch. Only 5xx answers are worth asking again.
         */
        post: operations["lookUpIncentives"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incentive-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the incentive reports of your organization
         * @description Newest first. A report is made with its batch of lookups and fills as items finish.
         */
        get: operations["listIncentiveReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incentive-reports/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one report: totals, sums by programme, state, device and eligibility, and its first sites
         * @description At any time, while it fills too: totals and sums are of one moment and equal the sites that stand in the report then. Each list of sums shows the entries of the most value.
         */
        get: operations["getIncentiveReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incentive-reports/{report_id}/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sites of a report, filtered and sorted
         * @description A site stands for each item that is completed or failed. Give `sort` again with a cursor.
         */
        get: operations["listIncentiveReportSites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incentive-reports/{report_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream the sites of a report as CSV, JSON lines or an Excel workbook
         * @description At any time, while it fills too, in the order in which they were sent. CSV and workbook begin with the columns of the file that was uploaded; the workbook also has the sums of the whole report, each on a sheet. In CSV, cells that a spreadsheet would run as a formula get a leading apostrophe; in a workbook text is text.
         */
        get: operations["exportIncentiveReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incentive-reports/{report_id}/print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report as one HTML page to print
         * @description Totals, bar charts with their tables, and the sites of the most value, as of now. Drawn by the server: the page runs no script and loads nothing.
         */
        get: operations["printIncentiveReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch-lookups-worker": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work some of the lookups that wait, now
         * @description For schedules, where no worker runs all the time: works up to `size` lookups of your organization and says what it did, within 50 seconds. Needs the role admin, or a key with the scope `worker`. Steps may overlap with each other and with workers; no lookup is done twice. Retries, and what else workers see to, are seen to as well.
         */
        post: operations["workBatchLookups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List batch jobs: active ones, history, and figures over all of them
         * @description Newest first. `status=active` means pending, running or paused. Where the installation lets people read without sign-in, who made a job and the texts of errors are left out.
         */
        get: operations["listBatchJobs"];
        put?: never;
        /**
         * Create a batch job over a county
         * @description The items are what the job type selects there and now; another unfinished job of the type keeps its own. Beyond the API: `county_id` null is all counties, `county_ids` a list, `state_code` a state; the strategy says in which order they come.
         */
        post: operations["createBatchJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one batch job
         * @description Where the installation lets people read without sign-in, who made a job and the texts of errors are left out.
         */
        get: operations["getBatchJob"];
        put?: never;
        post?: never;
        /**
         * Delete a batch job
         * @description To every reader it is gone; what was found stays. A running job is refused: pause it first.
         */
        delete: operations["deleteBatchJob"];
        options?: never;
        head?: never;
        /**
         * Move a batch job, report its progress, or state an error: all fields in one transaction
         * @description Counters settle the next items in order; they never go back. `last_error`, `error_count` and `current_batch` are shown until the next item is settled. Completing a job skips what is left of it.
         */
        patch: operations["updateBatchJob"];
        trace?: never;
    };
    "/api/batch-jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel what waits; this is final
         * @description Items in the hands of somebody may be reported until their time is up, unless `force` is true.
         */
        post: operations["cancelBatchJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try failed items again, inside the same job
         * @description Name them by exactly one of `all`, `codes`, `fingerprint` and `items`.
         */
        post: operations["retryBatchJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/resume-at": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a batch job until a time
         * @description A running job is paused now and goes on by itself at that time; a paused one gets the time, or loses it (null). Whoever resumes or pauses it anew before that has the last word.
         */
        post: operations["resumeBatchJobAt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The items of a batch job, in the order in which they are handed out */
        get: operations["listBatchJobItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a batch job, failed attempts of items included
         * @description Newest first. `before` the last line gives the next page, `after` the first what came since.
         */
        get: operations["listBatchJobLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the next batch of a job as an outside worker
         * @description The items are yours until the deadline. Two callers get different items; a pending job is started by the first of them.
         */
        post: operations["claimBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/batches/{lease}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what became of items of a batch, all or some of them
         * @description A finding that does not fit refuses the whole report with the reasons, and the items stay yours. Reporting items again changes nothing and says so.
         */
        post: operations["reportBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/batches/{lease}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a batch: moves its deadline on */
        post: operations["heartbeatBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/batches/{lease}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand the unreported items of a batch back at once */
        post: operations["releaseBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The calls of an orchestrator: one address, the action in the body
         * @description Fields may be called as in SQL (`p_job_id`), as here (`job_id`) or in camel case (`jobId`); `p_property_id`, `p_success` and `p_error` report one item; a body inside `body` is found. A county is its id, FIPS code or name.
         */
        post: operations["runBatchJobAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch-jobs/{id}/trigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call the workflow of a running job once more
         * @description Only while the job is in progress and n8n runs it. A call that fails is told, and fails nothing.
         */
        post: operations["triggerBatchJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which workflows run jobs, by job type
         * @description Addresses are masked. Your own goes before one that the operator of this server set.
         */
        get: operations["getWebhooks"];
        /**
         * Name the workflows that run your jobs
         * @description Takes effect at the next start of a job. Addresses are stored encrypted and called without following redirects; private ones are refused at each call.
         */
        put: operations["putWebhooks"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs of every kind, newest first */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one job with its counts */
        get: operations["getJob"];
        put?: never;
        post?: never;
        /**
         * Delete a job, and its report
         * @description To every reader both are gone; findings and the audit stay. A running job is refused: pause it first.
         */
        delete: operations["deleteJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand out nothing more until resumed
         * @description Items that run may finish, unless `fence` takes them back. Pausing a paused job changes nothing.
         */
        post: operations["pauseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on where a pause stopped */
        post: operations["resumeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel what waits; this is final
         * @description Items that run may finish, unless `force` stops them at once.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try failed items again, inside the same job
         * @description Name them by exactly one of `all`, `codes`, `fingerprint` and `items`.
         */
        post: operations["retryItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Failures of a job, grouped by their cause */
        get: operations["listFailureGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to a job: who, why, when */
        get: operations["listJobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, the newest first
         * @description Revoked and expired ones included; never the keys themselves.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The key is in this answer and nowhere else, so a repeat of this request makes another one. A key made by a key never may do more than that one.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one API key */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * End an API key at once and for good
         * @description Its next request is refused, on every server. Repeating it changes nothing.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the successor of an API key
         * @description It may do what the old one may, and lives as long as that was made to. The old one goes on during the overlap. The key is in this answer and nowhere else, so a repeat of this request makes another one.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what the organization and the key may use, and what they used */
        get: operations["getLimits"];
        /**
         * Change the limits of the organization
         * @description For operators of the platform, acting in the organization; elsewhere the owner uses `lotline limits set`. What is given as null goes back to its default, what is left out stays.
         */
        put: operations["setLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch jobs, reports and workers as they change
         * @description Server-sent events, until the client closes the stream. What happens between two events is told as one: a job
         *     at most four times a second, a list once, reports and workers every five seconds.
         *
         *     | event | data | means |
         *     | --- | --- | --- |
         *     | `state` | `{topic, revision, state}` | how the thing is now, whole: in the words of `GET /api/jobs/{id}` for `job:…` and `jobs` (one job of the list), the totals of `report:…` |
         *     | `resync` | `{topic, revision}` | more may have changed than was told: fetch the list anew; `jobs` begins with it |
         *     | `gone` | `{topic, revision}` | the thing was deleted |
         *     | `heartbeat` | `{at}` | every 15 seconds; after 30 without any event the connection is dead |
         *     | `end` | `{reason}` | the stream ends: `signed_out`, `server_stops` |
         *
         *     Revisions grow; one that is older than what was seen is to be ignored. Reconnecting with `Last-Event-ID` brings what was
         *     missed, or `resync`. A stream ends with its key, session or membership.
         */
        get: operations["watchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List or find counties
         * @description By state and name. With `q`, those that a name may mean; when it means none, the ones most like it (`match` says which). As CSV (`format=csv`, or `Accept: text/csv`) all of the list.
         */
        get: operations["listCounties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counties/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one county and what you have of it */
        get: operations["getCounty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counties/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was found out of the properties of a county
         * @description At any moment: what was not looked at yet is null. By parcel number or address. As CSV (`format=csv`, or `Accept: text/csv`) all of it, as a stream, with the columns of the list of properties first.
         */
        get: operations["getCountyResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List properties, county by county
         * @description In a county by parcel number or address. As CSV (`format=csv`, or `Accept: text/csv`) all that the filter leaves, as a stream; an import of it finds every property again.
         */
        get: operations["listProperties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/properties/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one property with its findings */
        get: operations["getProperty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct the auction of one property
         * @description A property that is not `active` leaves the selections of county jobs.
         */
        patch: operations["changeProperty"];
        trace?: never;
    };
    "/api/properties/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a list of properties
         * @description Up to 1,000,000 rows in one stream. Columns are matched by name, or by `map`; rows are stored as they arrive, bad ones are refused with their reasons. A property is known by its county and parcel number, or without one by its address: the same file again changes nothing twice, and what a row does not say stays as it is.
         */
        post: operations["importProperties"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files that were imported, newest first */
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one import with the rows that it refused */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List leads, the newest first
         * @description As CSV (`format=csv`, or `Accept: text/csv`) all that the filter leaves, as a stream, without those that stand on the do-not-mail list.
         */
        get: operations["listLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/do-not-mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who wants no mail, the newest first */
        get: operations["listDoNotMail"];
        put?: never;
        /**
         * Put lines on the do-not-mail list
         * @description A line is a lead by its RadarID, or an address, which stands for every lead that is there or gets its mail there, however it is written ("12 North Main Street", "12 N Main St."). All lines or none; one that stands there stays as it is.
         */
        post: operations["addDoNotMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/do-not-mail/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a line off the do-not-mail list */
        delete: operations["removeDoNotMail"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one lead with its whole record */
        get: operations["getLead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/bid-strategy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the figures of bids, with their defaults */
        get: operations["getBidSettings"];
        /**
         * Change the figures of bids
         * @description Partial: what is given is set, what is given as null goes back to its default, what is left out stays as it is. Counts from the next batch on.
         */
        put: operations["putBidSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/visual-validation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the thresholds of validation, with their defaults */
        get: operations["getVisualSettings"];
        /**
         * Change the thresholds of validation
         * @description Partial: what is given is set, what is given as null goes back to its default, what is left out stays as it is. Counts from the next batch on.
         */
        put: operations["putVisualSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/environmental-research": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the figures by which environmental risk is judged, with their defaults */
        get: operations["getEnvironmentalSettings"];
        /**
         * Change the figures by which environmental risk is judged
         * @description Partial: what is given is set, what is given as null goes back to its default, what is left out stays as it is. Counts from the next batch on.
         */
        put: operations["putEnvironmentalSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail address and password
         * @description Sets the session cookie. Failures are counted by network address and by account; after too many, 429 says how long to wait.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/get-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The session of this browser, and its person
         * @description Prolongs a session that is older than a day. null: nobody is signed in.
         */
        get: operations["getSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/list-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in */
        get: operations["listSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-other-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all your other sessions */
        post: operations["endOtherSignIns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Ends all your other sessions.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/generate-register-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin to add a passkey
         * @description Web Authentication: see https://www.w3.org/TR/webauthn-3/. The session must be less than a day old.
         */
        get: operations["beginPasskey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/verify-registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a passkey
         * @description Web Authentication: see https://www.w3.org/TR/webauthn-3/.
         */
        post: operations["addPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/generate-authenticate-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin to sign in with a passkey
         * @description Web Authentication: see https://www.w3.org/TR/webauthn-3/.
         */
        get: operations["beginPasskeySignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/verify-authentication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a passkey
         * @description Web Authentication: see https://www.w3.org/TR/webauthn-3/. Sets the session cookie.
         */
        post: operations["signInWithPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/list-user-passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your passkeys */
        get: operations["listPasskeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/passkey/delete-passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a passkey of yours */
        post: operations["removePasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in at the OpenID Connect issuer that is set up
         * @description Sends the browser there. Who comes back is signed in when the issuer vouches for their e-mail address and they are known here, or were invited.
         */
        get: operations["beginOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/callback/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the issuer sends the browser back to */
        get: operations["endOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says why a sign-in at another place failed */
        get: operations["signInError"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page behind a one-time link
         * @description For the first person of an installation, for who is invited, and for a lost password.
         */
        get: operations["openLink"];
        put?: never;
        /**
         * Use a one-time link
         * @description What the page sends. Sets the session cookie, unless the person was there already.
         */
        post: operations["useLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are to this server */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/csrf-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The token for X-CSRF-Token
         * @description Goes with the session of this browser and changes with it. Requests with an API key or a Bearer token need none.
         */
        get: operations["getCsrfToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The organizations that you may act for
         * @description Yours, by name; an operator of the platform sees all.
         */
        get: operations["listOrganizations"];
        put?: never;
        /**
         * Make an organization
         * @description For operators of the platform.
         */
        post: operations["addOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Act for another organization
         * @description Counts for this session alone, from its next request on. An operator of the platform may act for any, as an admin.
         */
        put: operations["chooseOrganization"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people of your organization */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody out of your organization
         * @description They are out with their next request. What they did stays. The last admin stays.
         */
        delete: operations["removePerson"];
        options?: never;
        head?: never;
        /**
         * Give somebody another role
         * @description Counts from their next request on. The last admin stays one.
         */
        patch: operations["changePerson"];
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List open invitations */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody
         * @description Sends a link that works once, for a week. Inviting the same address again ends the link before. The link is never in an answer: who invites is not who is invited.
         */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["endInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to choose a new password
         * @description Answers the same whether or not anybody has that address; the link works once, for an hour, and ends those before it. Too many are refused, by network address and by account.
         */
        post: operations["askPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List documents, newest first */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Upload a document of a county, or register its address
         * @description A file comes as a form and is stored; an address comes as JSON and is kept, not fetched. The same file or address of the same county is not stored twice: the answer is then the one that is there.
         */
        post: operations["addDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one document */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the file of a document */
        get: operations["getDocumentContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the addresses of a list of documents
         * @description Columns are matched by name, or by `map`; rows are stored as they arrive, bad ones are refused with their reasons. A document is known by its county and address, which is kept, not fetched.
         */
        post: operations["importDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upcoming-sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sales, earliest first */
        get: operations["listUpcomingSales"];
        put?: never;
        /**
         * Add a sale, or say more of one
         * @description A sale is known by its county, type and day. What you do not say of a known one stays as it is.
         */
        post: operations["addUpcomingSale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upcoming-sales/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a sale: its status, day, deposit and so on */
        patch: operations["changeUpcomingSale"];
        trace?: never;
    };
    "/api/upcoming-sales/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a list of sales
         * @description Columns are matched by name, or by `map`; rows are stored as they arrive, bad ones are refused with their reasons. A sale is known by its county, type and day; what a row does not say stays as it is.
         */
        post: operations["importUpcomingSales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sessions, newest first */
        get: operations["listSessions"];
        put?: never;
        /**
         * Begin a session of an agent
         * @description Without a budget it gets what the job type suggests for one session. A session that is never ended loses nothing: its leases run out and others go on.
         */
        post: operations["startSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on where the last session ended
         * @description The job, the note, what is settled, what failed and why, and what is next, in one answer of at most `max_tokens`; the job is resumed and a session begun, unless told otherwise. Viewers only read: `resume` and `start_session` false.
         */
        post: operations["resumeWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one session: what it took, settled, holds, and its note */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the next batch
         * @description First what the session still holds, then what others lost, then new items. Beyond the budget it still gives, and recommends a pause.
         */
        post: operations["claimInSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what became of items of a batch, all or some of them
         * @description A finding that does not fit refuses the whole report with the reasons; the items stay with the session.
         */
        post: operations["reportInSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how many tokens were used, and keep a note
         * @description A note kept while you work is there for the next session also when yours ends without a word.
         */
        post: operations["noteSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a session: what it holds goes back at once, its note stays
         * @description Ending it again changes nothing.
         */
        post: operations["endSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do what a sentence says
         * @description One grammar, no model: every word has to be understood, or nothing is done. Viewers may ask, and preview what changes something. What is not understood, or may mean several things, answers 422 with the words and what to say instead.
         */
        post: operations["runCommand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mcp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Model Context Protocol (streamable HTTP)
         * @description For MCP clients: JSON-RPC messages by POST, answered as JSON. The key is the same as everywhere, as `Authorization: Bearer` or `x-api-key`; its role decides which tools are there.
         */
        post: operations["modelContextProtocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done in your organization, newest first
         * @description Who, on whose behalf, what, from where, why, and how it was before and after. Entries are only ever added. Each line of `format=jsonl` carries its place in a chain of hashes, which `lotline audit check` follows.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one entry */
        get: operations["getAuditEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the endpoints that are told of events */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Have an address told of events
         * @description Events are posted as JSON, signed as Standard Webhooks 1.0 says; any of its libraries verifies them with the secret. The secret is in this answer alone, and therefore no Idempotency-Key is taken. What happens from now on is told, each event at least once.
         */
        post: operations["addWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one endpoint, and how it is doing */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Remove an endpoint
         * @description Nothing more is sent there, not even what waits.
         */
        delete: operations["removeWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change an endpoint, disable it, or enable it again
         * @description What is left out stays as it is. Enabled again, it is sent what it missed, as far as that is kept (a week).
         */
        patch: operations["changeWebhookEndpoint"];
        trace?: never;
    };
    "/webhooks/{webhook_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint a new secret
         * @description For the overlap, what is sent is signed with the old secret and the new one.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event now
         * @description Signed like any other, of the type webhook.test. The answer says what came of it; it is also among the deliveries.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events again
         * @description Deliveries by their ids, or a range of events by their numbers, at most 10,000 at once. They keep their ids, so a receiver that has one already can tell. Events are kept for a week.
         */
        post: operations["replayWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent to an endpoint, newest first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one delivery with the log of its attempts */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where completed lookups are sent */
        get: operations["getWebhookConfig"];
        /**
         * Say where completed lookups are sent
         * @description Partial: what is left out stays as it is. Each lookup that succeeds, single or of a batch, is posted there with the custom fields that are named. It is signed, as Standard Webhooks 1.0 says, unless payload is legacy: then it is the lookup's answer with the custom fields beside it, without a signature.
         */
        put: operations["putWebhookConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch events after one that you have
         * @description In the order of their numbers, which leave none out. There are events of the types that some webhook of the organization is told of, also while it is disabled, for a week.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The process answers */
        Health: {
            /** @constant */
            status: "ok";
            version: string;
        };
        /** @description An error */
        Problem: {
            /** @description The kind of error in one or two words */
            error: string;
            /** @description What happened */
            message: string;
            /** @description Stable machine word; never renamed */
            code: string;
            /** @description Also in the header x-request-id; name it when you report a problem */
            requestId: string;
            /** @description The field at fault */
            field?: string;
            /** @description What to do about it */
            hint?: string;
            /** @description What a name may mean, or names like it */
            candidates?: {
                [key: string]: unknown;
            }[];
        };
        /** @description Whether this server should be sent requests */
        Readiness: {
            /** @enum {string} */
            status: "ready" | "not_ready";
            checks: {
                accepting: {
                    /** @description False while the server stops */
                    ok: boolean;
                };
                database: {
                    ok: boolean;
                };
                migrations: {
                    ok: boolean;
                    pending: string[];
                };
                worker: {
                    /** @description A worker was heard from within a minute; says nothing about this server, so it does not count */
                    ok: boolean;
                    /** @description Since any worker was last heard from; null = never */
                    heartbeat_age_seconds: number | null;
                };
            };
        };
        CreateBatchLookup: {
            items: components["schemas"]["BatchLookupItemInput"][];
            /** @description Of the job and its report; default: "Batch Lookup - DATE (N sites)" */
            name?: string;
            /**
             * Format: date
             * @description The day whose programmes count (YYYY-MM-DD); default: today
             */
            as_of?: string;
            /** @description Pause between two lookups of a batch, milliseconds */
            spacing_ms?: number;
        };
        /** @description One lookup. `reference_id` is your own id for it, unique in the batch. */
        BatchLookupItemInput: {
            reference_id: string;
            address: {
                street_1: string;
                street_2?: string | null;
                city: string;
                state_or_province_code: string;
                postal_code: string;
                country_code: string;
            };
            /** @enum {string} */
            building_type: "RESIDENTIAL" | "COMMERCIAL" | "MULTIFAMILY" | "MANUFACTURED_HOME";
            /** @description Devices by number; repeats are allowed and count once */
            device_ids?: number[];
            /** @description Devices by name, instead of device_ids */
            device_names?: string[];
            /** @default false */
            create_application?: boolean;
            webhook_custom_fields?: {
                [key: string]: string;
            };
        };
        BatchLookupCreated: {
            /** Format: uuid */
            job_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            total_items: number;
            /** Format: date-time */
            created_at: string;
            report: components["schemas"]["BatchReport"];
            message: string;
        };
        BatchReport: {
            /** Format: uuid */
            id: string;
            name: string;
            description: string;
            /** @enum {string} */
            status: "processing" | "complete" | "error";
            /** @constant */
            report_type: "bulk_lookup";
            total_sites: number;
            /** Format: date-time */
            created_at: string;
        };
        /** @description An error */
        BatchLookupProblem: {
            /** @description What happened */
            error: string;
            /** @description Stable machine word; never renamed */
            code: string;
            /** @description Also in the header x-request-id */
            requestId: string;
            /** @description The field at fault */
            field?: string;
            /** @description What to do about it */
            hint?: string;
            /** @description Every item at fault */
            invalid_items?: {
                index: number;
                error: string;
            }[];
            total_invalid?: number;
            /** @description reference_ids that occur more than once */
            duplicates?: string[];
        };
        BatchLookupList: {
            jobs: components["schemas"]["BatchLookup"][];
            total: number;
            limit: number;
            offset: number;
        };
        BatchLookup: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organization_id: string;
            report_id: string | null;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            total_items: number;
            /** @description Completed and failed */
            processed_items: number;
            failed_items: number;
            /** Format: date-time */
            created_at: string;
            started_at: string | null;
            completed_at: string | null;
            item_counts: {
                pending: number;
                processing: number;
                completed: number;
                failed: number;
            };
        };
        BatchLookupDetail: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organization_id: string;
            report_id: string | null;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            total_items: number;
            /** @description Completed and failed */
            processed_items: number;
            failed_items: number;
            /** Format: date-time */
            created_at: string;
            started_at: string | null;
            completed_at: string | null;
            item_counts: {
                pending: number;
                processing: number;
                completed: number;
                failed: number;
            };
            /** @description With include_items=true */
            items?: components["schemas"]["BatchLookupItem"][];
        };
        BatchLookupItem: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            job_id: string;
            /** Format: uuid */
            organization_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed";
            reference_id: string | null;
            /** @description As it was sent */
            address: unknown;
            building_type: unknown;
            device_ids: unknown;
            /** @description In place of device_ids, when devices were given by name */
            device_names?: unknown;
            create_application: unknown;
            webhook_custom_fields: unknown;
            /** @description The answer of the lookup; null until completed */
            result: components["schemas"]["Incentives"] | null;
            error_message: string | null;
            retry_count: number;
            /** Format: date-time */
            created_at: string;
            processed_at: string | null;
        };
        BatchLookupItemList: {
            items: components["schemas"]["BatchLookupItem"][];
            total: number;
            limit: number;
            offset: number;
        };
        BatchLookupCancelled: {
            message: string;
            /** Format: uuid */
            job_id: string;
        };
        BatchLookupStreamed: {
            /** Format: uuid */
            job_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            total_items: number;
            /** Format: date-time */
            created_at: string;
            report: components["schemas"]["BatchReport"];
            message: string;
            /** @description Rows that will be looked up */
            accepted: number;
            /** @description Rows that are kept with their faults and skipped */
            rejected: number;
            /** @description Lines without any text, left out */
            blank_rows: number;
            /** @description Which column fills which field; "always …" for a value of every row */
            mapping: {
                [key: string]: string;
            };
        };
        CreateUpload: {
            /**
             * @description The column names of your file; downloads give them back
             * @default []
             */
            columns?: string[];
            /** @description How you made items of your columns; a corrected file is then read the same way */
            mapping?: {
                /** @description The column that fills each field, from 0 */
                columns: {
                    [key: string]: number;
                };
                /** @description What a field is in a row that says nothing */
                constants: {
                    [key: string]: string;
                };
            };
            /** @description Of the job and its report; default: "Batch Lookup - DATE (N sites)" */
            name?: string;
            /**
             * Format: date
             * @description The day whose programmes count (YYYY-MM-DD); default: today
             */
            as_of?: string;
            /** @description Pause between two lookups of a batch, milliseconds */
            spacing_ms?: number;
        };
        UploadList: {
            uploads: {
                /** Format: uuid */
                job_id: string;
                name: string;
                rows: number;
                rejected: number;
                /** Format: date-time */
                created_at: string;
            }[];
            next_cursor: string | null;
        };
        Upload: {
            /** Format: uuid */
            job_id: string;
            name: string;
            /**
             * @description Only an open one takes rows
             * @enum {string}
             */
            status: "open" | "sealed" | "cancelled";
            columns: string[];
            /** @description How its columns are to be read, when that was said */
            mapping: {
                /** @description The column that fills each field, from 0 */
                columns: {
                    [key: string]: number;
                };
                /** @description What a field is in a row that says nothing */
                constants: {
                    [key: string]: string;
                };
            } | null;
            /** @description Rows stored, the rejected ones included */
            rows: number;
            rejected: number;
            /** @constant */
            most_rows: 1000000;
            /** @description Runs of chunk numbers that are stored; the first 1,000 runs */
            chunks: {
                first: number;
                last: number;
                rows: number;
                rejected: number;
            }[];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When the last row, or the mapping, came
             */
            updated_at: string;
            /** @description When it is given up if nothing more comes; null once it is sealed */
            expires_at: string | null;
        };
        UploadPatch: {
            mapping: {
                /** @description The column that fills each field, from 0 */
                columns: {
                    [key: string]: number;
                };
                /** @description What a field is in a row that says nothing */
                constants: {
                    [key: string]: string;
                };
            };
        };
        UploadDiscarded: {
            message: string;
            /** Format: uuid */
            job_id: string;
        };
        UploadChunk: {
            rows: {
                /** @description Its number in your file */
                row: number;
                /** @description Its cells as they are, in the order of `columns` */
                cells: string[];
                /** @description The same as an item of POST /batch-lookups; a bad one is kept and skipped */
                item?: unknown;
                /** @description Why the row cannot be read as it stands, such as shifted cells; it is kept and skipped */
                problem?: string;
            }[];
        };
        UploadChunkStored: {
            /** @description Rows of this chunk that will be looked up */
            accepted: number;
            /** @description Rows of this chunk that are kept with their faults and skipped */
            rejected: number;
            /** @description Rows of the job now */
            total_items: number;
            /** @description This chunk had been stored before; nothing was added */
            repeated: boolean;
        };
        BatchLookupCorrected: {
            /** Format: uuid */
            job_id: string;
            /** @description Nothing was changed */
            preview: boolean;
            /**
             * @description Of the job now
             * @enum {string}
             */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            /** @description Grows when items run again */
            generation: number;
            /** @description Rows read: changed + unchanged + failed_retried + in_progress + unresolved + invalid + unmatched + appended */
            rows: number;
            /** @description Rows that are of an item of this job */
            matched: number;
            /** @description Their lookup is another one now, and runs */
            changed: number;
            /** @description The same as before: nothing runs, their results stay */
            unchanged: number;
            /** @description The same as before, but they had failed, and run again */
            failed_retried: number;
            /** @description Changed, but being looked up as they were this moment: send them again */
            in_progress: number;
            /** @description Billed with an unknown outcome: a person has to settle them first */
            unresolved: number;
            /** @description New items at the end of the job */
            appended: number;
            /** @description Rows that cannot be looked up; they stay as they were. The first 20 are named */
            invalid: {
                count: number;
                rows: {
                    /** @description Its place in the file sent, from 1; header and blank rows not counted */
                    row: number;
                    /** @description The row_number that it says */
                    row_number: number | null;
                    reference_id: string | null;
                    errors: {
                        field: string;
                        value?: unknown;
                        message: string;
                    }[];
                }[];
            };
            /** @description Rows that are of no item of this job; nothing was done. The first 20 are named */
            unmatched: {
                count: number;
                rows: {
                    /** @description Its place in the file sent, from 1; header and blank rows not counted */
                    row: number;
                    /** @description The row_number that it says */
                    row_number: number | null;
                    reference_id: string | null;
                    reason: string;
                }[];
            };
            /** @description Columns that the job does not have */
            ignored_columns: string[];
            message: string;
        };
        IncentiveLookup: {
            /**
             * @description Handed to the provider; the catalogue answers from what it holds now, whichever it is
             * @default lookup
             * @enum {string}
             */
            operation_type?: "lookup" | "refresh" | "override";
            /** @description Names the customer, who is made when there is none; without it the answer has no customer_id */
            reference_id?: string | null;
            address: {
                street_1: string;
                street_2?: string | null;
                city: string;
                state_or_province_code: string;
                postal_code: string;
                country_code: string;
            };
            /** @description Absent: left to the provider, which may refuse */
            building_type?: ("RESIDENTIAL" | "COMMERCIAL" | "MULTIFAMILY" | "MANUFACTURED_HOME") | null;
            /** @description Devices by number; repeats are allowed and count once */
            device_ids?: number[] | null;
            /** @description Devices by name, instead of device_ids */
            device_names?: string[] | null;
            /**
             * @description Handed to the provider; connect_url of the answer then leads to the application
             * @default false
             */
            create_application?: boolean;
            /** @description Given back in webhooks */
            webhook_custom_fields?: {
                [key: string]: string;
            } | null;
        };
        Incentives: {
            utility: {
                /** @description Number of the utility at the U.S. Energy Information Administration */
                eiaid: number | null;
                name: string;
            } | null;
            possible_utilities: {
                /** @description Number of the utility at the U.S. Energy Information Administration */
                eiaid: number | null;
                name: string;
            }[];
            address: {
                street_1: string;
                street_2?: string | null;
                city?: string | null;
                state_or_province_code?: string | null;
                postal_code?: string | null;
                country_code?: string | null;
            };
            /** @enum {string} */
            building_type: "RESIDENTIAL" | "COMMERCIAL" | "MULTIFAMILY" | "MANUFACTURED_HOME";
            customer_id: number | null;
            programs_evaluated: number;
            incentives: {
                /** @description US dollars, two decimals */
                total_incentive_amount: number;
                total_eligible_combinations: number;
                by_program: {
                    program_id: string | number;
                    program_name: string;
                    /** @description US dollars, two decimals */
                    total_incentive: number;
                    eligible_combinations: number;
                    processing_enabled: boolean;
                    device_tier_results: {
                        device_id: number;
                        device_name: string;
                        tier_id: string | number;
                        tier_name: string;
                        eligible: boolean;
                        /** @description US dollars, two decimals */
                        incentive_amount: number;
                        /** @description How incentive_amount came about */
                        calculation_details: string;
                        failed_requirements: string[];
                        /** @description Requirements on facts that the lookup does not have */
                        ignored_requirements: string[];
                        completed_requirements: string[];
                    }[];
                }[];
            };
            processing_summary: {
                program_ids: (string | number)[];
                /** @description US dollars, two decimals */
                incentive_amount: number;
            };
            connect_url: string | null;
            reference_id: string | null;
        };
        /** @description An error */
        IncentiveProblem: {
            /** @description What happened */
            error: string;
            /** @description The word for it; only 5xx is worth asking again */
            error_code: string;
            /** @description Whatever else is known; null when nothing is */
            details: unknown;
            /** @description Stable machine word; never renamed */
            code: string;
            /** @description Also in the header x-request-id */
            requestId: string;
            /** @description The field at fault */
            field?: string;
            /** @description What to do about it */
            hint?: string;
        };
        IncentiveReportList: {
            reports: components["schemas"]["IncentiveReport"][];
            /** @description Give it as `cursor` for the next page; null at the end */
            next_cursor: string | null;
        };
        IncentiveReport: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The batch of lookups that it reports
             */
            job_id: string;
            name: string;
            description: string;
            /** @constant */
            report_type: "bulk_lookup";
            /**
             * @description processing while the job may add sites; error when no lookup succeeded
             * @enum {string}
             */
            status: "processing" | "complete" | "error";
            /** @description Items of the job; each that is completed or failed is a site */
            total_items: number;
            total_sites: number;
            /** @description Sites that at least one programme pays for */
            eligible_sites: number;
            /** @description Sites whose lookup failed */
            failed_sites: number;
            /** @description US dollars */
            total_incentive_value: number;
            /** Format: date-time */
            created_at: string;
            /** @description When the job ended */
            completed_at: string | null;
        };
        /** @description An error */
        IncentiveReportProblem: {
            /** @description What happened */
            error: string;
            /** @description Stable machine word; never renamed */
            code: string;
            /** @description Also in the header x-request-id */
            requestId: string;
            /** @description The field at fault */
            field?: string;
            /** @description What to do about it */
            hint?: string;
        };
        IncentiveReportDetail: {
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The batch of lookups that it reports
             */
            job_id: string;
            name: string;
            description: string;
            /** @constant */
            report_type: "bulk_lookup";
            /**
             * @description processing while the job may add sites; error when no lookup succeeded
             * @enum {string}
             */
            status: "processing" | "complete" | "error";
            /** @description Items of the job; each that is completed or failed is a site */
            total_items: number;
            total_sites: number;
            /** @description Sites that at least one programme pays for */
            eligible_sites: number;
            /** @description Sites whose lookup failed */
            failed_sites: number;
            /** @description US dollars */
            total_incentive_value: number;
            /** Format: date-time */
            created_at: string;
            /** @description When the job ended */
            completed_at: string | null;
            by_eligibility: {
                /** @enum {string} */
                eligibility: "eligible" | "not_eligible" | "failed";
                sites: number;
                /** @description US dollars */
                total_incentive_value: number;
            }[];
            /** @description With the sites that are eligible for each */
            by_program: {
                program_id: string;
                program_name: string;
                sites: number;
                /** @description US dollars */
                total_incentive_value: number;
            }[];
            by_state: {
                /** @description Null: not known */
                state_or_province_code: string | null;
                eligible_sites: number;
                failed_sites: number;
                sites: number;
                /** @description US dollars */
                total_incentive_value: number;
            }[];
            /** @description With the sites where each was asked for; what pays for two devices at once counts for both */
            by_device: {
                device_id: number;
                /** @description Null: no answer named it */
                device_name: string | null;
                eligible_sites: number;
                sites: number;
                /** @description US dollars */
                total_incentive_value: number;
            }[];
            by_error: {
                error_code: string;
                sites: number;
            }[];
            /** @description How many more each list has; the ones of the most value are shown */
            left_out: {
                by_program: number;
                by_state: number;
                by_device: number;
                by_error: number;
            };
            /** @description The first page of GET /incentive-reports/{report_id}/sites */
            sites: components["schemas"]["IncentiveReportSite"][];
            /** @description Give it as `cursor` for the next page; null at the end */
            next_cursor: string | null;
        };
        IncentiveReportSite: {
            /**
             * Format: uuid
             * @description The item's id
             */
            id: string;
            /** @description Its number in your file, else its place in the batch */
            row: number;
            reference_id: string | null;
            /** @enum {string} */
            status: "completed" | "failed";
            /** @description As it was sent */
            address: unknown;
            building_type: unknown;
            state_or_province_code: string | null;
            utility: {
                eiaid: number | null;
                name: string;
            } | null;
            customer_id: number | null;
            eligible: boolean;
            /** @description US dollars */
            total_incentive_value: number;
            /** @description The programmes that pay for it, best first */
            programs: {
                program_id: string;
                program_name: string;
                /** @description US dollars */
                total_incentive: number;
                eligible_combinations: number;
            }[];
            /** @description The devices that were asked for */
            devices: {
                device_id: number;
                device_name: string | null;
                eligible: boolean;
                /** @description US dollars */
                total_incentive: number;
            }[];
            /** @description Where the application goes on, when one was made */
            connect_url: string | null;
            error_code: string | null;
            error_message: string | null;
            /** Format: date-time */
            processed_at: string;
        };
        IncentiveReportSiteList: {
            sites: components["schemas"]["IncentiveReportSite"][];
            /** @description Give it as `cursor` for the next page; null at the end */
            next_cursor: string | null;
        };
        /**
         * @default {
         *       "size": 10,
         *       "spacing_ms": 100
         *     }
         */
        WorkLookups: {
            /**
             * @description Most lookups that are worked
             * @default 10
             */
            size?: number;
            /**
             * @description Pause between the starts of two lookups, milliseconds; a job with a longer one keeps its own
             * @default 100
             */
            spacing_ms?: number;
        };
        LookupsWorked: {
            /** @description The same in words */
            message: string;
            /** @description Lookups that were tried: completed, failed, skipped and retried */
            processed: number;
            completed: number;
            /** @description For good */
            failed: number;
            skipped: number;
            /** @description Failed, and will be tried again later */
            retried: number;
            /** @description Lookups of the organization that wait, in jobs that are not paused */
            remaining: number;
            /**
             * @description Why it ended: as many as asked for were tried, nothing was to be had, or the time was over
             * @enum {string}
             */
            stopped: "size" | "empty" | "time";
            duration_ms: number;
            /** @description The jobs that they belong to */
            jobs: {
                /** Format: uuid */
                job_id: string;
                /** @description Lookups that were tried: completed, failed, skipped and retried */
                processed: number;
                completed: number;
                /** @description For good */
                failed: number;
                skipped: number;
                /** @description Failed, and will be tried again later */
                retried: number;
            }[];
        };
        /** @description An error */
        LookupsWorkerProblem: {
            /** @description What happened */
            error: string;
            /** @description Stable machine word; never renamed */
            code: string;
            /** @description Also in the header x-request-id */
            requestId: string;
            /** @description The field at fault */
            field?: string;
            /** @description What to do about it */
            hint?: string;
        };
        BatchJobList: {
            data: {
                /** @description Running, paused or pending, the newest first */
                activeJobs: components["schemas"]["ListedBatchJob"][];
                /** @description Completed, failed or cancelled, the newest first */
                jobHistory: components["schemas"]["ListedBatchJob"][];
                /** @description Over all jobs that the caller may read, whatever the filters */
                stats: {
                    running: number;
                    paused: number;
                    /** @description By the day in UTC */
                    completedToday: number;
                    /** @description Mean of the rates of completed jobs; 100 while there is none */
                    successRate: number;
                };
            };
            /** @constant */
            source: "database";
            pagination: {
                /** @description Jobs that fit the filters */
                total: number;
                limit: number;
                offset: number;
                /** @description Give it as `cursor` for the next page; null at the end */
                next_cursor: string | null;
            };
        };
        ListedBatchJob: {
            /** Format: uuid */
            id: string;
            /** @description "Type - County" */
            name: string;
            /** @enum {string} */
            type: "regrid_scraping" | "visual_validation" | "property_condition" | "environmental_research" | "title_research" | "bid_strategy" | "pdf_parsing" | "county_research";
            /** @description Null for a job over several counties */
            county: string | null;
            countyId: string | null;
            state: string | null;
            /** @enum {string} */
            status: "pending" | "running" | "paused" | "completed" | "failed" | "cancelled";
            /** @description floor(100 × settled / total) */
            progress: number;
            totalItems: number;
            /** @description Done with success */
            processedItems: number;
            failedItems: number;
            startedAt: string | null;
            pausedAt: string | null;
            completedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            batchSize: number;
            /** @description ceil(processedItems / batchSize) */
            currentBatch: number;
            totalBatches: number;
            /** @description Such as "2h 15m"; until the pause while paused */
            duration: string | null;
            /** @description floor(100 × processed / (processed + failed)); 100 when nothing was tried */
            successRate: number;
            errorLog: string | null;
            /** @description Failed attempts, those tried again included */
            errorCount: number;
            /** @description Reserved */
            estimatedCompletion: null;
            /**
             * @description Who works it: our workers, an n8n workflow, or agents that pull batches
             * @enum {string}
             */
            driver: "worker" | "n8n" | "agent";
            skippedItems: number;
            cancelledItems: number;
            /** @description In the hands of somebody now */
            processingItems: number;
            /** @description It paused itself, after failures in a row */
            autoPaused: boolean;
            pauseReason: string | null;
            /** @description When a paused job goes on by itself */
            resumeAt: string | null;
        };
        /** @description An error */
        BatchJobProblem: {
            /** @description The kind of error in one or two words */
            error: string;
            /** @description What happened */
            message: string;
            /** @description Stable machine word; never renamed */
            code: string;
            /** @description Also in the header x-request-id; name it when you report a problem */
            requestId: string;
            /** @description The field at fault */
            field?: string;
            /** @description What to do about it */
            hint?: string;
            /** @description The counties that a name may mean */
            candidates?: unknown;
            /** @description Of 401 and 403 */
            status?: number;
            /** @description What is wrong with each refused finding */
            errors?: unknown;
        };
        CreateBatchJob: {
            /** @enum {string} */
            job_type: "regrid_scraping" | "visual_validation" | "property_condition" | "environmental_research" | "title_research" | "bid_strategy" | "pdf_parsing" | "county_research";
            /** @description UUID of the county; null for all. Beyond the API also its FIPS code or name ("Blair, PA") */
            county_id?: string | null;
            /** @description Absent: the job type's own size */
            batch_size?: number | null;
            /** @description Absent or 0: all that are selected; less: the first so many */
            total_items?: number | null;
            county_ids?: string[] | null;
            /** @description All counties of a state */
            state_code?: string | null;
            /** @description Order of the items; absent: sequential */
            strategy?: ("sequential" | "round_robin" | "auction_date") | null;
        };
        ChangedBatchJob: {
            data: components["schemas"]["BatchJob"];
            message: string;
            /** @constant */
            source: "database";
        };
        BatchJob: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            job_type: "regrid_scraping" | "visual_validation" | "property_condition" | "environmental_research" | "title_research" | "bid_strategy" | "pdf_parsing" | "county_research";
            county_id: string | null;
            /** @enum {string} */
            status: "pending" | "in_progress" | "paused" | "completed" | "failed" | "cancelled";
            batch_size: number;
            total_items: number;
            processed_items: number;
            failed_items: number;
            current_batch: number;
            total_batches: number;
            last_error: string | null;
            error_count: number;
            started_at: string | null;
            paused_at: string | null;
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Null for a job over several counties */
            counties: {
                /** Format: uuid */
                id: string;
                county_name: string;
                state_code: string;
            } | null;
            progress: number;
            successRate: number;
            duration: string | null;
            name: string;
            /** @enum {string} */
            driver: "worker" | "n8n" | "agent";
            /** @enum {string} */
            strategy: "sequential" | "round_robin" | "auction_date";
            state_code: string | null;
            /** @description Of a job over a list of counties */
            county_ids: string[] | null;
            skipped_items: number;
            cancelled_items: number;
            processing_items: number;
            /** @description Paused or cancelled, and some items are still in the hands of somebody */
            draining: boolean;
            auto_paused: boolean;
            pause_reason: string | null;
            resume_at: string | null;
            /** @description Left out for readers without sign-in */
            created_by?: string | null;
        };
        OneBatchJob: {
            data: components["schemas"]["BatchJob"];
            /** @constant */
            source: "database";
        };
        PatchBatchJob: {
            /** @enum {string} */
            status?: "pending" | "in_progress" | "running" | "paused" | "completed" | "failed";
            processed_items?: number;
            failed_items?: number;
            current_batch?: number;
            last_error?: string | null;
            error_count?: number;
            /**
             * @description Who works it from this start or resume on
             * @enum {string}
             */
            driver?: "worker" | "n8n" | "agent";
            /** @description Why; kept in the history of the job */
            reason?: string;
        };
        PatchedBatchJob: {
            data: components["schemas"]["BatchJob"];
            message: string;
            /** @constant */
            source: "database";
            /** @description True when the workflow of n8n was called and took the call */
            n8n_triggered: boolean;
            n8n_error: string | null;
            /** @description What else the change did */
            note?: string;
        };
        DeletedBatchJob: {
            message: string;
        };
        CancelBatchJob: {
            /** @description Why; kept in the history of the job */
            reason?: string;
            /** @default false */
            force?: boolean;
        } | null;
        RetryBatchJob: {
            /**
             * @description Every failed or cancelled item
             * @constant
             */
            all?: true;
            codes?: string[];
            fingerprint?: string;
            /** @description By `seq` */
            items?: number[];
            /** @description Why; kept in the history of the job */
            reason?: string;
        };
        RetriedBatchJob: {
            data: components["schemas"]["BatchJob"];
            message: string;
            /** @constant */
            source: "database";
            retried: number;
            /** @description Chosen items that no retry takes */
            refused: number;
            /** @description True when the workflow of n8n was called and took the call */
            n8n_triggered: boolean;
            n8n_error: string | null;
        };
        ResumeBatchJobAt: {
            /** @description When the job goes on by itself; null takes the time away */
            resume_at: string | null;
            /** @description Why; kept in the history of the job */
            reason?: string;
        };
        BatchJobItems: {
            data: components["schemas"]["BatchJobItem"][];
            /** @description Give it as `after` for the next page; null at the end */
            next_after: number | null;
            /** @constant */
            source: "database";
        };
        BatchJobItem: {
            /** @description The property, document or county that it is about */
            item_id: string | null;
            seq: number;
            parcel_id: string | null;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "skipped" | "cancelled";
            input: unknown;
            finding: unknown;
            error_class: string | null;
            error_code: string | null;
            error_message: string | null;
            attempts: number;
            settled_at: string | null;
        };
        BatchJobLogs: {
            data: components["schemas"]["BatchJobLogLine"][];
            /** @constant */
            source: "database";
        };
        BatchJobLogLine: {
            /** @description The place of this line, for `before` and `after` */
            cursor: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            level: "info" | "warning" | "error";
            event: string;
            message: string | null;
            actor: string | null;
            /** @description `seq` of the item that failed */
            item: number | null;
            detail: {
                [key: string]: unknown;
            };
        };
        ClaimBatch: {
            /** @description Your name: the same session gets its unreported items again. Absent: somebody new each time */
            session?: string;
            /** @description Most items; never more than the batch size of the job */
            limit?: number;
        } | null;
        ClaimedBatch: {
            /** @description Null: nothing is left to hand out now */
            data: {
                /** @description Proves that these items are yours; name it in reports */
                lease: string;
                session: string;
                token: number;
                /**
                 * Format: date-time
                 * @description Unreported items go to somebody else then; a heartbeat moves it on
                 */
                deadline: string;
                items: components["schemas"]["ClaimedItem"][];
            } | null;
            message: string;
            /** @constant */
            source: "database";
        };
        ClaimedItem: {
            /** @description The property, document or county */
            item_id: string | null;
            seq: number;
            /** @description 1 for the first */
            attempt: number;
            parcel_id: string | null;
            input: unknown;
        };
        ReportBatch: {
            /** @description Any part of the batch; each item by item_id or seq */
            outcomes: components["schemas"]["ReportedOutcome"][];
        };
        ReportedOutcome: {
            /** Format: uuid */
            item_id?: string;
            seq?: number;
            /** @enum {string} */
            outcome: "completed" | "failed" | "skipped";
            /** @description What was found, in the fields of the job type; absent: done, and nothing to keep */
            finding?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Of a failure; absent: permanent. transient, rate_limited, timeout and crashed are tried again
             * @enum {string}
             */
            class?: "transient" | "rate_limited" | "timeout" | "crashed" | "permanent" | "invalid_input" | "outcome_unknown";
            code?: string;
            message?: string;
            retry_after_seconds?: number;
        };
        ReportedBatch: {
            data: {
                lease: string;
                accepted: number;
                /** @description Settled before, or not of this lease: nothing changed */
                ignored: number;
                /** @description Every item of the lease is reported */
                closed: boolean;
                job: {
                    /** Format: uuid */
                    id: string;
                    status: string;
                    progress: number;
                    total_items: number;
                    processed_items: number;
                    failed_items: number;
                };
            };
            message: string;
            /** @constant */
            source: "database";
        };
        BatchHeartbeat: {
            /** @description How long from now; absent: as long as leases of the job last */
            seconds?: number;
        } | null;
        ExtendedBatch: {
            data: {
                lease: string;
                /** Format: date-time */
                deadline: string;
            };
            message: string;
            /** @constant */
            source: "database";
        };
        ReleasedBatch: {
            data: {
                lease: string;
                released: boolean;
            };
            message: string;
            /** @constant */
            source: "database";
        };
        BatchJobAction: {
            /** @enum {string} */
            action: "create" | "get_next" | "update" | "pause" | "resume" | "complete" | "status";
            /** @enum {string} */
            job_type?: "regrid_scraping" | "visual_validation" | "property_condition" | "environmental_research" | "title_research" | "bid_strategy" | "pdf_parsing" | "county_research";
            /** @description UUID, FIPS code or name ("Blair, PA"); absent: all */
            county_id?: string;
            state_code?: string;
            batch_size?: number | string;
            total_items?: number | string;
            /** @enum {string} */
            strategy?: "sequential" | "round_robin" | "auction_date";
            /**
             * Format: uuid
             * @description UUID of the batch job
             */
            job_id?: string;
            /** @description Your name: the same session gets its unreported items again. Absent: somebody new each time */
            session?: string;
            /** Format: uuid */
            item_id?: string;
            /** @description What became of the one item that is named */
            success?: boolean | ("true" | "false") | (0 | 1);
            /** @description Or: how many went well */
            items_processed?: number | string;
            /** @description And how many did not */
            items_failed?: number | string;
            error?: string;
            /** @description What was found of the one item, in the fields of its job type */
            result?: {
                [key: string]: unknown;
            };
            reason?: string;
        };
        BatchJobActionAnswer: {
            /** @constant */
            status: "success";
            /** @enum {string} */
            action: "create" | "get_next" | "update" | "pause" | "resume" | "complete" | "status";
            rpc_function: string;
            /** @description What the function of that name answers in SQL */
            result: unknown;
            /** @description When the move called the workflow that runs the job */
            n8n_triggered?: boolean;
            n8n_error?: string | null;
        };
        TriggeredBatchJob: {
            message: string;
            /** @constant */
            source: "database";
            n8n_triggered: boolean;
            n8n_error: string | null;
        };
        Webhooks: {
            webhooks: components["schemas"]["Webhook"][];
        };
        Webhook: {
            /** @enum {string} */
            job_type: "regrid_scraping" | "visual_validation" | "property_condition" | "environmental_research" | "title_research" | "bid_strategy" | "pdf_parsing" | "county_research";
            /** @description Masked: the path starts the workflow. Null: the operator set it */
            url: string | null;
            has_header: boolean;
            set_by: string;
            set_at: string | null;
        };
        SetWebhooks: {
            /** @description By job type; null forgets one; types that are not named stay as they are */
            webhooks: {
                [key: string]: {
                    url: string;
                    /** @description Sent with each call, such as "Authorization: Basic …" */
                    header?: string | null;
                } | null;
            };
        };
        JobList: {
            jobs: components["schemas"]["Job"][];
            total: number;
            limit: number;
            offset: number;
        };
        Job: {
            /** Format: uuid */
            id: string;
            /** @description Grows with time; larger than a JSON number can say */
            number: string;
            /** Format: uuid */
            organizationId: string;
            kind: string;
            name: string;
            /** @enum {string} */
            driver: "worker" | "n8n" | "agent";
            /** @enum {string} */
            status: "pending" | "in_progress" | "paused" | "completed" | "failed" | "cancelled";
            /** @description False while rows may still be added */
            sealed: boolean;
            /** @description Paused or cancelled, and some items still run */
            draining: boolean;
            /** @description Six disjoint counts that sum to total */
            counts: {
                total: number;
                waiting: number;
                processing: number;
                completed: number;
                failed: number;
                skipped: number;
                cancelled: number;
            };
            /** @description floor(100 × settled / total) */
            progress: number;
            /** @description floor(100 × completed / (completed + failed)); 100 when nothing was tried */
            successRate: number;
            /** @description Grows with every retry */
            generation: number;
            params: {
                [key: string]: unknown;
            };
            columns: string[] | null;
            createdBy: string | null;
            pauseReason: string | null;
            autoPaused: boolean;
            lastError: string | null;
            errorCount: number;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            pausedAt: string | null;
            completedAt: string | null;
            settings: {
                batchSize: number;
                leaseSeconds: number;
                maxAttempts: number;
                backoffBaseSeconds: number;
                backoffCapSeconds: number;
                maxLeases: number | null;
                ratePerSecond: number | null;
                rateBurst: number;
                failureLimit: number;
                priority: number;
                weight: number;
            };
        };
        PauseJob: {
            /** @description Why; kept in the history of the job */
            reason?: string;
            /**
             * @description Also take running items back; their reports are refused
             * @default false
             */
            fence?: boolean;
        } | null;
        ResumeJob: {
            /** @description Why; kept in the history of the job */
            reason?: string;
        } | null;
        CancelJob: {
            /** @description Why; kept in the history of the job */
            reason?: string;
            /**
             * @description Also stop running items at once
             * @default false
             */
            force?: boolean;
        } | null;
        /** @description A job that is gone */
        DeletedJob: {
            message: string;
            /** Format: uuid */
            id: string;
        };
        RetryItems: {
            /**
             * @description Every failed item
             * @constant
             */
            all?: true;
            /** @description Items that failed with one of these codes */
            codes?: string[];
            /** @description Items of one failure group */
            fingerprint?: string;
            /** @description Items by their number in the job */
            items?: number[];
            /** @description Why; kept in the history of the job */
            reason?: string;
        };
        RetriedItems: {
            retried: number;
            /** @description Chosen items that no retry takes */
            refused: number;
        };
        FailureGroups: {
            failures: components["schemas"]["FailureGroup"][];
        };
        FailureGroup: {
            /** @description The same for failures of the same cause */
            fingerprint: string;
            /** @enum {string} */
            class: "transient" | "rate_limited" | "timeout" | "crashed" | "permanent" | "invalid_input" | "outcome_unknown";
            code: string;
            /** @description Of the first of them */
            message: string;
            /** @description Attempts that failed so, the retried ones included */
            count: number;
            /** @description Items that stand as failed for it */
            final: number;
            /** @description Whether trying again may help */
            retryable: boolean;
            /** Format: date-time */
            firstSeenAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            sampleSeqs: number[];
        };
        JobEvents: {
            events: components["schemas"]["JobEvent"][];
        };
        JobEvent: {
            id: string;
            /** Format: date-time */
            at: string;
            type: string;
            actor: string | null;
            reason: string | null;
            detail: {
                [key: string]: unknown;
            };
        };
        ApiKeyList: {
            keys: components["schemas"]["ApiKey"][];
            next_cursor: string | null;
        };
        ApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The part of the key that may be shown */
            prefix: string;
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
            /** @description Null: all that the role may */
            scopes: string[] | null;
            test: boolean;
            limits: {
                requests_per_minute: number | null;
                open_jobs: number | null;
                items_per_day: number | null;
            };
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            created_by: string;
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            revoked_at: string | null;
            /** @description To the minute */
            last_used_at: string | null;
            /** @description The key that this one replaces */
            rotated_from: string | null;
        };
        NewApiKey: {
            name: string;
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
            /** @description What the key is narrowed to; writing includes reading. Absent: all that its role may */
            scopes?: ("lookups:read" | "lookups:write" | "jobs:read" | "jobs:write" | "properties:read" | "properties:write" | "leads:read" | "leads:write" | "documents:read" | "documents:write" | "reports:read" | "reports:write" | "webhooks:read" | "webhooks:write" | "settings:read" | "settings:write" | "agents:read" | "agents:write" | "people:read" | "people:write" | "keys:read" | "keys:write" | "audit:read" | "audit:write" | "events:read" | "events:write" | "worker")[];
            /**
             * @description A `lot_test_` key: works on the same data, and begins no work that costs money
             * @default false
             */
            test?: boolean;
            /**
             * Format: date-time
             * @description When it ends; absent: when it is revoked
             */
            expires_at?: string;
            /** @description The key's own limits, beside its organization's; null or absent: only those */
            limits?: {
                requests_per_minute?: number | null;
                /** @description Unfinished jobs that the key has made */
                open_jobs?: number | null;
                /** @description Items that the key adds on a day (UTC) */
                items_per_day?: number | null;
            };
        };
        MadeApiKey: {
            /** @description The whole key, shown this once */
            key: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The part of the key that may be shown */
            prefix: string;
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
            /** @description Null: all that the role may */
            scopes: string[] | null;
            test: boolean;
            limits: {
                requests_per_minute: number | null;
                open_jobs: number | null;
                items_per_day: number | null;
            };
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            created_by: string;
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            revoked_at: string | null;
            /** @description To the minute */
            last_used_at: string | null;
            /** @description The key that this one replaces */
            rotated_from: string | null;
        };
        RotateApiKey: {
            /**
             * @description How long the old key goes on beside the new one
             * @default 86400
             */
            overlap_seconds?: number;
        } | null;
        Limits: {
            organization: {
                requests_per_minute?: {
                    limit: number;
                    used: number;
                };
                open_jobs?: {
                    limit: number;
                    used: number;
                };
                items_per_day?: {
                    limit: number;
                    used: number;
                };
            };
            /** @description Of the key that asks; empty when it has none of its own */
            key: {
                requests_per_minute?: {
                    limit: number;
                    used: number;
                };
                open_jobs?: {
                    limit: number;
                    used: number;
                };
                items_per_day?: {
                    limit: number;
                    used: number;
                };
            };
        };
        ChangeLimits: {
            requests_per_minute?: number | null;
            open_jobs?: number | null;
            items_per_day?: number | null;
        };
        CountyList: {
            counties: components["schemas"]["County"][];
            /**
             * @description With `q`: whether these are what it names, or only names like it
             * @enum {string}
             */
            match?: "exact" | "nearest";
            next_cursor: string | null;
        };
        County: {
            /** Format: uuid */
            id: string;
            /** @description Five digits */
            fips_code: string;
            /** @description As people say it: "Blair", "Baltimore city" */
            county_name: string;
            /** @description "Blair County", "Orleans Parish" */
            full_name: string;
            state_code: string;
            state_name: string;
            last_researched_at: string | null;
            research_status: string | null;
        };
        CountyFacts: {
            /** Format: uuid */
            id: string;
            /** @description Five digits */
            fips_code: string;
            /** @description As people say it: "Blair", "Baltimore city" */
            county_name: string;
            /** @description "Blair County", "Orleans Parish" */
            full_name: string;
            state_code: string;
            state_name: string;
            last_researched_at: string | null;
            research_status: string | null;
            properties: {
                total: number;
                active: number;
                with_regrid_data: number;
                approved: number;
            };
            documents: number;
            /** @description Of the sales that are scheduled */
            next_sale_date: string | null;
        };
        PropertyResultList: {
            results: components["schemas"]["PropertyResult"][];
            next_cursor: string | null;
        };
        PropertyResult: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            county_id: string;
            county_name: string;
            state_code: string;
            document_id: string | null;
            parcel_id: string | null;
            property_address: string | null;
            city: string | null;
            postal_code: string | null;
            owner_name: string | null;
            /** @description US dollars */
            tax_amount: number | null;
            /** @description US dollars */
            total_due: number | null;
            tax_year: number | null;
            sale_type: ("upset" | "judicial" | "repository" | "tax_certificate") | null;
            sale_date: string | null;
            /** @enum {string} */
            auction_status: "active" | "expired" | "sold" | "withdrawn";
            has_regrid_data: boolean;
            has_screenshot: boolean;
            visual_validation_status: ("APPROVED" | "CAUTION" | "REJECT") | null;
            pipeline_stage: string;
            /** @description The last import that changed something */
            import_id: string | null;
            /** @description Its row there, from 1 */
            import_row: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            land_use: string | null;
            zoning: string | null;
            lot_size_acres: number | null;
            building_sqft: number | null;
            year_built: number | null;
            /** @description US dollars */
            assessed_value: number | null;
            /** @description US dollars */
            market_value: number | null;
            lat: number | null;
            lon: number | null;
            /** @description APPROVED, CAUTION or REJECT */
            verdict: string | null;
            /** @description 0 to 100 */
            confidence: number | null;
            red_flags: string[] | null;
            skip_reason: string | null;
            risk_level: string | null;
            flood_zone: string | null;
            in_flood_hazard_area: boolean | null;
            facilities_nearby: number | null;
            elevation_feet: number | null;
            title_status: string | null;
            /** @description US dollars */
            surviving_liens: number | null;
            condition: string | null;
            /** @description US dollars */
            estimated_repairs: number | null;
            /** @description US dollars */
            max_bid: number | null;
            /** @description US dollars: what the bid went by */
            property_value: number | null;
            /** @description Of the newest finding */
            found_at: string | null;
            /** @description sandbox: made up by simulators */
            provenance: ("live" | "sandbox") | null;
        };
        PropertyList: {
            properties: components["schemas"]["Property"][];
            next_cursor: string | null;
        };
        Property: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            county_id: string;
            county_name: string;
            state_code: string;
            document_id: string | null;
            parcel_id: string | null;
            property_address: string | null;
            city: string | null;
            postal_code: string | null;
            owner_name: string | null;
            /** @description US dollars */
            tax_amount: number | null;
            /** @description US dollars */
            total_due: number | null;
            tax_year: number | null;
            sale_type: ("upset" | "judicial" | "repository" | "tax_certificate") | null;
            sale_date: string | null;
            /** @enum {string} */
            auction_status: "active" | "expired" | "sold" | "withdrawn";
            has_regrid_data: boolean;
            has_screenshot: boolean;
            visual_validation_status: ("APPROVED" | "CAUTION" | "REJECT") | null;
            pipeline_stage: string;
            /** @description The last import that changed something */
            import_id: string | null;
            /** @description Its row there, from 1 */
            import_row: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        PropertyWithFindings: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            county_id: string;
            county_name: string;
            state_code: string;
            document_id: string | null;
            parcel_id: string | null;
            property_address: string | null;
            city: string | null;
            postal_code: string | null;
            owner_name: string | null;
            /** @description US dollars */
            tax_amount: number | null;
            /** @description US dollars */
            total_due: number | null;
            tax_year: number | null;
            sale_type: ("upset" | "judicial" | "repository" | "tax_certificate") | null;
            sale_date: string | null;
            /** @enum {string} */
            auction_status: "active" | "expired" | "sold" | "withdrawn";
            has_regrid_data: boolean;
            has_screenshot: boolean;
            visual_validation_status: ("APPROVED" | "CAUTION" | "REJECT") | null;
            pipeline_stage: string;
            /** @description The last import that changed something */
            import_id: string | null;
            /** @description Its row there, from 1 */
            import_row: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Name of the file that changed it last */
            import_file: string | null;
            /** @description By job type; null where nothing was found out yet */
            findings: {
                [key: string]: {
                    [key: string]: unknown;
                } | null;
            };
        };
        ChangeProperty: {
            /** @enum {string} */
            auction_status?: "active" | "expired" | "sold" | "withdrawn";
            sale_type?: ("upset" | "judicial" | "repository" | "tax_certificate") | null;
            sale_date?: string | null;
        };
        ImportReport: {
            /** @description Null when the file was only checked */
            import_id: string | null;
            file_name: string | null;
            /** @description Which column filled which field */
            columns: {
                [key: string]: string;
            };
            /** @description Columns that filled nothing */
            ignored_columns: string[];
            /** @description stored + refused */
            rows_read: number;
            rows_stored: number;
            /** @description Of the stored ones: new */
            rows_created: number;
            /** @description Of the stored ones: were there and changed */
            rows_updated: number;
            rows_refused: number;
            /** @description The first 100 refused rows */
            problems: {
                /** @description From 1; header and blank rows not counted */
                row: number;
                /** @description Of the file */
                line: number;
                errors: {
                    field: string;
                    value?: string;
                    message: string;
                }[];
            }[];
        };
        ImportList: {
            imports: components["schemas"]["Import"][];
            next_cursor: string | null;
        };
        Import: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            what: "properties" | "documents" | "upcoming_sales";
            file_name: string | null;
            /** @description stored + refused */
            rows_read: number;
            rows_stored: number;
            /** @description Of the stored ones: new */
            rows_created: number;
            /** @description Of the stored ones: were there and changed */
            rows_updated: number;
            rows_refused: number;
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Null while it comes in, and when it broke off */
            finished_at: string | null;
        };
        ImportWithProblems: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            what: "properties" | "documents" | "upcoming_sales";
            file_name: string | null;
            /** @description stored + refused */
            rows_read: number;
            rows_stored: number;
            /** @description Of the stored ones: new */
            rows_created: number;
            /** @description Of the stored ones: were there and changed */
            rows_updated: number;
            rows_refused: number;
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Null while it comes in, and when it broke off */
            finished_at: string | null;
            /** @description The first 100 refused rows */
            problems: {
                /** @description From 1; header and blank rows not counted */
                row: number;
                /** @description Of the file */
                line: number;
                errors: {
                    field: string;
                    value?: string;
                    message: string;
                }[];
            }[];
        };
        LeadList: {
            leads: components["schemas"]["Lead"][];
            next_cursor: string | null;
        };
        Lead: {
            /** Format: uuid */
            id: string;
            /** @description The vendor's own id */
            radar_id: string;
            /** @description As the vendor writes it, such as SFR, CND, MFR */
            property_type: string | null;
            address: string | null;
            city: string | null;
            state: string | null;
            /** @description Five digits */
            zip: string | null;
            county: string | null;
            /** @description Five digits */
            fips: string | null;
            apn: string | null;
            latitude: number | null;
            longitude: number | null;
            owner_name: string | null;
            ownership_type: string | null;
            owners: components["schemas"]["LeadOwner"][];
            /** @description Null where the vendor does not say */
            same_mailing: boolean | null;
            mail_vacant: boolean | null;
            /** @description Where the owner's mail goes; null where that is not known */
            mail_address: string | null;
            mail_city: string | null;
            mail_state: string | null;
            mail_zip: string | null;
            phone: string | null;
            email: string | null;
            /** @description US dollars */
            estimated_value: number | null;
            /** @description US dollars */
            available_equity: number | null;
            equity_percent: number | null;
            /** @description US dollars */
            loan_balance: number | null;
            loans: number | null;
            in_foreclosure: boolean | null;
            in_tax_delinquency: boolean | null;
            /** @description US dollars */
            delinquent_amount: number | null;
            last_transfer_date: string | null;
            /** @description It, or an address of it, stands on the do-not-mail list */
            do_not_mail: boolean;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When something of it changed last
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When an import confirmed it last
             */
            imported_at: string;
        };
        LeadOwner: {
            /** @enum {string} */
            role: "PRIMARY" | "SPOUSE";
            first_name: string | null;
            last_name: string | null;
            full_name: string;
        };
        DoNotMailList: {
            lines: components["schemas"]["DoNotMailLine"][];
            next_cursor: string | null;
        };
        DoNotMailLine: {
            /** Format: uuid */
            id: string;
            radar_id: string | null;
            name: string | null;
            address: string | null;
            city: string | null;
            state: string | null;
            zip: string | null;
            reason: string | null;
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
        };
        AddDoNotMail: {
            lines: components["schemas"]["NewDoNotMailLine"][];
        };
        NewDoNotMailLine: {
            radar_id?: string;
            /** @description Street and number, however it is written */
            address?: string;
            city?: string;
            state?: string;
            zip?: string;
            /** @description For people to read; leads are found by RadarID or address */
            name?: string;
            reason?: string;
        };
        AddedDoNotMail: {
            added: number;
            /** @description Lines that stood there already */
            known: number;
            /** @description In the order given */
            lines: {
                /** Format: uuid */
                id: string;
                added: boolean;
            }[];
        };
        Removed: {
            message: string;
            /** Format: uuid */
            id: string;
        };
        LeadWithRecord: {
            /** Format: uuid */
            id: string;
            /** @description The vendor's own id */
            radar_id: string;
            /** @description As the vendor writes it, such as SFR, CND, MFR */
            property_type: string | null;
            address: string | null;
            city: string | null;
            state: string | null;
            /** @description Five digits */
            zip: string | null;
            county: string | null;
            /** @description Five digits */
            fips: string | null;
            apn: string | null;
            latitude: number | null;
            longitude: number | null;
            owner_name: string | null;
            ownership_type: string | null;
            owners: components["schemas"]["LeadOwner"][];
            /** @description Null where the vendor does not say */
            same_mailing: boolean | null;
            mail_vacant: boolean | null;
            /** @description Where the owner's mail goes; null where that is not known */
            mail_address: string | null;
            mail_city: string | null;
            mail_state: string | null;
            mail_zip: string | null;
            phone: string | null;
            email: string | null;
            /** @description US dollars */
            estimated_value: number | null;
            /** @description US dollars */
            available_equity: number | null;
            equity_percent: number | null;
            /** @description US dollars */
            loan_balance: number | null;
            loans: number | null;
            in_foreclosure: boolean | null;
            in_tax_delinquency: boolean | null;
            /** @description US dollars */
            delinquent_amount: number | null;
            last_transfer_date: string | null;
            /** @description It, or an address of it, stands on the do-not-mail list */
            do_not_mail: boolean;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When something of it changed last
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description When an import confirmed it last
             */
            imported_at: string;
            /** @description All that the vendor ever said of it, in its own words */
            record: {
                [key: string]: unknown;
            };
            /** @description Jobs that brought it, the newest first */
            jobs: string[];
        };
        BidSettings: {
            name: string;
            /** @description What counts now: chosen, or else the default */
            values: {
                /** @description The part of the value that a bid starts from */
                value_percent: number;
                /** @description Costs of closing */
                closing_percent: number;
                /** @description Taxes, insurance and upkeep, each month */
                holding_percent_per_month: number;
                /** @description Months until the property is sold on */
                holding_months: number;
                /** @description Taken off for each flag */
                risk_percent_per_flag: number;
                /** @description Flags that a moderate environmental risk counts as */
                moderate_risk_flags: number;
                /** @description Flags that a high environmental risk counts as */
                high_risk_flags: number;
                /** @description Flags that a flood hazard area counts as */
                flood_flags: number;
                /** @description Flags that a strip of a lot counts as */
                sliver_flags: number;
                /** @description Flags that too little frontage counts as */
                short_frontage_flags: number;
                /** @description Repairs where nobody estimated them, dollars */
                repairs_if_unknown: string;
                /** @description Liens where nobody researched them, dollars */
                liens_if_unknown: string;
            };
            defaults: {
                /** @description The part of the value that a bid starts from */
                value_percent: number;
                /** @description Costs of closing */
                closing_percent: number;
                /** @description Taxes, insurance and upkeep, each month */
                holding_percent_per_month: number;
                /** @description Months until the property is sold on */
                holding_months: number;
                /** @description Taken off for each flag */
                risk_percent_per_flag: number;
                /** @description Flags that a moderate environmental risk counts as */
                moderate_risk_flags: number;
                /** @description Flags that a high environmental risk counts as */
                high_risk_flags: number;
                /** @description Flags that a flood hazard area counts as */
                flood_flags: number;
                /** @description Flags that a strip of a lot counts as */
                sliver_flags: number;
                /** @description Flags that too little frontage counts as */
                short_frontage_flags: number;
                /** @description Repairs where nobody estimated them, dollars */
                repairs_if_unknown: string;
                /** @description Liens where nobody researched them, dollars */
                liens_if_unknown: string;
            };
            /** @description The values that were chosen */
            chosen: string[];
            /** @description Null: never changed */
            updated_at: string | null;
            updated_by: string | null;
        };
        ChangeBidSettings: {
            value_percent?: number | null;
            closing_percent?: number | null;
            holding_percent_per_month?: number | null;
            holding_months?: number | null;
            risk_percent_per_flag?: number | null;
            moderate_risk_flags?: number | null;
            high_risk_flags?: number | null;
            flood_flags?: number | null;
            sliver_flags?: number | null;
            short_frontage_flags?: number | null;
            repairs_if_unknown?: string | null;
            liens_if_unknown?: string | null;
        };
        VisualSettings: {
            name: string;
            /** @description What counts now: chosen, or else the default */
            values: {
                /** @description Lots below are rejected, square feet */
                least_lot_sqft: number;
                /** @description Vacant lots below are a caution, acres */
                least_vacant_acres: number;
                /** @description Sizes on record that differ by more are a caution, of the larger */
                most_area_difference_percent: number;
                /** @description Strips narrower on average are rejected, feet */
                least_width_feet: number;
                /** @description Outlines below are a caution: 4π × area / perimeter², 1 for a circle, 0.79 for a square */
                least_compactness: number;
                /** @description Less along the road is a caution, feet */
                least_frontage_feet: number;
                /** @description Values below are a caution, dollars */
                least_value: string;
                /** @description More due than this is a caution, of the value */
                most_due_percent: number;
                /**
                 * @description What a flood hazard area does to the verdict: reject, caution or note
                 * @enum {string}
                 */
                flood_hazard: "reject" | "caution" | "note";
            };
            defaults: {
                /** @description Lots below are rejected, square feet */
                least_lot_sqft: number;
                /** @description Vacant lots below are a caution, acres */
                least_vacant_acres: number;
                /** @description Sizes on record that differ by more are a caution, of the larger */
                most_area_difference_percent: number;
                /** @description Strips narrower on average are rejected, feet */
                least_width_feet: number;
                /** @description Outlines below are a caution: 4π × area / perimeter², 1 for a circle, 0.79 for a square */
                least_compactness: number;
                /** @description Less along the road is a caution, feet */
                least_frontage_feet: number;
                /** @description Values below are a caution, dollars */
                least_value: string;
                /** @description More due than this is a caution, of the value */
                most_due_percent: number;
                /**
                 * @description What a flood hazard area does to the verdict: reject, caution or note
                 * @enum {string}
                 */
                flood_hazard: "reject" | "caution" | "note";
            };
            /** @description The values that were chosen */
            chosen: string[];
            /** @description Null: never changed */
            updated_at: string | null;
            updated_by: string | null;
        };
        ChangeVisualSettings: {
            least_lot_sqft?: number | null;
            least_vacant_acres?: number | null;
            most_area_difference_percent?: number | null;
            least_width_feet?: number | null;
            least_compactness?: number | null;
            least_frontage_feet?: number | null;
            least_value?: string | null;
            most_due_percent?: number | null;
            flood_hazard?: ("reject" | "caution" | "note") | null;
        };
        EnvironmentalSettings: {
            name: string;
            /** @description What counts now: chosen, or else the default */
            values: {
                /**
                 * @description Risk of a place in a Special Flood Hazard Area
                 * @enum {string}
                 */
                flood_hazard_level: "low" | "moderate" | "high";
                /**
                 * @description Risk of a place outside, where a rarer flood comes (0.2 % a year) or a levee stands before it
                 * @enum {string}
                 */
                reduced_flood_level: "low" | "moderate" | "high";
                /** @description How far around facilities that EPA regulates are counted */
                facility_radius_miles: number;
                /** @description Facilities from which the risk is moderate */
                moderate_facilities: number;
                /** @description Facilities from which the risk is high */
                high_facilities: number;
                /** @description A facility nearer than this is a moderate risk; 0: none is */
                close_facility_feet: number;
                /** @description Ground below this height is a moderate risk */
                low_ground_feet: number;
                /** @description Attempts after which a finding is made of what the services that answer say */
                partial_after_attempts: number;
            };
            defaults: {
                /**
                 * @description Risk of a place in a Special Flood Hazard Area
                 * @enum {string}
                 */
                flood_hazard_level: "low" | "moderate" | "high";
                /**
                 * @description Risk of a place outside, where a rarer flood comes (0.2 % a year) or a levee stands before it
                 * @enum {string}
                 */
                reduced_flood_level: "low" | "moderate" | "high";
                /** @description How far around facilities that EPA regulates are counted */
                facility_radius_miles: number;
                /** @description Facilities from which the risk is moderate */
                moderate_facilities: number;
                /** @description Facilities from which the risk is high */
                high_facilities: number;
                /** @description A facility nearer than this is a moderate risk; 0: none is */
                close_facility_feet: number;
                /** @description Ground below this height is a moderate risk */
                low_ground_feet: number;
                /** @description Attempts after which a finding is made of what the services that answer say */
                partial_after_attempts: number;
            };
            /** @description The values that were chosen */
            chosen: string[];
            /** @description Null: never changed */
            updated_at: string | null;
            updated_by: string | null;
        };
        ChangeEnvironmentalSettings: {
            flood_hazard_level?: ("low" | "moderate" | "high") | null;
            reduced_flood_level?: ("low" | "moderate" | "high") | null;
            facility_radius_miles?: number | null;
            moderate_facilities?: number | null;
            high_facilities?: number | null;
            close_facility_feet?: number | null;
            low_ground_feet?: number | null;
            partial_after_attempts?: number | null;
        };
        SignIn: {
            email: string;
            password: string;
            /** @description false: the browser forgets the session when it is closed */
            rememberMe?: boolean;
        };
        SignedIn: {
            user: {
                id: string;
                email: string;
                name: string;
            };
        };
        Done: {
            success: boolean;
        };
        PersonSession: {
            session: {
                id: string;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
                /** Format: date-time */
                expiresAt: string;
                ipAddress?: string | null;
                userAgent?: string | null;
            };
            user: {
                id: string;
                email: string;
                name: string;
            };
        } | null;
        PersonSessions: {
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            expiresAt: string;
            ipAddress?: string | null;
            userAgent?: string | null;
            current: boolean;
        }[];
        ChangePassword: {
            currentPassword: string;
            newPassword: string;
        };
        PasskeyCreation: {
            challenge: string;
        } & {
            [key: string]: unknown;
        };
        AddPasskey: {
            /** @description What navigator.credentials answered, as JSON */
            response: {
                id: string;
                rawId: string;
                type: string;
                response: {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            };
            name?: string;
        };
        Passkey: {
            id: string;
            name?: string | null;
            deviceType: string;
            backedUp: boolean;
        };
        PasskeyRequest: {
            challenge: string;
        } & {
            [key: string]: unknown;
        };
        PasskeySignIn: {
            /** @description What navigator.credentials answered, as JSON */
            response: {
                id: string;
                rawId: string;
                type: string;
                response: {
                    [key: string]: unknown;
                };
            } & {
                [key: string]: unknown;
            };
            name?: string;
        };
        Passkeys: {
            id: string;
            name?: string | null;
            deviceType: string;
            backedUp: boolean;
            createdAt?: string | null;
        }[];
        PasskeyId: {
            id: string;
        };
        /** @description Who you are to this server */
        Me: {
            /** @description As the record of what was done names you: `key:deploy`, `person:ann@example.org` */
            actor: string;
            /**
             * @description How you proved who you are
             * @enum {string}
             */
            via: "key" | "session" | "token" | "demo" | "nobody";
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
            /** @description What a key was narrowed to; null: all that the role may */
            scopes: string[] | null;
            /** @description Runs the platform */
            operator: boolean;
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
                slug: string;
            };
            person: {
                id: string;
                email: string;
                name: string;
            } | null;
        };
        CsrfToken: {
            token: string;
        };
        OwnOrganizations: {
            organizations: components["schemas"]["OwnOrganization"][];
            next_cursor: string | null;
        };
        OwnOrganization: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
            /** @description Null: no member, but an operator of the platform */
            role: ("viewer" | "analyst" | "admin") | null;
            /** @description The one that this session acts for */
            active: boolean;
        };
        ChooseOrganization: {
            /** Format: uuid */
            organization_id: string;
        };
        CreateOrganization: {
            name: string;
            slug: string;
        };
        Organization: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        Members: {
            people: components["schemas"]["Member"][];
            next_cursor: string | null;
        };
        /** @description Somebody of an organization */
        Member: {
            id: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
            /** Format: date-time */
            joined_at: string;
            /** @description When a session began or was prolonged; null: none is left */
            last_seen_at: string | null;
            passkeys: number;
        };
        ChangeMember: {
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
        };
        Invitations: {
            invitations: components["schemas"]["Invitation"][];
            next_cursor: string | null;
        };
        Invitation: {
            /** Format: uuid */
            id: string;
            email: string;
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
        };
        CreateInvitation: {
            /** Format: email */
            email: string;
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
        };
        SentInvitation: {
            /** Format: uuid */
            id: string;
            email: string;
            /** @enum {string} */
            role: "viewer" | "analyst" | "admin";
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /**
             * @description `email`: handed to the mail server. `log`: none is set, so the link stands in the server's log. `failed`: the mail server did not take it; invite again.
             * @enum {string}
             */
            delivery: "email" | "log" | "failed";
        };
        AskPasswordReset: {
            /** Format: email */
            email: string;
        };
        Accepted: {
            message: string;
        };
        DocumentList: {
            documents: components["schemas"]["Document"][];
            /** @description Give it as `cursor` for the next page; null at the end */
            next_cursor: string | null;
        };
        Document: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            county_id: string;
            county_name: string;
            state_code: string;
            /** @enum {string} */
            document_type: "property_list" | "legal_notice" | "registration";
            title: string;
            /** @description Where it was published, for documents that are not stored here */
            url: string | null;
            file_name: string | null;
            /** @description `pdf`, `csv`, `xlsx` …, by content where there is one */
            file_format: string | null;
            size_bytes: number | null;
            sha256: string | null;
            publication_date: string | null;
            /** @enum {string} */
            parsing_status: "pending" | "in_progress" | "completed" | "failed";
            parsing_error: string | null;
            parsed_at: string | null;
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        RegisterDocument: {
            /** @description Its id, its FIPS code or its name, such as "Blair, PA" */
            county: string;
            /**
             * @description What it is
             * @enum {string}
             */
            document_type: "property_list" | "legal_notice" | "registration";
            /** @description Default: made of the name of the file or address */
            title?: string;
            publication_date?: string | null;
            /** @description http or https; it is kept, not fetched */
            url: string;
        };
        AddedDocument: {
            document: components["schemas"]["Document"];
            /** @description False when the county had this file or address already: then this is that one */
            created: boolean;
        };
        UpcomingSaleList: {
            upcoming_sales: components["schemas"]["UpcomingSale"][];
            /** @description Give it as `cursor` for the next page; null at the end */
            next_cursor: string | null;
        };
        UpcomingSale: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            county_id: string;
            county_name: string;
            state_code: string;
            /** @enum {string} */
            sale_type: "upset" | "judicial" | "repository" | "tax_certificate";
            /** Format: date */
            sale_date: string;
            registration_deadline: string | null;
            platform: string | null;
            deposit_required: number | null;
            property_count: number | null;
            /** @enum {string} */
            status: "scheduled" | "postponed" | "cancelled" | "completed";
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        NewUpcomingSale: {
            /** @description Its id, its FIPS code or its name, such as "Blair, PA" */
            county: string;
            /** @enum {string} */
            sale_type: "upset" | "judicial" | "repository" | "tax_certificate";
            /** Format: date */
            sale_date: string;
            registration_deadline?: string | null;
            /** @description Where it is held, such as "Courthouse, Hollidaysburg" or the name of a website */
            platform?: string | null;
            deposit_required?: number | null;
            property_count?: number | null;
            /**
             * @description Default of a new one: scheduled
             * @enum {string}
             */
            status?: "scheduled" | "postponed" | "cancelled" | "completed";
        };
        StoredSale: {
            sale: components["schemas"]["UpcomingSale"];
            /** @description False when the county had a sale of that type on that day: it says now what you said */
            created: boolean;
        };
        ChangeUpcomingSale: {
            /** Format: date */
            sale_date?: string;
            registration_deadline?: string | null;
            /** @description Where it is held, such as "Courthouse, Hollidaysburg" or the name of a website */
            platform?: string | null;
            deposit_required?: number | null;
            property_count?: number | null;
            /**
             * @description Default of a new one: scheduled
             * @enum {string}
             */
            status?: "scheduled" | "postponed" | "cancelled" | "completed";
        };
        StartSession: {
            name?: string;
            /** Format: uuid */
            job_id?: string;
            /** @description Items that the session means to do; absent: what the job type suggests */
            budget_items?: number;
            /** @description Or tokens that it may use; say what was used at /tokens */
            budget_tokens?: number;
        } | null;
        AgentSession: {
            /** Format: uuid */
            id: string;
            name: string | null;
            who: string;
            /** @description The job that it took items from last, or was started for */
            job_id: string | null;
            /**
             * @description silent: it did not end, holds nothing any more and has said nothing for an hour
             * @enum {string}
             */
            state: "active" | "silent" | "ended";
            budget: {
                items: number | null;
                tokens: number | null;
            };
            used: {
                items: number;
                tokens: number;
            };
            settled: {
                completed: number;
                failed: number;
                skipped: number;
                to_retry: number;
            };
            holds: {
                items: number;
                until: string | null;
            };
            /** @description Taken and not reported: handed back, or lost with a lease that ran out */
            returned_items: number;
            note: string | null;
            noted_at: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            seen_at: string;
            ended_at: string | null;
            /** @description The budget is used up */
            pause_recommended: boolean;
            reason: string | null;
        };
        /** @description An error */
        AgentProblem: {
            /** @description The kind of error in one or two words */
            error: string;
            /** @description What happened */
            message: string;
            /** @description Stable machine word; never renamed */
            code: string;
            /** @description Also in the header x-request-id; name it when you report a problem */
            requestId: string;
            /** @description The field at fault */
            field?: string;
            /** @description What to do about it */
            hint?: string;
            /** @description The jobs that may be meant */
            candidates?: unknown;
            /** @description What is wrong with each refused finding */
            errors?: unknown;
        };
        AgentSessionList: {
            sessions: components["schemas"]["AgentSession"][];
            /** @description Give it as `after` for the next page; null at the end */
            next: string | null;
        };
        ResumeWork: {
            /**
             * Format: uuid
             * @description Absent: the job that was worked last
             */
            job_id?: string;
            /**
             * @description Most tokens of the answer; a token is counted as four characters
             * @default 2000
             */
            max_tokens?: number;
            /** @description next_cursor of the answer before, for the rest of its lists */
            cursor?: string;
            /** @description Resume the job if it is paused; default: yes, without a cursor */
            resume?: boolean;
            /** @description Begin a session for it; default: yes, without a cursor */
            start_session?: boolean;
            name?: string;
            /** @description Items that the session means to do; absent: what the job type suggests */
            budget_items?: number;
            /** @description Or tokens that it may use; say what was used at /tokens */
            budget_tokens?: number;
        } | null;
        ResumeBrief: {
            tokens: {
                estimate: number;
                max: number;
                counted_as: string;
            };
            /** @description The job, its counts, and why it was paused */
            job: {
                [key: string]: unknown;
            };
            resumed: boolean;
            /** @description The session that this call began */
            session: {
                /** Format: uuid */
                id: string;
                budget_items: number | null;
                budget_tokens: number | null;
            } | null;
            /** @description The note of the session before */
            handoff: {
                [key: string]: unknown;
            } | null;
            settled: {
                [key: string]: unknown;
            };
            /** @description Who holds items now */
            held: {
                [key: string]: unknown;
            }[];
            next: {
                [key: string]: unknown;
            };
            /** @description Other unfinished jobs */
            candidates: {
                [key: string]: unknown;
            }[];
            /** @description What failed and why, grouped */
            failures: {
                [key: string]: unknown;
            }[];
            failed_items: {
                [key: string]: unknown;
            }[];
            /** @description The lists go on there */
            next_cursor: string | null;
        };
        ClaimInSession: {
            /**
             * Format: uuid
             * @description The session's own job by default
             */
            job_id?: string;
            /** @description Most items; by default a batch, cut to what is left of the budget */
            limit?: number;
        } | null;
        SessionClaim: {
            /** @description Null: nothing is left to hand out now */
            batch: {
                /** @description Name it when you report */
                lease: string;
                /** Format: uuid */
                job_id: string;
                job_type: string;
                /**
                 * Format: date-time
                 * @description Items not reported by then go to others
                 */
                until: string;
                items: components["schemas"]["SessionItem"][];
            } | null;
            /** @description This claim went beyond the budget of the session; it holds all the same */
            pause_recommended: boolean;
            reason: string | null;
            message: string;
            session: components["schemas"]["AgentSession"];
        };
        SessionItem: {
            /** @description The property, document or county */
            item_id: string | null;
            seq: number;
            attempt: number;
            parcel_id: string | null;
            input: unknown;
        };
        ReportInSession: {
            lease: string;
            /** @description Any part of the batch; each item by item_id or seq */
            outcomes: components["schemas"]["ReportedOutcome"][];
            /** @description Tokens used since the last time */
            tokens?: number;
        };
        SessionReport: {
            accepted: number;
            /** @description Settled before, or not in this lease: nothing changed */
            ignored: number;
            /** @description Every item of the lease is reported */
            closed: boolean;
            message: string;
            session: components["schemas"]["AgentSession"];
        };
        SessionTokens: {
            /** @description Used since you last said */
            tokens?: number;
            /** @description For whoever continues: what you found out, what to mind */
            note?: string;
        };
        EndSession: {
            /** @description For whoever continues: what you found out, what to mind */
            note?: string;
        } | null;
        EndedSession: {
            /** @description Items that go to whoever comes next */
            handed_back: number;
            session: components["schemas"]["AgentSession"];
        };
        Command: {
            /** @description What to do, such as "Start regrid_scraping for Blair County, PA in batches of 50" */
            text: string;
            /** @description Say what was understood and what it would do, and do nothing */
            preview?: boolean;
            /**
             * Format: uuid
             * @description The session that speaks
             */
            session?: string;
        };
        CommandAnswer: {
            /**
             * @description Only `done` did what was asked; `nothing`: there was nothing to do
             * @enum {string}
             */
            outcome: "done" | "preview" | "nothing" | "ambiguous" | "refused" | "not_understood";
            understood: components["schemas"]["UnderstoodCommand"] | null;
            /** @description For people, in lines */
            message: string;
            /** @description The words in the way */
            words: string[];
            /** @description What it may mean: one of these commands instead */
            candidates: {
                command: string;
                about: string;
            }[];
            /** @description The nearest commands */
            suggestions: string[];
            /** @description What to type next */
            next: string[];
            pending?: components["schemas"]["PendingLine"][];
            jobs?: components["schemas"]["CommandJob"][];
            sessions?: {
                /** Format: uuid */
                session_id: string;
                name: string | null;
                handed_back: number;
            }[];
        };
        UnderstoodCommand: {
            /** @enum {string} */
            action: "pending" | "audit" | "status" | "list" | "start" | "resume" | "pause" | "end_session" | "work" | "help";
            /** @description The same in the words of the batch guide */
            command: string;
            changes_something: boolean;
            job_type?: string;
            /** @description Null: all counties, of the state when one is named */
            counties?: {
                /** Format: uuid */
                county_id: string;
                name: string;
            }[] | null;
            state_code?: string;
            batch_size?: number;
            strategy?: string;
            job?: components["schemas"]["CommandJob"];
            list?: string;
            note?: string;
        };
        CommandJob: {
            /** Format: uuid */
            job_id: string;
            name: string;
            job_type: string;
            status: string;
            driver: string;
            total_items: number;
            settled_items: number;
            failed_items: number;
            /** @description Settled items of all, with one decimal */
            percent: number;
            batch_size: number;
        };
        PendingLine: {
            job_type: string;
            pending: number;
            batch_size: number;
            batches: number;
            sessions: number;
        };
        UnclearCommand: {
            /**
             * @description Only `done` did what was asked; `nothing`: there was nothing to do
             * @enum {string}
             */
            outcome: "done" | "preview" | "nothing" | "ambiguous" | "refused" | "not_understood";
            understood: components["schemas"]["UnderstoodCommand"] | null;
            /** @description For people, in lines */
            message: string;
            /** @description The words in the way */
            words: string[];
            /** @description What it may mean: one of these commands instead */
            candidates: {
                command: string;
                about: string;
            }[];
            /** @description The nearest commands */
            suggestions: string[];
            /** @description What to type next */
            next: string[];
            pending?: components["schemas"]["PendingLine"][];
            jobs?: components["schemas"]["CommandJob"][];
            sessions?: {
                /** Format: uuid */
                session_id: string;
                name: string | null;
                handed_back: number;
            }[];
            error: string;
            /** @enum {string} */
            code: "not_understood" | "ambiguous" | "refused";
            requestId: string;
        };
        AuditEntryList: {
            entries: components["schemas"]["AuditEntry"][];
            next_cursor: string | null;
        };
        AuditEntry: {
            /** @description Grows with time; larger than a JSON number can say */
            id: string;
            /** Format: date-time */
            at: string;
            /** @description key:<name>, person:<e-mail>, session:<name of an agent’s session>, sql:<login>, or system */
            actor: string;
            /** @description For whom the actor acted, when that is somebody else */
            on_behalf_of: string | null;
            /** @description Thing first, such as job.paused */
            action: string;
            subject_type: string;
            subject_id: string | null;
            reason: string | null;
            /** @description What changed, as it was */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description What changed, as it is since */
            after: {
                [key: string]: unknown;
            } | null;
            /** @description Where it came from, as far as it is known */
            source: {
                /** @description Network address that the request came from */
                address?: string;
                route?: string;
                /** @description Id of the key or person, which names do not change */
                principal?: string;
            };
            request_id: string | null;
            /** @description Place in your organization’s chain, from 1; null until sealed, a second or two later */
            number: string | null;
            /** @description SHA-256 over the hash before it and this entry, hexadecimal */
            hash: string | null;
        };
        WebhookEndpointList: {
            /** @description All of them; there are at most 50 */
            webhooks: components["schemas"]["WebhookEndpoint"][];
        };
        WebhookEndpoint: {
            /** Format: uuid */
            id: string;
            url: string;
            description: string;
            events: ("lookup.completed" | "lookup.failed" | "job.started" | "job.paused" | "job.auto_paused" | "job.resumed" | "job.completed" | "job.failed" | "job.cancelled" | "job.progress" | "report.completed" | "webhook.disabled")[];
            field_names: string[];
            /** @enum {string} */
            payload: "signed" | "legacy";
            rate_per_second: number;
            /** @description It is the one of /webhook-config */
            from_webhook_config: boolean;
            /**
             * @description failing: asked more and more seldom, until it answers
             * @enum {string}
             */
            state: "active" | "failing" | "disabled";
            /** @description owner: somebody disabled it; gone: it answered 410; failing: for the whole schedule */
            disabled_reason: ("owner" | "gone" | "failing") | null;
            disabled_at: string | null;
            failing_since: string | null;
            /** @description Nothing is sent before */
            next_attempt_at: string | null;
            last_success_at: string | null;
            last_failure_at: string | null;
            last_error: string | null;
            /** @description Until then the secret before the last rotation signs too */
            old_secret_until: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AddWebhookEndpoint: {
            /** @description A public https address; no redirect from it is followed */
            url: string;
            /** @default  */
            description?: string;
            /** @description What it is told of; absent: everything there is */
            events?: ("lookup.completed" | "lookup.failed" | "job.started" | "job.paused" | "job.auto_paused" | "job.resumed" | "job.completed" | "job.failed" | "job.cancelled" | "job.progress" | "report.completed" | "webhook.disabled")[];
            /**
             * @description Custom fields of lookups (webhook_custom_fields) that may be sent; others stay here
             * @default []
             */
            field_names?: string[];
            /**
             * @description Events a second at most; what is more waits
             * @default 50
             */
            rate_per_second?: number;
        };
        WebhookEndpointWithSecret: {
            /** Format: uuid */
            id: string;
            url: string;
            description: string;
            events: ("lookup.completed" | "lookup.failed" | "job.started" | "job.paused" | "job.auto_paused" | "job.resumed" | "job.completed" | "job.failed" | "job.cancelled" | "job.progress" | "report.completed" | "webhook.disabled")[];
            field_names: string[];
            /** @enum {string} */
            payload: "signed" | "legacy";
            rate_per_second: number;
            /** @description It is the one of /webhook-config */
            from_webhook_config: boolean;
            /**
             * @description failing: asked more and more seldom, until it answers
             * @enum {string}
             */
            state: "active" | "failing" | "disabled";
            /** @description owner: somebody disabled it; gone: it answered 410; failing: for the whole schedule */
            disabled_reason: ("owner" | "gone" | "failing") | null;
            disabled_at: string | null;
            failing_since: string | null;
            /** @description Nothing is sent before */
            next_attempt_at: string | null;
            last_success_at: string | null;
            last_failure_at: string | null;
            last_error: string | null;
            /** @description Until then the secret before the last rotation signs too */
            old_secret_until: string | null;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Signs what is sent; shown this once */
            secret: string;
        };
        ChangeWebhookEndpoint: {
            /** @description A public https address; no redirect from it is followed */
            url?: string;
            description?: string;
            events?: ("lookup.completed" | "lookup.failed" | "job.started" | "job.paused" | "job.auto_paused" | "job.resumed" | "job.completed" | "job.failed" | "job.cancelled" | "job.progress" | "report.completed" | "webhook.disabled")[];
            /** @description Custom fields of lookups (webhook_custom_fields) that may be sent; others stay here */
            field_names?: string[];
            /** @description Events a second at most; what is more waits */
            rate_per_second?: number;
            enabled?: boolean;
        };
        RotateWebhookSecret: {
            /**
             * @description How long the old secret signs too
             * @default 86400
             */
            overlap_seconds?: number;
        };
        WebhookTested: {
            delivered: boolean;
            delivery_id: string;
            /** Format: date-time */
            at: string;
            duration_ms: number;
            /** @description Null: there was no answer */
            status: number | null;
            error: string | null;
            /** @description The first 4 kB of what was answered */
            answer: string | null;
        };
        ReplayWebhook: {
            /** @description These deliveries */
            delivery_ids?: string[];
            /** @description Or: the events after this number */
            after?: string | number;
            /** @description And up to this one; absent: up to the newest */
            until?: string | number;
            /**
             * @description failed: of these, those alone that were given up
             * @default all
             * @enum {string}
             */
            only?: "all" | "failed";
        };
        WebhookReplayed: {
            /** @description How many are sent again */
            events: number;
        };
        WebhookDeliveryList: {
            deliveries: components["schemas"]["WebhookDelivery"][];
            next_cursor: string | null;
        };
        WebhookDelivery: {
            id: string;
            /** @description The header webhook-id, the same at every attempt */
            event_id: string;
            event_number: string | null;
            type: string;
            /**
             * @description failed: given up; a replay sends it again
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed";
            attempts: number;
            /** Format: date-time */
            created_at: string;
            next_attempt_at: string | null;
            delivered_at: string | null;
            last_status: number | null;
            last_error: string | null;
        };
        WebhookDeliveryDetail: {
            id: string;
            /** @description The header webhook-id, the same at every attempt */
            event_id: string;
            event_number: string | null;
            type: string;
            /**
             * @description failed: given up; a replay sends it again
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed";
            attempts: number;
            /** Format: date-time */
            created_at: string;
            next_attempt_at: string | null;
            delivered_at: string | null;
            last_status: number | null;
            last_error: string | null;
            /** @description Its attempts, newest first, at most 100 */
            log: {
                attempt: number;
                /** Format: date-time */
                at: string;
                duration_ms: number;
                /** @description Null: there was no answer */
                status: number | null;
                error: string | null;
                /** @description The first 4 kB of what was answered */
                answer: string | null;
            }[];
        };
        WebhookConfig: {
            url: string | null;
            field_names: string[];
            /**
             * @description legacy: the answer of the lookup with the custom fields beside it, unsigned
             * @enum {string}
             */
            payload: "signed" | "legacy";
            /** @description Only in the answer that sets the first address; shown this once */
            secret?: string;
        };
        SetWebhookConfig: {
            /** @description Where completed lookups are sent; null: nowhere */
            url?: string | null;
            /** @description Custom fields of lookups (webhook_custom_fields) that may be sent; others stay here */
            field_names?: string[];
            /** @enum {string} */
            payload?: "signed" | "legacy";
        };
        EventList: {
            events: components["schemas"]["Event"][];
            /** @description What to give as after for the next page */
            next_after: string;
            has_more: boolean;
            /** @description Number of the oldest event that is kept: what came before is not to be had any more */
            oldest: string | null;
        };
        Event: {
            type: string;
            /**
             * Format: date-time
             * @description When it happened
             */
            timestamp: string;
            /** @description The same wherever and however often it is told */
            id: string;
            /** @description Its place among the organization's events; no number is left out */
            number: string | null;
            /** @description Its place among its job's events; no number is left out */
            sequence: number | null;
            data: {
                [key: string]: unknown;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "version": "0.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Yes */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description No: see the checks */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    listBatchLookups: {
        parameters: {
            query?: {
                status?: "pending" | "processing" | "completed" | "failed" | "cancelled";
                /** @description Results per page */
                limit?: number;
                /** @description Results to pass over */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobs": [
                     *         {
                     *           "id": "550e8400-e29b-41d4-a716-446655440000",
                     *           "organization_id": "770e8400-e29b-41d4-a716-446655440002",
                     *           "report_id": "660e8400-e29b-41d4-a716-446655440001",
                     *           "created_at": "2026-01-26T15:30:00.000Z",
                     *           "status": "completed",
                     *           "total_items": 100,
                     *           "processed_items": 100,
                     *           "failed_items": 0,
                     *           "started_at": "2026-01-26T15:30:01.000Z",
                     *           "completed_at": "2026-01-26T15:31:12.000Z",
                     *           "item_counts": {
                     *             "pending": 0,
                     *             "processing": 0,
                     *             "completed": 100,
                     *             "failed": 0
                     *           }
                     *         }
                     *       ],
                     *       "total": 1,
                     *       "limit": 20,
                     *       "offset": 0
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    createBatchLookup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "reference_id": "deal-001",
                 *           "address": {
                 *             "street_1": "123 Main St",
                 *             "city": "San Francisco",
                 *             "state_or_province_code": "CA",
                 *             "postal_code": "94102",
                 *             "country_code": "US"
                 *           },
                 *           "building_type": "RESIDENTIAL",
                 *           "device_ids": [
                 *             1
                 *           ],
                 *           "create_application": false
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateBatchLookup"];
            };
        };
        responses: {
            /** @description The batch is stored and will be worked on */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "status": "pending",
                     *       "total_items": 1,
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "report": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440001",
                     *         "name": "Batch Lookup - 2026-01-26 (1 sites)",
                     *         "description": "Batch lookup job with 1 items. Sites will be added as processing completes.",
                     *         "status": "processing",
                     *         "report_type": "bulk_lookup",
                     *         "total_sites": 0,
                     *         "created_at": "2026-01-26T15:30:00.000Z"
                     *       },
                     *       "message": "Batch job created with 1 items. Report is available immediately and sites will be added as processing completes. Poll GET /batch-lookups/{job_id} for job status."
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupCreated"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `duplicate_reference_ids` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_running` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    getBatchLookup: {
        parameters: {
            query?: {
                /** @description Include full item details */
                include_items?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "organization_id": "770e8400-e29b-41d4-a716-446655440002",
                     *       "report_id": "660e8400-e29b-41d4-a716-446655440001",
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "status": "processing",
                     *       "total_items": 100,
                     *       "processed_items": 45,
                     *       "failed_items": 2,
                     *       "started_at": "2026-01-26T15:30:01.000Z",
                     *       "completed_at": null,
                     *       "item_counts": {
                     *         "pending": 50,
                     *         "processing": 5,
                     *         "completed": 43,
                     *         "failed": 2
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupDetail"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    listBatchLookupItems: {
        parameters: {
            query?: {
                status?: "pending" | "processing" | "completed" | "failed";
                /** @description Results per page */
                limit?: number;
                /** @description Results to pass over */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of items */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "880e8400-e29b-81d4-a716-446655440003",
                     *           "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *           "organization_id": "770e8400-e29b-41d4-a716-446655440002",
                     *           "status": "completed",
                     *           "reference_id": "deal-001",
                     *           "address": {
                     *             "street_1": "123 Main St",
                     *             "city": "San Francisco",
                     *             "state_or_province_code": "CA",
                     *             "postal_code": "94102",
                     *             "country_code": "US"
                     *           },
                     *           "building_type": "RESIDENTIAL",
                     *           "device_ids": [
                     *             1
                     *           ],
                     *           "create_application": false,
                     *           "webhook_custom_fields": null,
                     *           "result": {
                     *             "utility": {
                     *               "eiaid": 14328,
                     *               "name": "Pacific Gas and Electric"
                     *             },
                     *             "possible_utilities": [
                     *               {
                     *                 "eiaid": 14328,
                     *                 "name": "Pacific Gas and Electric"
                     *               }
                     *             ],
                     *             "address": {
                     *               "street_1": "123 Main St",
                     *               "city": "San Francisco",
                     *               "state_or_province_code": "CA",
                     *               "postal_code": "94102",
                     *               "country_code": "US"
                     *             },
                     *             "building_type": "RESIDENTIAL",
                     *             "customer_id": 1234,
                     *             "programs_evaluated": 1,
                     *             "incentives": {
                     *               "total_incentive_amount": 1500,
                     *               "total_eligible_combinations": 1,
                     *               "by_program": []
                     *             },
                     *             "processing_summary": {
                     *               "program_ids": [],
                     *               "incentive_amount": 0
                     *             },
                     *             "connect_url": null,
                     *             "reference_id": "deal-001"
                     *           },
                     *           "error_message": null,
                     *           "retry_count": 0,
                     *           "created_at": "2026-01-26T15:30:00.000Z",
                     *           "processed_at": "2026-01-26T15:30:02.000Z"
                     *         }
                     *       ],
                     *       "total": 100,
                     *       "limit": 50,
                     *       "offset": 0
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupItemList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    cancelBatchLookup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job is cancelled */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Job cancelled successfully",
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000"
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupCancelled"];
                };
            };
            /** @description `ambiguous_authentication`, `not_cancellable` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    downloadBatchLookup: {
        parameters: {
            query?: {
                format?: "csv" | "jsonl";
                /** @description Only items of this status */
                status?: "pending" | "processing" | "completed" | "failed";
                /** @description latest_good: a row whose redo failed, or is not done, shows its last good result, marked by earlier_result */
                result?: "latest" | "latest_good";
            };
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/jsonl": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    streamBatchLookup: {
        parameters: {
            query?: {
                /** @description Of the job and its report; default: "Batch Lookup - DATE (N sites)" */
                name?: string;
                /** @description The day whose programmes count (YYYY-MM-DD); default: today */
                as_of?: string;
                /** @description Pause between two lookups of the job, milliseconds */
                spacing_ms?: number;
                /** @description COLUMN=FIELD, when a column is called otherwise; #2 is the second; none leaves it out; repeatable */
                map?: string[] | string | string[];
                /** @description FIELD=VALUE for every row, such as const=country_code=US; repeatable */
                const?: string[] | string | string[];
            };
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1073741824 bytes. */
        requestBody: {
            content: {
                /**
                 * @example Deal ID,Street Address,City,State,ZIP
                 *     deal-001,123 Main St,San Francisco,CA,94102
                 */
                "text/csv": string;
                /** @example {"reference_id":"deal-001","address":{"street_1":"123 Main St","city":"San Francisco","state_or_province_code":"CA","postal_code":"94102","country_code":"US"},"building_type":"RESIDENTIAL","device_ids":[1],"create_application":false} */
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description The batch is stored and will be worked on */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "status": "pending",
                     *       "total_items": 1,
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "report": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440001",
                     *         "name": "leads.csv",
                     *         "description": "Batch lookup job with 1 items. Sites will be added as processing completes.",
                     *         "status": "processing",
                     *         "report_type": "bulk_lookup",
                     *         "total_sites": 0,
                     *         "created_at": "2026-01-26T15:30:00.000Z"
                     *       },
                     *       "message": "Batch job created with 1 items. Report is available immediately and sites will be added as processing completes. Poll GET /batch-lookups/{job_id} for job status.",
                     *       "accepted": 1,
                     *       "rejected": 0,
                     *       "blank_rows": 0,
                     *       "mapping": {
                     *         "country_code": "always US",
                     *         "building_type": "always RESIDENTIAL",
                     *         "device_ids": "always 1",
                     *         "reference_id": "Deal ID",
                     *         "street_1": "Street Address",
                     *         "city": "City",
                     *         "state_or_province_code": "State",
                     *         "postal_code": "ZIP"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupStreamed"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_running` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    listUploads: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of open uploads */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uploads": [
                     *         {
                     *           "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *           "name": "leads.csv",
                     *           "rows": 10000,
                     *           "rejected": 22,
                     *           "created_at": "2026-01-26T15:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["UploadList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    createUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "leads.csv",
                 *       "columns": [
                 *         "Deal ID",
                 *         "Street Address",
                 *         "City",
                 *         "State",
                 *         "ZIP"
                 *       ],
                 *       "mapping": {
                 *         "columns": {
                 *           "reference_id": 0,
                 *           "street_1": 1,
                 *           "city": 2,
                 *           "state_or_province_code": 3,
                 *           "postal_code": 4
                 *         },
                 *         "constants": {
                 *           "building_type": "RESIDENTIAL",
                 *           "device_ids": "1"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CreateUpload"];
            };
        };
        responses: {
            /** @description The upload is open */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "status": "pending",
                     *       "total_items": 0,
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "report": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440001",
                     *         "name": "leads.csv",
                     *         "description": "Batch lookup job with 0 items. Sites will be added as processing completes.",
                     *         "status": "processing",
                     *         "report_type": "bulk_lookup",
                     *         "total_sites": 0,
                     *         "created_at": "2026-01-26T15:30:00.000Z"
                     *       },
                     *       "message": "Upload created. Send its rows with PUT /batch-lookups/{job_id}/chunks/{chunk}, then POST /batch-lookups/{job_id}/seal."
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupCreated"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_running` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "name": "leads.csv",
                     *       "status": "open",
                     *       "columns": [
                     *         "Deal ID",
                     *         "Street Address",
                     *         "City",
                     *         "State",
                     *         "ZIP"
                     *       ],
                     *       "mapping": {
                     *         "columns": {
                     *           "reference_id": 0,
                     *           "street_1": 1,
                     *           "city": 2,
                     *           "state_or_province_code": 3,
                     *           "postal_code": 4
                     *         },
                     *         "constants": {
                     *           "building_type": "RESIDENTIAL",
                     *           "device_ids": "1"
                     *         }
                     *       },
                     *       "rows": 10000,
                     *       "rejected": 22,
                     *       "most_rows": 1000000,
                     *       "chunks": [
                     *         {
                     *           "first": 1,
                     *           "last": 2,
                     *           "rows": 10000,
                     *           "rejected": 22
                     *         }
                     *       ],
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "updated_at": "2026-01-26T15:31:00.000Z",
                     *       "expires_at": "2026-02-02T15:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    deleteUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload is gone */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Upload discarded",
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000"
                     *     }
                     */
                    "application/json": components["schemas"]["UploadDiscarded"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_sealed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    patchUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mapping": {
                 *         "columns": {
                 *           "reference_id": 0,
                 *           "street_1": 1,
                 *           "city": 2,
                 *           "state_or_province_code": 3,
                 *           "postal_code": 4
                 *         },
                 *         "constants": {
                 *           "building_type": "RESIDENTIAL",
                 *           "device_ids": "1"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UploadPatch"];
            };
        };
        responses: {
            /** @description The upload */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "name": "leads.csv",
                     *       "status": "open",
                     *       "columns": [
                     *         "Deal ID",
                     *         "Street Address",
                     *         "City",
                     *         "State",
                     *         "ZIP"
                     *       ],
                     *       "mapping": {
                     *         "columns": {
                     *           "reference_id": 0,
                     *           "street_1": 1,
                     *           "city": 2,
                     *           "state_or_province_code": 3,
                     *           "postal_code": 4
                     *         },
                     *         "constants": {
                     *           "building_type": "RESIDENTIAL",
                     *           "device_ids": "1"
                     *         }
                     *       },
                     *       "rows": 10000,
                     *       "rejected": 22,
                     *       "most_rows": 1000000,
                     *       "chunks": [
                     *         {
                     *           "first": 1,
                     *           "last": 2,
                     *           "rows": 10000,
                     *           "rejected": 22
                     *         }
                     *       ],
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "updated_at": "2026-01-26T15:31:00.000Z",
                     *       "expires_at": "2026-02-02T15:31:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_sealed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    putUploadChunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
                /** @description Number of the chunk; sending it again changes nothing */
                chunk: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rows": [
                 *         {
                 *           "row": 1,
                 *           "cells": [
                 *             "deal-001",
                 *             "123 Main St",
                 *             "San Francisco",
                 *             "CA",
                 *             "94102"
                 *           ],
                 *           "item": {
                 *             "reference_id": "deal-001",
                 *             "address": {
                 *               "street_1": "123 Main St",
                 *               "city": "San Francisco",
                 *               "state_or_province_code": "CA",
                 *               "postal_code": "94102",
                 *               "country_code": "US"
                 *             },
                 *             "building_type": "RESIDENTIAL",
                 *             "device_ids": [
                 *               1
                 *             ],
                 *             "create_application": false
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UploadChunk"];
            };
        };
        responses: {
            /** @description The rows are stored */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": 1,
                     *       "rejected": 0,
                     *       "total_items": 1,
                     *       "repeated": false
                     *     }
                     */
                    "application/json": components["schemas"]["UploadChunkStored"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_sealed`, `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    sealUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "organization_id": "770e8400-e29b-41d4-a716-446655440002",
                     *       "report_id": "660e8400-e29b-41d4-a716-446655440001",
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "status": "processing",
                     *       "total_items": 100,
                     *       "processed_items": 45,
                     *       "failed_items": 2,
                     *       "started_at": "2026-01-26T15:30:01.000Z",
                     *       "completed_at": null,
                     *       "item_counts": {
                     *         "pending": 50,
                     *         "processing": 5,
                     *         "completed": 43,
                     *         "failed": 2
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookup"];
                };
            };
            /** @description `ambiguous_authentication`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    correctBatchLookup: {
        parameters: {
            query?: {
                /** @description Only say what would become of the rows; nothing changes */
                preview?: "true" | "false";
                /** @description Rows that are not of this job become new ones at its end */
                append?: "true" | "false";
                /** @description Kept in the history of the job */
                reason?: string;
                /** @description COLUMN=FIELD, when a column is called otherwise; #2 is the second; none leaves it out; repeatable */
                map?: string[] | string | string[];
            };
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The id that the creation answered */
                job_id: string;
            };
            cookie?: never;
        };
        /** @description At most 1073741824 bytes. */
        requestBody: {
            content: {
                /**
                 * @example Deal ID,Street Address,City,State,ZIP,status,error_code,error_message,attempts,customer_id,utility,total_incentive_amount,eligible_programs,programs,connect_url,row_number
                 *     deal-002,1 Elm Street,Portland,ME,04101,failed,address_not_geocodable,"No such place",1,,,,,,,2
                 */
                "text/csv": string;
                /** @example {"row":2,"reference_id":"deal-002","input":{"address":{"street_1":"1 Elm Street","postal_code":"04101"},"building_type":"RESIDENTIAL","device_ids":[1]}} */
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description What became of the rows */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "preview": false,
                     *       "status": "processing",
                     *       "generation": 2,
                     *       "rows": 10000,
                     *       "matched": 9999,
                     *       "changed": 20,
                     *       "unchanged": 9977,
                     *       "failed_retried": 1,
                     *       "in_progress": 0,
                     *       "unresolved": 0,
                     *       "appended": 0,
                     *       "invalid": {
                     *         "count": 1,
                     *         "rows": [
                     *           {
                     *             "row": 17,
                     *             "row_number": 17,
                     *             "reference_id": "deal-017",
                     *             "errors": [
                     *               {
                     *                 "field": "address.street_1",
                     *                 "value": "",
                     *                 "message": "street_1 is empty"
                     *               }
                     *             ]
                     *           }
                     *         ]
                     *       },
                     *       "unmatched": {
                     *         "count": 1,
                     *         "rows": [
                     *           {
                     *             "row": 10000,
                     *             "row_number": null,
                     *             "reference_id": "deal-new",
                     *             "reason": "No row of this job has this reference_id or row_number"
                     *           }
                     *         ]
                     *       },
                     *       "ignored_columns": [
                     *         "Checked by"
                     *       ],
                     *       "message": "21 rows run again: 20 changed, 1 had failed. 1 row cannot be looked up. 1 row is not of this job."
                     *     }
                     */
                    "application/json": components["schemas"]["BatchLookupCorrected"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_running`, `job_not_sealed`, `correction_over`, `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable`, `job_busy` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchLookupProblem"];
                };
            };
        };
    };
    lookUpIncentives: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "operation_type": "lookup",
                 *       "reference_id": "deal-001",
                 *       "address": {
                 *         "street_1": "123 Main St",
                 *         "city": "San Francisco",
                 *         "state_or_province_code": "CA",
                 *         "postal_code": "94102",
                 *         "country_code": "US"
                 *       },
                 *       "building_type": "RESIDENTIAL",
                 *       "device_ids": [
                 *         1
                 *       ],
                 *       "create_application": false,
                 *       "webhook_custom_fields": {
                 *         "deal_stage": "qualified"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["IncentiveLookup"];
            };
        };
        responses: {
            /** @description The incentives */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "utility": {
                     *         "eiaid": 14328,
                     *         "name": "Pacific Gas and Electric"
                     *       },
                     *       "possible_utilities": [
                     *         {
                     *           "eiaid": 14328,
                     *           "name": "Pacific Gas and Electric"
                     *         }
                     *       ],
                     *       "address": {
                     *         "street_1": "123 Main St",
                     *         "city": "San Francisco",
                     *         "state_or_province_code": "CA",
                     *         "postal_code": "94102",
                     *         "country_code": "US"
                     *       },
                     *       "building_type": "RESIDENTIAL",
                     *       "customer_id": 1234,
                     *       "programs_evaluated": 1,
                     *       "incentives": {
                     *         "total_incentive_amount": 1500,
                     *         "total_eligible_combinations": 1,
                     *         "by_program": [
                     *           {
                     *             "program_id": "ca-heat-pump",
                     *             "program_name": "Heat pump rebate",
                     *             "total_incentive": 1500,
                     *             "eligible_combinations": 1,
                     *             "processing_enabled": false,
                     *             "device_tier_results": [
                     *               {
                     *                 "device_id": 1,
                     *                 "device_name": "Heat pump",
                     *                 "tier_id": "ca-heat-pump-1",
                     *                 "tier_name": "Heat pump rebate",
                     *                 "eligible": true,
                     *                 "incentive_amount": 1500,
                     *                 "calculation_details": "$1,500 per device",
                     *                 "failed_requirements": [],
                     *                 "ignored_requirements": [],
                     *                 "completed_requirements": [
                     *                   "The building is residential"
                     *                 ]
                     *               }
                     *             ]
                     *           }
                     *         ]
                     *       },
                     *       "processing_summary": {
                     *         "program_ids": [],
                     *         "incentive_amount": 0
                     *       },
                     *       "connect_url": null,
                     *       "reference_id": "deal-001"
                     *     }
                     */
                    "application/json": components["schemas"]["Incentives"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `missing_devices`, `mutually_exclusive_device_inputs`, `invalid_building_type`, `device_names_unresolved` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed`, `test_key` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `no_utility_at_address`, `no_valid_eiaid` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `idempotency_running` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `idempotency_mismatch`, `address_not_geocodable`, `building_type_unresolved` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures`, `limit_reached` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `upstream_transient`, `upstream_infra` */
            502: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveProblem"];
                };
            };
        };
    };
    listIncentiveReports: {
        parameters: {
            query?: {
                status?: "processing" | "complete" | "error";
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reports */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reports": [
                     *         {
                     *           "id": "660e8400-e29b-41d4-a716-446655440001",
                     *           "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *           "name": "Batch Lookup - 2026-01-26 (1 sites)",
                     *           "description": "Batch lookup job with 1 items. Sites will be added as processing completes.",
                     *           "report_type": "bulk_lookup",
                     *           "status": "complete",
                     *           "total_items": 1,
                     *           "total_sites": 1,
                     *           "eligible_sites": 1,
                     *           "failed_sites": 0,
                     *           "total_incentive_value": 1500,
                     *           "created_at": "2026-01-26T15:30:00.000Z",
                     *           "completed_at": "2026-01-26T15:30:02.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["IncentiveReportList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
        };
    };
    getIncentiveReport: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id that creating the batch answered, or its `report_id` */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "660e8400-e29b-41d4-a716-446655440001",
                     *       "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "name": "Batch Lookup - 2026-01-26 (1 sites)",
                     *       "description": "Batch lookup job with 1 items. Sites will be added as processing completes.",
                     *       "report_type": "bulk_lookup",
                     *       "status": "complete",
                     *       "total_items": 1,
                     *       "total_sites": 1,
                     *       "eligible_sites": 1,
                     *       "failed_sites": 0,
                     *       "total_incentive_value": 1500,
                     *       "created_at": "2026-01-26T15:30:00.000Z",
                     *       "completed_at": "2026-01-26T15:30:02.000Z",
                     *       "by_eligibility": [
                     *         {
                     *           "eligibility": "eligible",
                     *           "sites": 1,
                     *           "total_incentive_value": 1500
                     *         },
                     *         {
                     *           "eligibility": "not_eligible",
                     *           "sites": 0,
                     *           "total_incentive_value": 0
                     *         },
                     *         {
                     *           "eligibility": "failed",
                     *           "sites": 0,
                     *           "total_incentive_value": 0
                     *         }
                     *       ],
                     *       "by_program": [
                     *         {
                     *           "program_id": "ca-heat-pump",
                     *           "program_name": "Heat pump rebate",
                     *           "sites": 1,
                     *           "total_incentive_value": 1500
                     *         }
                     *       ],
                     *       "by_state": [
                     *         {
                     *           "state_or_province_code": "CA",
                     *           "eligible_sites": 1,
                     *           "failed_sites": 0,
                     *           "sites": 1,
                     *           "total_incentive_value": 1500
                     *         }
                     *       ],
                     *       "by_device": [
                     *         {
                     *           "device_id": 1,
                     *           "device_name": "Heat pump",
                     *           "eligible_sites": 1,
                     *           "sites": 1,
                     *           "total_incentive_value": 1500
                     *         }
                     *       ],
                     *       "by_error": [],
                     *       "left_out": {
                     *         "by_program": 0,
                     *         "by_state": 0,
                     *         "by_device": 0,
                     *         "by_error": 0
                     *       },
                     *       "sites": [
                     *         {
                     *           "id": "880e8400-e29b-81d4-a716-446655440003",
                     *           "row": 1,
                     *           "reference_id": "deal-001",
                     *           "status": "completed",
                     *           "address": {
                     *             "street_1": "123 Main St",
                     *             "city": "San Francisco",
                     *             "state_or_province_code": "CA",
                     *             "postal_code": "94102",
                     *             "country_code": "US"
                     *           },
                     *           "building_type": "RESIDENTIAL",
                     *           "state_or_province_code": "CA",
                     *           "utility": {
                     *             "eiaid": 14328,
                     *             "name": "Pacific Gas and Electric"
                     *           },
                     *           "customer_id": 1234,
                     *           "eligible": true,
                     *           "total_incentive_value": 1500,
                     *           "programs": [
                     *             {
                     *               "program_id": "ca-heat-pump",
                     *               "program_name": "Heat pump rebate",
                     *               "total_incentive": 1500,
                     *               "eligible_combinations": 1
                     *             }
                     *           ],
                     *           "devices": [
                     *             {
                     *               "device_id": 1,
                     *               "device_name": "Heat pump",
                     *               "eligible": true,
                     *               "total_incentive": 1500
                     *             }
                     *           ],
                     *           "connect_url": null,
                     *           "error_code": null,
                     *           "error_message": null,
                     *           "processed_at": "2026-01-26T15:30:02.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["IncentiveReportDetail"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `report_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
        };
    };
    listIncentiveReportSites: {
        parameters: {
            query?: {
                /** @description Only sites that are eligible, or are not */
                eligible?: "true" | "false";
                /** @description Only sites whose lookup came to that */
                status?: "completed" | "failed";
                /** @description Only sites of a state, such as CA */
                state?: string;
                /** @description Only sites that are eligible for it */
                program_id?: string;
                /** @description Only sites where it was asked for */
                device_id?: string;
                /** @description Only sites that failed with it */
                error_code?: string;
                /** @description `row` is the order in which they were sent; with - the other way round */
                sort?: "row" | "-row" | "total_incentive_value" | "-total_incentive_value" | "processed_at" | "-processed_at";
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id that creating the batch answered, or its `report_id` */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sites */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sites": [
                     *         {
                     *           "id": "880e8400-e29b-81d4-a716-446655440003",
                     *           "row": 1,
                     *           "reference_id": "deal-001",
                     *           "status": "completed",
                     *           "address": {
                     *             "street_1": "123 Main St",
                     *             "city": "San Francisco",
                     *             "state_or_province_code": "CA",
                     *             "postal_code": "94102",
                     *             "country_code": "US"
                     *           },
                     *           "building_type": "RESIDENTIAL",
                     *           "state_or_province_code": "CA",
                     *           "utility": {
                     *             "eiaid": 14328,
                     *             "name": "Pacific Gas and Electric"
                     *           },
                     *           "customer_id": 1234,
                     *           "eligible": true,
                     *           "total_incentive_value": 1500,
                     *           "programs": [
                     *             {
                     *               "program_id": "ca-heat-pump",
                     *               "program_name": "Heat pump rebate",
                     *               "total_incentive": 1500,
                     *               "eligible_combinations": 1
                     *             }
                     *           ],
                     *           "devices": [
                     *             {
                     *               "device_id": 1,
                     *               "device_name": "Heat pump",
                     *               "eligible": true,
                     *               "total_incentive": 1500
                     *             }
                     *           ],
                     *           "connect_url": null,
                     *           "error_code": null,
                     *           "error_message": null,
                     *           "processed_at": "2026-01-26T15:30:02.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["IncentiveReportSiteList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `report_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
        };
    };
    exportIncentiveReport: {
        parameters: {
            query?: {
                format?: "csv" | "jsonl" | "xlsx";
                /** @description Only sites that are eligible, or are not */
                eligible?: "true" | "false";
                /** @description Only sites whose lookup came to that */
                status?: "completed" | "failed";
                /** @description Only sites of a state, such as CA */
                state?: string;
                /** @description Only sites that are eligible for it */
                program_id?: string;
                /** @description Only sites where it was asked for */
                device_id?: string;
                /** @description Only sites that failed with it */
                error_code?: string;
            };
            header?: never;
            path: {
                /** @description The id that creating the batch answered, or its `report_id` */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sites */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `report_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
        };
    };
    printIncentiveReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that creating the batch answered, or its `report_id` */
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `report_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncentiveReportProblem"];
                };
            };
        };
    };
    workBatchLookups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 10000 bytes. */
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "size": 10,
                 *       "spacing_ms": 100
                 *     }
                 */
                "application/json": components["schemas"]["WorkLookups"];
                /** @example {} */
                "application/x-www-form-urlencoded": string;
            };
        };
        responses: {
            /** @description What was done */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "Processed 10 items: 9 completed, 1 failed, 0 to be tried again; 90 remain.",
                     *       "processed": 10,
                     *       "completed": 9,
                     *       "failed": 1,
                     *       "skipped": 0,
                     *       "retried": 0,
                     *       "remaining": 90,
                     *       "stopped": "size",
                     *       "duration_ms": 1240,
                     *       "jobs": [
                     *         {
                     *           "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *           "processed": 10,
                     *           "completed": 9,
                     *           "failed": 1,
                     *           "skipped": 0,
                     *           "retried": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["LookupsWorked"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed`, `test_key` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LookupsWorkerProblem"];
                };
            };
        };
    };
    listBatchJobs: {
        parameters: {
            query?: {
                status?: "active" | "completed" | "failed";
                /** @description Results per page */
                limit?: number;
                /** @description Results to pass over */
                offset?: number;
                /** @description Goes on behind a page, at the same cost at any depth */
                cursor?: string;
                job_type?: "regrid_scraping" | "visual_validation" | "property_condition" | "environmental_research" | "title_research" | "bid_strategy" | "pdf_parsing" | "county_research";
                county_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "activeJobs": [
                     *           {
                     *             "id": "550e8400-e29b-41d4-a716-446655440000",
                     *             "name": "Regrid Scraping - Blair",
                     *             "type": "regrid_scraping",
                     *             "county": "Blair",
                     *             "countyId": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *             "state": "PA",
                     *             "status": "running",
                     *             "progress": 45,
                     *             "totalItems": 845,
                     *             "processedItems": 380,
                     *             "failedItems": 5,
                     *             "startedAt": "2024-01-15T10:30:00Z",
                     *             "pausedAt": null,
                     *             "completedAt": null,
                     *             "createdAt": "2024-01-15T10:00:00Z",
                     *             "batchSize": 50,
                     *             "currentBatch": 8,
                     *             "totalBatches": 17,
                     *             "duration": "2h 15m",
                     *             "successRate": 98,
                     *             "errorLog": null,
                     *             "errorCount": 5,
                     *             "estimatedCompletion": null,
                     *             "driver": "agent",
                     *             "skippedItems": 0,
                     *             "cancelledItems": 0,
                     *             "processingItems": 50,
                     *             "autoPaused": false,
                     *             "pauseReason": null,
                     *             "resumeAt": null
                     *           }
                     *         ],
                     *         "jobHistory": [
                     *           {
                     *             "id": "550e8400-e29b-41d4-a716-446655440001",
                     *             "name": "Visual Validation - Blair",
                     *             "type": "visual_validation",
                     *             "county": "Blair",
                     *             "countyId": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *             "state": "PA",
                     *             "status": "completed",
                     *             "progress": 100,
                     *             "totalItems": 750,
                     *             "processedItems": 745,
                     *             "failedItems": 5,
                     *             "startedAt": "2024-01-14T08:00:00Z",
                     *             "pausedAt": null,
                     *             "completedAt": "2024-01-14T12:30:00Z",
                     *             "createdAt": "2024-01-14T07:45:00Z",
                     *             "batchSize": 100,
                     *             "currentBatch": 8,
                     *             "totalBatches": 8,
                     *             "duration": "4h 30m",
                     *             "successRate": 99,
                     *             "errorLog": null,
                     *             "errorCount": 5,
                     *             "estimatedCompletion": null,
                     *             "driver": "worker",
                     *             "skippedItems": 0,
                     *             "cancelledItems": 0,
                     *             "processingItems": 0,
                     *             "autoPaused": false,
                     *             "pauseReason": null,
                     *             "resumeAt": null
                     *           }
                     *         ],
                     *         "stats": {
                     *           "running": 2,
                     *           "paused": 1,
                     *           "completedToday": 5,
                     *           "successRate": 97
                     *         }
                     *       },
                     *       "source": "database",
                     *       "pagination": {
                     *         "total": 2,
                     *         "limit": 100,
                     *         "offset": 0,
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["BatchJobList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    createBatchJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "job_type": "regrid_scraping",
                 *       "county_id": "550e8400-e29b-41d4-a716-446655440000",
                 *       "batch_size": 50
                 *     }
                 */
                "application/json": components["schemas"]["CreateBatchJob"];
            };
        };
        responses: {
            /** @description The job, not started yet */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "job_type": "regrid_scraping",
                     *         "county_id": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *         "status": "pending",
                     *         "batch_size": 50,
                     *         "total_items": 845,
                     *         "processed_items": 0,
                     *         "failed_items": 0,
                     *         "current_batch": 0,
                     *         "total_batches": 17,
                     *         "last_error": null,
                     *         "error_count": 0,
                     *         "started_at": null,
                     *         "paused_at": null,
                     *         "completed_at": null,
                     *         "created_at": "2024-01-15T10:00:00Z",
                     *         "updated_at": "2024-01-15T10:00:00Z",
                     *         "counties": {
                     *           "id": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *           "county_name": "Blair",
                     *           "state_code": "PA"
                     *         },
                     *         "progress": 0,
                     *         "successRate": 100,
                     *         "duration": null,
                     *         "name": "Regrid Scraping - Blair",
                     *         "driver": "agent",
                     *         "strategy": "sequential",
                     *         "state_code": null,
                     *         "county_ids": null,
                     *         "skipped_items": 0,
                     *         "cancelled_items": 0,
                     *         "processing_items": 0,
                     *         "draining": false,
                     *         "auto_paused": false,
                     *         "pause_reason": null,
                     *         "resume_at": null,
                     *         "created_by": "key:analyst"
                     *       },
                     *       "message": "Batch job created successfully",
                     *       "source": "database"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangedBatchJob"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `ambiguous_county`, `invalid_argument`, `total_items_too_large` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `idempotency_running`, `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable`, `job_busy` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    getBatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "job_type": "regrid_scraping",
                     *         "county_id": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *         "status": "in_progress",
                     *         "batch_size": 50,
                     *         "total_items": 845,
                     *         "processed_items": 380,
                     *         "failed_items": 5,
                     *         "current_batch": 8,
                     *         "total_batches": 17,
                     *         "last_error": null,
                     *         "error_count": 5,
                     *         "started_at": "2024-01-15T10:30:00Z",
                     *         "paused_at": null,
                     *         "completed_at": null,
                     *         "created_at": "2024-01-15T10:00:00Z",
                     *         "updated_at": "2024-01-15T12:45:00Z",
                     *         "counties": {
                     *           "id": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *           "county_name": "Blair",
                     *           "state_code": "PA"
                     *         },
                     *         "progress": 45,
                     *         "successRate": 98,
                     *         "duration": "2h 15m",
                     *         "name": "Regrid Scraping - Blair",
                     *         "driver": "agent",
                     *         "strategy": "sequential",
                     *         "state_code": null,
                     *         "county_ids": null,
                     *         "skipped_items": 0,
                     *         "cancelled_items": 0,
                     *         "processing_items": 50,
                     *         "draining": false,
                     *         "auto_paused": false,
                     *         "pause_reason": null,
                     *         "resume_at": null,
                     *         "created_by": "key:analyst"
                     *       },
                     *       "source": "database"
                     *     }
                     */
                    "application/json": components["schemas"]["OneBatchJob"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    deleteBatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedBatchJob"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    updateBatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "in_progress"
                 *     }
                 */
                "application/json": components["schemas"]["PatchBatchJob"];
            };
        };
        responses: {
            /** @description The job as it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "job_type": "regrid_scraping",
                     *         "county_id": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *         "status": "in_progress",
                     *         "batch_size": 50,
                     *         "total_items": 845,
                     *         "processed_items": 450,
                     *         "failed_items": 7,
                     *         "current_batch": 9,
                     *         "total_batches": 17,
                     *         "last_error": null,
                     *         "error_count": 7,
                     *         "started_at": "2024-01-15T10:30:00Z",
                     *         "paused_at": null,
                     *         "completed_at": null,
                     *         "created_at": "2024-01-15T10:00:00Z",
                     *         "updated_at": "2024-01-15T13:22:00Z",
                     *         "counties": {
                     *           "id": "0b6c0f0e-6f2a-4a34-9c61-3f6f3f0f4a10",
                     *           "county_name": "Blair",
                     *           "state_code": "PA"
                     *         },
                     *         "progress": 54,
                     *         "successRate": 98,
                     *         "duration": "2h 52m",
                     *         "name": "Regrid Scraping - Blair",
                     *         "driver": "agent",
                     *         "strategy": "sequential",
                     *         "state_code": null,
                     *         "county_ids": null,
                     *         "skipped_items": 0,
                     *         "cancelled_items": 0,
                     *         "processing_items": 0,
                     *         "draining": false,
                     *         "auto_paused": false,
                     *         "pause_reason": null,
                     *         "resume_at": null,
                     *         "created_by": "key:analyst"
                     *       },
                     *       "message": "Batch job updated successfully",
                     *       "source": "database",
                     *       "n8n_triggered": false,
                     *       "n8n_error": null
                     *     }
                     */
                    "application/json": components["schemas"]["PatchedBatchJob"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `illegal_move`, `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    cancelBatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelBatchJob"];
            };
        };
        responses: {
            /** @description The job as it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedBatchJob"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    retryBatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryBatchJob"];
            };
        };
        responses: {
            /** @description The job as it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedBatchJob"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `illegal_move`, `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    resumeBatchJobAt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeBatchJobAt"];
            };
        };
        responses: {
            /** @description The job as it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedBatchJob"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    listBatchJobItems: {
        parameters: {
            query?: {
                status?: "pending" | "processing" | "completed" | "failed" | "skipped" | "cancelled";
                county_id?: string;
                /** @description Results per page */
                limit?: number;
                /** @description Only items behind the one of this `seq` */
                after?: string;
            };
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of items */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobItems"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    listBatchJobLogs: {
        parameters: {
            query?: {
                level?: "info" | "warning" | "error";
                /** @description Such as created, paused, auto_paused, item_failed */
                event?: string;
                /** @description Only failed attempts of the item of this `seq` */
                item?: string;
                /** @description Results per page */
                limit?: number;
                /** @description Only lines older than the one of this cursor */
                before?: string;
                /** @description Only lines newer than the one of this cursor: the nearest of them */
                after?: string;
            };
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the log */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobLogs"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    claimBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ClaimBatch"];
            };
        };
        responses: {
            /** @description The batch, or null when nothing is left */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimedBatch"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_paused`, `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable`, `job_busy` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    reportBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
                /** @description The lease that the claim gave */
                lease: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportBatch"];
            };
        };
        responses: {
            /** @description What counted */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportedBatch"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `finding_refused` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found`, `item_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `lease_lost` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    heartbeatBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
                /** @description The lease that the claim gave */
                lease: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BatchHeartbeat"];
            };
        };
        responses: {
            /** @description The new deadline */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtendedBatch"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `lease_lost` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    releaseBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
                /** @description The lease that the claim gave */
                lease: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether there was anything to hand back */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleasedBatch"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    runBatchJobAction: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "get_next",
                 *       "job_id": "550e8400-e29b-41d4-a716-446655440000"
                 *     }
                 */
                "application/json": components["schemas"]["BatchJobAction"];
            };
        };
        responses: {
            /** @description What the function answered */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobActionAnswer"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `ambiguous_county`, `finding_refused`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found`, `item_not_found`, `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `illegal_move`, `conflict`, `job_paused` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable`, `job_busy` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    triggerBatchJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the batch job */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of the call */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggeredBatchJob"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `not_triggerable` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `internal`, `database_unavailable` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
            /** @description `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchJobProblem"];
                };
            };
        };
    };
    getWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line for each type that has a workflow */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "webhooks": {
                 *         "regrid_scraping": {
                 *           "url": "https://n8n.example.com/webhook/regrid-scraper"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SetWebhooks"];
            };
        };
        responses: {
            /** @description All of them as they are now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                status?: "pending" | "in_progress" | "paused" | "completed" | "failed" | "cancelled";
                kind?: string;
                /** @description Results per page */
                limit?: number;
                /** @description Results to pass over */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of jobs */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedJob"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PauseJob"];
            };
        };
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResumeJob"];
            };
        };
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelJob"];
            };
        };
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryItems"];
            };
        };
        responses: {
            /** @description How many will be tried again */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedItems"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFailureGroups: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, the largest first */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureGroups"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobEvents: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description Only events after the one of this id */
                after?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, oldest first */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobEvents"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "id": "5a0e7b3c-41b8-4c1d-9a53-6f6f0d1f2b11",
                     *           "name": "nightly upload",
                     *           "prefix": "lot_live_1a2b3c4d",
                     *           "role": "analyst",
                     *           "scopes": [
                     *             "lookups:write",
                     *             "reports:read"
                     *           ],
                     *           "test": false,
                     *           "limits": {
                     *             "requests_per_minute": 600,
                     *             "open_jobs": null,
                     *             "items_per_day": null
                     *           },
                     *           "status": "active",
                     *           "created_by": "person:ann@example.org",
                     *           "created_at": "2026-11-22T10:00:00.000Z",
                     *           "expires_at": "2027-11-22T00:00:00.000Z",
                     *           "revoked_at": null,
                     *           "last_used_at": "2026-11-22T11:59:00.000Z",
                     *           "rotated_from": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "nightly upload",
                 *       "role": "analyst",
                 *       "scopes": [
                 *         "lookups:write",
                 *         "reports:read"
                 *       ],
                 *       "expires_at": "2027-11-22T00:00:00Z",
                 *       "limits": {
                 *         "requests_per_minute": 600
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key, this once */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "lot_live_…",
                     *       "id": "5a0e7b3c-41b8-4c1d-9a53-6f6f0d1f2b11",
                     *       "name": "nightly upload",
                     *       "prefix": "lot_live_1a2b3c4d",
                     *       "role": "analyst",
                     *       "scopes": [
                     *         "lookups:write",
                     *         "reports:read"
                     *       ],
                     *       "test": false,
                     *       "limits": {
                     *         "requests_per_minute": 600,
                     *         "open_jobs": null,
                     *         "items_per_day": null
                     *       },
                     *       "status": "active",
                     *       "created_by": "person:ann@example.org",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "expires_at": "2027-11-22T00:00:00.000Z",
                     *       "revoked_at": null,
                     *       "last_used_at": "2026-11-22T11:59:00.000Z",
                     *       "rotated_from": null
                     *     }
                     */
                    "application/json": components["schemas"]["MadeApiKey"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures`, `limit_reached` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5a0e7b3c-41b8-4c1d-9a53-6f6f0d1f2b11",
                     *       "name": "nightly upload",
                     *       "prefix": "lot_live_1a2b3c4d",
                     *       "role": "analyst",
                     *       "scopes": [
                     *         "lookups:write",
                     *         "reports:read"
                     *       ],
                     *       "test": false,
                     *       "limits": {
                     *         "requests_per_minute": 600,
                     *         "open_jobs": null,
                     *         "items_per_day": null
                     *       },
                     *       "status": "active",
                     *       "created_by": "person:ann@example.org",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "expires_at": "2027-11-22T00:00:00.000Z",
                     *       "revoked_at": null,
                     *       "last_used_at": "2026-11-22T11:59:00.000Z",
                     *       "rotated_from": null
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key as it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "5a0e7b3c-41b8-4c1d-9a53-6f6f0d1f2b11",
                     *       "name": "nightly upload",
                     *       "prefix": "lot_live_1a2b3c4d",
                     *       "role": "analyst",
                     *       "scopes": [
                     *         "lookups:write",
                     *         "reports:read"
                     *       ],
                     *       "test": false,
                     *       "limits": {
                     *         "requests_per_minute": 600,
                     *         "open_jobs": null,
                     *         "items_per_day": null
                     *       },
                     *       "status": "revoked",
                     *       "created_by": "person:ann@example.org",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "expires_at": "2027-11-22T00:00:00.000Z",
                     *       "revoked_at": "2026-11-22T12:00:00.000Z",
                     *       "last_used_at": "2026-11-22T11:59:00.000Z",
                     *       "rotated_from": null
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            /** @description The new key, this once */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "lot_live_…",
                     *       "id": "5a0e7b3c-41b8-4c1d-9a53-6f6f0d1f2b11",
                     *       "name": "nightly upload",
                     *       "prefix": "lot_live_1a2b3c4d",
                     *       "role": "analyst",
                     *       "scopes": [
                     *         "lookups:write",
                     *         "reports:read"
                     *       ],
                     *       "test": false,
                     *       "limits": {
                     *         "requests_per_minute": 600,
                     *         "open_jobs": null,
                     *         "items_per_day": null
                     *       },
                     *       "status": "active",
                     *       "created_by": "person:ann@example.org",
                     *       "created_at": "2026-11-22T10:00:00.000Z",
                     *       "expires_at": "2027-11-22T00:00:00.000Z",
                     *       "revoked_at": null,
                     *       "last_used_at": "2026-11-22T11:59:00.000Z",
                     *       "rotated_from": "5a0e7b3c-41b8-4c1d-9a53-6f6f0d1f2b11"
                     *     }
                     */
                    "application/json": components["schemas"]["MadeApiKey"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures`, `limit_reached` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organization": {
                     *         "requests_per_minute": {
                     *           "limit": 60000,
                     *           "used": 112
                     *         },
                     *         "open_jobs": {
                     *           "limit": 10000,
                     *           "used": 3
                     *         },
                     *         "items_per_day": {
                     *           "limit": 20000000,
                     *           "used": 250000
                     *         }
                     *       },
                     *       "key": {
                     *         "requests_per_minute": {
                     *           "limit": 600,
                     *           "used": 112
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Limits"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "requests_per_minute": 6000,
                 *       "open_jobs": null
                 *     }
                 */
                "application/json": components["schemas"]["ChangeLimits"];
            };
        };
        responses: {
            /** @description The limits as they are now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organization": {
                     *         "requests_per_minute": {
                     *           "limit": 60000,
                     *           "used": 112
                     *         },
                     *         "open_jobs": {
                     *           "limit": 10000,
                     *           "used": 3
                     *         },
                     *         "items_per_day": {
                     *           "limit": 20000000,
                     *           "used": 250000
                     *         }
                     *       },
                     *       "key": {
                     *         "requests_per_minute": {
                     *           "limit": 600,
                     *           "used": 112
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Limits"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchEvents: {
        parameters: {
            query: {
                /** @description What to watch, between commas: jobs, workers, job:<id of a job> or report:<id of a report>. At most 32. */
                topics: string;
                /** @description The same as the header Last-Event-ID, for pages that open a stream anew by themselves */
                last_event_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, as they happen */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_found`, `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable`, `shutting_down` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCounties: {
        parameters: {
            query?: {
                /** @description A name as people write it, such as "st clair, il"; at most 20 counties, no cursor */
                q?: string;
                /** @description Code or name */
                state?: string;
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                /** @description csv (or `Accept: text/csv`) gives all of the list, whatever the limit */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of counties */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountyList"];
                    "text/csv": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCounty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id, FIPS code or name */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The county */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountyFacts"];
                };
            };
            /** @description `ambiguous_authentication`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCountyResults: {
        parameters: {
            query?: {
                verdict?: "APPROVED" | "CAUTION" | "REJECT" | "NONE";
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                /** @description csv (or `Accept: text/csv`) gives all of the list, whatever the limit */
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                /** @description Id, FIPS code or name */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of results */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PropertyResultList"];
                    "text/csv": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProperties: {
        parameters: {
            query?: {
                /** @description Id, FIPS code, or name such as "Blair, PA" */
                county?: string;
                /** @description Code or name */
                state?: string;
                auction_status?: "active" | "expired" | "sold" | "withdrawn";
                visual_validation_status?: "APPROVED" | "CAUTION" | "REJECT" | "NONE";
                has_regrid_data?: "true" | "false";
                /** @description The whole parcel number */
                parcel_id?: string;
                /** @description How the address begins; case and punctuation do not matter */
                address?: string;
                /** @description Only what this import made or changed last */
                import?: string;
                /** @description csv gives all of them; also by Accept: text/csv */
                format?: "json" | "csv";
                /** @description Results per page */
                limit?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of properties */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PropertyList"];
                    "text/csv": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProperty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The property */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PropertyWithFindings"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeProperty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeProperty"];
            };
        };
        responses: {
            /** @description The property */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PropertyWithFindings"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importProperties: {
        parameters: {
            query?: {
                /** @description What the file is called; kept with what it brings */
                file_name?: string;
                /** @description COLUMN=FIELD, when a column is called otherwise; #2 is the second; none leaves it out; repeatable */
                map?: string[] | string | string[];
                /** @description Of rows that name none: id, FIPS code, or name such as "Blair, PA" */
                county?: string;
                /** @description The document that the rows were read from */
                document?: string;
                /** @description FIELD=VALUE of rows that say nothing of their own; repeatable */
                const?: string[] | string | string[];
                /** @description true stores nothing, and says what would become of the rows */
                check?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 209715200 bytes. */
        requestBody: {
            content: {
                /**
                 * @example Parcel ID,Property Address,City,Zip,Total Due
                 *     01.01-12..-045.00-000,1200 8th Ave,Altoona,16602,"$1,234.50"
                 */
                "text/csv": string;
                /** @example {"parcel_id":"01.01-12..-045.00-000","county":"Blair, PA","total_due":"1234.50"} */
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description What became of the rows */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of imports */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportWithProblems"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLeads: {
        parameters: {
            query?: {
                /** @description Only what this job brought, bought or found known */
                job?: string;
                /** @description Code or name */
                state?: string;
                /** @description Id, FIPS code, or name such as "Blair, PA" */
                county?: string;
                /** @description Whatever its case */
                city?: string;
                zip?: string;
                /** @description The whole parcel number */
                apn?: string;
                /** @description As the vendor writes it, such as SFR */
                property_type?: string;
                /** @description How the owner's name begins, whatever its case */
                owner?: string;
                in_foreclosure?: "true" | "false";
                in_tax_delinquency?: "true" | "false";
                /** @description true: mail goes to the property, or the owner claims to live there */
                same_mailing?: "true" | "false";
                mail_vacant?: "true" | "false";
                /** @description Whether it is known where mail goes */
                has_mailing?: "true" | "false";
                /** @description A CSV file never has those that want no mail */
                do_not_mail?: "true" | "false";
                min_equity_percent?: number;
                max_equity_percent?: number;
                /** @description Estimated value, US dollars */
                min_value?: number;
                /** @description Estimated value, US dollars */
                max_value?: number;
                /** @description Only what changed since */
                updated_since?: string;
                /** @description Columns of the CSV: `full` (default), `propertyradar` (what PropertyRadar imports), `site_and_mail` (as list vendors write), `mailing` (as mail houses take; only where mail goes) */
                layout?: "full" | "propertyradar" | "site_and_mail" | "mailing";
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                /** @description csv (or `Accept: text/csv`) gives all of the list, whatever the limit */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of leads */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadList"];
                    "text/csv": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDoNotMail: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                /** @description csv (or `Accept: text/csv`) gives all of the list, whatever the limit */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoNotMailList"];
                    "text/csv": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDoNotMail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lines": [
                 *         {
                 *           "address": "12 N Main St",
                 *           "zip": "16601",
                 *           "reason": "asked by phone"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AddDoNotMail"];
            };
        };
        responses: {
            /** @description What became of each line */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedDoNotMail"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeDoNotMail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or RadarID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadWithRecord"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBidSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BidSettings"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putBidSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value_percent": 65,
                 *       "repairs_if_unknown": "2500.00",
                 *       "holding_months": null
                 *     }
                 */
                "application/json": components["schemas"]["ChangeBidSettings"];
            };
        };
        responses: {
            /** @description The settings as they are now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BidSettings"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVisualSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisualSettings"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putVisualSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "least_width_feet": 15,
                 *       "flood_hazard": "reject",
                 *       "least_value": null
                 *     }
                 */
                "application/json": components["schemas"]["ChangeVisualSettings"];
            };
        };
        responses: {
            /** @description The settings as they are now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisualSettings"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEnvironmentalSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentalSettings"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putEnvironmentalSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "facility_radius_miles": 1,
                 *       "moderate_facilities": 20,
                 *       "close_facility_feet": null
                 *     }
                 */
                "application/json": components["schemas"]["ChangeEnvironmentalSettings"];
            };
        };
        responses: {
            /** @description The settings as they are now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentalSettings"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ann@example.org",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11",
                     *         "email": "ann@example.org",
                     *         "name": "Ann"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign_in_failed` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is over */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true
                     *     }
                     */
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session, or null */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session": {
                     *         "id": "cJb2X7T1YTj2m874F9UMPEMMjtpJ0TjN",
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-21T09:00:00.000Z",
                     *         "expiresAt": "2026-11-28T09:00:00.000Z",
                     *         "ipAddress": "203.0.113.7",
                     *         "userAgent": "Mozilla/5.0"
                     *       },
                     *       "user": {
                     *         "id": "6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11",
                     *         "email": "ann@example.org",
                     *         "name": "Ann"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PersonSession"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your sessions */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "cJb2X7T1YTj2m874F9UMPEMMjtpJ0TjN",
                     *         "createdAt": "2026-11-20T09:00:00.000Z",
                     *         "updatedAt": "2026-11-21T09:00:00.000Z",
                     *         "expiresAt": "2026-11-28T09:00:00.000Z",
                     *         "ipAddress": "203.0.113.7",
                     *         "userAgent": "Mozilla/5.0",
                     *         "current": true
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["PersonSessions"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are over */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true
                     *     }
                     */
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "correct horse battery staple",
                 *       "newPassword": "a sentence that only I would say"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11",
                     *         "email": "ann@example.org",
                     *         "name": "Ann"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginPasskey: {
        parameters: {
            query?: {
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For navigator.credentials.create */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyCreation"];
                };
            };
            /** @description `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed`, `forbidden` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPasskey"];
            };
        };
        responses: {
            /** @description The passkey */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "b3Uq1d0rM7nZpX2s",
                     *       "name": "Laptop",
                     *       "deviceType": "multiDevice",
                     *       "backedUp": true
                     *     }
                     */
                    "application/json": components["schemas"]["Passkey"];
                };
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed`, `forbidden` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginPasskeySignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For navigator.credentials.get */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyRequest"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signInWithPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeySignIn"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11",
                     *         "email": "ann@example.org",
                     *         "name": "Ann"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your passkeys */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "b3Uq1d0rM7nZpX2s",
                     *         "name": "Laptop",
                     *         "deviceType": "multiDevice",
                     *         "backedUp": true,
                     *         "createdAt": "2026-11-20T09:00:00.000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Passkeys"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "b3Uq1d0rM7nZpX2s"
                 *     }
                 */
                "application/json": components["schemas"]["PasskeyId"];
            };
        };
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": true
                     *     }
                     */
                    "application/json": {
                        status: boolean;
                    };
                };
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginOidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the issuer */
            302: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOidc: {
        parameters: {
            query?: {
                code?: string;
                state?: string;
                iss?: string;
                error?: string;
                error_description?: string;
                session_state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in, or to the page that says why not */
            302: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signInError: {
        parameters: {
            query?: {
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openLink: {
        parameters: {
            query?: {
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A page that says what the server lacks */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says that the link does not work */
            410: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    useLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 16384 bytes. */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    token: string;
                    email?: string;
                    name?: string;
                    password?: string;
                    again?: string;
                };
            };
        };
        responses: {
            /** @description A page that says what was done */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The form again, with what is wrong */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description A page that says what the server lacks */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A page that says that the link does not work */
            410: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You, and the organization you act for */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "actor": "person:ann@example.org",
                     *       "via": "session",
                     *       "role": "admin",
                     *       "scopes": null,
                     *       "operator": false,
                     *       "organization": {
                     *         "id": "3c1f8f52-55a7-4c8e-9b73-52f3f6f0d1aa",
                     *         "name": "Acme Homes",
                     *         "slug": "acme-homes"
                     *       },
                     *       "person": {
                     *         "id": "6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11",
                     *         "email": "ann@example.org",
                     *         "name": "Ann"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCsrfToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "k0v2cWl1b3JuYmVmb3JlYWxsdGhlb3RoZXJzYXJlb3U"
                     *     }
                     */
                    "application/json": components["schemas"]["CsrfToken"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of organizations */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organizations": [
                     *         {
                     *           "id": "3c1f8f52-55a7-4c8e-9b73-52f3f6f0d1aa",
                     *           "name": "Acme Homes",
                     *           "slug": "acme-homes",
                     *           "role": "admin",
                     *           "active": true
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["OwnOrganizations"];
                };
            };
            /** @description `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Acme Homes",
                 *       "slug": "acme-homes"
                 *     }
                 */
                "application/json": components["schemas"]["CreateOrganization"];
            };
        };
        responses: {
            /** @description The organization */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3c1f8f52-55a7-4c8e-9b73-52f3f6f0d1aa",
                     *       "name": "Acme Homes",
                     *       "slug": "acme-homes"
                     *     }
                     */
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed`, `forbidden` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chooseOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "organization_id": "3c1f8f52-55a7-4c8e-9b73-52f3f6f0d1aa"
                 *     }
                 */
                "application/json": components["schemas"]["ChooseOrganization"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people, by e-mail address */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "people": [
                     *         {
                     *           "id": "6f0f6c1e-6f4b-4b57-9f0a-0c8f1f6b8a11",
                     *           "email": "ann@example.org",
                     *           "name": "Ann",
                     *           "role": "admin",
                     *           "joined_at": "2026-11-02T09:00:00.000Z",
                     *           "last_seen_at": "2026-11-20T16:30:00.000Z",
                     *           "passkeys": 1
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Members"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_admin` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "analyst"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeMember"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_admin` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations, by e-mail address */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invitations": [
                     *         {
                     *           "id": "0b0e3a0e-7c0c-4a55-8f3e-8b8f6f1a2c11",
                     *           "email": "bob@example.org",
                     *           "role": "analyst",
                     *           "created_by": "person:ann@example.org",
                     *           "created_at": "2026-11-20T09:00:00.000Z",
                     *           "expires_at": "2026-11-27T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["Invitations"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "bob@example.org",
                 *       "role": "analyst"
                 *     }
                 */
                "application/json": components["schemas"]["CreateInvitation"];
            };
        };
        responses: {
            /** @description The invitation */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0b0e3a0e-7c0c-4a55-8f3e-8b8f6f1a2c11",
                     *       "email": "bob@example.org",
                     *       "role": "analyst",
                     *       "created_by": "person:ann@example.org",
                     *       "created_at": "2026-11-20T09:00:00.000Z",
                     *       "expires_at": "2026-11-27T09:00:00.000Z",
                     *       "delivery": "email"
                     *     }
                     */
                    "application/json": components["schemas"]["SentInvitation"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its link does not work any more */
            204: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ann@example.org"
                 *     }
                 */
                "application/json": components["schemas"]["AskPasswordReset"];
            };
        };
        responses: {
            /** @description If somebody has that address, a link is on its way */
            202: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message": "If somebody has that address, a link is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                /** @description Its id, its FIPS code or its name, such as "Blair, PA" */
                county?: string;
                /** @description Its code or name, such as PA or Pennsylvania */
                state?: string;
                document_type?: "property_list" | "legal_notice" | "registration";
                parsing_status?: "pending" | "in_progress" | "completed" | "failed";
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                /** @description csv (or `Accept: text/csv`) gives all of the list, whatever the limit */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of documents; with `format=csv` all of them */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentList"];
                    "text/csv": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 104923136 bytes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "county": "Blair, PA",
                 *       "document_type": "property_list",
                 *       "title": "Upset sale list 2026",
                 *       "publication_date": "2026-08-01",
                 *       "url": "https://www.example.org/upset-sale-2026.pdf"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterDocument"];
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @description Its id, its FIPS code or its name, such as "Blair, PA" */
                    county: string;
                    /** @enum {string} */
                    document_type: "property_list" | "legal_notice" | "registration";
                    title?: string;
                    /** Format: date */
                    publication_date?: string;
                };
            };
        };
        responses: {
            /** @description It was there already */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedDocument"];
                };
            };
            /** @description The document */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedDocument"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_running` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocumentContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file as it was sent */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`, `configuration` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importDocuments: {
        parameters: {
            query?: {
                /** @description Of rows that name none */
                county?: string;
                /** @description Of rows that name none */
                document_type?: "property_list" | "legal_notice" | "registration";
                /** @description Only find out what would become of the rows */
                check?: "true" | "false";
                /** @description What the file is called; kept with what it brings */
                file_name?: string;
                /** @description COLUMN=FIELD, when a column is called otherwise; #2 is the second; none leaves it out; repeatable */
                map?: string[] | string | string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 209715200 bytes. */
        requestBody: {
            content: {
                /**
                 * @example County,State,Type,Title,URL,Published
                 *     Blair,PA,property_list,Upset list 2026,https://www.example.org/upset.pdf,2026-08-01
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of the rows */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUpcomingSales: {
        parameters: {
            query?: {
                /** @description Its id, its FIPS code or its name, such as "Blair, PA" */
                county?: string;
                /** @description Its code or name, such as PA or Pennsylvania */
                state?: string;
                sale_type?: "upset" | "judicial" | "repository" | "tax_certificate";
                status?: "scheduled" | "postponed" | "cancelled" | "completed";
                /** @description Sales on this day or later */
                from?: string;
                /** @description Sales on this day or earlier */
                to?: string;
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                /** @description csv (or `Accept: text/csv`) gives all of the list, whatever the limit */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sales; with `format=csv` all of them, as an import takes them */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpcomingSaleList"];
                    "text/csv": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addUpcomingSale: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "county": "Blair, PA",
                 *       "sale_type": "upset",
                 *       "sale_date": "2027-09-15",
                 *       "registration_deadline": "2027-09-01",
                 *       "deposit_required": 500
                 *     }
                 */
                "application/json": components["schemas"]["NewUpcomingSale"];
            };
        };
        responses: {
            /** @description The sale that was there, as it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSale"];
                };
            };
            /** @description The sale */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSale"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_running` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeUpcomingSale: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "postponed",
                 *       "sale_date": "2027-10-20"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeUpcomingSale"];
            };
        };
        responses: {
            /** @description The sale */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpcomingSale"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importUpcomingSales: {
        parameters: {
            query?: {
                /** @description Of rows that name none */
                county?: string;
                /** @description Only find out what would become of the rows */
                check?: "true" | "false";
                /** @description What the file is called; kept with what it brings */
                file_name?: string;
                /** @description COLUMN=FIELD, when a column is called otherwise; #2 is the second; none leaves it out; repeatable */
                map?: string[] | string | string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 209715200 bytes. */
        requestBody: {
            content: {
                /**
                 * @example County,State,Sale Type,Sale Date,Deposit
                 *     Blair,PA,Upset Sale,9/15/2027,$500
                 *     Garrett,MD,tax certificate,2027-05-21,
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description What became of the rows */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `ambiguous_county` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `county_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                after?: string;
                /** @description Only sessions that have not ended */
                open?: "true" | "false";
                /** @description Only sessions of this key */
                mine?: "true" | "false";
                job_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentSessionList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    startSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "name": "morning",
                 *       "budget_items": 150
                 *     }
                 */
                "application/json": components["schemas"]["StartSession"];
            };
        };
        responses: {
            /** @description The session */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentSession"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `idempotency_running` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    resumeWork: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "max_tokens": 2000
                 *     }
                 */
                "application/json": components["schemas"]["ResumeWork"];
            };
        };
        responses: {
            /** @description What the next session has to know */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeBrief"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `idempotency_running`, `ambiguous_job`, `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the session */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentSession"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    claimInSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the session */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ClaimInSession"];
            };
        };
        responses: {
            /** @description The batch, or null */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionClaim"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_not_found`, `job_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_ended`, `job_paused`, `conflict` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable`, `job_busy` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    reportInSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the session */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportInSession"];
            };
        };
        responses: {
            /** @description What counted */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionReport"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `finding_refused`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_not_found`, `item_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_ended`, `lease_lost` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    noteSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID of the session */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionTokens"];
            };
        };
        responses: {
            /** @description The session */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentSession"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `idempotency_running`, `session_ended` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `idempotency_mismatch` */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the session */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EndSession"];
            };
        };
        responses: {
            /** @description The session as it ended */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedSession"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    runCommand: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own that names this creation, such as a UUID: a repeat creates nothing again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Start regrid_scraping for Blair County, PA in batches of 50"
                 *     }
                 */
                "application/json": components["schemas"]["Command"];
            };
        };
        responses: {
            /** @description Done, previewed, or nothing to do */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `invalid_argument` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `session_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `idempotency_running`, `conflict`, `illegal_move` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description Nothing was done, and why */
            422: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnclearCommand"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentProblem"];
                };
            };
        };
    };
    modelContextProtocol: {
        parameters: {
            query?: {
                /** @description Offer only tools that change nothing */
                read_only?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description The JSON-RPC answer */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Notifications were taken; there is no answer */
            202: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No JSON-RPC message, or a protocol version that is not spoken */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The client must accept application/json and text/event-stream */
            406: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description Exactly this actor, such as `key:deploy` */
                actor?: string;
                /** @description This action, or all that begin so: `job.*` */
                action?: string;
                subject_type?: string;
                subject_id?: string;
                request_id?: string;
                /** @description At this time or later */
                from?: string;
                /** @description Before this time */
                to?: string;
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                /** @description csv and jsonl give all of the list, oldest first, whatever the limit; jsonl can be verified */
                format?: "json" | "csv" | "jsonl";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries; with `format=csv` or `jsonl` all of them, oldest first */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entries": [
                     *         {
                     *           "id": "41",
                     *           "at": "2026-11-22T12:00:00.000Z",
                     *           "actor": "session:survey",
                     *           "on_behalf_of": "key:agents",
                     *           "action": "job.paused",
                     *           "subject_type": "job",
                     *           "subject_id": "0b9d3b0e-8a4f-4f0e-9a57-3f1c6f1f8a11",
                     *           "reason": "the county office is closed",
                     *           "before": {
                     *             "status": "in_progress"
                     *           },
                     *           "after": {
                     *             "status": "paused",
                     *             "fence": false
                     *           },
                     *           "source": {
                     *             "address": "192.0.2.7",
                     *             "route": "POST /mcp",
                     *             "principal": "b5d1f0a4-52a7-4b58-9d0a-64d0f8e4f0aa"
                     *           },
                     *           "request_id": "req-7",
                     *           "number": "17",
                     *           "hash": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEntryList"];
                    "text/csv": string;
                    "application/jsonl": string;
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAuditEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "41",
                     *       "at": "2026-11-22T12:00:00.000Z",
                     *       "actor": "session:survey",
                     *       "on_behalf_of": "key:agents",
                     *       "action": "job.paused",
                     *       "subject_type": "job",
                     *       "subject_id": "0b9d3b0e-8a4f-4f0e-9a57-3f1c6f1f8a11",
                     *       "reason": "the county office is closed",
                     *       "before": {
                     *         "status": "in_progress"
                     *       },
                     *       "after": {
                     *         "status": "paused",
                     *         "fence": false
                     *       },
                     *       "source": {
                     *         "address": "192.0.2.7",
                     *         "route": "POST /mcp",
                     *         "principal": "b5d1f0a4-52a7-4b58-9d0a-64d0f8e4f0aa"
                     *       },
                     *       "request_id": "req-7",
                     *       "number": "17",
                     *       "hash": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEntry"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "webhooks": [
                     *         {
                     *           "id": "0c5a1f5e-52ad-4f0c-9c4e-0d1f6f0a7b11",
                     *           "url": "https://example.com/lotline",
                     *           "description": "",
                     *           "events": [
                     *             "lookup.completed",
                     *             "job.completed"
                     *           ],
                     *           "field_names": [
                     *             "deal_owner"
                     *           ],
                     *           "payload": "signed",
                     *           "rate_per_second": 50,
                     *           "from_webhook_config": false,
                     *           "state": "active",
                     *           "disabled_reason": null,
                     *           "disabled_at": null,
                     *           "failing_since": null,
                     *           "next_attempt_at": null,
                     *           "last_success_at": "2026-11-22T09:31:00.000Z",
                     *           "last_failure_at": null,
                     *           "last_error": null,
                     *           "old_secret_until": null,
                     *           "created_by": "key:deploy script",
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/lotline",
                 *       "events": [
                 *         "lookup.completed",
                 *         "job.completed"
                 *       ],
                 *       "field_names": [
                 *         "deal_owner"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AddWebhookEndpoint"];
            };
        };
        responses: {
            /** @description The endpoint, with its secret */
            201: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c5a1f5e-52ad-4f0c-9c4e-0d1f6f0a7b11",
                     *       "url": "https://example.com/lotline",
                     *       "description": "",
                     *       "events": [
                     *         "lookup.completed",
                     *         "job.completed"
                     *       ],
                     *       "field_names": [
                     *         "deal_owner"
                     *       ],
                     *       "payload": "signed",
                     *       "rate_per_second": 50,
                     *       "from_webhook_config": false,
                     *       "state": "active",
                     *       "disabled_reason": null,
                     *       "disabled_at": null,
                     *       "failing_since": null,
                     *       "next_attempt_at": null,
                     *       "last_success_at": "2026-11-22T09:31:00.000Z",
                     *       "last_failure_at": null,
                     *       "last_error": null,
                     *       "old_secret_until": null,
                     *       "created_by": "key:deploy script",
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwTtLJj0cpO1A="
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_limit`, `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c5a1f5e-52ad-4f0c-9c4e-0d1f6f0a7b11",
                     *       "url": "https://example.com/lotline",
                     *       "description": "",
                     *       "events": [
                     *         "lookup.completed",
                     *         "job.completed"
                     *       ],
                     *       "field_names": [
                     *         "deal_owner"
                     *       ],
                     *       "payload": "signed",
                     *       "rate_per_second": 50,
                     *       "from_webhook_config": false,
                     *       "state": "active",
                     *       "disabled_reason": null,
                     *       "disabled_at": null,
                     *       "failing_since": null,
                     *       "next_attempt_at": null,
                     *       "last_success_at": "2026-11-22T09:31:00.000Z",
                     *       "last_failure_at": null,
                     *       "last_error": null,
                     *       "old_secret_until": null,
                     *       "created_by": "key:deploy script",
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint as it was */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c5a1f5e-52ad-4f0c-9c4e-0d1f6f0a7b11",
                     *       "url": "https://example.com/lotline",
                     *       "description": "",
                     *       "events": [
                     *         "lookup.completed",
                     *         "job.completed"
                     *       ],
                     *       "field_names": [
                     *         "deal_owner"
                     *       ],
                     *       "payload": "signed",
                     *       "rate_per_second": 50,
                     *       "from_webhook_config": false,
                     *       "state": "active",
                     *       "disabled_reason": null,
                     *       "disabled_at": null,
                     *       "failing_since": null,
                     *       "next_attempt_at": null,
                     *       "last_success_at": "2026-11-22T09:31:00.000Z",
                     *       "last_failure_at": null,
                     *       "last_error": null,
                     *       "old_secret_until": null,
                     *       "created_by": "key:deploy script",
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true
                 *     }
                 */
                "application/json": components["schemas"]["ChangeWebhookEndpoint"];
            };
        };
        responses: {
            /** @description The endpoint as it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c5a1f5e-52ad-4f0c-9c4e-0d1f6f0a7b11",
                     *       "url": "https://example.com/lotline",
                     *       "description": "",
                     *       "events": [
                     *         "lookup.completed",
                     *         "job.completed"
                     *       ],
                     *       "field_names": [
                     *         "deal_owner"
                     *       ],
                     *       "payload": "signed",
                     *       "rate_per_second": 50,
                     *       "from_webhook_config": false,
                     *       "state": "active",
                     *       "disabled_reason": null,
                     *       "disabled_at": null,
                     *       "failing_since": null,
                     *       "next_attempt_at": null,
                     *       "last_success_at": "2026-11-22T09:31:00.000Z",
                     *       "last_failure_at": null,
                     *       "last_error": null,
                     *       "old_secret_until": null,
                     *       "created_by": "key:deploy script",
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 86400
                 *     }
                 */
                "application/json": components["schemas"]["RotateWebhookSecret"];
            };
        };
        responses: {
            /** @description The endpoint, with its new secret */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0c5a1f5e-52ad-4f0c-9c4e-0d1f6f0a7b11",
                     *       "url": "https://example.com/lotline",
                     *       "description": "",
                     *       "events": [
                     *         "lookup.completed",
                     *         "job.completed"
                     *       ],
                     *       "field_names": [
                     *         "deal_owner"
                     *       ],
                     *       "payload": "signed",
                     *       "rate_per_second": 50,
                     *       "from_webhook_config": false,
                     *       "state": "active",
                     *       "disabled_reason": null,
                     *       "disabled_at": null,
                     *       "failing_since": null,
                     *       "next_attempt_at": null,
                     *       "last_success_at": "2026-11-22T09:31:00.000Z",
                     *       "last_failure_at": null,
                     *       "last_error": null,
                     *       "old_secret_until": "2026-11-23T09:30:00.000Z",
                     *       "created_by": "key:deploy script",
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwTtLJj0cpO1A="
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "delivered": false,
                     *       "delivery_id": "82",
                     *       "at": "2026-11-22T09:31:00.000Z",
                     *       "duration_ms": 143,
                     *       "status": 503,
                     *       "error": "The receiver answered 503",
                     *       "answer": "Back in a moment"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookTested"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "after": "1041",
                 *       "until": "1100"
                 *     }
                 */
                "application/json": components["schemas"]["ReplayWebhook"];
            };
        };
        responses: {
            /** @description They are on their way */
            202: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": 59
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookReplayed"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed`, `replay_too_large` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found`, `delivery_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Results per page */
                limit?: number;
                /** @description The next_cursor of another page, to go on after it */
                cursor?: string;
                state?: "waiting" | "delivered" | "failed";
            };
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deliveries": [
                     *         {
                     *           "id": "81",
                     *           "event_id": "evt_4711_0",
                     *           "event_number": "1042",
                     *           "type": "job.completed",
                     *           "state": "waiting",
                     *           "attempts": 1,
                     *           "created_at": "2026-11-22T09:31:00.000Z",
                     *           "next_attempt_at": "2026-11-22T09:31:05.000Z",
                     *           "delivered_at": null,
                     *           "last_status": 503,
                     *           "last_error": "The receiver answered 503"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the endpoint */
                webhook_id: string;
                /** @description Number of the delivery */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "81",
                     *       "event_id": "evt_4711_0",
                     *       "event_number": "1042",
                     *       "type": "job.completed",
                     *       "state": "waiting",
                     *       "attempts": 1,
                     *       "created_at": "2026-11-22T09:31:00.000Z",
                     *       "next_attempt_at": "2026-11-22T09:31:05.000Z",
                     *       "delivered_at": null,
                     *       "last_status": 503,
                     *       "last_error": "The receiver answered 503",
                     *       "log": [
                     *         {
                     *           "attempt": 1,
                     *           "at": "2026-11-22T09:31:00.000Z",
                     *           "duration_ms": 143,
                     *           "status": 503,
                     *           "error": "The receiver answered 503",
                     *           "answer": "Back in a moment"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryDetail"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_not_found`, `delivery_not_found` */
            404: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address and the custom fields */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://example.com/lookups",
                     *       "field_names": [
                     *         "deal_owner"
                     *       ],
                     *       "payload": "signed"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookConfig"];
                };
            };
            /** @description `ambiguous_authentication` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putWebhookConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/lookups",
                 *       "field_names": [
                 *         "deal_owner"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SetWebhookConfig"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://example.com/lookups",
                     *       "field_names": [
                     *         "deal_owner"
                     *       ],
                     *       "payload": "signed"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookConfig"];
                };
            };
            /** @description `ambiguous_authentication`, `malformed_json`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook_limit`, `secret_key_needed` */
            409: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large` */
            413: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Number of the last event that you have */
                after?: string;
                /** @description Results per page */
                limit?: number;
                /** @description Only these types, with commas between them */
                types?: string;
                /** @description Only of this job */
                job_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events */
            200: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "type": "job.completed",
                     *           "timestamp": "2026-11-22T09:31:00.000Z",
                     *           "id": "evt_4711_0",
                     *           "number": "1042",
                     *           "sequence": 102,
                     *           "data": {
                     *             "job_id": "550e8400-e29b-41d4-a716-446655440000",
                     *             "name": "Batch Lookup - 2026-11-22 (100 sites)",
                     *             "job_type": "incentive_lookup",
                     *             "generation": 1,
                     *             "status": "completed",
                     *             "reason": null,
                     *             "progress": 100,
                     *             "counts": {
                     *               "total": 100,
                     *               "waiting": 0,
                     *               "processing": 0,
                     *               "completed": 98,
                     *               "failed": 2,
                     *               "skipped": 0,
                     *               "cancelled": 0
                     *             },
                     *             "started_at": "2026-11-22T09:30:40.000Z",
                     *             "completed_at": "2026-11-22T09:31:00.000Z"
                     *           }
                     *         }
                     *       ],
                     *       "next_after": "1042",
                     *       "has_more": false,
                     *       "oldest": "1"
                     *     }
                     */
                    "application/json": components["schemas"]["EventList"];
                };
            };
            /** @description `ambiguous_authentication`, `validation_failed` */
            400: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized` */
            401: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`, `no_organization`, `csrf_failed` */
            403: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `host_not_allowed` */
            421: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_requests`, `too_many_failures` */
            429: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`, `issuer_unavailable` */
            503: {
                headers: {
                    /** @description The id of this request */
                    "x-request-id"?: string;
                    /** @description Seconds after which asking again may help */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
