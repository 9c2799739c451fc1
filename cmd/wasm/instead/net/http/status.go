package http

// Statuses of answers.
const (
	StatusOK                    = 200
	StatusCreated               = 201
	StatusNoContent             = 204
	StatusFound                 = 302
	StatusSeeOther              = 303
	StatusBadRequest            = 400
	StatusForbidden             = 403
	StatusNotFound              = 404
	StatusMethodNotAllowed      = 405
	StatusConflict              = 409
	StatusGone                  = 410
	StatusRequestEntityTooLarge = 413
	StatusUnsupportedMediaType  = 415
	StatusTooManyRequests       = 429
	StatusInternalServerError   = 500
	StatusServiceUnavailable    = 503
)

var statuses = map[int]string{
	StatusOK: "OK", StatusCreated: "Created", StatusNoContent: "No Content", StatusFound: "Found", StatusSeeOther: "See Other",
	StatusBadRequest: "Bad Request", StatusForbidden: "Forbidden", StatusNotFound: "Not Found", StatusMethodNotAllowed: "Method Not Allowed",
	StatusConflict: "Conflict", StatusGone: "Gone", StatusRequestEntityTooLarge: "Request Entity Too Large",
	StatusUnsupportedMediaType: "Unsupported Media Type", StatusTooManyRequests: "Too Many Requests",
	StatusInternalServerError: "Internal Server Error", StatusServiceUnavailable: "Service Unavailable",
}

// StatusText is a status in words, "" for one that no handler gives.
func StatusText(status int) string { return statuses[status] }
