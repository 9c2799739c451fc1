package compose

import (
	"slices"
	"strings"
	"testing"
)

// TestWantedEnds: variables within variables without end are found up to a depth.
func TestWantedEnds(t *testing.T) {
	text := strings.Repeat("${A:-", 100_000)
	p := Project{Tree: map[string]any{"a": text, "b": "${B:?none} $C $$D ${E:+x}"}}
	got := p.Wanted()
	want := []Wanted{{Name: "A"}, {Name: "B", Required: true}, {Name: "C"}, {Name: "E", Presence: "x"}}
	for i := range got {
		if got[i].Name == "A" {
			got[i].Default = ""
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestTriggersMatch holds files against the rules of watch.
func TestTriggersMatch(t *testing.T) {
	s := Service{Name: "web", Tree: map[string]any{"develop": map[string]any{"watch": []any{
		map[string]any{"path": "/app/src", "action": "sync", "target": "/srv", "ignore": []any{"*.tmp", "node_modules/"}, "include": []any{"**/*.js", "a.tmp"}},
	}}}}
	all, err := s.Triggers(nil)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	m := all[0].Matcher()
	for file, want := range map[string]string{
		"/app/src/x.js": "/srv/x.js", "/app/src/lib/y.js": "/srv/lib/y.js", "/app/src/x.css": "", "/app/src/a.tmp": "",
		"/app/src/node_modules/z.js": "", "/app/srcs/x.js": "", "/app/src/.x.js.swp": "", "/app": "",
	} {
		if to, ok := m.Match(file); to != want || ok != (want != "") {
			t.Errorf("%s goes to %q, %v, not to %q", file, to, ok, want)
		}
	}
}
