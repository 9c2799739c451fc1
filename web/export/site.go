// Package export writes Drydock as a folder of plain files that works from any
// host, under any path: pages that are drawn already, the program that runs the
// labs in the browser, scripts and style sheets.
//
// The pages are those of a server, with its addresses turned to the folder's;
// their script asks a worker where a server's page asks the server. All
// addresses are relative, files but pages have a mark of their content in their
// names, and nothing is asked of another host.
package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"drydock/sim/lesson"
	"drydock/static"
	"drydock/web"
)

// Options are what a site is made from.
type Options struct {
	Lessons     []lesson.Lesson
	LessonFiles fs.FS  // what the lessons refer to; nil: that of the course
	Simulator   string // version, noted with new labs: labs of another one begin anew
	Program     Program
	Level       int // of brotli, 0 to 11; below 0 it is not packed so
}

// Site is the files of a site by their path, with slashes.
type Site map[string][]byte

// maker makes a site.
type maker struct {
	Options
	site   Site
	server http.Handler
	shelf  shelf
	at     map[string]string // where an asset is, by its name in package static
	wasm   []packing         // the small program
	whole  []packing         // the whole one
	worker []byte
	files  string // the worker and the whole program as a script, for pages from files
}

// packing is one form of the program: the browser takes the first it unpacks.
type packing struct {
	URL     string `json:"url"`
	Packing string `json:"packing,omitempty"` // as DecompressionStream names it
	Bytes   int    `json:"bytes"`
}

// Make makes a site.
func Make(o Options) (Site, error) {
	m := &maker{Options: o, site: Site{}, shelf: shelf{labs: map[string]web.Lab{}}, at: map[string]string{}}
	server, err := web.New(web.Config{Store: m.shelf, Lessons: o.Lessons, LessonFiles: o.LessonFiles, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.UnixMilli(0) }})
	if err != nil {
		return nil, err
	}
	m.server = server
	for _, make := range []func() error{m.assets, m.program, m.fromFile, m.playground, m.lessons, m.index, m.opening, m.shortcodes, m.keeper} {
		if err := make(); err != nil {
			return nil, err
		}
	}
	return m.site, nil
}

// add puts a file into the site under a name that tells its content.
func (m *maker) add(name string, data []byte) string {
	full := hashed(name, data)
	m.site[full] = data
	return full
}

// styles and scripts are those of the pages. What an earlier one is asked for by
// import() has to be there before it.
var (
	styles  = []string{"drydock.css", "class.css", "look.css", "site/embedded.css", "site/site.css"}
	scripts = []string{"theme.js", "main.js", "learn.js", "site/embedded.js", "site/open.js"}
)

func (m *maker) assets() error {
	editor, err := bundled(static.FS, "editor.js", true, nil)
	if err != nil {
		return err
	}
	later := map[string]string{"editor.js": "./" + filepath.Base(m.add("editor.js", editor))}
	for _, name := range append(append([]string{}, styles...), scripts...) {
		data, err := bundled(static.FS, name, false, later)
		if err != nil {
			return err
		}
		m.at[path.Base(name)] = m.add(name, data)
	}
	element, err := bundled(static.FS, "site/embed.js", false, nil)
	if err != nil {
		return err
	}
	m.site["embed.js"] = element                                                // its address stands in other people's pages
	if m.site["badge.svg"], err = static.FS.ReadFile("badge.svg"); err != nil { // so does this one
		return err
	}
	icon, err := static.FS.ReadFile("icon.svg")
	m.at["icon.svg"] = m.add("icon.svg", icon)
	return err
}

// program adds the worker and the program in it.
func (m *maker) program() error {
	worker, err := bundled(static.FS, "site/worker.js", false, nil)
	if err != nil {
		return err
	}
	m.worker = bytes.Join([][]byte{m.Program.Exec, worker}, []byte("\n"))
	m.at["worker.js"] = m.add("worker.js", m.worker)
	if m.whole, err = m.packings("drydock.wasm", m.Program.Wasm); err == nil && m.Program.Core != nil {
		m.wasm, err = m.packings("core.wasm", m.Program.Core)
	}
	return err
}

// packings adds a program in the forms that browsers unpack.
func (m *maker) packings(name string, wasm []byte) (all []packing, err error) {
	form, err := Form(wasm)
	if err != nil {
		return nil, err
	}
	if m.Level >= 0 {
		small := Brotli(form, m.Level)
		all = append(all, packing{m.add(name+".br", small), "brotli", len(small)})
	}
	small := Gzip(form)
	return append(all, packing{m.add(name+".gz", small), "gzip", len(small)}), nil
}

// labs of a site have names that follow from what they are about, so that a
// learner finds them again.
var space = uuid.NewSHA1(uuid.NameSpaceURL, []byte("drydock/site"))

func labID(about string) string { return uuid.NewSHA1(space, []byte(about)).String() }

// lab puts a lab on the shelf and returns what a page says of it.
func (m *maker) lab(about string, l lesson.Lesson) web.Lab {
	id := labID(about)
	lab := web.LabFor(id, l)
	lab.Simulator = m.Simulator
	m.shelf.labs[id] = lab
	return lab
}

// get is a page of the server.
func (m *maker) get(address string) ([]byte, error) {
	return m.ask(http.MethodGet, address, "")
}

// ask is what the server answers our script; a form is sent as its body.
func (m *maker) ask(method, address, form string) ([]byte, error) {
	r, err := http.NewRequestWithContext(context.Background(), method, address, strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Drydock", "fragment")
	}
	r.RemoteAddr = "127.0.0.1:1"
	r.AddCookie(&http.Cookie{Name: "shape", Value: "wide"}) // styles and scripts are files
	w := &answer{head: http.Header{}}
	m.server.ServeHTTP(w, r)
	if w.status != http.StatusOK {
		return nil, fmt.Errorf("%s: status %d", address, w.status)
	}
	return w.body.Bytes(), nil
}

// answer keeps what a handler answers.
type answer struct {
	head   http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.head }
func (a *answer) WriteHeader(s int)   { a.status = s }
func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.body.Write(p)
}

// playground is the page of a lab that is about nothing, and the same for frames.
func (m *maker) playground() error {
	lab := m.lab("playground", lesson.Lesson{})
	return m.pages(lab, nil, "lab.html", "embed/index.html")
}

// lessons are the pages of all lessons.
func (m *maker) lessons() error {
	for _, l := range m.Lessons {
		lab := m.lab("lesson/"+l.ID, l)
		l = l.For(lab.Seed)
		if err := m.pages(lab, &l, "lessons/"+l.ID+".html", "embed/"+l.ID+".html"); err != nil {
			return err
		}
	}
	return nil
}

// pages writes a lab's page and the one for frames.
func (m *maker) pages(lab web.Lab, l *lesson.Lesson, own, framed string) error {
	source, err := m.get("/labs/" + lab.ID)
	if err != nil {
		return err
	}
	w := world{Worker: "../" + m.at["worker.js"], Lab: labSpec{ID: lab.ID, Setup: lab.Setup, Simulator: lab.Simulator}, Start: "load"}
	if l != nil {
		text, err := json.Marshal(l)
		if err != nil {
			return err
		}
		w.Lesson = m.add(l.ID+".json", text)
	}
	if w.Answers, err = m.foresee(lab, l); err != nil {
		return err
	}
	w.Files = []string{m.files, m.script(lab.Lesson, m.site[w.Lesson], m.site[w.Answers])}
	w.Lessons = m.ids()
	if l != nil {
		w.Lessons, w.Others = nil, m.others(l.ID)
	}
	if m.site[own], err = m.page(own, source, w, false); err != nil {
		return err
	}
	w.Start = "touch"
	m.site[framed], err = m.page(framed, source, w, true)
	return err
}

// index is the page that leads to all others.
func (m *maker) index() error {
	source, err := m.get("/learn")
	if err != nil {
		return err
	}
	const beside = "</main>"
	source = bytes.Replace(source, []byte(beside), []byte(`<p><a href="/labs/`+labID("playground")+`">A lab about nothing</a>, or <a href="/open">open one</a> from a file or a link.</p>`+beside), 1)
	m.site["index.html"], err = m.plain("index.html", source)
	return err
}

// Write writes a site below a directory, which is made when it is not there.
func (s Site) Write(dir string) error {
	for name, data := range s {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(full, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
