package templates

import (
	"net/url"
	"strings"

	"drydock/sim/scene"
)

// Look is a page that looks at one side of a lab and changes nothing.
type Look struct {
	Lab     string
	Title   string
	Narrow  bool
	Moment  string // query that stays in a moment of the past: "at=3&line=9"; "" for the present
	Clock   string // the simulated time that is shown
	Archive bool   // images can leave and come as archives
}

// lookURL is the address of another look at the same moment.
func (l Look) lookURL(what string, query ...string) string {
	q := url.Values{}
	if l.Moment != "" {
		q, _ = url.ParseQuery(l.Moment) // our own words
	}
	for i := 0; i+1 < len(query); i += 2 {
		q.Set(query[i], query[i+1])
	}
	at := "/labs/" + l.Lab + what
	if len(q) > 0 {
		at += "?" + q.Encode()
	}
	return at
}

// stackPath is where a stack is looked at.
func stackPath(kind, ref string) string {
	var parts []string
	for _, p := range strings.Split(ref, "/") {
		parts = append(parts, url.PathEscape(p))
	}
	return "/layers/" + kind + "/" + strings.Join(parts, "/")
}

// LayersView is the stack of an image or a container, and what is opened in it.
type LayersView struct {
	Look
	Stack  scene.Stack
	Layer  int    // the layer that is looked into, -1 for the merged tree
	Dir    string // the directory whose files are listed, "" for the root
	Others []LayersOther
	With   *scene.Stack // a second stack beside it
	Ref    string       // of the second
	Diff   scene.StackComparison
}

// LayersOther is a stack that this one can be compared with.
type LayersOther struct{ Value, Name string }

// here is the address of this stack with a query.
func (v LayersView) here(query ...string) string {
	return v.lookURL(stackPath(v.Stack.Kind, v.ref()), query...)
}

func (v LayersView) ref() string {
	if v.Stack.Kind == "image" && strings.HasPrefix(v.Stack.Name, "sha256:") {
		return strings.TrimPrefix(v.Stack.Name, "sha256:")
	}
	return v.Stack.Name
}

// listedAs are the words for one file of a tree.
type leaf struct {
	path string
	dir  bool
	mark string // A, C, D; "" for a file of the merged tree
	link bool
	size int64
	note string
}

// branch is a directory or a file in a tree of files.
type branch struct {
	leaf
	name  string
	kids  []branch
	under int  // how many paths are in it
	shut  bool // too many to be written out: asked for when it is opened
}

// mostOpen is how many paths of one directory are written out at once.
const mostOpen = 150

// treeOf makes a tree of the paths beneath a directory. Directories with many
// paths are left shut if the whole has more than fits.
func treeOf(list []leaf, dir string) []branch {
	prefix := strings.TrimSuffix(dir, "/") + "/"
	var within []leaf
	for _, l := range list {
		if strings.HasPrefix(l.path, prefix) && l.path != "/" {
			within = append(within, l)
		}
	}
	return branches(within, prefix, len(within) > mostOpen)
}

// branches are what stands directly beneath a prefix; list is in order of
// paths, those beneath a directory not always next to it.
func branches(list []leaf, prefix string, many bool) []branch {
	var out []branch
	at := map[string]int{}
	below := map[string][]leaf{}
	for _, l := range list {
		first, _, deep := strings.Cut(strings.TrimPrefix(l.path, prefix), "/")
		i, known := at[first]
		if !known {
			i = len(out)
			at[first] = i
			out = append(out, branch{name: first, leaf: leaf{path: prefix + first, dir: deep}})
		}
		if deep {
			out[i].dir = true
			below[first] = append(below[first], l)
		} else {
			out[i].leaf = l
		}
	}
	for i := range out {
		b := &out[i]
		b.under = len(below[b.name])
		b.shut = many && b.under > mostOpen/4
		if !b.shut && b.under > 0 {
			b.kids = branches(below[b.name], b.path+"/", many)
		}
	}
	return out
}

// leaves are the files of the layer that is looked into, or of the merged tree.
func (v LayersView) leaves() []leaf {
	if v.Layer >= 0 && v.Layer < len(v.Stack.Layers) {
		list := make([]leaf, 0, len(v.Stack.Layers[v.Layer].Changes))
		for _, c := range v.Stack.Layers[v.Layer].Changes {
			list = append(list, leaf{path: c.Path, dir: c.Dir, mark: c.Kind, size: c.Size, note: v.below(c)})
		}
		return list
	}
	list := make([]leaf, 0, len(v.Stack.Files))
	for _, f := range v.Stack.Files {
		list = append(list, leaf{path: f.Path, dir: f.Dir, link: strings.HasPrefix(f.Mode, "L"), size: f.Size, note: v.provides(f)})
	}
	return list
}

// below says what a change does to the layers beneath.
func (v LayersView) below(c scene.FileChange) string {
	switch {
	case c.Kind == "D":
		return "a whiteout: the layers below still have it, hidden"
	case c.Kind == "C" && !c.Dir:
		return "a new copy: the one below is hidden and still takes its room"
	}
	return ""
}

// provides says which layer a file of the merged tree comes from, and which
// copies it hides.
func (v LayersView) provides(f scene.StackFile) string {
	if f.Dir {
		return ""
	}
	text := "layer " + layerNumber(f.From)
	if v.Stack.Layers[f.From].Writable {
		text = "the writable layer"
	}
	for i, h := range f.Hidden {
		if i == 0 {
			text += ", hides the copy in layer "
		} else {
			text += " and in layer "
		}
		text += layerNumber(h)
	}
	return text
}
