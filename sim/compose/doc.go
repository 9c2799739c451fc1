// Package compose reads compose files and says what they ask of an engine.
//
// Files go through the steps that Compose takes, each a function from value to
// value: YAML to a tree (yaml.go), variables filled in (interpolate.go),
// extends and include, files laid over each other (merge.go), the schema
// (schema.go), short forms made long (canonical.go), and what has to fit
// together (check.go). The Project that comes out can be written again
// (render.go) and turned into the engine's requests (container.go). Nothing
// here runs anything: the docker command does.
//
// A tree is what YAML describes: map[string]any, []any, string, int64,
// float64, bool or nil. A tree is not written to once it has been handed on.
package compose
