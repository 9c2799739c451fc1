-- A link leads to a lab without telling its id: to a copy of it as it was at a
-- moment (open), or to look at it while it is used (live). A lab that came from
-- such a link may have pushed to the registry of a class it is not of.

-- +goose Up
CREATE TABLE links (
    code    TEXT    NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL CHECK (kind IN ('open', 'live')),
    lab     TEXT    NOT NULL REFERENCES labs (id),
    at      INTEGER NOT NULL CHECK (at >= 0),    -- seq of the input that led to the moment
    line    INTEGER NOT NULL CHECK (line >= 0),  -- seq of the last input of its line of time
    inputs  INTEGER NOT NULL CHECK (inputs >= 0),-- how many the lab had
    created INTEGER NOT NULL,                    -- milliseconds since 1970, UTC
    UNIQUE (lab, kind, at, line, inputs)
) STRICT, WITHOUT ROWID;

ALTER TABLE labs ADD COLUMN shared TEXT NOT NULL DEFAULT ''; -- name of that registry, '' for none

-- +goose Down
ALTER TABLE labs DROP COLUMN shared;
DROP TABLE links;
