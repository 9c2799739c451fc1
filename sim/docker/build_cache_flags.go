//go:build !core

package docker

import (
	"path"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/build"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// buildCaches reads --cache-from and --cache-to.
func (c Call) buildCaches(o *build.Options) error {
	return c.caches(o, c.list("cache-from"), c.list("cache-to"))
}

// caches reads what caches to use and to write: a reference alone, or a type
// and what belongs to it.
func (c Call) caches(o *build.Options, from, to []string) error {
	for _, text := range from {
		f, err := c.cacheFields(text)
		if err != nil {
			return err
		}
		switch f["type"] {
		case "registry":
			named, err := reference.ParseNormalizedNamed(f["ref"])
			if err != nil {
				return buildError("failed to solve: failed to parse %s: %s", f["ref"], err)
			}
			o.CacheFrom = append(o.CacheFrom, build.CacheSource{Name: reference.TagNameOnly(named).String()})
		case "local":
			o.CacheFrom = append(o.CacheFrom, c.localCache(f["src"]))
		default:
			return c.otherCache("--cache-from", f["type"])
		}
	}
	for _, text := range to {
		f, err := c.cacheFields(text)
		if err != nil {
			return err
		}
		to := build.CacheTarget{Type: f["type"], All: f["mode"] == "max"}
		switch to.Type {
		case "inline":
		case "registry":
			named, err := reference.ParseNormalizedNamed(f["ref"])
			if err != nil {
				return buildError("failed to solve: failed to parse %s: %s", f["ref"], err)
			}
			to.Ref = reference.TagNameOnly(named).String()
		case "local":
			if to.Ref = f["dest"]; to.Ref == "" {
				return buildError("failed to solve: dest is required for local cache exporter")
			}
		default:
			return c.otherCache("--cache-to", to.Type)
		}
		o.CacheTo = append(o.CacheTo, to)
	}
	return nil
}

func (c Call) otherCache(flag, kind string) error {
	if kind == "gha" || kind == "s3" || kind == "azblob" {
		return &exitError{1, c.name + ": " + flag + " of type " + kind + " is not simulated: there is no such service here"}
	}
	return buildError("failed to solve: unknown cache exporter: %q", kind)
}

// cacheFields are the fields of a cache; a reference alone is one at a registry.
func (c Call) cacheFields(text string) (map[string]string, error) {
	if !strings.Contains(text, "=") {
		if text == "inline" {
			return map[string]string{"type": "inline"}, nil
		}
		return map[string]string{"type": "registry", "ref": text}, nil
	}
	f, _, err := fields(text)
	if err != nil {
		return nil, buildError("%s", err)
	}
	if f["type"] == "" {
		return nil, buildError("type required form> %q", text)
	}
	return f, nil
}

// localCache reads the cache in a directory.
func (c Call) localCache(dir string) build.CacheSource {
	s := build.CacheSource{Name: "local:" + dir, Local: true}
	st, err := c.sys.Stat(dir)
	if err != nil || !st.IsDir() {
		s.Error = "could not read " + dir + "/index.json: open " + path.Join(dir, "index.json") + ": no such file or directory"
		return s
	}
	tree, _ := c.host().Root().Sub(st.Path)
	var entries []vfs.Entry
	for p, n := range tree.Walk() {
		if p != "/" {
			entries = append(entries, vfs.Entry{Name: p[1:], Node: n})
		}
	}
	all, err := image.Unpack(entries, image.Known{})
	if err != nil || len(all) != 1 {
		s.Error = "invalid cache in " + dir
		return s
	}
	s.Image = all[0].Image
	return s
}

// deliverCaches writes the caches that are for the client's directories.
func (c Call) deliverCaches(b build.Build) error {
	for _, cache := range b.Caches() {
		for _, e := range image.Pack([]image.Saved{{Image: cache.Image}}) {
			full := path.Join(cache.Dir, e.Name)
			if e.Node.IsDir() || e.Name == "manifest.json" {
				continue
			}
			if err := c.makeDirs(path.Dir(full)); err != nil {
				return buildError("failed to solve: mkdir %s: %s", path.Dir(full), vfsText(err))
			}
			if err := c.sys.WriteFile(full, e.Node.Data, 0o644); err != nil {
				return buildError("failed to solve: open %s: %s", full, vfsText(err))
			}
		}
	}
	return nil
}
