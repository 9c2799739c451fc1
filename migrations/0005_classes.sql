-- A class is labs that belong together: a teacher's, and one or more of each
-- member. Nothing tells who a member is but a nickname; secrets are kept as hashes.

-- +goose Up
CREATE TABLE classes (
    id      TEXT    NOT NULL PRIMARY KEY,  -- uuid v4
    title   TEXT    NOT NULL,
    code    TEXT    NOT NULL UNIQUE,       -- what members join by
    teacher TEXT    NOT NULL UNIQUE,       -- hash of the teacher's secret
    lessons TEXT    NOT NULL,              -- ids, a line each
    lab     TEXT    NOT NULL,              -- the teacher's
    shown   INTEGER NOT NULL CHECK (shown IN (0, 1)), -- members may look at the teacher's lab
    created INTEGER NOT NULL,              -- milliseconds since 1970, UTC
    ends    INTEGER NOT NULL               -- as created
) STRICT;

CREATE TABLE members (
    id       TEXT    NOT NULL PRIMARY KEY, -- uuid v4
    class    TEXT    NOT NULL REFERENCES classes (id),
    nickname TEXT    NOT NULL COLLATE NOCASE,
    key      TEXT    NOT NULL UNIQUE,      -- hash of what the cookie holds
    phrase   TEXT    NOT NULL UNIQUE,      -- hash of the recovery phrase
    lab      TEXT    NOT NULL,             -- the one in use, '' for none yet
    joined   INTEGER NOT NULL,
    UNIQUE (class, nickname)
) STRICT;

CREATE TABLE hints (
    member TEXT    NOT NULL REFERENCES members (id),
    at     INTEGER NOT NULL,
    text   TEXT    NOT NULL
) STRICT;
CREATE INDEX hints_member ON hints (member);

CREATE TABLE class_images (
    class TEXT    NOT NULL REFERENCES classes (id),
    seq   INTEGER NOT NULL CHECK (seq > 0), -- 1, 2, 3, … in each class
    lab   TEXT    NOT NULL,                 -- that pushed it
    ref   TEXT    NOT NULL,
    image TEXT    NOT NULL,
    at    INTEGER NOT NULL,
    PRIMARY KEY (class, seq)
) STRICT, WITHOUT ROWID;

ALTER TABLE labs ADD COLUMN class TEXT NOT NULL DEFAULT '';  -- id of the class, '' for none
ALTER TABLE labs ADD COLUMN member TEXT NOT NULL DEFAULT ''; -- whose it is alone, '' for who knows its id
CREATE INDEX labs_class ON labs (class, member) WHERE class <> '';

-- +goose Down
DROP INDEX labs_class;
ALTER TABLE labs DROP COLUMN member;
ALTER TABLE labs DROP COLUMN class;
DROP TABLE class_images;
DROP TABLE hints;
DROP TABLE members;
DROP TABLE classes;
