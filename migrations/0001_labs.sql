-- A lab is one learner's world. The world itself is not stored: it is what its
-- inputs make of its seed, so a lab is a seed and a list of inputs.

-- +goose Up
CREATE TABLE labs (
    id        TEXT    NOT NULL PRIMARY KEY, -- uuid v4
    seed      TEXT    NOT NULL,
    pipe      INTEGER NOT NULL CHECK (pipe IN (0, 1)), -- commands write to a pipe, not to a terminal
    simulator TEXT    NOT NULL,             -- the version that made it
    created   INTEGER NOT NULL              -- milliseconds since 1970, UTC
) STRICT;

CREATE TABLE inputs (
    lab      TEXT    NOT NULL REFERENCES labs (id),
    seq      INTEGER NOT NULL CHECK (seq > 0), -- 1, 2, 3, … in each lab
    at       INTEGER NOT NULL,                 -- milliseconds since 1970, UTC
    kind     TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    path     TEXT    NOT NULL,
    after_ms INTEGER NOT NULL CHECK (after_ms >= 0),
    PRIMARY KEY (lab, seq)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE inputs;
DROP TABLE labs;
