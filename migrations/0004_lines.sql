-- An input may follow an older one than the one typed before it: a what-if. So
-- the inputs of a lab are a tree; a line of it ends at an input that none follows.

-- +goose Up
ALTER TABLE inputs ADD COLUMN parent INTEGER; -- seq of the input it follows, 0 for none; NULL: the one before

-- +goose Down
ALTER TABLE inputs DROP COLUMN parent;
