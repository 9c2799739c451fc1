package vfs

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
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
	ErrOutside  = errors.New("archive has a path or a link that leads out of it")
)

// Untar reads a tar archive. Of a sparse file that ends in a hole the hole is
// not stored. Errors: what archive/tar says of a broken one; ErrTooLarge,
// ErrTooMany and ErrName.
func Untar(data string) ([]Entry, error) { return ReadTar(strings.NewReader(data)) }

// ReadTar reads as Untar does and never more than it may keep.
func ReadTar(in io.Reader) ([]Entry, error) { return readTar(in, 0) }

// SiftTar reads an archive from a stranger as Untar does, but a path or a hard
// link that leads out of the archive is an error, ErrOutside, and of files with more than the given number of
// bytes that are no text it keeps the size only. What it leaves out does not
// count in what it may keep.
func SiftTar(in io.Reader, above int64) ([]Entry, error) { return readTar(in, above) }

func readTar(in io.Reader, sift int64) ([]Entry, error) {
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
		if sift > 0 && (leaves(h.Name) || h.Typeflag == tar.TypeLink && leaves(h.Linkname)) {
			return entries, ErrOutside
		}
		var n Node
		var ok bool
		if sift > 0 && h.Typeflag == tar.TypeReg && h.Size > sift && h.Size <= mostClaimed && len(h.PAXRecords["GNU.sparse.map"]) == 0 {
			n, ok, err = sifted(h, r, &left)
		} else {
			n, ok, err = entryNode(h, r, &left, nodes)
		}
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

// leaves tells whether a path leads out of the directory it is unpacked in.
func leaves(name string) bool {
	return strings.HasPrefix(name, "/") || slices.Contains(strings.Split(name, "/"), "..")
}

// sifted is a large file: with its bytes if it is text, else known by its size.
func sifted(h *tar.Header, r io.Reader, left *int64) (n Node, ok bool, err error) {
	head := make([]byte, 1024)
	got, err := io.ReadFull(r, head)
	if err != nil {
		return n, false, err
	}
	if head = head[:got]; isText(head) {
		return entryNode(h, io.MultiReader(bytes.NewReader(head), r), left, nil)
	}
	bare := *h
	bare.Size = 0
	if n, ok, err = entryNode(&bare, strings.NewReader(""), left, nil); ok {
		n.Size, n.Hole = h.Size, false
	}
	return n, ok, err
}

// isText tells whether bytes look like text: no zero among them.
func isText(head []byte) bool { return bytes.IndexByte(head, 0) < 0 }

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
