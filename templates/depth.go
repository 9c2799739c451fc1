package templates

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// depthsOf are the two depths of the picture as a whole; the third is the
// inspector's, of one object.
var depthsOf = []struct{ depth, name string }{{"lifecycle", "Lifecycle"}, {"workshop", "Workshop"}}

// chart is the lay-out of the picture that the view asks for, with the group
// that is opened.
func (v View) chart() chart {
	c := chartOf(v.Narrow)
	if v.Depth == "workshop" {
		c = wideWorkshop
		if v.Narrow {
			c = narrowWorkshop
		}
	}
	c.open, _ = strings.CutPrefix(v.Selected, "group/")
	if !strings.HasPrefix(v.Selected, "group/") {
		c.open = ""
	}
	return c
}

// look is what the pages that look closer need of a view.
func (v View) look() Look {
	l := Look{Lab: v.Lab}
	if v.Time.Past {
		l.Moment = url.Values{"at": {strconv.FormatInt(v.Time.At, 10)}, "line": {strconv.FormatInt(v.Time.Line, 10)}}.Encode()
	}
	return l
}

// depthURL is the address of the same at another depth.
func depthURL(ctx context.Context, v View, depth string) templ.SafeURL {
	q, _ := url.ParseQuery(strings.TrimPrefix(string(selectURL(ctx, v.Selected)), "?")) // our own words
	if v.Selected == "" {
		q.Del("select")
	}
	q.Set("depth", depth)
	return templ.SafeURL("?" + q.Encode())
}

// groupView is a group of a zone, opened.
type groupView struct {
	Zone, Key string
	Members   []token
}

// group finds the group that is named zone/key.
func (v View) group(ref string) (groupView, bool) {
	zone, key, _ := strings.Cut(ref, "/")
	g := groupView{Zone: zone, Key: key}
	for _, p := range opened(zone, ref, zonePieces(zone, v.Scene)) {
		g.Members = append(g.Members, p.token)
	}
	return g, len(g.Members) > 0
}

// refusalShown tells whether the refusal of the last command belongs above what
// the inspector shows: right after the command, and with what it is about.
func (v View) refusalShown() bool {
	r := v.Scene.Refusal
	if r == nil || v.pane() {
		return false
	}
	s := v.subject()
	return v.Result != nil || v.Selected == "" || s.Select == "" || s.holds(r.Type, r.ID)
}
