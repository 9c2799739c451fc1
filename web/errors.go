package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"
)

// Class is the kind of a fault, which decides the HTTP status.
type Class int

// The classes of fault.
const (
	Internal Class = iota // ours
	Invalid               // the request makes no sense
	Forbidden
	NotFound
	Conflict
	Full    // the lab can take no more
	TooMany // too often
)

var statuses = map[Class]int{
	Internal:  http.StatusInternalServerError,
	Invalid:   http.StatusBadRequest,
	Forbidden: http.StatusForbidden,
	NotFound:  http.StatusNotFound,
	Conflict:  http.StatusConflict,
	Full:      http.StatusConflict,
	TooMany:   http.StatusTooManyRequests,
}

// Error is a fault with a sentence for the one who made the request.
type Error struct {
	Class   Class
	Message string
	Cause   error // for the log only; may be nil
}

// Error is the sentence and, where there is one, the cause.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Message
	}
	return e.Message + " (" + e.Cause.Error() + ")"
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// sentences say in words what the statuses mean that echo answers by itself.
var sentences = map[int]string{
	http.StatusBadRequest:            "This request could not be read.",
	http.StatusForbidden:             "This request came from another site.",
	http.StatusNotFound:              "There is nothing here.",
	http.StatusMethodNotAllowed:      "This address does not take requests of this method.",
	http.StatusRequestEntityTooLarge: "A request may have at most 64 KiB.",
	http.StatusUnsupportedMediaType:  "The body has to be JSON: send Content-Type: application/json.",
	http.StatusTooManyRequests:       "That was too much at once. Wait a moment and try again.",
	http.StatusInternalServerError:   "Something went wrong on our side. Nothing of your lab is lost.",
	http.StatusServiceUnavailable:    "The server is not ready. Try again in a moment.",
}

// answerOf is the status and the sentence an error is answered with. What went
// wrong inside is for the log, so an unknown error has the general sentence.
func answerOf(err error) (int, string) {
	var ours *Error
	if errors.As(err, &ours) {
		return statuses[ours.Class], ours.Message
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge, sentences[http.StatusRequestEntityTooLarge]
	}
	status := http.StatusInternalServerError
	var echos *echo.HTTPError
	if errors.As(err, &echos) {
		status = echos.Code
	}
	if s, ok := sentences[status]; ok {
		return status, s
	}
	return status, http.StatusText(status) + "."
}

// classOf is the class of an *Error.
func classOf(err error) (Class, bool) {
	var ours *Error
	if errors.As(err, &ours) {
		return ours.Class, true
	}
	return Internal, false
}
