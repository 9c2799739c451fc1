// Package differential holds our reading of Dockerfiles against BuildKit's own
// parser, instructions and linter, over BuildKit's test files, generated
// Dockerfiles and fuzzing. It is a module of its own, so that the product does
// not have BuildKit among what it needs.
package differential
