-- Interviews, scorecards and what they rest on. Every key starts with the tenant.
-- Ids are 16-byte UUIDs, big-endian. Times are microseconds since 1970-01-01T00:00:00Z. Text compares by its code points.

-- Published question banks and role profiles; a version never changes.
CREATE TABLE document (
    tenant       nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    kind         int            NOT NULL CONSTRAINT document_kind CHECK (kind IN (1, 2)), -- 1 question bank, 2 role profiles
    id           nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    version      nvarchar(32)   COLLATE Latin1_General_100_BIN2 NOT NULL,
    sha256       nvarchar(64)   COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT document_sha256 CHECK (LEN(sha256) = 64),
    canonical    varbinary(max) NOT NULL,
    published_at bigint         NOT NULL,
    CONSTRAINT document_key PRIMARY KEY (tenant, kind, id, version)
);

CREATE TABLE interview (
    tenant           nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    id               binary(16)    NOT NULL,
    candidate_id     nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    application_id   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- empty when unknown
    step             nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- empty when unknown
    role             nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    level            nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    profiles_id      nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    profiles_version nvarchar(32)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    banks            nvarchar(max) NOT NULL CONSTRAINT interview_banks CHECK (ISJSON(banks) = 1),           -- the versions it is held by: array of [bank id, version]
    open_roles       nvarchar(max) NOT NULL CONSTRAINT interview_open_roles CHECK (ISJSON(open_roles) = 1), -- other role profiles with an opening: array of role/level
    state            int           NOT NULL CONSTRAINT interview_state CHECK (state IN (1, 2)),  -- 1 open, 2 closed
    version          bigint        NOT NULL CONSTRAINT interview_version CHECK (version >= 1),   -- one more with each change of panel or state
    card_changes     bigint        NOT NULL DEFAULT 0,                                           -- one more with each change of a scorecard, claim or decision
    created_at       bigint        NOT NULL,
    closed_at        bigint        NULL,
    erased_at        bigint        NULL, -- when the candidate was erased; candidate_id is a pseudonym from then on
    CONSTRAINT interview_key PRIMARY KEY (tenant, id),
    CONSTRAINT interview_closed CHECK ((state = 2 AND closed_at IS NOT NULL) OR (state <> 2 AND closed_at IS NULL)),
    CONSTRAINT interview_erased CHECK (erased_at IS NULL OR state = 2)
);

CREATE INDEX interview_candidate ON interview (tenant, candidate_id, id);
CREATE INDEX interview_open ON interview (tenant, id) WHERE state = 1;

CREATE TABLE panel_member (
    tenant         nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    interview_id   binary(16)    NOT NULL,
    interviewer_id nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    focus          nvarchar(max) NOT NULL CONSTRAINT panel_member_focus CHECK (ISJSON(focus) = 1), -- array of competency ids; empty means all
    CONSTRAINT panel_member_key PRIMARY KEY (tenant, interview_id, interviewer_id),
    CONSTRAINT panel_member_of FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
);

CREATE INDEX panel_member_interviewer ON panel_member (tenant, interviewer_id, interview_id);

-- A scorecard as it stands; what it says is in its revisions.
CREATE TABLE scorecard (
    tenant           nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    id               binary(16)    NOT NULL,
    interview_id     binary(16)    NOT NULL,
    layer            int           NOT NULL CONSTRAINT scorecard_layer CHECK (layer IN (1, 2)), -- 1 first, 2 debrief
    interviewer_id   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    submitter_id     nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- of the newest revision
    application_id   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- the interview's when the card was begun
    step             nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- the interview's when the card was begun
    state            int           NOT NULL CONSTRAINT scorecard_state CHECK (state IN (1, 2, 3, 4)), -- 1 draft, 2 submitted, 3 amended, 4 withdrawn
    revision         int           NOT NULL, -- the newest; 0 is a draft's
    version          bigint        NOT NULL CONSTRAINT scorecard_version CHECK (version >= 1), -- one more with each change
    interviewed_at   bigint        NULL,     -- of the newest revision
    created_at       bigint        NOT NULL,
    submitted_at     bigint        NULL,
    withdrawn_at     bigint        NULL,
    withdrawn_reason nvarchar(max) NOT NULL DEFAULT '',
    CONSTRAINT scorecard_key PRIMARY KEY (tenant, id),
    CONSTRAINT scorecard_of FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id),
    CONSTRAINT scorecard_draft CHECK ((state = 1 AND revision = 0) OR (state <> 1 AND revision <> 0)),
    CONSTRAINT scorecard_submitted CHECK ((state = 1 AND submitted_at IS NULL) OR (state <> 1 AND submitted_at IS NOT NULL)),
    CONSTRAINT scorecard_withdrawn CHECK ((state = 4 AND withdrawn_at IS NOT NULL) OR (state <> 4 AND withdrawn_at IS NULL))
);

CREATE UNIQUE INDEX scorecard_live ON scorecard (tenant, interview_id, interviewer_id, layer) WHERE state <> 4;
CREATE INDEX scorecard_interview ON scorecard (tenant, interview_id, id);
CREATE INDEX scorecard_interviewer ON scorecard (tenant, interviewer_id, id);

-- Revision 0 is a draft's content. From 1 on revisions are never changed or deleted; but for their words when the candidate is erased.
CREATE TABLE scorecard_revision (
    tenant         nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    scorecard_id   binary(16)    NOT NULL,
    revision       int           NOT NULL CONSTRAINT scorecard_revision_revision CHECK (revision >= 0),
    submitter_id   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason         nvarchar(max) NOT NULL, -- empty when first submitted
    note           nvarchar(max) NOT NULL,
    focus          nvarchar(max) NOT NULL CONSTRAINT scorecard_revision_focus CHECK (ISJSON(focus) = 1), -- array of competency ids that the card was to cover; empty means all
    revised_at     bigint        NOT NULL,
    interviewed_at bigint        NULL,
    ratings        nvarchar(max) NOT NULL CONSTRAINT scorecard_revision_ratings CHECK (ISJSON(ratings) = 1),   -- array of [criterion id, level, why not observed], rubric order; level 0 when not observed
    flags          nvarchar(max) NOT NULL CONSTRAINT scorecard_revision_flags CHECK (ISJSON(flags) = 1),       -- array of red flag ids, rubric order
    evidence       nvarchar(max) NOT NULL CONSTRAINT scorecard_revision_evidence CHECK (ISJSON(evidence) = 1), -- array of texts, the ratings' and then the flags'; [] once erased
    composite      int           NULL CONSTRAINT scorecard_revision_composite CHECK (composite BETWEEN 0 AND 10000),         -- hundredths of a point; null when not observed
    equal_weights  int           NULL CONSTRAINT scorecard_revision_equal_weights CHECK (equal_weights BETWEEN 0 AND 10000), -- the same with equal weights
    coverage       int           NULL CONSTRAINT scorecard_revision_coverage CHECK (coverage BETWEEN 0 AND 10000),           -- hundredths of a per cent; null when not scored
    CONSTRAINT scorecard_revision_key PRIMARY KEY (tenant, scorecard_id, revision),
    CONSTRAINT scorecard_revision_of FOREIGN KEY (tenant, scorecard_id) REFERENCES scorecard (tenant, id)
);
GO

-- A row for each rating, for reports.
CREATE VIEW rating AS
SELECT r.tenant, r.scorecard_id, r.revision, CAST(j.[key] AS int) AS ordinal, JSON_VALUE(j.[value], '$[0]') AS criterion_id,
    CAST(JSON_VALUE(j.[value], '$[1]') AS int) AS level, CAST(JSON_VALUE(j.[value], '$[2]') AS int) AS not_observed_reason,
    COALESCE((SELECT t.[value] FROM OPENJSON(r.evidence) t WHERE CAST(t.[key] AS int) = CAST(j.[key] AS int)), '') AS evidence
FROM scorecard_revision r
CROSS APPLY OPENJSON(r.ratings) j;
GO

-- A row for each raised flag, for reports.
CREATE VIEW raised_flag AS
SELECT r.tenant, r.scorecard_id, r.revision, CAST(j.[key] AS int) AS ordinal, j.[value] AS red_flag_id,
    COALESCE(
        (SELECT t.[value] FROM OPENJSON(r.evidence) t
         WHERE CAST(t.[key] AS int) = CAST(j.[key] AS int) + (SELECT COUNT(*) FROM OPENJSON(r.ratings))),
        '') AS evidence
FROM scorecard_revision r
CROSS APPLY OPENJSON(r.flags) j;
GO

-- Answers to requests with an id. Those ids are random, so rows are kept by time and only the key's index is scattered.
CREATE TABLE request (
    tenant      nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    request_id  binary(16)     NOT NULL,
    method      nvarchar(256)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    body_sha256 binary(32)     NOT NULL,
    answer      varbinary(max) NOT NULL,
    answered_at bigint         NOT NULL,
    CONSTRAINT request_key PRIMARY KEY NONCLUSTERED (tenant, request_id)
);

CREATE CLUSTERED INDEX request_age ON request (answered_at);

-- Which interviews a stored answer tells of, so that it goes when their candidate is erased. By request: every write pays for a key
-- and only an erasure, which is rare, reads them all.
CREATE TABLE request_interview (
    tenant       nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    request_id   binary(16)    NOT NULL,
    interview_id binary(16)    NOT NULL,
    CONSTRAINT request_interview_key PRIMARY KEY (tenant, request_id, interview_id),
    CONSTRAINT request_interview_of FOREIGN KEY (tenant, request_id) REFERENCES request (tenant, request_id) ON DELETE CASCADE
);

-- The newest event's position. Each commit with events advances it as its last step and holds the row until it is done,
-- so positions ascend in commit order, which an identity column's would not.
CREATE TABLE event_counter (
    id       int    NOT NULL CONSTRAINT event_counter_single CHECK (id = 1),
    position bigint NOT NULL,
    CONSTRAINT event_counter_key PRIMARY KEY (id)
);

INSERT INTO event_counter (id, position) VALUES (1, 0);

-- What changed, in commit order.
CREATE TABLE state_event (
    position       bigint        NOT NULL,
    tenant         nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    kind           int           NOT NULL CONSTRAINT state_event_kind CHECK (kind BETWEEN 1 AND 6),
    interview_id   binary(16)    NOT NULL,
    scorecard_id   binary(16)    NULL, -- null unless a scorecard changed
    interviewer_id nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- empty unless a scorecard changed
    occurred_at    bigint        NOT NULL,
    CONSTRAINT state_event_key PRIMARY KEY (position),
    CONSTRAINT state_event_of FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
);

CREATE INDEX state_event_tenant ON state_event (tenant, position);
CREATE INDEX state_event_interview ON state_event (tenant, interview_id, position);

-- The kit of each interview: which questions were put to whom. A kit that is built again replaces the earlier one.
CREATE TABLE kit_question (
    tenant       nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    interview_id binary(16)    NOT NULL,
    question_id  nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    candidate_id nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    built_at     bigint        NOT NULL,
    CONSTRAINT kit_question_key PRIMARY KEY (tenant, interview_id, question_id),
    CONSTRAINT kit_question_of FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
);

CREATE INDEX kit_question_candidate ON kit_question (tenant, candidate_id, interview_id, question_id);
CREATE INDEX kit_question_age ON kit_question (tenant, built_at, interview_id);

-- What interviewers recorded of a candidate's own machine learning systems: one claim for each interviewer and system. Revisions are never
-- changed or deleted but for their words, which are taken out when the candidate is erased.
CREATE TABLE claim (
    tenant         nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    interview_id   binary(16)    NOT NULL,
    system         nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- its short name; once erased, one that says nothing
    interviewer_id nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    revision       int           NOT NULL CONSTRAINT claim_revision CHECK (revision >= 1), -- from 1 without a gap
    id             binary(16)    NOT NULL,
    submitter_id   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    facts          nvarchar(max) NOT NULL CONSTRAINT claim_facts CHECK (ISJSON(facts) = 1), -- {} once erased
    recorded_at    bigint        NOT NULL,
    CONSTRAINT claim_key PRIMARY KEY (tenant, interview_id, system, interviewer_id, revision),
    CONSTRAINT claim_of FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
);

CREATE UNIQUE INDEX claim_id ON claim (tenant, id, revision);

-- What the committee decided. A newer decision replaces none; none is changed or deleted but for its reason, which is taken out when the
-- candidate is erased.
CREATE TABLE decision (
    tenant        nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    interview_id  binary(16)    NOT NULL,
    decided_at    bigint        NOT NULL,
    id            binary(16)    NOT NULL,
    decided_by    nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    outcome       int           NOT NULL,
    role          nvarchar(257) COLLATE Latin1_General_100_BIN2 NOT NULL, -- role/level hired for or redirected to; else empty
    reason_code   int           NOT NULL,
    reason        nvarchar(max) NOT NULL, -- empty once erased
    verdict       int           NOT NULL, -- that was advised then
    evidence_flag int           NOT NULL, -- that stood beside it
    CONSTRAINT decision_key PRIMARY KEY (tenant, interview_id, decided_at, id),
    CONSTRAINT decision_of FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
);

CREATE UNIQUE INDEX decision_id ON decision (tenant, id);

-- Calibrations: asked for, running, ended.
CREATE TABLE calibration_run (
    tenant           nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    id               binary(16)    NOT NULL,
    filter           nvarchar(max) NOT NULL CONSTRAINT calibration_run_filter CHECK (ISJSON(filter) = 1),   -- which ratings
    options          nvarchar(max) NOT NULL CONSTRAINT calibration_run_options CHECK (ISJSON(options) = 1), -- what is computed, and how
    state            int           NOT NULL CONSTRAINT calibration_run_in CHECK (state BETWEEN 1 AND 5), -- 1 queued, 2 running, 3 succeeded, 4 failed, 5 cancelled
    phase            int           NOT NULL,
    done             bigint        NOT NULL,
    total            bigint        NOT NULL,
    failure          nvarchar(max) NOT NULL, -- why it failed; else empty
    cancel_requested int           NOT NULL CONSTRAINT calibration_run_cancel CHECK (cancel_requested IN (0, 1)),
    owner            binary(16)    NOT NULL, -- the process that runs or ran it; zeros while queued
    created_at       bigint        NOT NULL,
    started_at       bigint        NULL,
    ended_at         bigint        NULL,
    beat_at          bigint        NOT NULL, -- when it was last heard of
    version          bigint        NOT NULL CONSTRAINT calibration_run_version CHECK (version >= 1), -- one more with each change
    CONSTRAINT calibration_run_key PRIMARY KEY (tenant, id),
    CONSTRAINT calibration_run_ended CHECK ((state >= 3 AND ended_at IS NOT NULL) OR (state < 3 AND ended_at IS NULL))
);

CREATE INDEX calibration_run_state ON calibration_run (state, created_at);

-- What a calibration found, and which revisions it read.
CREATE TABLE calibration_document (
    tenant        nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    run_id        binary(16)     NOT NULL,
    report        varbinary(max) NOT NULL,
    inputs        varbinary(max) NOT NULL, -- 20 bytes for each scorecard: its id, and its revision big-endian
    report_sha256 binary(32)     NOT NULL,
    created_at    bigint         NOT NULL,
    CONSTRAINT calibration_document_key PRIMARY KEY (tenant, run_id),
    CONSTRAINT calibration_document_of FOREIGN KEY (tenant, run_id) REFERENCES calibration_run (tenant, id)
);

-- The groups that candidates belong to, for the law's statistics: read in aggregate only, and joined with nothing.
CREATE TABLE group_label (
    tenant       nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    candidate_id nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    category     nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    label        nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    labelled_at  bigint        NOT NULL,
    CONSTRAINT group_label_key PRIMARY KEY (tenant, candidate_id, category)
);

-- A random secret per candidate. The audit chain holds what was written of them only as its HMAC; erasing them deletes it.
CREATE TABLE candidate_key (
    tenant       nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    candidate_id nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    secret       binary(32)    NOT NULL,
    created_at   bigint        NOT NULL,
    CONSTRAINT candidate_key_key PRIMARY KEY (tenant, candidate_id)
);

-- What was done, in a hash chain for each process that writes. Never changed, never deleted.
CREATE TABLE audit_event (
    writer_id   binary(16)     NOT NULL,
    sequence    bigint         NOT NULL CONSTRAINT audit_event_sequence CHECK (sequence >= 1), -- from 1 without a gap
    tenant      nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- empty for a chain's first
    kind        int            NOT NULL CONSTRAINT audit_event_kind CHECK (kind >= 1),
    subject     binary(16)     NOT NULL, -- the interview, scorecard or another id; zeros when none
    revision    int            NOT NULL, -- the scorecard's or claim's, or how many group labels; 0 when none
    occurred_at bigint         NOT NULL,
    content     varbinary(32)  NOT NULL CONSTRAINT audit_event_content CHECK (DATALENGTH(content) IN (0, 32)), -- HMAC-SHA-256 or SHA-256 of what was written; empty when nothing
    heads       varbinary(max) NOT NULL, -- of a chain's first: the other chains' heads; else empty
    hash        binary(32)     NOT NULL, -- SHA-256 of all of it and of the hash before
    CONSTRAINT audit_event_key PRIMARY KEY (writer_id, sequence)
);

-- How far each chain has come.
CREATE TABLE audit_head (
    writer_id binary(16) NOT NULL,
    sequence  bigint     NOT NULL,
    hash      binary(32) NOT NULL,
    CONSTRAINT audit_head_key PRIMARY KEY (writer_id)
);

-- Random secrets that every server on this database shares.
CREATE TABLE server_key (
    purpose    nvarchar(128)   COLLATE Latin1_General_100_BIN2 NOT NULL,
    secret     varbinary(1024) NOT NULL,
    created_at bigint          NOT NULL,
    CONSTRAINT server_key_key PRIMARY KEY (purpose)
);
GO

-- Rows on their way into the tables above, many in one round trip.
CREATE TYPE dbo.submitted_request AS TABLE (
    item        int            NOT NULL, -- the submission that it answers
    tenant      nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    request_id  binary(16)     NOT NULL,
    method      nvarchar(256)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    body_sha256 binary(32)     NOT NULL,
    answer      varbinary(max) NOT NULL,
    answered_at bigint         NOT NULL
);

CREATE TYPE dbo.submitted_card AS TABLE (
    item              int           NOT NULL, -- the submission that it is of
    ordinal           int           NOT NULL, -- its place among the cards of all submissions, from 1
    tenant            nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    id                binary(16)    NOT NULL,
    interview_id      binary(16)    NOT NULL,
    interview_version bigint        NOT NULL, -- that the card was checked against
    draft_version     bigint        NULL,     -- of the draft that the card replaces; null when it replaces none
    layer             int           NOT NULL,
    interviewer_id    nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    submitter_id      nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    application_id    nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    step              nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    version           bigint        NOT NULL,
    interviewed_at    bigint        NULL,
    created_at        bigint        NOT NULL,
    submitted_at      bigint        NOT NULL,
    reason            nvarchar(max) NOT NULL,
    note              nvarchar(max) NOT NULL,
    focus             nvarchar(max) NOT NULL,
    revised_at        bigint        NOT NULL,
    ratings           nvarchar(max) NOT NULL,
    flags             nvarchar(max) NOT NULL,
    evidence          nvarchar(max) NOT NULL,
    composite         int           NULL,
    equal_weights     int           NULL,
    coverage          int           NULL
);

CREATE TYPE dbo.committed_change AS TABLE (
    ordinal        int           NOT NULL, -- from 1
    tenant         nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    kind           int           NOT NULL,
    interview_id   binary(16)    NOT NULL,
    scorecard_id   binary(16)    NULL,
    interviewer_id nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    occurred_at    bigint        NOT NULL
);

CREATE TYPE dbo.committed_audit AS TABLE (
    writer_id   binary(16)     NOT NULL,
    sequence    bigint         NOT NULL,
    tenant      nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    kind        int            NOT NULL,
    subject     binary(16)     NOT NULL,
    revision    int            NOT NULL,
    occurred_at bigint         NOT NULL,
    content     varbinary(32)  NOT NULL,
    heads       varbinary(max) NOT NULL,
    hash        binary(32)     NOT NULL
);

CREATE TYPE dbo.interview_reference AS TABLE (
    tenant       nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    interview_id binary(16)    NOT NULL
);

CREATE TYPE dbo.scorecard_reference AS TABLE (
    scorecard_id binary(16) NOT NULL,
    revision     int        NOT NULL
);
