-- A lab may be about a lesson, and begin with lines that have been typed before
-- the learner comes. They are kept with the lab, so that it stays what it was
-- when the lesson is rewritten.

-- +goose Up
ALTER TABLE labs ADD COLUMN lesson TEXT NOT NULL DEFAULT ''; -- id of the lesson, '' for none
ALTER TABLE labs ADD COLUMN setup TEXT NOT NULL DEFAULT '';  -- lines

-- +goose Down
ALTER TABLE labs DROP COLUMN setup;
ALTER TABLE labs DROP COLUMN lesson;
