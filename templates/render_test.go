package templates

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

var render = flag.String("render", "", "directory to write the rendered pages to")

// views are the page in states worth looking at.
func views() map[string]View {
	busy := fullView()
	busy.Busy, busy.Prompt, busy.Partial = true, "/ # ", ""
	one := View{Lab: "demo", Scene: single(), Prompt: "$ "}
	many := View{Lab: "demo", Scene: crowd(50), Prompt: "$ ", Selected: "zone/exited"}
	some := View{Lab: "demo", Scene: crowd(7), Prompt: "$ "}
	img := fullView()
	img.Selected = "nginx:latest"
	gone := fullView()
	gone.Selected = "try-one"
	drum := fullView()
	drum.Selected = "volume/data"
	return map[string]View{"volume": drum, "empty": emptyView(), "one": one, "full": fullView(), "busy": busy, "some": some, "many": many, "image": img, "gone": gone}
}

func html(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPageRenders(t *testing.T) {
	for name, v := range views() {
		page := html(t, Page(v))
		for _, want := range []string{`data-node="host"`, `data-term-input`, `action="/labs/demo/inputs"`, `id="inspector"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
		if strings.Contains(page, "style=") || strings.Contains(page, "onclick") {
			t.Errorf("%s: inline style or script", name)
		}
		if *render != "" {
			page = strings.ReplaceAll(page, "/static/", "static/")
			if err := os.WriteFile(filepath.Join(*render, name+".html"), []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		html(t, Update(v))
	}
}
