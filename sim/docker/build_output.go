//go:build !core

package docker

import (
	"archive/tar"
	"bytes"
	"encoding/csv"
	"io"
	"path"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/build"
	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// fields reads a list of name=value, as csv.
func fields(s string) (map[string]string, []string, error) {
	row, err := csv.NewReader(strings.NewReader(s)).Read()
	if err != nil {
		return nil, nil, err
	}
	m := map[string]string{}
	for _, f := range row {
		k, v, _ := strings.Cut(f, "=")
		m[strings.ToLower(strings.TrimSpace(k))] = v
	}
	return m, row, nil
}

// buildOutput reads -o: a type and a destination, or a destination alone.
func (c Call) buildOutput(o *build.Options) error {
	all := c.list("output")
	o.Push = c.on("push")
	if len(all) == 0 {
		return nil
	}
	if len(all) > 1 {
		return &exitError{1, c.name + ": several outputs are not simulated yet"}
	}
	f, row, err := fields(all[0])
	if err != nil {
		return buildError("%s", err)
	}
	if len(row) == 1 && !strings.Contains(row[0], "=") {
		f = map[string]string{"type": "local", "dest": row[0]}
		if row[0] == "-" {
			f["type"] = "tar"
		}
	}
	switch f["type"] {
	case "local":
		o.Output = build.ToDir
		if f["dest"] == "" {
			return buildError("dest is required for local exporter")
		}
	case "tar":
		o.Output = build.ToTar
		if d := f["dest"]; d == "" && c.sys.IsTerminal(1) || d == "-" && c.sys.IsTerminal(1) {
			return buildError("dest file is required for tar exporter. refusing to write to console")
		}
	case "docker", "image", "oci", "registry":
		if f["dest"] != "" || f["type"] == "oci" {
			o.Output = build.ToArchive
			if o.Format = f["type"]; f["tar"] == "false" {
				return &exitError{1, c.name + ": an output of tar=false is not simulated: leave it out and unpack the archive"}
			}
			if d := f["dest"]; (d == "" || d == "-") && c.sys.IsTerminal(1) {
				return buildError("dest file is required for %s exporter. refusing to write to console", f["type"])
			}
		}
		o.Push = o.Push || f["push"] == "true" || f["type"] == "registry"
		for name := range strings.SplitSeq(f["name"], ",") {
			if named, err := reference.ParseNormalizedNamed(name); err == nil {
				o.Tags = append(o.Tags, reference.TagNameOnly(named).String())
			}
		}
	case "cacheonly":
		o.Output = build.ToNothing
	case "":
		return buildError("type is required for output")
	default:
		return buildError("failed to solve: exporter %q could not be found", f["type"])
	}
	return nil
}

// deliverFiles writes the files of a build to a directory or archive, or
// returns what goes to standard output.
func (c Call) deliverFiles(v buildView) (text string, err error) {
	f, row, _ := fields(c.list("output")[0])
	dest := f["dest"]
	if len(row) == 1 && !strings.Contains(row[0], "=") {
		dest = row[0]
	}
	if dest = path.Join(dest, v.sub); v.sub != "" {
		_ = c.sys.Mkdir(path.Dir(dest), 0o755) // its files tell of what is wrong
	}
	if v.opts.Output == build.ToArchive {
		return c.deliverArchive(v, dest)
	}
	if v.opts.Output == build.ToTar {
		text := archived(v.build.Files())
		if dest == "" || dest == "-" {
			return text, nil
		}
		if err := c.sys.WriteFile(dest, text, 0o644); err != nil {
			return "", buildError("open %s: %s", dest, strings.ToLower(err.Error()))
		}
		return "", nil
	}
	for p, n := range v.build.Files().Walk() {
		if !c.sys.Spend(1) {
			break
		}
		full := path.Join(dest, p)
		switch {
		case n.IsDir():
			if _, err := c.sys.Stat(full); err != nil {
				_ = c.sys.Mkdir(full, n.Mode.Perm()) // its files tell of what is wrong
			}
		case n.IsSymlink():
			_ = c.sys.Symlink(n.Data, full) // one that is there stays
		case n.Mode.IsRegular():
			if err := c.sys.WriteFile(full, n.Data, n.Mode.Perm()); err != nil {
				return "", buildError("failed to copy files: open %s: %s", full, strings.ToLower(err.Error()))
			}
		}
	}
	return "", nil
}

// deliverArchive writes the image as docker save does.
func (c Call) deliverArchive(v buildView, dest string) (string, error) {
	entries := image.Pack([]image.Saved{{Image: v.build.Image(), References: v.opts.Tags}})
	text := vfs.Tar(entries)
	if dest == "" || dest == "-" {
		return text, nil
	}
	if err := c.sys.WriteFile(dest, text, 0o644); err != nil {
		return "", buildError("open %s: %s", dest, vfsText(err))
	}
	_, size := engine.ArchiveSize(entries)
	c.sys.Claim(dest, size)
	return "", nil
}

// archived is a tree as a tar archive.
func archived(t vfs.Tree) string {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for p, n := range t.Walk() {
		if p == "/" {
			continue
		}
		h := &tar.Header{Name: p[1:], Mode: int64(n.Mode.Perm()), Uid: n.UID, Gid: n.GID, ModTime: n.ModTime, Format: tar.FormatPAX, Typeflag: tar.TypeReg, Size: int64(len(n.Data))}
		switch {
		case n.IsDir():
			h.Typeflag, h.Size = tar.TypeDir, 0
			h.Name += "/"
		case n.IsSymlink():
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, n.Data, 0
		case !n.Mode.IsRegular():
			continue
		}
		if w.WriteHeader(h) != nil {
			continue
		}
		if h.Typeflag == tar.TypeReg {
			_, _ = io.WriteString(w, n.Data) // to memory
		}
	}
	_ = w.Close() // to memory
	return out.String()
}
