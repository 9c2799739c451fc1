//go:build !core

package bin

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// archiving is one run of tar.
type archiving struct {
	call
	options
	mode    string // c, x or t
	dir     string // of -C
	strip   int
	told    bool // that a leading slash is left out
	code    int
	entries []vfs.Entry
	listed  strings.Builder
}

const maxArchived = 20_000 // entries of one archive

func tarProgram(p *proc.Proc, c call) {
	c.trouble = c.flavourCode(2, 1)
	c.args = oldBundle(c.args)
	o, names, ok := c.parse(p, "c,create x,extract,get t,list r,append u,update f:,file C:,directory v,verbose z,gzip j,bzip2 J,xz Z a,auto-compress O,to-stdout "+
		"p,preserve-permissions m,touch k,keep-old-files h,dereference o,no-same-owner P,absolute-names w,interactive T:,files-from X:,exclude-from b: "+
		"extract get strip-components: exclude: numeric-owner same-owner no-same-permissions wildcards no-recursion overwrite zstd sort: owner: group: mtime: warning: version transform: totals")
	if !ok {
		return
	}
	a := &archiving{call: c, options: o, mode: o.last("c", "x", "t", "r", "u", "extract", "get"), dir: o.value("C", "")}
	if a.mode == "extract" || a.mode == "get" {
		a.mode = "x"
	}
	if o.has("version") {
		proc.Finish(p, "tar (GNU tar) 1.35\n", 0)
		return
	}
	if n, err := number(o.value("strip-components", "0")); err == nil {
		a.strip = int(min(max(n, 0), 1000))
	}
	if bad := o.last("r", "u", "T", "X", "transform", "zstd", "w"); bad != "" {
		c.die(p, c.trouble, "%s is not simulated", dashed(bad))
		return
	}
	if o.has("J") || a.mode == "c" && o.has("j") {
		a.noCompressor(p)
		return
	}
	switch {
	case a.mode == "" && c.flavour == busybox:
		p.Fail(1, c.banner())
	case a.mode == "":
		c.say(p, "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options")
		p.Fail(2, "Try '"+c.name+" --help' or '"+c.name+" --usage' for more information.")
	case a.mode == "c":
		a.create(p, names)
	default:
		a.open(p, names)
	}
}

func dashed(key string) string {
	if len(key) == 1 {
		return "-" + key
	}
	return "--" + key
}

// noCompressor is what happens with xz and bzip2: where they are not installed,
// what tar says, and else that this is not simulated.
func (a *archiving) noCompressor(p *proc.Proc) {
	name := map[bool]string{true: "xz", false: "bzip2"}[a.has("J")]
	if _, err := p.Sys.LookPath(name); a.flavour == busybox || err == nil {
		a.die(p, 2, "%s compression is not simulated", name)
		return
	}
	p.Err("tar (child): " + name + ": Cannot exec: No such file or directory\ntar (child): Error is not recoverable: exiting now\n" +
		"tar: Child returned status 2\ntar: Error is not recoverable: exiting now\n")
	p.Sys.Exit(2)
}

// oldBundle gives the first argument its dash, and its letters their arguments
// in order: tar xzf FILE.
func oldBundle(args []string) (out []string) {
	if len(args) == 0 || args[0] == "" || args[0][0] == '-' {
		return args
	}
	rest := args[1:]
	for _, letter := range args[0] {
		out = append(out, "-"+string(letter))
		if strings.ContainsRune("fCTXb", letter) && len(rest) > 0 {
			out, rest = append(out, rest[0]), rest[1:]
		}
	}
	return append(out, rest...)
}

func (a *archiving) at(name string) string {
	if a.dir == "" || strings.HasPrefix(name, "/") {
		return name
	}
	return strings.TrimSuffix(a.dir, "/") + "/" + name
}

// excluded tells whether a pattern of --exclude fits a name or its last part.
func (a *archiving) excluded(name string) bool {
	for _, glob := range a.values("exclude") {
		glob = strings.TrimSuffix(glob, "/")
		for part := name; part != ""; {
			if ok, _ := path.Match(glob, part); ok {
				return true
			}
			_, rest, more := strings.Cut(part, "/")
			if part = rest; !more {
				break
			}
		}
	}
	return false
}

// create writes an archive.
func (a *archiving) create(p *proc.Proc, names []string) {
	file := a.value("f", "-")
	switch {
	case len(names) == 0 && a.flavour == busybox:
		a.die(p, 1, "empty archive")
		return
	case len(names) == 0:
		a.say(p, "Cowardly refusing to create an empty archive")
		p.Fail(2, "Try '"+a.name+" --help' or '"+a.name+" --usage' for more information.")
		return
	case file == "-" && p.Sys.IsTerminal(1) && a.flavour == gnu:
		a.say(p, "Refusing to write archive contents to terminal (missing -f option?)")
		a.die(p, 2, "Error is not recoverable: exiting now")
		return
	}
	for _, name := range names {
		a.add(p, name, strings.TrimRight(name, "/"))
	}
	data := vfs.Tar(a.entries)
	zipped := strings.HasSuffix(file, ".gz") || strings.HasSuffix(file, ".tgz")
	if a.has("z") || a.has("a") && zipped {
		data = squeeze(data)
	}
	p.Sys.Spend(len(data)/64 + 1)
	if a.code > 0 {
		a.say(p, "%s", a.pick("Exiting with failure status due to previous errors", "error exit delayed from previous errors"))
	}
	if file != "-" {
		if err := p.Sys.WriteFile(file, data, 0o666); err != nil {
			a.say(p, a.pick("%s: Cannot open: %v", "can't open '%s': %v"), file, err)
			a.fatal(p)
			return
		}
		proc.Finish(p, a.listed.String(), a.code)
		return
	}
	p.Err(a.listed.String())
	proc.Finish(p, data, a.code)
}

func (a *archiving) fatal(p *proc.Proc) {
	if a.flavour == gnu {
		a.say(p, "Error is not recoverable: exiting now")
	}
	p.Sys.Exit(a.trouble)
}

func (a *archiving) add(p *proc.Proc, arg, name string) {
	if name == "" {
		name = "/"
	}
	full := a.at(name)
	st, err := p.Sys.Lstat(full)
	if err == nil && st.IsSymlink() && a.has("h") {
		st, err = p.Sys.Stat(full)
	}
	if err == nil && st.Mode.IsRegular() {
		var fd int
		if fd, err = p.Sys.Open(full, proc.Read, 0); err == nil {
			p.Sys.Close(fd)
		}
	}
	if err != nil {
		a.say(p, a.pick("%s: Cannot stat: %v", "%s: %v"), arg, err)
		a.code = a.trouble
		return
	}
	inside := name
	if strings.HasPrefix(name, "/") && !a.has("P") {
		if inside = strings.TrimLeft(name, "/"); !a.told {
			a.told = true
			a.say(p, "%s", a.pick("Removing leading `/' from member names", "removing leading '/' from member names"))
		}
	}
	if a.excluded(inside) || len(a.entries) >= maxArchived {
		return
	}
	if inside != "" {
		a.entries = append(a.entries, vfs.Entry{Name: inside, Node: st.Node})
	}
	if a.has("v") {
		a.listed.WriteString(shownName(name, st.Node) + "\n")
	}
	if !st.IsDir() || a.has("no-recursion") {
		return
	}
	kids, err := p.Sys.ReadDir(full)
	if err != nil {
		a.say(p, a.pick("%s: Cannot open: %v", "can't open '%s': %v"), name, err)
		a.code = a.trouble
	}
	for _, k := range kids {
		a.add(p, arg, strings.TrimSuffix(name, "/")+"/"+k.Name)
	}
}

func shownName(name string, n vfs.Node) string {
	if n.IsDir() {
		return strings.TrimSuffix(name, "/") + "/"
	}
	return name
}

// open reads an archive and goes on with what is to be done with it.
func (a *archiving) open(p *proc.Proc, names []string) {
	file := a.value("f", "-")
	if file == "-" && p.Sys.IsTerminal(0) && a.flavour == gnu {
		a.say(p, "Refusing to read archive contents from terminal (missing -f option?)")
		a.fatal(p)
		return
	}
	if file != "-" {
		data, err := p.Sys.ReadFile(file)
		if err != nil {
			a.say(p, a.pick("%s: Cannot open: %v", "can't open '%s': %v"), file, err)
			a.fatal(p)
			return
		}
		a.read(p, data, names)
		return
	}
	a.slurp(p, nil, "", func(p *proc.Proc, data string, _ int) {
		n := *a // what waits is a value: each reading has an archiving of its own
		n.read(p, data, names)
	})
}

func (a *archiving) read(p *proc.Proc, data string, names []string) {
	p.Sys.Spend(len(data)/32 + 1)
	var err error
	packed := strings.HasPrefix(data, "\x1f\x8b") || strings.HasPrefix(data, "BZh")
	switch {
	case packed && (a.has("z", "j", "a") || a.value("f", "-") != "-"):
		data, err = inflate(data)
	case packed && a.flavour == gnu:
		a.say(p, "Archive is compressed. Use -z option")
		a.fatal(p)
		return
	case a.has("z") && data != "":
		err = errNotGzip
	}
	if err != nil {
		if a.flavour == gnu {
			p.Err("\ngzip: stdin: " + err.Error() + "\n")
			a.say(p, "Child returned status 1")
			a.fatal(p)
		} else {
			a.die(p, 1, "%s", map[bool]string{true: "invalid magic", false: err.Error()}[err == errNotGzip])
		}
		return
	}
	entries, err := vfs.Untar(data)
	if err != nil && len(entries) == 0 {
		if a.flavour == gnu {
			a.say(p, "This does not look like a tar archive")
			a.say(p, "Exiting with failure status due to previous errors")
			p.Sys.Exit(2)
			return
		}
		a.die(p, 1, "invalid tar magic")
		return
	}
	a.entries = entries
	a.each(p, names)
}

// each lists or extracts the entries that are asked for.
func (a *archiving) each(p *proc.Proc, names []string) {
	found := map[string]bool{}
	var contents strings.Builder
	for _, e := range a.entries {
		name, ok := a.wanted(e.Name, names, found)
		if !ok {
			continue
		}
		if a.has("O") && a.mode == "x" {
			contents.WriteString(e.Node.Data)
			continue
		}
		if a.mode == "x" {
			if !a.extract(p, name, e) {
				continue
			}
		}
		switch {
		case a.mode == "t" && a.has("v"):
			a.listed.WriteString(a.long(p, e) + "\n")
		case a.mode == "t" || a.has("v"):
			a.listed.WriteString(shownName(e.Name, e.Node) + "\n")
		}
	}
	for _, n := range names {
		if !found[n] {
			a.say(p, a.pick("%s: Not found in archive", "%s: not found in archive"), n)
			a.code = a.trouble
		}
	}
	if a.code > 0 && a.flavour == gnu {
		a.say(p, "Exiting with failure status due to previous errors")
	}
	proc.Finish(p, a.listed.String()+contents.String(), a.code)
}

// wanted tells whether an entry is asked for, and where it goes.
func (a *archiving) wanted(name string, names []string, found map[string]bool) (string, bool) {
	chosen := len(names) == 0
	for _, n := range names {
		clean := strings.TrimSuffix(n, "/")
		globbed, _ := path.Match(clean, name)
		if name == clean || strings.HasPrefix(name, clean+"/") || globbed && a.has("wildcards") || path.Clean(name) == path.Clean(clean) {
			chosen, found[n] = true, true
		}
	}
	if !chosen || a.excluded(name) {
		return "", false
	}
	to := strings.TrimPrefix(name, "./")
	if !a.has("P") {
		to = strings.TrimLeft(path.Clean("/"+to), "/")
	}
	for range a.strip {
		_, rest, ok := strings.Cut(to, "/")
		if !ok {
			return "", a.mode == "t"
		}
		to = rest
	}
	return to, to != "" || a.mode == "t" || name == "."
}

// extract makes a file of an entry; false when it cannot.
func (a *archiving) extract(p *proc.Proc, name string, e vfs.Entry) bool {
	full := a.at(name)
	if name == "" {
		return true
	}
	err := a.make(p, full, e.Node)
	if err != nil {
		a.say(p, a.pick("%s: Cannot open: %v", "can't open '%s': %v"), name, err)
		a.code = a.trouble
		return false
	}
	return true
}

func (a *archiving) make(p *proc.Proc, full string, n vfs.Node) error {
	if up := path.Dir(full); up != "." && up != "/" {
		if err := makeParents(p, up); err != nil {
			return err
		}
	}
	old, err := p.Sys.Lstat(full)
	if err == nil && !old.IsDir() {
		if a.has("k") {
			return vfs.EEXIST
		}
		if err := p.Sys.Remove(full); err != nil {
			return err
		}
	}
	switch {
	case n.IsDir() && err == nil && old.IsDir():
		err = nil
	case n.IsDir():
		err = p.Sys.Mkdir(full, n.Mode.Perm())
	case n.IsSymlink():
		err = p.Sys.Symlink(n.Data, full)
	default:
		if err = p.Sys.WriteFile(full, n.Data, n.Mode.Perm()); err == nil && n.Size > int64(len(n.Data)) {
			err = p.Sys.Truncate(full, n.Size)
		}
	}
	if err != nil || n.IsSymlink() {
		return err
	}
	if p.UID == 0 && !a.has("o") {
		p.Sys.Chown(full, n.UID, n.GID)
		p.Sys.Chmod(full, n.Mode)
	}
	if !a.has("m") {
		p.Sys.Chtimes(full, n.ModTime)
	}
	return nil
}

// long is an entry as tar -tv lists it.
func (a *archiving) long(p *proc.Proc, e vfs.Entry) string {
	n := e.Node
	user, group := fmt.Sprint(n.UID), fmt.Sprint(n.GID)
	if !a.has("numeric-owner") {
		user, _ = nameOf(users(p), n.UID)
		group, _ = nameOf(groups(p), n.GID)
	}
	size, name := n.Size, shownName(e.Name, n)
	if !n.Mode.IsRegular() {
		size = 0
	}
	if n.IsSymlink() {
		name += " -> " + n.Data
	}
	owner := user + "/" + group
	if a.flavour == busybox {
		return fmt.Sprintf("%s %s %9d %s %s", modeString(n.Mode), owner, size, n.ModTime.UTC().Format("2006-01-02 15:04:05"), name)
	}
	return fmt.Sprintf("%s %s %*d %s %s", modeString(n.Mode), owner, max(19-len(owner)-1, 1), size, n.ModTime.UTC().Format("2006-01-02 15:04"), name)
}
