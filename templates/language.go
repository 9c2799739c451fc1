package templates

import (
	"path"
	"strings"
)

// languages are the editor's names of what files are written in, by what their
// names end in.
var languages = map[string]string{
	".yml": "yaml", ".yaml": "yaml", ".sh": "shell", ".bash": "shell", ".env": "shell", ".html": "html", ".htm": "html", ".xml": "html", ".svg": "html",
	".css": "css", ".js": "javascript", ".mjs": "javascript", ".json": "json", ".py": "python", ".conf": "nginx",
	".dockerfile": "dockerfile", ".containerfile": "dockerfile",
}

// language is what the file in the editor is written in, "" for plain text.
func language(e EditView) string {
	name := strings.ToLower(path.Base(e.Path))
	kind, _, _ := strings.Cut(name, ".")
	switch {
	case languages[path.Ext(name)] != "":
		return languages[path.Ext(name)]
	case kind == "dockerfile" || kind == "containerfile" || strings.HasPrefix(e.Text, "FROM "):
		return "dockerfile"
	case strings.HasPrefix(e.Text, "#!"):
		return "shell"
	}
	return ""
}
