-- Interviews, scorecards and what they rest on. Every key starts with the tenant.
-- Ids are 16-byte UUIDs, big-endian. Times are microseconds since 1970-01-01T00:00:00Z. Text compares by its bytes.

-- Published question banks and role profiles; a version never changes.
CREATE TABLE document (
    tenant       TEXT    NOT NULL,
    kind         INTEGER NOT NULL CHECK (kind IN (1, 2)), -- 1 question bank, 2 role profiles
    id           TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    sha256       TEXT    NOT NULL CHECK (length(sha256) = 64),
    canonical    BLOB    NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, id, version)
) STRICT;

CREATE TABLE interview (
    tenant           TEXT    NOT NULL,
    id               BLOB    NOT NULL CHECK (length(id) = 16),
    candidate_id     TEXT    NOT NULL,
    application_id   TEXT    NOT NULL, -- empty when unknown
    step             TEXT    NOT NULL, -- empty when unknown
    role             TEXT    NOT NULL,
    level            TEXT    NOT NULL,
    profiles_id      TEXT    NOT NULL,
    profiles_version TEXT    NOT NULL,
    banks            TEXT    NOT NULL CHECK (json_valid(banks)),      -- the versions it is held by: array of [bank id, version]
    open_roles       TEXT    NOT NULL CHECK (json_valid(open_roles)), -- other role profiles with an opening: array of role/level
    state            INTEGER NOT NULL CHECK (state IN (1, 2)), -- 1 open, 2 closed
    version          INTEGER NOT NULL CHECK (version >= 1),    -- one more with each change of panel or state
    card_changes     INTEGER NOT NULL DEFAULT 0,               -- one more with each change of a scorecard, claim or decision
    created_at       INTEGER NOT NULL,
    closed_at        INTEGER,
    erased_at        INTEGER,          -- when the candidate was erased; candidate_id is a pseudonym from then on
    PRIMARY KEY (tenant, id),
    CHECK ((state = 2) = (closed_at IS NOT NULL)),
    CHECK (erased_at IS NULL OR state = 2)
) STRICT, WITHOUT ROWID;

CREATE INDEX interview_candidate ON interview (tenant, candidate_id, id);
CREATE INDEX interview_open ON interview (tenant, id) WHERE state = 1;

CREATE TABLE panel_member (
    tenant         TEXT NOT NULL,
    interview_id   BLOB NOT NULL,
    interviewer_id TEXT NOT NULL,
    focus          TEXT NOT NULL CHECK (json_valid(focus)), -- array of competency ids; empty means all
    PRIMARY KEY (tenant, interview_id, interviewer_id),
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX panel_member_interviewer ON panel_member (tenant, interviewer_id, interview_id);

-- A scorecard as it stands; what it says is in its revisions.
CREATE TABLE scorecard (
    tenant           TEXT    NOT NULL,
    id               BLOB    NOT NULL CHECK (length(id) = 16),
    interview_id     BLOB    NOT NULL,
    layer            INTEGER NOT NULL CHECK (layer IN (1, 2)), -- 1 first, 2 debrief
    interviewer_id   TEXT    NOT NULL,
    submitter_id     TEXT    NOT NULL, -- of the newest revision
    application_id   TEXT    NOT NULL, -- the interview's when the card was begun
    step             TEXT    NOT NULL, -- the interview's when the card was begun
    state            INTEGER NOT NULL CHECK (state IN (1, 2, 3, 4)), -- 1 draft, 2 submitted, 3 amended, 4 withdrawn
    revision         INTEGER NOT NULL, -- the newest; 0 is a draft's
    version          INTEGER NOT NULL CHECK (version >= 1), -- one more with each change
    interviewed_at   INTEGER,          -- of the newest revision
    created_at       INTEGER NOT NULL,
    submitted_at     INTEGER,
    withdrawn_at     INTEGER,
    withdrawn_reason TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id),
    CHECK ((state = 1) = (revision = 0)),
    CHECK ((state = 1) = (submitted_at IS NULL)),
    CHECK ((state = 4) = (withdrawn_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX scorecard_live ON scorecard (tenant, interview_id, interviewer_id, layer) WHERE state <> 4;
CREATE INDEX scorecard_interview ON scorecard (tenant, interview_id, id);
CREATE INDEX scorecard_interviewer ON scorecard (tenant, interviewer_id, id);

-- Revision 0 is a draft's content. From 1 on revisions are never changed or deleted. With a rowid, because rows are long: without one,
-- most of each would lie on an overflow page.
CREATE TABLE scorecard_revision (
    tenant         TEXT    NOT NULL,
    scorecard_id   BLOB    NOT NULL,
    revision       INTEGER NOT NULL CHECK (revision >= 0),
    submitter_id   TEXT    NOT NULL,
    reason         TEXT    NOT NULL, -- empty when first submitted
    note           TEXT    NOT NULL,
    focus          TEXT    NOT NULL CHECK (json_valid(focus)), -- array of competency ids that the card was to cover; empty means all
    revised_at     INTEGER NOT NULL,
    interviewed_at INTEGER,
    ratings        TEXT    NOT NULL CHECK (json_valid(ratings)),  -- array of [criterion id, level, why not observed], rubric order; level 0 when not observed
    flags          TEXT    NOT NULL CHECK (json_valid(flags)),    -- array of red flag ids, rubric order
    evidence       TEXT    NOT NULL CHECK (json_valid(evidence)), -- array of texts, the ratings' and then the flags'; [] once erased
    composite      INTEGER CHECK (composite BETWEEN 0 AND 10000),     -- hundredths of a point; null when not observed
    equal_weights  INTEGER CHECK (equal_weights BETWEEN 0 AND 10000), -- the same with equal weights
    coverage       INTEGER CHECK (coverage BETWEEN 0 AND 10000),      -- hundredths of a per cent; null when not scored
    PRIMARY KEY (tenant, scorecard_id, revision),
    FOREIGN KEY (tenant, scorecard_id) REFERENCES scorecard (tenant, id)
) STRICT;

-- A row for each rating, for reports.
CREATE VIEW rating AS
SELECT r.tenant, r.scorecard_id, r.revision, j.key AS ordinal, json_extract(j.value, '$[0]') AS criterion_id,
    json_extract(j.value, '$[1]') AS level, json_extract(j.value, '$[2]') AS not_observed_reason,
    coalesce(json_extract(r.evidence, '$[' || j.key || ']'), '') AS evidence
FROM scorecard_revision r, json_each(r.ratings) j;

-- A row for each raised flag, for reports.
CREATE VIEW raised_flag AS
SELECT r.tenant, r.scorecard_id, r.revision, j.key AS ordinal, j.value AS red_flag_id,
    coalesce(json_extract(r.evidence, '$[' || (j.key + json_array_length(r.ratings)) || ']'), '') AS evidence
FROM scorecard_revision r, json_each(r.flags) j;

-- A submitted revision stays but for its words, which are taken out when its candidate is erased.
CREATE TRIGGER scorecard_revision_stays BEFORE UPDATE ON scorecard_revision
WHEN OLD.revision >= 1 AND NOT (
    NEW.tenant = OLD.tenant AND NEW.scorecard_id = OLD.scorecard_id AND NEW.revision = OLD.revision
    AND NEW.submitter_id = OLD.submitter_id AND NEW.focus = OLD.focus AND NEW.revised_at = OLD.revised_at
    AND NEW.interviewed_at IS OLD.interviewed_at AND NEW.ratings = OLD.ratings AND NEW.flags = OLD.flags
    AND NEW.composite IS OLD.composite AND NEW.equal_weights IS OLD.equal_weights AND NEW.coverage IS OLD.coverage
    AND NEW.reason = '' AND NEW.note = '' AND NEW.evidence = '[]'
    AND EXISTS (
        SELECT 1 FROM scorecard s JOIN interview i ON i.tenant = s.tenant AND i.id = s.interview_id
        WHERE s.tenant = OLD.tenant AND s.id = OLD.scorecard_id AND i.erased_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'a submitted revision never changes'); END;

CREATE TRIGGER scorecard_revision_kept BEFORE DELETE ON scorecard_revision WHEN OLD.revision >= 1
BEGIN SELECT RAISE(ABORT, 'a submitted revision is never deleted'); END;

-- Answers to requests with an id. Those ids are random, so rows are appended and only the key's index is scattered.
CREATE TABLE request (
    tenant      TEXT    NOT NULL,
    request_id  BLOB    NOT NULL CHECK (length(request_id) = 16),
    method      TEXT    NOT NULL,
    body_sha256 BLOB    NOT NULL CHECK (length(body_sha256) = 32),
    answer      BLOB    NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, request_id)
) STRICT;

CREATE INDEX request_age ON request (answered_at);

-- Which interviews a stored answer tells of, so that it goes when their candidate is erased. By request: every write pays for a key
-- and only an erasure, which is rare, reads them all.
CREATE TABLE request_interview (
    tenant       TEXT NOT NULL,
    request_id   BLOB NOT NULL,
    interview_id BLOB NOT NULL,
    PRIMARY KEY (tenant, request_id, interview_id),
    FOREIGN KEY (tenant, request_id) REFERENCES request (tenant, request_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What changed, in commit order.
CREATE TABLE state_event (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant         TEXT    NOT NULL,
    kind           INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6),
    interview_id   BLOB    NOT NULL,
    scorecard_id   BLOB,             -- null unless a scorecard changed
    interviewer_id TEXT    NOT NULL, -- empty unless a scorecard changed
    occurred_at    INTEGER NOT NULL,
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
) STRICT;

-- Each entry ends with the row's position, so both give events in order.
CREATE INDEX state_event_tenant ON state_event (tenant);
CREATE INDEX state_event_interview ON state_event (tenant, interview_id);

-- The kit of each interview: which questions were put to whom. A kit that is built again replaces the earlier one.
CREATE TABLE kit_question (
    tenant       TEXT    NOT NULL,
    interview_id BLOB    NOT NULL,
    question_id  TEXT    NOT NULL,
    candidate_id TEXT    NOT NULL,
    built_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant, interview_id, question_id),
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX kit_question_candidate ON kit_question (tenant, candidate_id, interview_id, question_id);
CREATE INDEX kit_question_age ON kit_question (tenant, built_at, interview_id);

-- What interviewers recorded of a candidate's own machine learning systems: one claim for each interviewer and system. Revisions are never
-- changed or deleted but for their words, which are taken out when the candidate is erased.
CREATE TABLE claim (
    tenant         TEXT    NOT NULL,
    interview_id   BLOB    NOT NULL,
    system         TEXT    NOT NULL, -- its short name; once erased, one that says nothing
    interviewer_id TEXT    NOT NULL,
    revision       INTEGER NOT NULL CHECK (revision >= 1), -- from 1 without a gap
    id             BLOB    NOT NULL CHECK (length(id) = 16),
    submitter_id   TEXT    NOT NULL,
    facts          TEXT    NOT NULL CHECK (json_valid(facts)), -- {} once erased
    recorded_at    INTEGER NOT NULL,
    PRIMARY KEY (tenant, interview_id, system, interviewer_id, revision),
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX claim_id ON claim (tenant, id, revision);

CREATE TRIGGER claim_stays BEFORE UPDATE ON claim
WHEN NOT (
    NEW.tenant = OLD.tenant AND NEW.interview_id = OLD.interview_id AND NEW.interviewer_id = OLD.interviewer_id
    AND NEW.revision = OLD.revision AND NEW.id = OLD.id AND NEW.submitter_id = OLD.submitter_id AND NEW.recorded_at = OLD.recorded_at
    AND NEW.facts = '{}'
    AND EXISTS (SELECT 1 FROM interview i WHERE i.tenant = OLD.tenant AND i.id = OLD.interview_id AND i.erased_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'a claim never changes'); END;

CREATE TRIGGER claim_kept BEFORE DELETE ON claim
BEGIN SELECT RAISE(ABORT, 'a claim is never deleted'); END;

-- What the committee decided. A newer decision replaces none; none is changed or deleted but for its reason, which is taken out when the
-- candidate is erased.
CREATE TABLE decision (
    tenant        TEXT    NOT NULL,
    interview_id  BLOB    NOT NULL,
    decided_at    INTEGER NOT NULL,
    id            BLOB    NOT NULL CHECK (length(id) = 16),
    decided_by    TEXT    NOT NULL,
    outcome       INTEGER NOT NULL,
    role          TEXT    NOT NULL, -- role/level hired for or redirected to; else empty
    reason_code   INTEGER NOT NULL,
    reason        TEXT    NOT NULL, -- empty once erased
    verdict       INTEGER NOT NULL, -- that was advised then
    evidence_flag INTEGER NOT NULL, -- that stood beside it
    PRIMARY KEY (tenant, interview_id, decided_at, id),
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX decision_id ON decision (tenant, id);

CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
WHEN NOT (
    NEW.tenant = OLD.tenant AND NEW.interview_id = OLD.interview_id AND NEW.decided_at = OLD.decided_at AND NEW.id = OLD.id
    AND NEW.decided_by = OLD.decided_by AND NEW.outcome = OLD.outcome AND NEW.role = OLD.role AND NEW.reason_code = OLD.reason_code
    AND NEW.verdict = OLD.verdict AND NEW.evidence_flag = OLD.evidence_flag AND NEW.reason = ''
    AND EXISTS (SELECT 1 FROM interview i WHERE i.tenant = OLD.tenant AND i.id = OLD.interview_id AND i.erased_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END;

CREATE TRIGGER decision_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;

-- Calibrations: asked for, running, ended.
CREATE TABLE calibration_run (
    tenant           TEXT    NOT NULL,
    id               BLOB    NOT NULL CHECK (length(id) = 16),
    filter           TEXT    NOT NULL CHECK (json_valid(filter)),  -- which ratings
    options          TEXT    NOT NULL CHECK (json_valid(options)), -- what is computed, and how
    state            INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5), -- 1 queued, 2 running, 3 succeeded, 4 failed, 5 cancelled
    phase            INTEGER NOT NULL,
    done             INTEGER NOT NULL,
    total            INTEGER NOT NULL,
    failure          TEXT    NOT NULL, -- why it failed; else empty
    cancel_requested INTEGER NOT NULL CHECK (cancel_requested IN (0, 1)),
    owner            BLOB    NOT NULL CHECK (length(owner) = 16), -- the process that runs or ran it; zeros while queued
    created_at       INTEGER NOT NULL,
    started_at       INTEGER,
    ended_at         INTEGER,
    beat_at          INTEGER NOT NULL, -- when it was last heard of
    version          INTEGER NOT NULL CHECK (version >= 1), -- one more with each change
    PRIMARY KEY (tenant, id),
    CHECK ((state >= 3) = (ended_at IS NOT NULL))
) STRICT;

CREATE INDEX calibration_run_state ON calibration_run (state, created_at);

-- What a calibration found, and which revisions it read.
CREATE TABLE calibration_document (
    tenant        TEXT    NOT NULL,
    run_id        BLOB    NOT NULL,
    report        BLOB    NOT NULL,
    inputs        BLOB    NOT NULL, -- 20 bytes for each scorecard: its id, and its revision big-endian
    report_sha256 BLOB    NOT NULL CHECK (length(report_sha256) = 32),
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (tenant, run_id),
    FOREIGN KEY (tenant, run_id) REFERENCES calibration_run (tenant, id)
) STRICT;

-- The groups that candidates belong to, for the law's statistics: read in aggregate only, and joined with nothing.
CREATE TABLE group_label (
    tenant       TEXT    NOT NULL,
    candidate_id TEXT    NOT NULL,
    category     TEXT    NOT NULL,
    label        TEXT    NOT NULL,
    labelled_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant, candidate_id, category)
) STRICT, WITHOUT ROWID;

-- A random secret per candidate. The audit chain holds what was written of them only as its HMAC; erasing them deletes it.
CREATE TABLE candidate_key (
    tenant       TEXT    NOT NULL,
    candidate_id TEXT    NOT NULL,
    secret       BLOB    NOT NULL CHECK (length(secret) = 32),
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant, candidate_id)
) STRICT, WITHOUT ROWID;

-- What was done, in a hash chain for each process that writes. Never changed, never deleted.
CREATE TABLE audit_event (
    writer_id   BLOB    NOT NULL CHECK (length(writer_id) = 16),
    sequence    INTEGER NOT NULL CHECK (sequence >= 1), -- from 1 without a gap
    tenant      TEXT    NOT NULL,  -- empty for a chain's first
    kind        INTEGER NOT NULL CHECK (kind >= 1),
    subject     BLOB    NOT NULL CHECK (length(subject) = 16), -- the interview, scorecard or another id; zeros when none
    revision    INTEGER NOT NULL,  -- the scorecard's or claim's, or how many group labels; 0 when none
    occurred_at INTEGER NOT NULL,
    content     BLOB    NOT NULL CHECK (length(content) IN (0, 32)), -- HMAC-SHA-256 or SHA-256 of what was written; empty when nothing
    heads       BLOB    NOT NULL,  -- of a chain's first: the other chains' heads; else empty
    hash        BLOB    NOT NULL CHECK (length(hash) = 32), -- SHA-256 of all of it and of the hash before
    PRIMARY KEY (writer_id, sequence)
) STRICT, WITHOUT ROWID;

-- How far each chain has come.
CREATE TABLE audit_head (
    writer_id BLOB    NOT NULL PRIMARY KEY CHECK (length(writer_id) = 16),
    sequence  INTEGER NOT NULL,
    hash      BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'an audit event never changes'); END;

CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'an audit event is never deleted'); END;

-- Random secrets that every server on this database shares.
CREATE TABLE server_key (
    purpose    TEXT    NOT NULL PRIMARY KEY,
    secret     BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- How selective the keys are in a large tenant. Without it the planner takes the tenant, with which every key starts, for selective,
-- and reads all of it to spare itself a sort. An operator's ANALYZE replaces these figures by measured ones.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('document',            'sqlite_autoindex_document_1', '100 100 50 10 1'),
    ('interview',           'interview',                   '200000 200000 1'),
    ('interview',           'interview_candidate',         '200000 200000 2 1'),
    ('interview',           'interview_open',              '4000 4000 1'),
    ('panel_member',        'panel_member',                '1000000 1000000 5 1'),
    ('panel_member',        'panel_member_interviewer',    '1000000 1000000 200 1'),
    ('scorecard',           'scorecard',                   '1000000 1000000 1'),
    ('scorecard',           'scorecard_live',              '1000000 1000000 5 2 1'),
    ('scorecard',           'scorecard_interview',         '1000000 1000000 5 1'),
    ('scorecard',           'scorecard_interviewer',       '1000000 1000000 200 1'),
    ('scorecard_revision',  'sqlite_autoindex_scorecard_revision_1', '1100000 1100000 2 1'),
    ('request',             'sqlite_autoindex_request_1',  '1000000 1000000 1'),
    ('request',             'request_age',                 '1000000 1'),
    ('request_interview',   'request_interview',           '1100000 1100000 1 1'),
    ('kit_question',        'kit_question',                '4000000 4000000 20 1'),
    ('kit_question',        'kit_question_candidate',      '4000000 4000000 25 20 1'),
    ('kit_question',        'kit_question_age',            '4000000 4000000 20 20'),
    ('claim',               'claim',                       '400000 400000 4 2 1 1'),
    ('claim',               'claim_id',                    '400000 400000 1 1'),
    ('decision',            'decision',                    '220000 220000 1 1 1'),
    ('decision',            'decision_id',                 '220000 220000 1'),
    ('calibration_run',     'sqlite_autoindex_calibration_run_1', '1000 1000 1'),
    ('calibration_run',     'calibration_run_state',       '1000 300 1'),
    ('calibration_document', 'sqlite_autoindex_calibration_document_1', '900 900 1'),
    ('group_label',         'group_label',                 '300000 300000 2 1'),
    ('candidate_key',       'candidate_key',               '150000 150000 1'),
    ('audit_event',         'audit_event',                 '2000000 10000 1'),
    ('state_event',         'state_event_tenant',          '2000000 2000000'),
    ('state_event',         'state_event_interview',       '2000000 2000000 10');
ANALYZE sqlite_schema;
