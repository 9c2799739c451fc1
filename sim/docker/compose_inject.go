//go:build !core

package docker

import (
	"io/fs"
	"path"
	"strings"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/vfs"
)

// inject writes the secrets and configs that are no files of the host in a
// container, with the directories above them.
func (c Call) inject(p compose.Project, s compose.Service, id string) error {
	for _, kind := range []string{"secrets", "configs"} {
		for _, f := range p.Contents(s, kind) {
			if f.File != "" {
				continue
			}
			h, err := c.host().CopyToContainer(id, "/", archiveOf(f, c), engine.CopyOptions{})
			if err := c.ask(h, err); err != nil {
				return err
			}
		}
	}
	return nil
}

func archiveOf(f compose.Content, c Call) []engine.ArchiveEntry {
	var all []engine.ArchiveEntry
	dir := ""
	for part := range strings.SplitSeq(strings.Trim(path.Dir(f.Target), "/"), "/") {
		if part == "" {
			continue
		}
		dir = path.Join(dir, part)
		all = append(all, engine.ArchiveEntry{Name: dir, Node: vfs.Dir(0o755, c.sys.Now())})
	}
	mode := fs.FileMode(f.Mode)
	if mode == 0 {
		mode = 0o444
	}
	n := vfs.Node{Mode: mode, UID: f.UID, GID: f.GID, ModTime: c.sys.Now(), Size: int64(len(f.Text)), Data: f.Text}
	return append(all, engine.ArchiveEntry{Name: strings.TrimPrefix(path.Clean(f.Target), "/"), Node: n})
}
