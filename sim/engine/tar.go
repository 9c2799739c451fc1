package engine

import (
	"archive/tar"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"drydock/sim/vfs"
)

// ArchiveEntry is one file of an archive. A directory's name ends without a
// slash; "." is the directory the archive is about.
type ArchiveEntry struct {
	Name string
	Node vfs.Node // its entries do not count, they stand for themselves
}

// sizeRecord is the PAX record with the size of a file that is larger than
// what is stored of it.
const sizeRecord = "DRYDOCK.size"

// kinds are the tar types of what is no regular file.
var kinds = []struct {
	mode fs.FileMode
	flag byte
}{{fs.ModeDir, tar.TypeDir}, {fs.ModeSymlink, tar.TypeSymlink}, {fs.ModeDevice | fs.ModeCharDevice, tar.TypeChar}}

// bits are the permission bits beyond rwx, as tar has them.
var bits = []struct {
	mode fs.FileMode
	tar  int64
}{{fs.ModeSetuid, 0o4000}, {fs.ModeSetgid, 0o2000}, {fs.ModeSticky, 0o1000}}

// Tar writes entries as a tar archive. Unlike Docker's, it does not hold the
// bytes of programs that are not stored: a PAX record tells their size.
func Tar(entries []ArchiveEntry) string {
	var out strings.Builder
	first := map[string]string{} // a program's name for its links
	w := tar.NewWriter(&out)
	for _, e := range entries {
		n := e.Node
		h := &tar.Header{Typeflag: tar.TypeReg, Name: e.Name, Mode: int64(n.Mode.Perm()), Uid: n.UID, Gid: n.GID,
			ModTime: n.ModTime.Truncate(1e9), Format: tar.FormatPAX, Size: int64(len(n.Data))}
		for _, b := range bits {
			if n.Mode&b.mode != 0 {
				h.Mode |= b.tar
			}
		}
		for _, k := range kinds {
			if n.Mode.Type() == k.mode {
				h.Typeflag, h.Size = k.flag, 0
			}
		}
		switch {
		case n.IsDir():
			h.Name += "/"
		case n.IsSymlink():
			h.Linkname = n.Data
		case n.Mode.IsRegular() && n.Size != h.Size:
			h.PAXRecords = map[string]string{sizeRecord: strconv.FormatInt(n.Size, 10)}
		}
		if key := linkKey(n); key != "" {
			if first[key] == "" {
				first[key] = e.Name
			} else {
				h.Typeflag, h.Linkname, h.Size, h.PAXRecords = tar.TypeLink, first[key], 0, nil
			}
		}
		if err := w.WriteHeader(h); err != nil {
			continue // a name tar cannot hold
		}
		if h.Size > 0 {
			_, _ = io.WriteString(w, n.Data) // a Builder takes every byte
		}
	}
	_ = w.Close() // as above
	return out.String()
}

// ArchiveSize is the bytes of the files in an archive, and of the archive
// itself when it holds all of them. What is linked counts once.
func ArchiveSize(entries []ArchiveEntry) (files, archive int64) {
	links := map[string]bool{}
	archive = 1024
	for _, e := range entries {
		archive += 512
		key := linkKey(e.Node)
		if !e.Node.Mode.IsRegular() || links[key] {
			continue
		}
		links[key] = key != ""
		files += e.Node.Size
		archive += (e.Node.Size + 511) / 512 * 512
	}
	return files, archive
}

// Untar reads a tar archive. Errors: what archive/tar says of a broken one.
func Untar(data string) ([]ArchiveEntry, error) {
	var entries []ArchiveEntry
	nodes := map[string]vfs.Node{}
	r := tar.NewReader(strings.NewReader(data))
	for {
		h, err := r.Next()
		if err == io.EOF {
			return entries, nil
		}
		if err != nil {
			return entries, err
		}
		n := vfs.Node{Mode: fs.FileMode(h.Mode & 0o777), UID: h.Uid, GID: h.Gid, ModTime: h.ModTime.UTC()}
		for _, b := range bits {
			if h.Mode&b.tar != 0 {
				n.Mode |= b.mode
			}
		}
		switch h.Typeflag {
		case tar.TypeReg:
			text, err := io.ReadAll(r)
			if err != nil {
				return entries, err
			}
			n.Data, n.Size = string(text), int64(len(text))
			if size, err := strconv.ParseInt(h.PAXRecords[sizeRecord], 10, 64); err == nil {
				n.Size = size
			}
		case tar.TypeDir:
			n.Mode, n.Size = n.Mode|fs.ModeDir, 4096
		case tar.TypeSymlink:
			n.Mode, n.Data, n.Size = n.Mode|fs.ModeSymlink, h.Linkname, int64(len(h.Linkname))
		case tar.TypeLink:
			to, ok := nodes[h.Linkname]
			if !ok {
				continue // a link to what is not in the archive
			}
			n = to
		default:
			continue // devices and the like stay behind
		}
		nodes[h.Name] = n
		entries = append(entries, ArchiveEntry{strings.TrimSuffix(h.Name, "/"), n})
	}
}
