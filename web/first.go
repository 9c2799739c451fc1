//go:build !js

package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// first is what a first page holds of the assets, so that a browser that has
// none of them can paint it without asking again: one round trip on a slow
// network. Who comes again has them in its cache.
type first struct {
	head          templ.Component // nil where there is nothing to hold
	style, script string          // their sums, as a policy says them
}

func firstOf(files assets) first {
	style, script := files["drydock.css"].plain, files["theme.js"].plain
	if len(style) == 0 || len(script) == 0 || bytes.Contains(style, []byte("</")) || bytes.Contains(script, []byte("</")) {
		return first{}
	}
	sum := func(text []byte) string {
		s := sha256.Sum256(text)
		return " 'sha256-" + base64.StdEncoding.EncodeToString(s[:]) + "'"
	}
	return first{head: templ.Raw(fmt.Sprintf("<style>%s</style><script>%s</script>", style, script)), style: sum(style), script: sum(script)}
}

// firstFor is what the page has to hold for who asks: the script that is in it
// leaves a cookie, so who sends that has been here.
func (s *server) firstFor(c echo.Context) templ.Component {
	if _, err := c.Cookie("shape"); err == nil {
		return nil
	}
	return s.first.head
}
