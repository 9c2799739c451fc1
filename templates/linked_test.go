package templates

import (
	"regexp"
	"strings"
	"testing"
)

var tags = regexp.MustCompile(`<[^>]*>`)

func TestNamesInOutputAreLinksAndTheTextStays(t *testing.T) {
	v := fullView()
	v.known = v.names()
	for _, text := range []string{`cannot remove container "web": it runs`, "web", "  web  ", "nginx:latest web/../db <b>", "web.web, web: webs", ""} {
		got := html(t, v.written(Line{Kind: "stdout", Spans: []Span{{"$ ", "prompt"}, {text, ""}, {text, "sgr-1"}}}))
		plain := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&amp;", "&").Replace(tags.ReplaceAllString(got, ""))
		if plain != "$ "+text+text {
			t.Errorf("%q became %q", text, plain)
		}
	}
	if got := html(t, v.written(Line{Spans: []Span{{`container "web": webs`, ""}}})); strings.Count(got, "<a ") != 1 || !strings.Contains(got, `data-ref="container-`) {
		t.Error(got)
	}
}
