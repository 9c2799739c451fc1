package templates

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
)

// Timeline is the inputs of one line of a lab, from its beginning to its end,
// seen from one moment. Moments are named by the number of the input before them.
type Timeline struct {
	Points   []Point
	Index    int   // of the moment shown in Points
	At, Line int64 // the moment shown, and the end of its line
	Now      int64 // the moment of the input typed last
	Past     bool  // At is not Now
	// Undo and Redo are the moments beside, nil where there is none; Undone and
	// Redone name the inputs that lie between.
	Undo, Redo     *int64
	Undone, Redone string
	Branches       []Branch
}

// Point is a moment on the line of time.
type Point struct {
	Seq     int64
	Label   string // the input that led to it
	Clock   string // simulated, after it
	Changed bool   // something in the picture is not as before
	Refused bool
}

// Branch is a line that somebody tried.
type Branch struct {
	Tip     int64
	Name    string
	Fork    int64 // the moment it left an older line at; 0 for the beginning
	Inputs  int
	Current bool
	Named   bool // by the learner
}

// line is the one that is shown.
func (t Timeline) line() Branch {
	for _, b := range t.Branches {
		if b.Current {
			return b
		}
	}
	return Branch{}
}

// Thin leaves out points until at most max are there, those first that changed
// nothing. The moment shown and the two ends stay.
func (t *Timeline) Thin(max int) {
	n := len(t.Points)
	if n <= max {
		return
	}
	every := 2 * n / max
	var kept []Point
	index := 0
	for i, p := range t.Points {
		if i%every != 0 && i != t.Index && i != n-1 && !(p.Changed && i%(every/2+1) == 0) {
			continue
		}
		if i == t.Index {
			index = len(kept)
		}
		kept = append(kept, p)
	}
	t.Points, t.Index = kept, index
}

type placeKey struct{}

// withPlace is a context whose links stay in a moment of the past and at a terminal.
func withPlace(ctx context.Context, v View) context.Context {
	return context.WithValue(context.WithValue(ctx, placeKey{}, v.place()), heldKey{}, v.Held)
}

// place is what links of a page keep.
func (v View) place() url.Values {
	q := url.Values{}
	if v.Time.Past {
		q.Set("at", strconv.FormatInt(v.Time.At, 10))
		q.Set("line", strconv.FormatInt(v.Time.Line, 10))
	}
	if v.Terminal != "" {
		q.Set("terminal", v.Terminal)
	}
	return q
}

// Page is the whole page of a lab. All of it can be read and used before any
// script runs.
func Page(v View) templ.Component {
	v.known = v.names()
	return inPlace(v, page(v))
}

// Update is what changes after an input, for our script to merge.
func Update(v View) templ.Component {
	v.known = v.names()
	return inPlace(v, update(v))
}

func inPlace(v View, c templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(withPlace(ctx, v), w)
	})
}

// selectURL is the address that opens an object in the inspector, in the
// moment that is shown.
func selectURL(ctx context.Context, ref string) templ.SafeURL {
	q := url.Values{}
	if place, ok := ctx.Value(placeKey{}).(url.Values); ok {
		q = maps.Clone(place)
	}
	q.Set("select", ref)
	return templ.SafeURL("?" + q.Encode())
}

// momentURL is the address of a moment; what the inspector shows stays.
func (v View) momentURL(seq, line int64) templ.SafeURL {
	q := url.Values{"at": {strconv.FormatInt(seq, 10)}}
	if seq == v.Time.Now && line == v.Time.Now {
		q.Set("at", "now")
	} else {
		q.Set("line", strconv.FormatInt(line, 10))
	}
	if v.Selected != "" {
		q.Set("select", v.Selected)
	}
	if v.Terminal != "" {
		q.Set("terminal", v.Terminal)
	}
	return templ.SafeURL("?" + q.Encode())
}

// pastAt is the moment that inputs follow, "" for the present.
func (v View) pastAt() string {
	if !v.Time.Past {
		return ""
	}
	return strconv.FormatInt(v.Time.At, 10)
}

// mark changes with whatever the moments of a line show.
func (t Timeline) mark() string {
	return fmt.Sprintf("%d %d %d %d", t.Line, t.At, t.Index, len(t.Points))
}
