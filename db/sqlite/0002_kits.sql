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
