package export

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page that was opened from a file may fetch nothing, but it may load scripts
// that lie beside it. So the world is there once more as a script: only pages
// from files load it.

// fromFile adds the worker and the whole program, packed with gzip, as a script.
func (m *maker) fromFile() error {
	worker, err := json.Marshal(string(m.worker))
	if err != nil {
		return err
	}
	packed := base64.StdEncoding.EncodeToString(m.site[m.whole[len(m.whole)-1].URL])
	m.files = m.add("fromfile.js", bytes.Join([][]byte{[]byte("window.drydockWorker="), worker, []byte(";window.drydockPacked=\""), []byte(packed), []byte("\";\n")}, nil))
	return nil
}

// script adds what a page would fetch, JSON, as a script.
func (m *maker) script(lesson string, about, answers []byte) string {
	return m.add("fromfile-"+lesson+".js", []byte("window.drydockLesson="+orNull(about)+";window.drydockAnswers="+orNull(answers)+";\n"))
}

func orNull(value []byte) string {
	if len(value) == 0 {
		return "null"
	}
	return string(value)
}

// ids are those of the site's lessons.
func (m *maker) ids() []string {
	ids := make([]string, len(m.Lessons))
	for i, l := range m.Lessons {
		ids[i] = l.ID
	}
	return ids
}

// others are the languages in which there is a lesson, too.
func (m *maker) others(id string) (langs []string) {
	for _, l := range m.Lessons {
		if l.Lang != "" && l.ID == id+"-"+l.Lang {
			langs = append(langs, l.Lang)
		}
	}
	return langs
}

// opening is the page that opens the file of a lab, or a link.
func (m *maker) opening() error {
	source, err := m.get("/open")
	if err != nil {
		return err
	}
	doc, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return err
	}
	ids, err := json.Marshal(m.ids())
	if err != nil {
		return err
	}
	m.dress("open.html", doc)
	find(doc, atom.Head).AppendChild(element("meta", "name", "drydock-lessons", "content", string(ids)))
	m.site["open.html"], err = rendered(doc)
	return err
}
