package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"drydock/static"
	"drydock/web"
)

// A first page brings its style and the script of its theme, each allowed by
// its sum; who has been here has them in the cache.
func TestFirstPage(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.Assets = static.FS })
	held := regexp.MustCompile(`(?s)<(style|script)>(.+?)</(?:style|script)>`)
	resp := s.ask("GET", "/", "")
	policy, first := resp.Header.Get("Content-Security-Policy"), text(t, resp)
	parts := held.FindAllStringSubmatch(first, -1)
	if len(parts) != 2 {
		t.Fatalf("the first page holds %d parts, want its style and a script", len(parts))
	}
	for _, part := range parts {
		sum := sha256.Sum256([]byte(part[2]))
		if allowed := part[1] + "-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, allowed) {
			t.Errorf("the policy %q does not say %q", policy, allowed)
		}
	}
	if strings.Contains(first, "drydock.css") || strings.Contains(first, "theme.js") {
		t.Error("the first page asks for what it holds")
	}
	again := text(t, s.ask("GET", "/", "", "Cookie", "shape=wide"))
	if held.MatchString(again) || !strings.Contains(again, `href="/static/drydock.css"`) || !strings.Contains(again, `src="/static/theme.js"`) {
		t.Error("a later page does not take its style and script from the cache")
	}
}
