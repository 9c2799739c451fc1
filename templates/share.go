package templates

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/a-h/templ"
)

// Watched stands for the id of a lab that is only looked at.
const Watched = "watched"

// watched tells that nothing may reach the lab, and no look leads to it.
func (v View) watched() bool { return v.Lab == Watched }

// SharePanel is how a lab can be given to others.
type SharePanel struct {
	Moment    string // in a few words
	At, Line  int64
	Fault     string // why it cannot be shared, "" if it can
	Whole     string // address that holds the whole lab, "" if it is too large for one
	Keeps     bool   // the server keeps links
	Short     string // the address it keeps for this moment, "" for none yet
	Live      string // the address where others look on, "" for none
	Watch     int    // how many look on
	Terminals []string
	Pictures  bool // the picture can be had as a file
	Image     string
	Markdown  string // of the badge, "" where there is nothing it could lead to
	HTML      string
}

// Badge sets what a page has to contain to show the badge: an image, and the
// address that it leads to.
func (p *SharePanel) Badge(image, target string) {
	if target == "" {
		return
	}
	p.Image = image
	p.Markdown = fmt.Sprintf("[![%s](%s)](%s)", badgeText, image, target)
	p.HTML = fmt.Sprintf(`<a href="%s"><img src="%s" alt="%s" width="156" height="28"></a>`, templ.EscapeString(target), templ.EscapeString(image), badgeText)
}

// badgeText is what the badge says.
const badgeText = "Try it in Drydock"

// fileURL is where the lab can be had in another form, as it is at the moment.
func (v View) fileURL(name string, p SharePanel, query ...string) string {
	q := url.Values{"at": {fmt.Sprint(p.At)}, "line": {fmt.Sprint(p.Line)}}
	for i := 0; i+1 < len(query); i += 2 {
		q.Set(query[i], query[i+1])
	}
	return "/labs/" + v.Lab + "/share/" + name + "?" + q.Encode()
}

// looksOn says how many look on.
func looksOn(n int) string {
	switch n {
	case 0:
		return "Nobody looks on at the moment."
	case 1:
		return "One looks on."
	}
	return fmt.Sprintf("%d look on.", n)
}

// OpenLabView is a lab that is about to be opened.
type OpenLabView struct {
	Title  string // "" for none: a link or a file is asked for
	Action string // where its form is sent
	Auto   bool   // script opens it at once
	Lines  []string
	Fault  string
	Meta   Meta
	Framed bool // the lab is for a frame, which finds the one it had
}

// Meta is what other sites show of a page that is linked to.
type Meta struct {
	Title, Description string
	URL                string // of the page
	Image, Alt         string // a picture of 1200 by 630, and what it shows
	OEmbed             string // where the page can be asked how to embed it
}

// lead says what a page is that a lab is only looked at.
func (v WatchView) lead() string {
	if v.Lead != "" {
		return v.Lead
	}
	return v.Title + ": to look at only"
}

// watchedTerminal is the address of a terminal of a lab that is looked at; the
// first one has a name there, as no name means the one typed at last.
func watchedTerminal(name string) string {
	if name == "" {
		name = FirstTerminal
	}
	return "?terminal=" + url.QueryEscape(name)
}

// FirstTerminal is what the first terminal is called where another may be shown
// without being asked for.
const FirstTerminal = "1"

// labelled tells that the name of a text to take along is not the title above it.
func labelled(name string) bool { return strings.HasPrefix(name, "Badge") }
