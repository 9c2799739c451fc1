// Package migrations holds the database's schema as numbered steps, in the
// form goose reads.
package migrations

import "embed"

// FS has the steps: 0001_labs.sql and those that follow. A step that has been
// released is never edited.
//
//go:embed *.sql
var FS embed.FS
