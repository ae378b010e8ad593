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
    state            INTEGER NOT NULL CHECK (state IN (1, 2)), -- 1 open, 2 closed
    version          INTEGER NOT NULL CHECK (version >= 1),    -- one more with each change of panel or state
    card_changes     INTEGER NOT NULL DEFAULT 0,               -- one more with each change of a scorecard
    created_at       INTEGER NOT NULL,
    closed_at        INTEGER,
    PRIMARY KEY (tenant, id),
    CHECK ((state = 2) = (closed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX interview_candidate ON interview (tenant, candidate_id, id);
CREATE INDEX interview_open ON interview (tenant, id) WHERE state = 1;

-- The versions of question banks that an interview is held by.
CREATE TABLE interview_bank (
    tenant       TEXT NOT NULL,
    interview_id BLOB NOT NULL,
    bank_id      TEXT NOT NULL,
    version      TEXT NOT NULL,
    PRIMARY KEY (tenant, interview_id, bank_id),
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
) STRICT, WITHOUT ROWID;

-- Other role profiles with an opening, as role/level.
CREATE TABLE interview_open_role (
    tenant       TEXT    NOT NULL,
    interview_id BLOB    NOT NULL,
    ordinal      INTEGER NOT NULL CHECK (ordinal >= 0),
    role         TEXT    NOT NULL,
    PRIMARY KEY (tenant, interview_id, ordinal),
    FOREIGN KEY (tenant, interview_id) REFERENCES interview (tenant, id)
) STRICT, WITHOUT ROWID;

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

-- Revision 0 is a draft's content. From 1 on revisions are never changed or deleted.
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
    composite      INTEGER CHECK (composite BETWEEN 0 AND 10000),     -- hundredths of a point; null when not observed
    equal_weights  INTEGER CHECK (equal_weights BETWEEN 0 AND 10000), -- the same with equal weights
    coverage       INTEGER CHECK (coverage BETWEEN 0 AND 10000),      -- hundredths of a per cent; null when not scored
    PRIMARY KEY (tenant, scorecard_id, revision),
    FOREIGN KEY (tenant, scorecard_id) REFERENCES scorecard (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rating (
    tenant              TEXT    NOT NULL,
    scorecard_id        BLOB    NOT NULL,
    revision            INTEGER NOT NULL,
    criterion_id        TEXT    NOT NULL,
    ordinal             INTEGER NOT NULL CHECK (ordinal >= 0), -- rubric order
    level               INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5), -- 0 when not observed
    not_observed_reason INTEGER NOT NULL CHECK (not_observed_reason >= 0),
    evidence            TEXT    NOT NULL,
    PRIMARY KEY (tenant, scorecard_id, revision, criterion_id),
    FOREIGN KEY (tenant, scorecard_id, revision) REFERENCES scorecard_revision (tenant, scorecard_id, revision),
    CHECK (level = 0 OR not_observed_reason = 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE raised_flag (
    tenant       TEXT    NOT NULL,
    scorecard_id BLOB    NOT NULL,
    revision     INTEGER NOT NULL,
    red_flag_id  TEXT    NOT NULL,
    ordinal      INTEGER NOT NULL CHECK (ordinal >= 0), -- rubric order
    evidence     TEXT    NOT NULL,
    PRIMARY KEY (tenant, scorecard_id, revision, red_flag_id),
    FOREIGN KEY (tenant, scorecard_id, revision) REFERENCES scorecard_revision (tenant, scorecard_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER scorecard_revision_stays BEFORE UPDATE ON scorecard_revision WHEN OLD.revision >= 1
BEGIN SELECT RAISE(ABORT, 'a submitted revision never changes'); END;

CREATE TRIGGER scorecard_revision_kept BEFORE DELETE ON scorecard_revision WHEN OLD.revision >= 1
BEGIN SELECT RAISE(ABORT, 'a submitted revision is never deleted'); END;

CREATE TRIGGER rating_stays BEFORE UPDATE ON rating WHEN OLD.revision >= 1
BEGIN SELECT RAISE(ABORT, 'a submitted revision never changes'); END;

CREATE TRIGGER rating_kept BEFORE DELETE ON rating WHEN OLD.revision >= 1
BEGIN SELECT RAISE(ABORT, 'a submitted revision is never deleted'); END;

CREATE TRIGGER raised_flag_stays BEFORE UPDATE ON raised_flag WHEN OLD.revision >= 1
BEGIN SELECT RAISE(ABORT, 'a submitted revision never changes'); END;

CREATE TRIGGER raised_flag_kept BEFORE DELETE ON raised_flag WHEN OLD.revision >= 1
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
    ('interview_bank',      'interview_bank',              '600000 600000 3 1'),
    ('interview_open_role', 'interview_open_role',         '400000 400000 2 1'),
    ('panel_member',        'panel_member',                '1000000 1000000 5 1'),
    ('panel_member',        'panel_member_interviewer',    '1000000 1000000 200 1'),
    ('scorecard',           'scorecard',                   '1000000 1000000 1'),
    ('scorecard',           'scorecard_live',              '1000000 1000000 5 2 1'),
    ('scorecard',           'scorecard_interview',         '1000000 1000000 5 1'),
    ('scorecard',           'scorecard_interviewer',       '1000000 1000000 200 1'),
    ('scorecard_revision',  'scorecard_revision',          '1100000 1100000 2 1'),
    ('rating',              'rating',                      '13000000 13000000 13 12 1'),
    ('raised_flag',         'raised_flag',                 '200000 200000 2 2 1'),
    ('request',             'sqlite_autoindex_request_1',  '1000000 1000000 1'),
    ('request',             'request_age',                 '1000000 1'),
    ('state_event',         'state_event_tenant',          '2000000 2000000'),
    ('state_event',         'state_event_interview',       '2000000 2000000 10');
ANALYZE sqlite_schema;
