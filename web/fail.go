package web

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/templates"
)

// fail answers with a fault: JSON for programs, the page's own parts for our
// script, a small page for people. What went wrong inside goes to the log only.
func (s *server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status, sentence := answerOf(err)
	if status >= http.StatusInternalServerError {
		s.log.LogAttrs(c.Request().Context(), slog.LevelError, "fault", slog.String("route", c.Path()),
			slog.String("id", c.Response().Header().Get(echo.HeaderXRequestID)), slog.String("error", err.Error()))
	}
	switch {
	case c.Request().Method == http.MethodHead:
		err = c.NoContent(status)
	case wantsJSON(c):
		err = c.JSON(status, map[string]string{"message": sentence})
	case scripted(c) && s.failInPlace(c, status, sentence):
		return
	default:
		err = render(c, status, templates.FaultPage(http.StatusText(status), sentence))
	}
	if err != nil {
		s.log.Error("a fault could not be sent", "error", err.Error())
	}
}

func wantsJSON(c echo.Context) bool {
	return strings.HasPrefix(c.Request().URL.Path, "/api/") ||
		strings.Contains(c.Request().Header.Get(echo.HeaderAccept), echo.MIMEApplicationJSON)
}

// failInPlace shows the fault within the lab's page. It returns false when the
// lab cannot be shown either.
func (s *server) failInPlace(c echo.Context, status int, sentence string) bool {
	m, err := s.labs.Look(c.Request().Context(), c.Param("lab"))
	if err != nil {
		return false
	}
	v := viewOf(c, m, c.FormValue("select"))
	v.Lines, v.Error = nil, sentence
	return render(c, status, templates.Update(v)) == nil
}
