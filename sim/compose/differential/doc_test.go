// Package differential holds our reading of compose files against the library
// that Compose itself reads them with: on each case both give the same normal
// form, or refuse it with the same sentence. It is a module of its own so that
// the product does not depend on that library.
package differential
