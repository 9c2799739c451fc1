package scene

import "drydock/sim/vfs"

// StackComparison is what one stack has other than another.
type StackComparison struct {
	// Same is how many layers, from the base up, are the same in both, Shared
	// how many layers of the first are in the second at all.
	Same   int              `json:"same"`
	Shared int              `json:"shared"`
	Files  []FileDifference `json:"files"` // of the merged trees, in path order; at most 400
	More   int              `json:"more,omitempty"`
	// Smaller is by how many bytes the second takes less, below 0 if it takes more.
	Smaller int64 `json:"smaller"`
}

// FileDifference is a file that is in one only (A: the second, D: the first) or
// not the same in both (C). Sizes in bytes.
type FileDifference struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
	Was  int64  `json:"was"`
	Now  int64  `json:"now"`
}

const mostFileDifferences = 400

// CompareStacks tells what b has other than a. A file is the same if the same
// layer provides it, or if all but its time is the same.
func CompareStacks(a, b Stack) StackComparison {
	c := StackComparison{Smaller: a.Size - b.Size}
	for c.Same < min(len(a.Layers), len(b.Layers)) && a.Layers[c.Same].Digest == b.Layers[c.Same].Digest && !a.Layers[c.Same].Writable {
		c.Same++
	}
	has := map[string]bool{}
	for _, l := range b.Layers {
		has[l.Digest] = true
	}
	for _, l := range a.Layers {
		if l.Digest != "" && has[l.Digest] {
			c.Shared++
		}
	}
	i, j := 0, 0
	for i < len(a.Files) || j < len(b.Files) {
		switch {
		case j == len(b.Files) || i < len(a.Files) && a.Files[i].Path < b.Files[j].Path:
			c.add(FileDifference{Kind: "D", Path: a.Files[i].Path, Was: a.Files[i].Size}, a.Files[i].Dir)
			i++
		case i == len(a.Files) || b.Files[j].Path < a.Files[i].Path:
			c.add(FileDifference{Kind: "A", Path: b.Files[j].Path, Now: b.Files[j].Size}, b.Files[j].Dir)
			j++
		default:
			old, now := a.Files[i], b.Files[j]
			if !sameProvider(a.Layers[old.From], b.Layers[now.From]) && !sameFile(old.node, now.node) {
				c.add(FileDifference{Kind: "C", Path: now.Path, Was: old.Size, Now: now.Size}, now.Dir && old.Dir)
			}
			i, j = i+1, j+1
		}
	}
	return c
}

func sameProvider(a, b StackLayer) bool { return a.Digest == b.Digest && a.Digest != "" }

func sameFile(a, b vfs.Node) bool {
	return a.Mode == b.Mode && a.UID == b.UID && a.GID == b.GID && a.Size == b.Size && a.Data == b.Data
}

// add lists a difference; of directories only the files in them are told.
func (c *StackComparison) add(d FileDifference, dir bool) {
	switch {
	case dir:
	case len(c.Files) == mostFileDifferences:
		c.More++
	default:
		c.Files = append(c.Files, d)
	}
}
