package build

import (
	"archive/tar"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"io"
	"path"
	"strings"
	"time"

	"drydock/sim/vfs"
)

// mostUnpacked is how many bytes an archive may grow to.
const mostUnpacked = 16 << 20

// archive reads a tar archive, compressed or not; ok is false for all else.
func archive(data string) (files []packed, ok bool) {
	var in io.Reader = strings.NewReader(data)
	switch {
	case strings.HasPrefix(data, "\x1f\x8b"):
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, false
		}
		in = z
	case strings.HasPrefix(data, "BZh"):
		in = bzip2.NewReader(in)
	case len(data) > 262 && data[257:262] == "ustar":
	default:
		return nil, false
	}
	r := tar.NewReader(io.LimitReader(in, mostUnpacked))
	for {
		head, err := r.Next()
		if err == io.EOF {
			return files, true
		}
		if err != nil {
			return files, len(files) > 0
		}
		var body bytes.Buffer
		if _, err := io.Copy(&body, r); err != nil {
			return files, len(files) > 0
		}
		files = append(files, packed{head, body.String()})
	}
}

// packed is one file of an archive.
type packed struct {
	*tar.Header
	data string
}

// unpack puts the files of an archive under the destination.
func (c *copier) unpack(files []packed) error {
	root := c.resolve(path.Clean("/" + c.w.dest))
	if err := c.mkdir(root); err != nil {
		return err
	}
	for _, f := range files {
		n := vfs.Node{Mode: f.FileInfo().Mode(), UID: f.Uid, GID: f.Gid, ModTime: f.ModTime.UTC()}
		switch f.Typeflag {
		case tar.TypeReg:
			n.Data, n.Size = f.data, int64(len(f.data))
		case tar.TypeDir:
			n.Size = 4096
		case tar.TypeSymlink:
			n.Data, n.Size = f.Linkname, int64(len(f.Linkname))
		case tar.TypeLink:
			old, err := c.to.Lookup(path.Join(root, path.Clean("/"+f.Linkname)))
			if err != nil {
				continue
			}
			n = bare(old)
		default:
			continue
		}
		full := path.Join(root, path.Clean("/"+f.Name))
		if full == root {
			continue
		}
		keep := c.w.context
		c.w.context = false // the owners are those of the archive
		err := c.write(full, n)
		c.w.context = keep
		if err != nil {
			return err
		}
	}
	return nil
}

// Unpack makes a tree of an archive; ok is false for what is none.
func Unpack(data string, now time.Time) (t vfs.Tree, ok bool) {
	files, ok := archive(data)
	if !ok {
		return t, false
	}
	c := copier{w: copying{dest: "/"}, to: vfs.NewTree(now), now: now}
	if err := c.unpack(files); err != nil {
		return t, false
	}
	return c.to, true
}
