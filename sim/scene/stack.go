package scene

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// Stack is what an image or a container is made of, layer by layer and file by
// file. All lists have a fixed order.
type Stack struct {
	Kind   string       `json:"kind"` // image, container
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Size   int64        `json:"size"`   // bytes unpacked, of all layers
	Layers []StackLayer `json:"layers"` // base first; of a container the writable one last
	Files  []StackFile  `json:"files"`  // the merged tree, in path order
	// Wasted is the bytes of files that more than one layer has, hidden and
	// deleted ones included; Efficiency the smallest size of every path by the
	// bytes all layers spend on it, 1 when nothing is there twice. A whiteout of
	// a file counts as a copy of no bytes. Source: dive/filetree/efficiency.go.
	Wasted     int64   `json:"wasted"`
	WastedText string  `json:"wastedText"`
	Efficiency float64 `json:"efficiency"`
	Waste      []Waste `json:"waste"` // the paths that are wasted, the largest first; at most 20
}

// Waste is a path that more than one layer has, and the bytes they spend on it.
type Waste struct {
	Path     string `json:"path"`
	Times    int    `json:"times"`
	Size     int64  `json:"size"`
	SizeText string `json:"sizeText"`
}

// StackLayer is a layer with what it changes.
type StackLayer struct {
	Layer
	Writable bool `json:"writable,omitempty"`
	// Instruction is what made the layer, as a Dockerfile has it; File and Line
	// say where that is, if the layer was built on this host.
	Instruction string       `json:"instruction"`
	File        string       `json:"file,omitempty"`
	Line        int          `json:"line,omitempty"`
	Added       int          `json:"added"`
	Changed     int          `json:"changed"`
	Deleted     int          `json:"deleted"`
	Changes     []FileChange `json:"changes"`
}

// FileChange is one path that a layer adds (A), changes (C) or deletes (D).
type FileChange struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
	Dir  bool   `json:"dir,omitempty"`
	Size int64  `json:"size"` // bytes of a file, 0 of all else
}

// StackFile is one path of the merged tree.
type StackFile struct {
	Path string `json:"path"`
	Dir  bool   `json:"dir,omitempty"`
	Mode string `json:"mode"` // -rwxr-xr-x
	Size int64  `json:"size"`
	// From is the layer, counted from the base, that provides it; Hidden are
	// those below that have it too and cannot be seen.
	From   int   `json:"from"`
	Hidden []int `json:"hidden,omitempty"`
	node   vfs.Node
}

// ImageStack is the stack of an image of the host. Errors: not found.
func ImageStack(h engine.Host, ref string) (Stack, error) {
	img, err := h.Image(ref)
	if err != nil {
		return Stack{}, err
	}
	layers := drawLayers(img.Image, sharing(h.Images()))
	files := make([]vfs.Layer, len(img.Layers))
	for i, l := range img.Layers {
		files[i] = l.Files
	}
	s := stack(ref, layers, files)
	s.Kind, s.ID = "image", string(img.ID)
	if len(img.References) > 0 {
		s.Name = engine.Familiar(img.References[0])
	}
	return s.traced(h), nil
}

// traced finds out which line of which Dockerfile made each layer.
func (s Stack) traced(h engine.Host) Stack {
	for i := range s.Layers {
		l := &s.Layers[i]
		l.Instruction = instruction(l.CreatedBy)
		if r, ok := h.BuildOf(l.Digest); ok && l.Digest != "" {
			l.File, l.Line = r.File, r.Line
		}
		s.Size += l.Size
	}
	return s
}

// instruction is a history entry's command as a Dockerfile would have it.
func instruction(by string) string {
	by = strings.TrimSuffix(by, " # buildkit")
	by = strings.TrimPrefix(by, "/bin/sh -c #(nop) ")
	if rest, ok := strings.CutPrefix(by, "/bin/sh -c "); ok {
		by = "RUN " + rest
	}
	if _, rest, ok := strings.Cut(by, "/bin/sh -c "); ok && strings.HasPrefix(by, "RUN |") { // build arguments
		by = "RUN " + rest
	}
	return strings.TrimSpace(strings.Replace(by, "RUN /bin/sh -c ", "RUN ", 1))
}

// ContainerStack is the stack of a container: its image's and what it has
// written itself on top. Errors: not found.
func ContainerStack(h engine.Host, ref string) (Stack, error) {
	c, err := h.Container(ref)
	if err != nil {
		return Stack{}, err
	}
	var layers []Layer
	var files []vfs.Layer
	if img, err := h.Image(c.ImageID); err == nil {
		layers = drawLayers(img.Image, sharing(h.Images()))
		for _, l := range img.Layers {
			files = append(files, l.Files)
		}
	}
	own := image.Layer{Files: vfs.LayerOf(c.Lower, c.Root)}
	size := own.Files.Size()
	layers = append(layers, Layer{Size: size, SizeText: sizeText(size), CreatedBy: c.Path + " " + strings.Join(c.Args, " ")})
	s := stack(c.Name, layers, append(files, own.Files))
	s.Layers[len(s.Layers)-1].Writable = true
	s.Kind, s.ID = "container", c.ID
	return s.traced(h), nil
}

// held is what the layers so far have of a path.
type held struct {
	in    []int // layers that have it, the lowest first
	node  vfs.Node
	least int64
	all   int64
	times int
	gone  bool
}

func stack(name string, layers []Layer, files []vfs.Layer) Stack {
	s := Stack{Name: name, Layers: make([]StackLayer, len(layers))}
	paths := map[string]*held{}
	for i, l := range layers {
		s.Layers[i] = StackLayer{Layer: l, Changes: []FileChange{}}
		if i >= len(files) {
			continue
		}
		for p, n := range files[i].All() {
			s.Layers[i].add(change(paths, p, n, i))
		}
	}
	var least, all int64
	names := make([]string, 0, len(paths))
	for p, h := range paths { // sorted below
		names = append(names, p)
		least, all = least+h.least, all+h.all
		if h.times > 1 {
			s.Wasted += h.all
			s.Waste = append(s.Waste, Waste{Path: p, Times: h.times, Size: h.all, SizeText: sizeText(h.all)})
		}
	}
	slices.Sort(names)
	slices.SortFunc(s.Waste, func(a, b Waste) int { return cmp.Or(cmp.Compare(b.Size, a.Size), cmp.Compare(a.Path, b.Path)) })
	s.Waste = s.Waste[:min(len(s.Waste), mostWaste)]
	s.Efficiency = 1
	if all > 0 {
		s.Efficiency = float64(least) / float64(all)
	}
	s.WastedText = sizeText(s.Wasted)
	for _, p := range names {
		h := paths[p]
		if h.gone {
			continue
		}
		last := len(h.in) - 1
		f := StackFile{Path: p, Dir: h.node.IsDir(), Mode: h.node.Mode.String(), Size: fileSize(h.node), From: h.in[last], node: h.node}
		if !f.Dir {
			f.Hidden = h.in[:last]
		}
		s.Files = append(s.Files, f)
	}
	return s
}

// mostWaste is how many wasted paths are listed.
const mostWaste = 20

func (l *StackLayer) add(c FileChange) {
	l.Changes = append(l.Changes, c)
	switch vfs.Kind(c.Kind[0]) {
	case vfs.Added:
		l.Added++
	case vfs.Modified:
		l.Changed++
	default:
		l.Deleted++
	}
}

// change notes what layer i does to a path.
func change(paths map[string]*held, p string, n *vfs.Node, i int) FileChange {
	h := paths[p]
	if n == nil {
		size, dir := remove(paths, p)
		if dir {
			count(paths, p, size)
		} else {
			count(paths, p, 0)
		}
		return FileChange{Kind: string(vfs.Deleted), Path: p, Size: size}
	}
	kind := vfs.Added
	if h != nil && !h.gone {
		kind = vfs.Modified
	}
	size := fileSize(*n)
	if n.IsDir() {
		if paths[p] == nil {
			paths[p] = &held{}
		}
	} else {
		count(paths, p, size)
	}
	h = paths[p]
	h.gone, h.node, h.in = false, *n, append(slices.Clip(h.in), i)
	return FileChange{Kind: string(kind), Path: p, Dir: n.IsDir(), Size: size}
}

// count adds the size that one more layer spends on a path.
func count(paths map[string]*held, p string, size int64) {
	h := paths[p]
	if h == nil {
		h = &held{}
		paths[p] = h
	}
	if h.times == 0 || size < h.least {
		h.least = size
	}
	h.all += size
	h.times++
}

// remove hides a path with all beneath it and returns the bytes that were there,
// and whether it was a directory.
func remove(paths map[string]*held, p string) (sum int64, dir bool) {
	if h := paths[p]; h != nil {
		dir = h.node.IsDir()
	}
	for name, h := range paths { // each on its own
		if (name == p || strings.HasPrefix(name, path.Clean(p)+"/")) && !h.gone && len(h.in) > 0 {
			sum += fileSize(h.node)
			h.gone = true
		}
	}
	return sum, dir
}

func fileSize(n vfs.Node) int64 {
	if !n.Mode.IsRegular() {
		return 0
	}
	return n.Size
}
