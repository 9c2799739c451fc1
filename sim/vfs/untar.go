package vfs

import (
	"archive/tar"
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// What an archive may hold at most: entries, bytes of content, and the bytes
// one file claims to have.
const (
	mostEntries = 200_000
	mostBytes   = 64 << 20
	mostClaimed = 1 << 40
	longestName = 4096 // PATH_MAX
)

// Errors of an archive that asks for more than a host has.
var (
	ErrTooLarge = errors.New("archive is too large")
	ErrTooMany  = errors.New("archive has too many entries")
	ErrName     = errors.New("file name too long")
)

// Untar reads a tar archive. Of a sparse file that ends in a hole the hole is
// not stored. Errors: what archive/tar says of a broken one; ErrTooLarge,
// ErrTooMany and ErrName.
func Untar(data string) ([]Entry, error) { return ReadTar(strings.NewReader(data)) }

// ReadTar reads as Untar does and never more than it may keep.
func ReadTar(in io.Reader) ([]Entry, error) {
	var entries []Entry
	nodes := map[string]Node{}
	left := int64(mostBytes)
	r := tar.NewReader(in)
	for {
		h, err := r.Next()
		if err == io.EOF {
			return entries, nil
		}
		if err != nil {
			return entries, err
		}
		if len(h.Name) > longestName {
			return entries, ErrName
		}
		n, ok, err := entryNode(h, r, &left, nodes)
		if err != nil {
			return entries, err
		}
		if !ok {
			continue
		}
		if len(entries) == mostEntries {
			return entries, ErrTooMany
		}
		nodes[path.Clean(h.Name)] = n
		entries = append(entries, Entry{strings.TrimSuffix(h.Name, "/"), n})
	}
}

// entryNode is the file a header and what follows it stand for; ok is false
// for what stays behind.
func entryNode(h *tar.Header, r io.Reader, left *int64, nodes map[string]Node) (n Node, ok bool, err error) {
	n = Node{Mode: fs.FileMode(h.Mode & 0o777), UID: h.Uid, GID: h.Gid, ModTime: h.ModTime.UTC()}
	for _, b := range bits {
		if h.Mode&b.tar != 0 {
			n.Mode |= b.mode
		}
	}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse:
		err = n.read(h, r, left)
	case tar.TypeDir:
		n.Mode, n.Size = n.Mode|fs.ModeDir, 4096
	case tar.TypeSymlink:
		n.Mode, n.Data, n.Size = n.Mode|fs.ModeSymlink, h.Linkname, int64(len(h.Linkname))
	case tar.TypeLink:
		n, ok = nodes[path.Clean(h.Linkname)]
		return n, ok, nil // a link to what is not in the archive stays behind
	case tar.TypeChar:
		n.Mode |= fs.ModeDevice | fs.ModeCharDevice
		for _, d := range devices {
			if d.major == h.Devmajor && d.minor == h.Devminor {
				n.Data = d.name
				return n, true, nil
			}
		}
		return n, false, nil
	case tar.TypeFifo:
		n.Mode |= fs.ModeNamedPipe
	default:
		return n, false, nil
	}
	return n, err == nil, err
}

// read takes a regular file's bytes up to the hole it ends in.
func (n *Node) read(h *tar.Header, r io.Reader, left *int64) error {
	stored := h.Size
	if m := h.PAXRecords["GNU.sparse.map"]; m != "" {
		stored = lastByte(m)
	}
	if stored > *left || h.Size > mostClaimed {
		return ErrTooLarge
	}
	text, err := io.ReadAll(io.LimitReader(r, stored))
	if err != nil {
		return err
	}
	*left -= stored
	n.Data, n.Size = string(text), max(h.Size, int64(len(text)))
	n.Hole = n.Size > int64(len(text)) && h.PAXRecords["comment"] != unstored
	return nil
}

// lastByte is where the last piece of data in a map of offsets and lengths ends.
func lastByte(m string) (end int64) {
	fields := strings.Split(m, ",")
	for i := 0; i+1 < len(fields); i += 2 {
		from, err1 := strconv.ParseInt(fields[i], 10, 64)
		length, err2 := strconv.ParseInt(fields[i+1], 10, 64)
		if err1 == nil && err2 == nil && length > 0 {
			end = from + length
		}
	}
	return end
}
