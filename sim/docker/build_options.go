//go:build !core

package docker

import (
	"archive/tar"
	"bytes"
	"encoding/csv"
	"io"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/distribution/reference"
	"github.com/docker/go-units"

	"drydock/sim/build"
	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// buildOptions reads the command line of docker build, and standard input if
// it asks for that, and goes on with next.
func (c Call) buildOptions(next func(Call, build.Options) error) error {
	o := build.Options{Target: c.text("target"), NoCache: c.on("no-cache"), NoCacheFilter: c.list("no-cache-filter"), Pull: c.on("pull"),
		Network: c.text("network"), ExtraHosts: c.list("add-host"), Check: c.on("check") || c.text("call") == "check"}
	for _, read := range []func(*build.Options) error{c.buildTags, c.buildPairs, c.buildPlatform, c.buildOutput, c.buildSecrets, c.buildNamed, c.buildHosts, c.buildAgents, c.buildCaches, c.buildAttest, c.buildNotes, c.buildRights} {
		if err := read(&o); err != nil {
			return err
		}
	}
	where, file := c.args[0], c.text("file")
	if where == "-" && file == "-" {
		return buildError("invalid argument: can't use stdin for both build context and dockerfile")
	}
	if where != "-" && file != "-" {
		if err := c.buildContext(&o, where, file); err != nil {
			return err
		}
		return next(c, o)
	}
	t := c.typed
	proc.Slurp(c.p, 0, func(p *proc.Proc, data string) {
		resume(t, p).do(func(c Call) error {
			if where == "-" {
				c.stdinContext(&o, data, file)
				return next(c, o)
			}
			if err := c.buildContext(&o, where, ""); err != nil {
				return err
			}
			o.Dockerfile, o.File, o.Missing = data, "Dockerfile", ""
			return next(c, o)
		})
	})
	return nil
}

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

func (c Call) buildTags(o *build.Options) error {
	for _, t := range c.list("tag") {
		if _, err := reference.Parse(t); err != nil {
			return buildError("invalid tag %q: %s", t, err)
		}
		named, err := reference.ParseNormalizedNamed(t)
		if err != nil {
			return buildError("invalid tag %q: %s", t, err)
		}
		o.Tags = append(o.Tags, reference.TagNameOnly(named).String())
	}
	return nil
}

// buildPairs reads --build-arg, whose value may be in the environment, and --label.
func (c Call) buildPairs(o *build.Options) error {
	for _, a := range c.list("build-arg") {
		name, value, given := strings.Cut(a, "=")
		if !given {
			value, given = c.p.Getenv(name)
		}
		o.Args = append(o.Args, build.Pair{Name: name, Value: value, Given: given})
	}
	const epoch = "SOURCE_DATE_EPOCH"
	if v, set := c.p.Getenv(epoch); set && v != "" && !slices.ContainsFunc(o.Args, func(a build.Pair) bool { return a.Name == epoch }) {
		o.Args = append(o.Args, build.Pair{Name: epoch, Value: v, Given: true}) // buildx passes it on by itself
	}
	for _, a := range o.Args {
		if n, err := strconv.ParseInt(a.Value, 10, 64); a.Name == epoch && a.Given && a.Value != "" {
			if err != nil {
				return buildError("failed to solve: invalid %s: %s: %v", epoch, a.Value, err)
			}
			o.Epoch = time.Unix(n, 0).UTC()
		}
	}
	for _, l := range c.list("label") {
		name, value, _ := strings.Cut(l, "=")
		o.Labels = append(o.Labels, build.Pair{Name: name, Value: value, Given: true})
	}
	if c.given("shm-size") {
		n, err := units.RAMInBytes(c.text("shm-size"))
		if err != nil {
			return buildError("%s", err)
		}
		o.ShmSize = n
	}
	return nil
}

func (c Call) buildPlatform(o *build.Options) error {
	all := c.list("platform")
	if len(all) > 1 || len(all) == 1 && strings.Contains(all[0], ",") {
		return &exitError{1, c.name + ": building for several platforms is not simulated yet"}
	}
	if len(all) == 1 && !isAMD64(strings.Split(strings.ToLower(all[0]), "/")) {
		o.Platform = all[0] // the registry has no such image, and says so
	}
	return nil
}

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

// buildSecrets reads --secret: an id and the file or variable that holds it.
func (c Call) buildSecrets(o *build.Options) error {
	for _, s := range c.list("secret") {
		f, row, err := fields(s)
		if err != nil {
			return buildError("%s", err)
		}
		if err := secretKeys(row); err != nil {
			return err
		}
		id, file, env := f["id"], f["src"], f["env"]
		if file == "" {
			file = f["source"]
		}
		kind := f["type"]
		if kind != "" && kind != "file" && kind != "env" {
			return buildError("unsupported secret type %q", kind)
		}
		if v, ok := c.p.Getenv(id); ok && file == "" && (env == "" && kind != "file") {
			o.Secrets = append(o.Secrets, build.Secret{ID: id, Data: v})
			continue
		}
		if env == "" && kind == "env" {
			env = file
		}
		if env != "" {
			v, _ := c.p.Getenv(env)
			o.Secrets = append(o.Secrets, build.Secret{ID: id, Data: v})
			continue
		}
		if file == "" {
			file = id
		}
		text, err := c.sys.ReadFile(file)
		if err != nil {
			return buildError("failed to stat %s: stat %s: no such file or directory", file, file)
		}
		o.Secrets = append(o.Secrets, build.Secret{ID: id, Data: text})
	}
	return nil
}

// secretKeys refuses the fields that --secret does not have. Source: buildx
// util/buildflags/secrets.go.
func secretKeys(row []string) error {
	for _, field := range row {
		key, _, pair := strings.Cut(field, "=")
		switch key = strings.ToLower(key); {
		case !pair:
			return buildError("invalid field '%s' must be a key=value pair", field)
		case key != "id" && key != "src" && key != "source" && key != "env" && key != "type":
			return buildError("unexpected key '%s' in '%s'", key, field)
		}
	}
	return nil
}

// buildHosts reads --add-host. Source: buildx build/utils.go, toBuildkitExtraHosts.
func (c Call) buildHosts(o *build.Options) error {
	for _, s := range o.ExtraHosts {
		host, ip, ok := strings.Cut(s, "=")
		if !ok {
			host, ip, ok = strings.Cut(s, ":")
		}
		if inner, bracketed := strings.CutPrefix(ip, "["); bracketed {
			ip = strings.TrimSuffix(inner, "]")
		}
		_, err := netip.ParseAddr(ip)
		if !ok || host == "" || err != nil && ip != "host-gateway" {
			return buildError("invalid host %s", s)
		}
	}
	return nil
}

// buildAgents reads --ssh. There is no agent on this host to ask for keys.
// Source: moby/buildkit session/sshforward/sshprovider.
func (c Call) buildAgents(*build.Options) error {
	asked := c.list("ssh")
	if len(asked) == 0 {
		return nil
	}
	_, from, _ := strings.Cut(asked[0], "=")
	if socket, _ := c.p.Getenv("SSH_AUTH_SOCK"); from == "" && socket == "" {
		return buildError("invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set")
	}
	return &exitError{1, c.name + ": keys for RUN --mount=type=ssh are not simulated: nothing here speaks SSH"}
}

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

// deliverFiles writes the files of a build to a directory or archive.
func (c Call) deliverFiles(v buildView) error {
	f, row, _ := fields(c.list("output")[0])
	dest := f["dest"]
	if len(row) == 1 && !strings.Contains(row[0], "=") {
		dest = row[0]
	}
	if v.opts.Output == build.ToArchive {
		return c.deliverArchive(v, dest)
	}
	if v.opts.Output == build.ToTar {
		text := archived(v.build.Files())
		if dest == "" || dest == "-" {
			return c.finish(text)
		}
		if err := c.sys.WriteFile(dest, text, 0o644); err != nil {
			return buildError("open %s: %s", dest, strings.ToLower(err.Error()))
		}
		return exit(0)(c)
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
				return buildError("failed to copy files: open %s: %s", full, strings.ToLower(err.Error()))
			}
		}
	}
	return exit(0)(c)
}

// deliverArchive writes the image as docker save does.
func (c Call) deliverArchive(v buildView, dest string) error {
	entries := image.Pack([]image.Saved{{Image: v.build.Image(), References: v.opts.Tags}})
	text := vfs.Tar(entries)
	if dest == "" || dest == "-" {
		return c.finish(text)
	}
	if err := c.sys.WriteFile(dest, text, 0o644); err != nil {
		return buildError("open %s: %s", dest, vfsText(err))
	}
	_, size := engine.ArchiveSize(entries)
	c.sys.Claim(dest, size)
	return exit(0)(c)
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
