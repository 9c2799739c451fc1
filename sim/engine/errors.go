package engine

import "fmt"

// Class is the kind of a refusal. Source: containerd/errdefs and the status
// mapping of the Engine API.
type Class int

// The classes of refusal, with the HTTP status each stands for.
const (
	NotFound       Class = 404
	InvalidArg     Class = 400
	Unauthorized   Class = 401
	Conflict       Class = 409
	Forbidden      Class = 403
	NotModified    Class = 304
	NotImplemented Class = 501
	System         Class = 500
)

// Error is what the daemon refuses with: a class, Docker's own sentence, and
// the object that is the cause, so that the picture can say it there.
type Error struct {
	Class   Class
	Message string
	Object  Object
	// Reason says in our words why, beyond Docker's sentence; it may be empty.
	Reason string
}

// Error is Docker's sentence.
func (e *Error) Error() string { return e.Message }

// Object names a thing of a Host.
type Object struct {
	Type string // container, image, layer, network, volume, registry, host
	ID   string
}

func refuse(c Class, o Object, format string, args ...any) *Error {
	return &Error{Class: c, Object: o, Message: fmt.Sprintf(format, args...)}
}

func (e *Error) because(format string, args ...any) *Error {
	c := *e
	c.Reason = fmt.Sprintf(format, args...)
	return &c
}
