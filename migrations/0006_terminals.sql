-- A machine may have several terminals; an input goes to one of them.

-- +goose Up
ALTER TABLE inputs ADD COLUMN terminal TEXT NOT NULL DEFAULT ''; -- its name, '' for the first

-- +goose Down
ALTER TABLE inputs DROP COLUMN terminal;
