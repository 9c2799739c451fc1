//go:build !core

package docker

import (
	"path"
	"strings"

	"drydock/sim/build"
	"drydock/sim/vfs"
)

// stdinContext makes a context of standard input: an archive, or a Dockerfile
// by itself.
func (c Call) stdinContext(o *build.Options, data, file string) {
	o.ContextID, o.File, o.Dockerfile = "-", "Dockerfile", data
	o.Context = vfs.NewTree(c.sys.Now())
	t, ok := build.Unpack(data, c.sys.Now())
	if !ok {
		o.Empty = data == ""
		return
	}
	o.Context = t
	c.contextFile(o, file)
}

// buildContext takes a directory of the host as context and finds the Dockerfile.
func (c Call) buildContext(o *build.Options, where, file string) error {
	if isURL(where) {
		c.remoteContext(o, where, file)
		return nil
	}
	st, err := c.sys.Stat(where)
	if err != nil || !st.IsDir() {
		return buildError("unable to prepare context: path %q not found", where)
	}
	o.Context, _ = c.host().Root().Sub(st.Path)
	o.ContextID = st.Path
	name := file
	if file == "" {
		name = path.Join(where, "Dockerfile")
	}
	o.File = path.Base(name)
	if _, err := c.sys.Stat(path.Dir(name)); file != "" && err != nil {
		dir := path.Dir(name)
		return buildError("resolve : lstat %s: no such file or directory", dir)
	}
	text, err := c.sys.ReadFile(name)
	if err != nil {
		o.Missing = o.File
	}
	o.Dockerfile = text
	for _, ignore := range []string{name + ".dockerignore", path.Join(where, ".dockerignore")} {
		if text, err := c.sys.ReadFile(ignore); err == nil {
			o.Ignore = text
			break
		}
	}
	return nil
}

// remoteContext takes a build context that is elsewhere: the files of a Git
// repository, an archive, or a Dockerfile by itself.
func (c Call) remoteContext(o *build.Options, where, file string) {
	o.Remote, o.ContextID, o.File = where, where, "Dockerfile"
	if build.GitURL(where) {
		t, err := build.Clone(where, c.sys.Now())
		if err != nil {
			o.RemoteError = err.Error()
			return
		}
		o.Context = t
		c.contextFile(o, file)
		return
	}
	data, err := build.Fetch(where)
	if err != nil {
		o.RemoteError = err.Error()
		return
	}
	c.stdinContext(o, data, file)
	o.ContextID = where
}

// contextFile finds the Dockerfile and .dockerignore within a context.
func (c Call) contextFile(o *build.Options, file string) {
	if file == "" {
		file = "Dockerfile"
	}
	o.File = path.Base(file)
	n, err := o.Context.Lookup(path.Join("/", file))
	if o.Dockerfile = n.Data; err != nil {
		o.Missing = file
	}
	if n, err := o.Context.Lookup("/.dockerignore"); err == nil {
		o.Ignore = n.Data
	}
}

// isURL tells whether a build context is somewhere else.
func isURL(s string) bool { return build.WebURL(s) || build.GitURL(s) }

// buildNamed reads --build-context.
func (c Call) buildNamed(o *build.Options) error {
	for _, s := range c.list("build-context") {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return buildError("invalid context value: %s, expected key=value", s)
		}
		if ref, ok := strings.CutPrefix(value, "docker-image://"); ok {
			o.Named = append(o.Named, build.Named{Name: name, Image: ref})
			continue
		}
		if build.GitURL(value) {
			t, err := build.Clone(value, c.sys.Now())
			if err != nil {
				return buildError("failed to solve: failed to load cache key: %s", err)
			}
			o.Named = append(o.Named, build.Named{Name: name, Tree: t, Key: value})
			continue
		}
		if build.WebURL(value) || strings.HasPrefix(value, "target:") || strings.HasPrefix(value, "oci-layout://") {
			return &exitError{1, c.name + ": a named context from " + value + " is not simulated: give a directory, docker-image:// or a Git repository"}
		}
		st, err := c.sys.Stat(value)
		if err != nil || !st.IsDir() {
			return buildError("failed to get build context %s: stat %s: no such file or directory", name, value)
		}
		t, _ := c.host().Root().Sub(st.Path)
		o.Named = append(o.Named, build.Named{Name: name, Tree: t, Key: st.Path})
	}
	return nil
}
