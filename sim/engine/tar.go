package engine

import "drydock/sim/vfs"

// ArchiveEntry is one file of an archive.
type ArchiveEntry = vfs.Entry

// ArchiveSize is the bytes of the files in an archive, and of the archive
// itself when it holds all of them. What is linked counts once.
func ArchiveSize(entries []ArchiveEntry) (files, archive int64) {
	links := map[string]bool{}
	archive = 1024
	for _, e := range entries {
		archive += 512
		key := e.Node.LinkKey()
		if !e.Node.Mode.IsRegular() || links[key] {
			continue
		}
		links[key] = key != ""
		files += e.Node.Size
		archive += (e.Node.Size + 511) / 512 * 512
	}
	return files, archive
}
