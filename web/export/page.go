package export

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// world is what a page says of its world: see static/world.js.
type world struct {
	Base   string            `json:"base"`
	Worker string            `json:"worker"`
	Wasm   []packing         `json:"wasm"`          // the small program
	Whole  []packing         `json:"whole"`         // the whole one
	All    bool              `json:"all,omitempty"` // how the lab begins is nothing for the small one
	Lab    labSpec           `json:"lab"`
	Lesson string            `json:"lesson,omitempty"`
	Start  string            `json:"start"`
	Styles map[string]string `json:"styles"`
	Keeper string            `json:"keeper,omitempty"`
	// Answers is where the answers to the first lines are, if they are written down.
	Answers string `json:"answers,omitempty"`
	// Files are scripts with all that, for a page from a file.
	Files   []string `json:"files,omitempty"`
	Lessons []string `json:"lessons,omitempty"` // of the site, on a page about none
	// Others are the languages in which the site has the same lesson.
	Others []string `json:"others,omitempty"`
}

type labSpec struct {
	ID        string `json:"id"`
	Setup     string `json:"setup,omitempty"`
	Simulator string `json:"simulator,omitempty"`
}

// policy lets a page use its own site and nothing else. A page from a file has
// no site, so its files are named as such.
const policy = "default-src 'self' file:; script-src 'self' file: blob: 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' file: blob: data:; " +
	"style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:; object-src 'none'; base-uri 'none'; form-action 'self'"

// page is a lab's page of a server as a file of the site.
func (m *maker) page(name string, source []byte, w world, framed bool) ([]byte, error) {
	doc, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return nil, err
	}
	w.Base = base(name)
	w.Worker = w.Base + m.at["worker.js"]
	w.Wasm, w.Whole = from(w.Base, m.wasm), from(w.Base, m.whole)
	w.All = strings.Contains(w.Lab.Setup, "docker build") || strings.Contains(w.Lab.Setup, "compose")
	if w.Lesson != "" {
		w.Lesson = w.Base + w.Lesson
	}
	if w.Answers != "" {
		w.Answers = w.Base + w.Answers
	}
	files := w.Files
	w.Files = nil
	for _, f := range files {
		w.Files = append(w.Files, w.Base+f)
	}
	w.Styles = map[string]string{}
	for _, s := range styles {
		w.Styles[path.Base(s)] = w.Base + m.at[path.Base(s)]
	}
	if !framed {
		w.Keeper = "keeper.js"
	}
	text, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	head, body := find(doc, atom.Head), find(doc, atom.Body)
	head.AppendChild(element("meta", "name", "drydock-world", "content", string(text)))
	m.dress(name, doc)
	if framed {
		body.Attr = append(body.Attr, html.Attribute{Key: "class", Val: "embedded"})
		head.AppendChild(element("link", "rel", "stylesheet", "href", w.Base+m.at["embedded.css"]))
		head.AppendChild(element("script", "src", w.Base+m.at["embedded.js"], "defer", ""))
		each(doc, func(n *html.Node) {
			drop(n, "autofocus") // a frame takes the focus from nobody
		})
	}
	return rendered(doc)
}

// from are files of the site as a page names them.
func from(base string, list []packing) (all []packing) {
	for _, p := range list {
		p.URL = base + p.URL
		all = append(all, p)
	}
	return all
}

// plain is a page of a server without a lab as a file of the site.
func (m *maker) plain(name string, source []byte) ([]byte, error) {
	doc, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return nil, err
	}
	m.dress(name, doc)
	return rendered(doc)
}

// dress turns the addresses of a server to the site's, and adds what makes it
// an app.
func (m *maker) dress(name string, doc *html.Node) {
	to := base(name)
	var gone []*html.Node
	each(doc, func(n *html.Node) {
		switch {
		case value(n, "class") == "find" || value(n, "data-server") != "" || n.DataAtom == atom.P && n.FirstChild != nil && value(n.FirstChild, "href") == "/join":
			gone = append(gone, n)
		case n.DataAtom == atom.Script && value(n, "src") != "":
			drop(n, "type")
			n.Attr = append(n.Attr, html.Attribute{Key: "defer"})
			if strings.HasSuffix(value(n, "src"), "theme.js") {
				drop(n, "defer")
			}
		case n.DataAtom == atom.Form && value(n, "method") == "post" && strings.HasPrefix(value(n, "action"), "/learn/"):
			set(n, "method", "get") // leads there without script, too
		}
		for _, a := range []string{"href", "src", "action"} {
			if v := value(n, a); strings.HasPrefix(v, "/") {
				set(n, a, m.turned(to, v))
			}
		}
	})
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
	head := find(doc, atom.Head)
	head.InsertBefore(element("meta", "http-equiv", "Content-Security-Policy", "content", policy), head.FirstChild.NextSibling)
	head.AppendChild(element("link", "rel", "manifest", "href", to+"manifest.webmanifest"))
	head.AppendChild(element("link", "rel", "stylesheet", "href", to+m.at["site.css"]))
}

// turned is where the site has what a server has at an address.
func (m *maker) turned(to, address string) string {
	switch {
	case strings.HasPrefix(address, "/static/"):
		return to + m.at[strings.TrimPrefix(address, "/static/")]
	case address == "/" || address == "/learn":
		return to + "index.html"
	case address == "/labs/"+labID("playground"):
		return to + "lab.html"
	case address == "/open":
		return to + "open.html"
	case address == "/learn/format":
		return to + "index.html"
	case strings.HasPrefix(address, "/learn/files/"):
		return to + strings.TrimPrefix(address, "/learn/")
	case strings.HasPrefix(address, "/learn/"):
		return to + "lessons/" + strings.TrimPrefix(address, "/learn/") + ".html"
	}
	return address
}

// base leads from a page to the site's beginning.
func base(name string) string {
	if n := strings.Count(path.Clean(name), "/"); n > 0 {
		return strings.Repeat("../", n)
	}
	return "./"
}

func rendered(doc *html.Node) ([]byte, error) {
	var b bytes.Buffer
	err := html.Render(&b, doc)
	return b.Bytes(), err
}

func each(n *html.Node, do func(*html.Node)) {
	do(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, do)
	}
}

func find(doc *html.Node, a atom.Atom) (found *html.Node) {
	each(doc, func(n *html.Node) {
		if n.DataAtom == a && found == nil {
			found = n
		}
	})
	return found
}

func value(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func set(n *html.Node, key, val string) {
	drop(n, key)
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
}

func drop(n *html.Node, key string) {
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		if a.Key != key {
			kept = append(kept, a)
		}
	}
	n.Attr = kept
}

// element is one with attributes, given as names and values.
func element(name string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}
