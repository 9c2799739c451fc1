package export

import (
	"bytes"
	"html/template"
	"io/fs"
	"strings"

	"github.com/yuin/goldmark"
	markup "github.com/yuin/goldmark/renderer/html"

	"drydock/static"
)

// shortcodes adds what authors of other sites put into their tools, and a page
// that tries each: Hugo's with Go's templates, as Hugo does, Docusaurus's as the
// component it is, Markdown's by a renderer that lets HTML through. The hook of
// MkDocs is Python, which a page cannot run: its tag is the same as Markdown's.
func (m *maker) shortcodes() error {
	for _, name := range []string{"hugo.html", "docusaurus.jsx", "mkdocs.py", "markdown.md"} {
		data, err := fs.ReadFile(static.FS, "site/shortcodes/"+name)
		if err != nil {
			return err
		}
		m.site["shortcodes/"+name] = data
	}
	script, err := bundled(static.FS, "site/shortcodes.js", false, nil)
	if err != nil {
		return err
	}
	lesson := ""
	if len(m.Lessons) > 0 {
		lesson = m.Lessons[0].ID
	}
	hugo, err := Hugo(map[string]string{"lesson": lesson, "site": "./"}, "")
	if err != nil {
		return err
	}
	markdown, err := Markdown("./", lesson)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	err = tried.Execute(&b, map[string]any{
		"Style": m.at["drydock.css"], "Theme": m.at["theme.js"], "Script": m.add("shortcodes.js", script), "Lesson": lesson, "Hugo": template.HTML(hugo), "Markdown": template.HTML(markdown), //nolint:gosec // both are ours
		"Policy": policy, "Icon": m.at["icon.svg"],
	})
	m.site["shortcodes.html"] = b.Bytes()
	return err
}

// called is what Hugo gives a shortcode.
type called struct {
	given map[string]string
	Inner template.HTML
}

// Get is a parameter by its name.
func (c called) Get(name string) string { return c.given[name] }

// Hugo is what Hugo makes of the shortcode with parameters.
func Hugo(given map[string]string, inner string) (string, error) {
	source, err := fs.ReadFile(static.FS, "site/shortcodes/hugo.html")
	if err != nil {
		return "", err
	}
	site := func() any { return map[string]any{"Params": map[string]any{"drydock": given["site"]}} }
	t, err := template.New("drydock").Funcs(template.FuncMap{"site": site}).Parse(string(source))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, called{given, template.HTML(inner)}) //nolint:gosec // the author's own, as with Hugo
	return b.String(), err
}

// Markdown is what a renderer that lets HTML through makes of the tag.
func Markdown(site, lesson string) (string, error) {
	source, err := fs.ReadFile(static.FS, "site/shortcodes/markdown.md")
	if err != nil {
		return "", err
	}
	text := strings.NewReplacer("SITE", site, "LESSON", lesson).Replace(string(source))
	var b strings.Builder
	err = goldmark.New(goldmark.WithRendererOptions(markup.WithUnsafe())).Convert([]byte(text), &b)
	return b.String(), err
}

var tried = template.Must(template.New("shortcodes").Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{.Policy}}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Labs in other sites · Drydock</title>
<link rel="icon" href="./{{.Icon}}" type="image/svg+xml">
<link rel="stylesheet" href="./{{.Style}}">
<script src="./{{.Theme}}"></script>
<script src="./{{.Script}}" defer></script>
</head>
<body class="catalogue">
<header class="top"><h1><a href="./index.html">Drydock</a></h1><p>Labs in pages of other sites: one tag each.</p></header>
<main id="main">
<h2>Labs in other sites</h2>
<p>Each of these is what the shortcode makes. Take the files from <a href="./shortcodes/hugo.html">Hugo</a>, <a href="./shortcodes/docusaurus.jsx">Docusaurus</a>,
<a href="./shortcodes/mkdocs.py">MkDocs</a>, <a href="./shortcodes/markdown.md">Markdown</a>.</p>
<section aria-label="Hugo"><h3>Hugo</h3><output>Not yet drawn: a lab is drawn when it comes into sight.</output>{{.Hugo}}</section>
<section aria-label="Docusaurus"><h3>Docusaurus</h3><output>Not yet drawn: a lab is drawn when it comes into sight.</output><div id="docusaurus" data-lesson="{{.Lesson}}"></div></section>
<section aria-label="Markdown and MkDocs"><h3>Markdown and MkDocs</h3><output>Not yet drawn: a lab is drawn when it comes into sight.</output>{{.Markdown}}</section>
<section aria-label="Plain frame"><h3>Plain frame</h3>
<iframe src="./embed/{{.Lesson}}.html?theme=light&amp;show=terminal" title="Drydock: {{.Lesson}}" width="100%" height="500" loading="lazy"></iframe></section>
</main>
</body>
</html>
`))
