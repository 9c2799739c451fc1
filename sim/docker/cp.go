package docker

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/docker/go-units"

	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

var cpFlags = []Flag{
	{Name: "archive", Short: "a", Kind: "bool", Help: "Keep the owners of files"},
	{Name: "follow-link", Short: "L", Kind: "bool", Help: "Copy what a symbolic link in SRC_PATH leads to"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Say nothing of what was copied; without a\nterminal nothing is said anyhow"},
}

// cp copies in one of the two directions. Source: docker/cli 29
// cli/command/container/cp.go.
func cp(c Call) error {
	for i, what := range []string{"source", "destination"} {
		if c.args[i] == "" {
			return errors.New(what + " can not be empty")
		}
	}
	from, src := cpArg(c.args[0])
	to, dst := cpArg(c.args[1])
	switch {
	case from != "" && to != "":
		return errors.New("copying between containers is not supported")
	case from != "":
		return c.cpOut(from, src, dst)
	case to == "":
		return errors.New("must specify at least one container source")
	case src == "-":
		return c.cpStream(to, dst)
	}
	return c.cpIn(src, to, dst)
}

// cpArg cuts "container:path"; what begins with / or . is a path of the host.
func cpArg(arg string) (container, name string) {
	before, after, ok := strings.Cut(arg, ":")
	if !ok || strings.HasPrefix(arg, "/") || strings.HasPrefix(before, ".") {
		return "", arg
	}
	return before, after
}

// place is one end of a copy.
type place struct {
	path          string // as typed, made absolute
	exists, isDir bool
	rebase        string // the name to give what a link led to
}

// split cuts a path into directory and last name; "/x/." ends in ".".
// Source: moby go-archive copy.go, SplitPathDirEntry.
func split(p string) (dir, base string) {
	clean := path.Clean(p)
	if path.Base(p) == "." && !strings.HasSuffix(p, "/") && p != "." {
		return clean, "."
	}
	return path.Dir(clean), path.Base(clean)
}

// hostPath makes a path of the host absolute; a last / or /. stays, it means
// a directory.
func (c Call) hostPath(p string) string {
	full := p
	if !strings.HasPrefix(p, "/") {
		full = c.p.Dir + "/" + p
	}
	full = path.Clean(full)
	switch {
	case full == "/":
	case strings.HasSuffix(p, "/"):
		full += "/"
	case path.Base(p) == "." && strings.Contains(p, "/"), p == ".":
		full += "/."
	}
	return full
}

// arrange decides where an archive is extracted and under which name what it
// holds goes there: into a directory that exists, else over or as the path.
// Source: moby go-archive copy.go, PrepareArchiveCopy.
func arrange(entries []engine.ArchiveEntry, src, dst place) (dir string, all []engine.ArchiveEntry, err error) {
	parent, name := split(dst.path)
	_, base := split(src.path)
	if src.rebase != "" {
		base = src.rebase
	}
	switch {
	case dst.exists && dst.isDir:
		return dst.path, entries, nil
	case dst.exists && src.isDir:
		return "", nil, errors.New("cannot copy directory")
	case !dst.exists && !src.isDir && asserted(dst.path):
		return "", nil, errors.New("no such directory")
	}
	return parent, renamed(entries, base, name), nil
}

// asserted tells whether a path can only mean a directory.
func asserted(p string) bool { return strings.HasSuffix(p, "/") || path.Base(p) == "." }

// renamed gives what is named from, and all beneath it, the name to.
func renamed(entries []engine.ArchiveEntry, from, to string) []engine.ArchiveEntry {
	all := make([]engine.ArchiveEntry, len(entries))
	for i, e := range entries {
		if from == "/" {
			from = ""
		}
		e.Name = strings.TrimSuffix(to+strings.TrimPrefix(e.Name, from), "/")
		all[i] = e
	}
	return all
}

// cpOut copies from a container to the host, or as a tar archive to standard output.
func (c Call) cpOut(ref, name, dst string) error {
	if dst != "-" {
		dst = c.hostPath(dst)
		if err := c.checkOutput(dst); err != nil {
			return err
		}
	}
	src := place{path: name, exists: true}
	if c.on("follow-link") {
		if st, err := c.containerStat(ref, name); err == nil && st.IsSymlink() {
			_, src.rebase = split(name)
			src.path = st.Target
		}
	}
	h, entries, st, err := c.host().CopyFromContainer(ref, src.path)
	if err := c.ask(h, err); err != nil {
		return err
	}
	src.isDir = st.IsDir()
	if src.rebase != "" {
		_, base := split(src.path)
		entries = renamed(entries, base, src.rebase)
	}
	if dst == "-" {
		return c.finish(vfs.Tar(entries))
	}
	to, err := c.destination(dst)
	if err != nil {
		return err
	}
	dir, all, err := arrange(entries, src, to)
	if err != nil {
		return err
	}
	if err := c.unpack(dir, all); err != nil {
		return err
	}
	return c.copied(entries, dst, exit(0))
}

// cpIn copies from the host to a container.
func (c Call) cpIn(src, ref, name string) error {
	to := c.containerPlace(ref, name)
	if to.device {
		return fmt.Errorf("destination %q must be a directory or a regular file: got a device", ref+":"+name)
	}
	if to.exists && !to.isDir && asserted(to.path) {
		return errors.New("not a directory")
	}
	from, entries, err := c.pack(c.hostPath(src))
	if err != nil {
		return err
	}
	dir, all, err := arrange(entries, from, to.place)
	if err != nil {
		return err
	}
	h, err := c.host().CopyToContainer(ref, dir, all, engine.CopyOptions{Own: c.on("archive")})
	c.sys.Set(h)
	return c.copied(entries, ref+":"+to.path, func(c Call) error { // told of what was sent, taken or not
		if err != nil {
			return c.refused(err)
		}
		return exit(0)(c)
	})
}

type containerPlace struct {
	place
	device bool
}

// containerPlace looks at the destination in a container; a link is followed.
func (c Call) containerPlace(ref, name string) containerPlace {
	to := containerPlace{place: place{path: name}}
	st, err := c.containerStat(ref, name)
	if err == nil && st.IsSymlink() {
		to.path = st.Target
		st, err = c.containerStat(ref, st.Target)
	}
	if err == nil {
		to.exists, to.isDir, to.device = true, st.IsDir(), st.Mode&fs.ModeDevice != 0
	}
	return to
}

func (c Call) containerStat(ref, name string) (engine.PathStat, error) {
	h, st, err := c.host().ContainerStatPath(ref, name)
	c.sys.Set(h)
	return st, err
}

// cpStream extracts a tar archive from standard input in a directory of a container.
func (c Call) cpStream(ref, name string) error {
	to := c.containerPlace(ref, name)
	if !to.isDir {
		return fmt.Errorf("destination %q must be a directory", ref+":"+name)
	}
	t := c.typed
	proc.Slurp(c.p, 0, func(p *proc.Proc, data string) {
		resume(t, p).do(func(c Call) error {
			entries, err := vfs.Untar(data)
			if err != nil {
				return c.refused(&engine.Error{Class: engine.System, Message: err.Error(), Object: engine.Object{Type: "host"}})
			}
			h, err := c.host().CopyToContainer(ref, to.path, entries, engine.CopyOptions{Own: c.on("archive")})
			if err := c.ask(h, err); err != nil {
				return err
			}
			return c.copied(entries, ref+":"+to.path, exit(0))
		})
	})
	return nil
}

// copied tells on a terminal how much was copied: the bytes of the files and
// those of the archive they travelled in.
func (c Call) copied(entries []engine.ArchiveEntry, to string, next step) error {
	if c.on("quiet") || !c.sys.IsTerminal(2) {
		return next(c)
	}
	size, sent := engine.ArchiveSize(entries)
	text := human(size) + " (transferred " + human(sent) + ")"
	if size == 0 {
		text = human(sent)
	}
	return c.emit(2, "Successfully copied "+text+" to "+to+"\n", next)
}

func human(n int64) string { return units.HumanSizeWithPrecision(float64(n), 3) }

// checkOutput refuses a file that could not be written. Source: docker/cli 29
// cli/command/utils.go, ValidateOutputPath.
func (c Call) checkOutput(name string) error {
	dir := path.Dir(path.Clean(name))
	if _, err := c.sys.Stat(dir); err != nil {
		return fmt.Errorf("invalid output path: stat %s: %s", dir, strings.ToLower(err.Error()))
	}
	if st, err := c.sys.Stat(name); err == nil && !st.IsDir() && !st.Mode.IsRegular() {
		return fmt.Errorf("invalid output path: %q must be a directory or a regular file: got a device", name)
	}
	return nil
}

// destination looks at where on the host a copy goes to. Errors: there is no
// such way, for other reasons than that nothing is there.
func (c Call) destination(name string) (place, error) {
	to := place{path: name}
	st, err := c.sys.Stat(name)
	if err == nil && asserted(name) && !st.IsDir() {
		err = vfs.ENOTDIR
	}
	switch err {
	case nil:
		to.exists, to.isDir = true, st.IsDir()
		if !asserted(name) {
			to.path = st.Path
		}
	case vfs.ENOENT:
	default:
		return to, fmt.Errorf("lstat %s: %s", name, strings.ToLower(err.Error()))
	}
	return to, nil
}
