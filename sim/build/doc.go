// Package build runs a Dockerfile on a Host: which stages are needed, which
// steps the cache has, what the others do, and how its progress looks.
//
// A Build is a value. Next lets it do all it can at the host's moment and
// returns it with the changed host; Wait says when to call again. What happens
// is told as Updates, from which the forms of progress are drawn, as BuildKit's
// clients do it. Steps that do not need each other run at the same time.
package build
