package templates

import (
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

// What a page holds comes as no more than its name; what is another one comes whole.
func TestPartsThatAreHeldComeEmpty(t *testing.T) {
	v := View{Lab: "x", Scene: fullScene()}
	whole := rendered(t, Update(v))
	v.Held = map[string]string{}
	for _, m := range regexp.MustCompile(`id="([a-z-]+)" data-sum="([0-9a-z]+)"`).FindAllStringSubmatch(whole, -1) {
		v.Held[m[1]] = m[2]
	}
	if len(v.Held) < 8 {
		t.Fatalf("there are %d parts", len(v.Held))
	}
	again := rendered(t, Update(v))
	if n := strings.Count(again, "data-same"); n != len(v.Held) || len(again) > len(whole)/2 {
		t.Errorf("%d parts of %d come empty, %d of %d bytes are left", n, len(v.Held), len(again), len(whole))
	}
	v.Scene = emptyScene()
	if other := rendered(t, Update(v)); !regexp.MustCompile(`id="zone-running" data-sum`).MatchString(other) || !strings.Contains(other, `id="zone-registry" data-same`) {
		t.Error("another scene has the same running zone, or another registry")
	}
}

func rendered(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
