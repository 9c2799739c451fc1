// Package dockerfile reads Dockerfiles: the grammar of lines, flags and
// here-documents, the instructions with all they refuse, the expansion of
// variables, and the build checks. It knows nothing of hosts or images.
//
// Source: the Dockerfile reference (docs.docker.com/reference/dockerfile) and
// what docker build 29 with BuildKit prints; a message is BuildKit's, letter
// for letter.
package dockerfile
