package vfs

import (
	"archive/tar"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Entry is one file of an archive. A directory's name ends without a slash;
// "." is the directory the archive is about.
type Entry struct {
	Name string
	Node Node // its entries do not count, they stand for themselves
}

// unstored is the comment of a file whose bytes beyond the stored ones are not
// known; without it they are zeros.
const unstored = "unstored"

// kinds are the tar types of what is no regular file.
var kinds = []struct {
	mode fs.FileMode
	flag byte
}{{fs.ModeDir, tar.TypeDir}, {fs.ModeSymlink, tar.TypeSymlink}, {fs.ModeDevice | fs.ModeCharDevice, tar.TypeChar}, {fs.ModeNamedPipe, tar.TypeFifo}}

// bits are the permission bits beyond rwx, as tar has them.
var bits = []struct {
	mode fs.FileMode
	tar  int64
}{{fs.ModeSetuid, 0o4000}, {fs.ModeSetgid, 0o2000}, {fs.ModeSticky, 0o1000}}

// devices are the numbers of the character devices by name. Source: Linux,
// Documentation/admin-guide/devices.txt.
var devices = []struct {
	name         string
	major, minor int64
}{{"null", 1, 3}, {"zero", 1, 5}, {"full", 1, 7}, {"random", 1, 8}, {"urandom", 1, 9}, {"tty", 5, 0}, {"console", 5, 1}, {"ptmx", 5, 2}}

// LinkKey tells programs apart that are one file under several names, as all
// of BusyBox is; "" for what is no program.
func (n Node) LinkKey() string {
	if !n.Mode.IsRegular() || n.Size == int64(len(n.Data)) || !strings.HasPrefix(n.Data, "\x7fELF") {
		return ""
	}
	return fmt.Sprint(n.Data, n.Size, n.Mode, n.UID, n.GID, n.ModTime.Unix())
}

// Tar returns entries as a tar archive in the order given. Times are whole
// seconds. A file that is larger than what is stored of it is a sparse entry:
// the stored bytes and a hole, which readers fill with zeros. Source: POSIX
// pax; GNU tar, "Storing Sparse Files", PAX format 0.1.
func Tar(entries []Entry) string {
	var out strings.Builder
	WriteTar(&out, entries) // a Builder takes every byte
	return out.String()
}

// WriteTar writes what Tar returns; errors of w are lost.
func WriteTar(w io.Writer, entries []Entry) {
	first := map[string]string{} // a program's name for its links
	tw := tar.NewWriter(w)
	for _, e := range entries {
		h, ok := header(e)
		if !ok {
			continue
		}
		key := e.Node.LinkKey()
		switch {
		case key != "" && first[key] != "":
			h.Typeflag, h.Linkname, h.Size = tar.TypeLink, first[key], 0
		case e.Node.Mode.IsRegular() && e.Node.Size > h.Size:
			writeSparse(tw, w, h, e.Node)
			first[key] = e.Name
			continue
		}
		if tw.WriteHeader(h) == nil && h.Size > 0 {
			_, _ = io.WriteString(tw, e.Node.Data)
		}
	}
	_ = tw.Close()
}

// header describes an entry; there is none for a socket.
func header(e Entry) (*tar.Header, bool) {
	n := e.Node
	h := &tar.Header{Typeflag: tar.TypeReg, Name: e.Name, Mode: int64(n.Mode.Perm()), Uid: n.UID, Gid: n.GID,
		ModTime: n.ModTime.Truncate(1e9), Size: int64(len(n.Data))}
	for _, b := range bits {
		if n.Mode&b.mode != 0 {
			h.Mode |= b.tar
		}
	}
	known := n.Mode.IsRegular()
	for _, k := range kinds {
		if n.Mode.Type() == k.mode {
			h.Typeflag, h.Size, known = k.flag, 0, true
		}
	}
	switch h.Typeflag {
	case tar.TypeDir:
		h.Name += "/"
	case tar.TypeSymlink:
		h.Linkname = n.Data
	case tar.TypeChar:
		for _, d := range devices {
			if d.name == n.Data {
				h.Devmajor, h.Devminor = d.major, d.minor
			}
		}
	}
	return h, known
}

// writeSparse writes a file and the hole after its stored bytes: its records
// and then the file itself, of which the header has the stored size.
func writeSparse(tw *tar.Writer, w io.Writer, h *tar.Header, n Node) {
	size := strconv.FormatInt(n.Size, 10)
	records := record("GNU.sparse.size", size) + record("GNU.sparse.numblocks", "2") +
		record("GNU.sparse.map", "0,"+strconv.Itoa(len(n.Data))+","+size+",0") + record("path", h.Name)
	if !n.Hole {
		records += record("comment", unstored)
	}
	_ = tw.Flush() // to w, past which the raw blocks go
	short := *h
	short.Name = "./GNUSparseFile.0/" + path.Base(h.Name)
	if len(short.Name) > 99 {
		short.Name = short.Name[:99]
	}
	x := tar.Header{Typeflag: tar.TypeReg, Name: "./PaxHeaders.0/file", Mode: 0o644, ModTime: h.ModTime, Size: int64(len(records))}
	for _, block := range []string{rawHeader(x, tar.TypeXHeader), padded(records), rawHeader(short, tar.TypeReg), padded(n.Data)} {
		_, _ = io.WriteString(w, block)
	}
}

// record is one extended header: its own length, a name and a value.
func record(name, value string) string {
	n := len(name) + len(value) + 3
	for size := n; ; size++ {
		if s := strconv.Itoa(size); len(s)+n == size {
			return s + " " + name + "=" + value + "\n"
		}
	}
}

func padded(s string) string {
	return s + strings.Repeat("\x00", (512-len(s)%512)%512)
}

// rawHeader is the block of a header that archive/tar would not write so.
func rawHeader(h tar.Header, flag byte) string {
	var b strings.Builder
	h.Name = strings.Map(func(r rune) rune {
		if r > 126 || r < 32 {
			return '_'
		}
		return r
	}, h.Name)
	h.Uid, h.Gid = h.Uid&0o7777777, h.Gid&0o7777777
	_ = tar.NewWriter(&b).WriteHeader(&h)
	block := []byte(b.String()[:512])
	block[156] = flag
	copy(block[148:156], "        ")
	sum := 0
	for _, c := range block {
		sum += int(c)
	}
	copy(block[148:156], fmt.Sprintf("%06o\x00 ", sum))
	return string(block)
}
