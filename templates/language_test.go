package templates

import "testing"

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{"Dockerfile", "", "dockerfile"}, {"app/Dockerfile.dev", "", "dockerfile"}, {"web.dockerfile", "", "dockerfile"}, {"x", "FROM alpine\n", "dockerfile"},
		{"compose.yaml", "", "yaml"}, {"docker-compose.yml", "", "yaml"}, {"run.sh", "", "shell"}, {"start", "#!/bin/sh\n", "shell"}, {".env", "", "shell"},
		{"site/index.html", "", "html"}, {"nginx.conf", "", "nginx"}, {"app.py", "", "python"}, {"note.txt", "FROMAGE", ""}, {"Makefile", "", ""},
	} {
		if got := language(EditView{Path: c.path, Text: c.text}); got != c.want {
			t.Errorf("%s is written in %q, want %q", c.path, got, c.want)
		}
	}
}
