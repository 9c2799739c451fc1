//go:build !core

package bin

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/sim/archive"
	"drydock/sim/proc"
)

const (
	apkInstalled = "/lib/apk/db/installed"
	apkWorld     = "/etc/apk/world"
	apkMirror    = "https://dl-cdn.alpinelinux.org/alpine/"
)

// apkVerbs are the commands of apk. Source: apk-tools 2.14 and 3.0.
var apkVerbs = []struct {
	name string
	run  func(p *proc.Proc, k apk)
}{
	{"add", apkAdd}, {"del", apkDel}, {"update", apkUpdate}, {"upgrade", apkUpgrade}, {"info", apkInfo}, {"list", apkList}, {"search", apkSearch},
	{"fix", apkUpgrade}, {"cache", apkUpgrade}, {"version", apkUpgrade}, {"policy", apkPolicy},
}

// apk is one run of apk.
type apk struct {
	call
	opts   options
	names  []string
	branch string // v3.22
	three  bool   // apk-tools 3
}

const apkRules = "U,update-cache update u,upgrade t,virtual: no-cache q,quiet v,verbose f,force p,root: X,repository: i,interactive allow-untrusted latest a,available purge " +
	"no-progress initdb l,latest L,contents R,depends r,rdepends d,description w,webpage e,installed s,simulate I,installed no-scripts no-network cache-dir: force-overwrite force-broken-world progress virtual: print-arch"

func apkProgram(p *proc.Proc, c call) {
	version := osRelease(p, "VERSION_ID")
	k := apk{call: c, branch: "v" + version}
	if i := strings.LastIndex(version, "."); i > 0 {
		k.branch = "v" + version[:i]
	}
	k.three = k.branch >= "v3.23" && len(k.branch) == 5
	release := "apk-tools 2.14.9, compiled for x86_64."
	if k.three {
		release = "apk-tools 3.0.6, compiled for x86_64."
	}
	opts, words, ok := c.parse(p, apkRules)
	if !ok {
		return
	}
	if opts.has("print-arch") {
		proc.Finish(p, "x86_64\n", 0)
		return
	}
	if len(words) == 0 {
		proc.Finish(p, release+"\n\nusage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n\nThe commands that are simulated: add, del, update, upgrade, info, list, search, policy.\n", 1)
		return
	}
	k.opts, k.names = opts, words[1:]
	i := slices.IndexFunc(apkVerbs, func(v struct {
		name string
		run  func(p *proc.Proc, k apk)
	}) bool {
		return v.name == words[0]
	})
	if i < 0 {
		p.Fail(1, "ERROR: '"+words[0]+"' is not an apk command. See 'apk --help'.")
		return
	}
	writes := words[0] == "add" || words[0] == "del" || words[0] == "update" || words[0] == "upgrade"
	if writes && p.UID != 0 {
		p.Fail(99, "ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied")
		return
	}
	apkVerbs[i].run(p, k)
}

// installed are the packages with their versions: the image's own, and those of the database.
func (k apk) installed(p *proc.Proc) map[string]string {
	have := map[string]string{}
	for _, b := range archive.BaseAlpine {
		have[b.Name] = b.Version
	}
	text, _ := p.Sys.ReadFile(apkInstalled)
	name := ""
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch key {
		case "P":
			name = value
		case "V":
			have[name] = value
		}
	}
	return have
}

// indexed tells whether lists of packages are kept.
func (k apk) indexed(p *proc.Proc) bool {
	_, err := p.Sys.Stat("/var/cache/apk/APKINDEX.main.tar.gz")
	return err == nil
}

// indexes fetches the lists and goes on; without a network it warns and goes on all the same.
func (k apk) indexes(p *proc.Proc, then func(p *proc.Proc, ok bool)) {
	if k.indexed(p) && !k.opts.has("no-cache", "U", "update") {
		then(p, true)
		return
	}
	reaches(p, "dl-cdn.alpinelinux.org", func(p *proc.Proc, err error) {
		var acts []act
		for _, part := range []string{"main", "community"} {
			url := apkMirror + k.branch + "/" + part
			line := "fetch " + url + "/x86_64/APKINDEX.tar.gz\n"
			if k.three {
				line = ""
			}
			if k.opts.has("q") {
				line = ""
			}
			acts = append(acts, act{wait: 250 * time.Millisecond, out: line})
			if err != nil {
				acts = append(acts, act{wait: 2 * time.Second, err: "WARNING: updating and opening " + url + ": temporary error (try again later)\n"})
			} else if !k.opts.has("no-cache") {
				acts = append(acts, act{do: func(p *proc.Proc) { putFile(p, "/var/cache/apk/APKINDEX."+part+".tar.gz", "", 620000, 0o644) }})
			}
		}
		perform(p, acts, func(p *proc.Proc) { then(p, err == nil) })
	})
}

func apkUpdate(p *proc.Proc, k apk) {
	k.opts = append(k.opts, option{key: "U"})
	k.indexes(p, func(p *proc.Proc, ok bool) {
		if !ok {
			p.Out(fmt.Sprintf("2 unavailable, 0 stale; %d distinct packages available\n", len(archive.BaseAlpine)))
			p.Sys.Exit(2)
			return
		}
		p.Out(k.branch[0:] + ".0 [" + apkMirror + k.branch + "/main]\n" + k.branch + ".0 [" + apkMirror + k.branch + "/community]\nOK: 26329 distinct packages available\n")
		p.Sys.Exit(0)
	})
}

func apkUpgrade(p *proc.Proc, k apk) {
	k.indexes(p, func(p *proc.Proc, _ bool) { k.ok(p) })
}

func apkAdd(p *proc.Proc, k apk) {
	k.indexes(p, func(p *proc.Proc, ok bool) {
		have := k.installed(p)
		find := func(name string) (archive.Package, bool) {
			if !ok {
				return archive.Package{}, false
			}
			return archive.Alpine(name)
		}
		var wanted, lost []string
		for _, word := range k.names {
			name := word // without =1.2, >2 or ~1.3
			if i := strings.IndexAny(word, "=<>~@"); i > 0 {
				name = word[:i]
			}
			if _, installed := have[name]; installed {
				wanted = append(wanted, name)
				continue
			}
			if _, known := find(name); !known {
				lost = append(lost, name)
				continue
			}
			wanted = append(wanted, name)
		}
		if len(lost) > 0 {
			k.lost(p, lost)
			return
		}
		all := closure(wanted, func(n string) bool { _, got := have[n]; return got }, find)
		k.install(p, all, wanted)
	})
}

// lost is how apk says that there are no such packages.
func (k apk) lost(p *proc.Proc, names []string) {
	var b strings.Builder
	b.WriteString("ERROR: unable to select packages:\n")
	for _, name := range names {
		b.WriteString("  " + name + " (no such package):\n    required by: world[" + name + "]\n")
	}
	p.Err(b.String())
	p.Sys.Exit(len(names))
}

func (k apk) install(p *proc.Proc, all []archive.Package, wanted []string) {
	group := k.opts.value("t", k.opts.value("virtual", ""))
	total := len(all)
	if group != "" {
		total++
	}
	var acts []act
	width := len(fmt.Sprint(total))
	for i, pkg := range all {
		acts = append(acts, act{wait: transfer(pkg.Download), out: k.line(i+1, total, width, "Installing "+pkg.Name+" ("+pkg.Version+")"), do: func(p *proc.Proc) { k.record(p, pkg) }})
	}
	if group != "" {
		virtual := archive.Package{Name: group, Version: "20260101.000000", Depends: wanted}
		acts = append(acts, act{out: k.line(total, total, width, "Installing "+group+" ("+virtual.Version+")"), do: func(p *proc.Proc) { k.record(p, virtual) }})
		wanted = []string{group}
	}
	if total > 0 && !k.opts.has("q") {
		acts = append(acts, act{out: "Executing busybox-1.37.0-r20.trigger\n", wait: 20 * time.Millisecond})
		if slices.ContainsFunc(all, func(pkg archive.Package) bool { return pkg.Name == "ca-certificates" }) {
			acts = append(acts, act{out: "Executing ca-certificates-20250911-r0.trigger\n", wait: 60 * time.Millisecond})
		}
	}
	perform(p, acts, func(p *proc.Proc) {
		text, _ := p.Sys.ReadFile(apkWorld)
		for _, name := range wanted {
			if !strings.Contains("\n"+text, "\n"+name+"\n") {
				text += name + "\n"
			}
		}
		_ = p.Sys.WriteFile(apkWorld, text, 0o644)
		k.ok(p)
	})
}

func (k apk) line(i, n, width int, what string) string {
	if k.opts.has("q") {
		return ""
	}
	if !k.three {
		width = 0
	}
	return fmt.Sprintf("(%*d/%d) %s\n", width, i, n, what)
}

// ok is the last line: how much is installed.
func (k apk) ok(p *proc.Proc) {
	have := k.installed(p)
	size := int64(8700000)
	for name := range have { // a sum has no order
		if pkg, ok := archive.Alpine(name); ok {
			size += pkg.Installed
		}
	}
	if !k.opts.has("q") {
		if k.three {
			p.Out(fmt.Sprintf("OK: %.1f MiB in %d packages\n", float64(size)/(1<<20), len(have)))
		} else {
			p.Out(fmt.Sprintf("OK: %d MiB in %d packages\n", (size+1<<19)>>20, len(have)))
		}
	}
	p.Sys.Exit(0)
}

// record unpacks a package and writes it into the database.
func (k apk) record(p *proc.Proc, pkg archive.Package) {
	filler := "/usr/share/" + pkg.Name + "/" + pkg.Name + ".data"
	if strings.HasPrefix(pkg.Name, "lib") || strings.HasSuffix(pkg.Name, "-libs") {
		filler = "/usr/lib/" + pkg.Name + ".so"
	}
	paths := unpack(p, pkg, filler)
	text, _ := p.Sys.ReadFile(apkInstalled)
	entry := "P:" + pkg.Name + "\nV:" + pkg.Version + "\nA:x86_64\nT:" + pkg.Short + "\n"
	if len(pkg.Depends) > 0 {
		entry += "D:" + strings.Join(pkg.Depends, " ") + "\n"
	}
	for _, path := range paths {
		entry += "R:" + path + "\n"
	}
	_ = p.Sys.WriteFile(apkInstalled, strings.TrimLeft(text, "\x00")+entry+"\n", 0o644)
}

// apkEntry is one package of the database.
type apkEntry struct {
	name, version, text string
	depends, paths      []string
}

func (k apk) entries(p *proc.Proc) (all []apkEntry) {
	text, _ := p.Sys.ReadFile(apkInstalled)
	for _, block := range strings.Split(strings.TrimLeft(text, "\x00"), "\n\n") {
		e := apkEntry{text: block}
		for line := range strings.Lines(block) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			switch key {
			case "P":
				e.name = value
			case "V":
				e.version = value
			case "D":
				e.depends = strings.Fields(value)
			case "R":
				e.paths = append(e.paths, value)
			}
		}
		if e.name != "" {
			all = append(all, e)
		}
	}
	return all
}

// apkDel takes packages out of the world, and then all that nothing needs any more.
func apkDel(p *proc.Proc, k apk) {
	world, _ := p.Sys.ReadFile(apkWorld)
	var keep []string
	for _, name := range strings.Fields(world) {
		if !slices.Contains(k.names, name) {
			keep = append(keep, name)
		}
	}
	entries, needed := k.entries(p), map[string]bool{}
	var need func(name string)
	need = func(name string) {
		if pkg, ok := archive.Alpine(name); ok {
			name = pkg.Name
		}
		if needed[name] {
			return
		}
		needed[name] = true
		for _, e := range entries {
			if e.name == name {
				for _, d := range e.depends {
					need(d)
				}
			}
		}
	}
	for _, name := range keep {
		need(name)
	}
	var gone []apkEntry
	left := ""
	for _, e := range entries {
		if needed[e.name] {
			left += e.text + "\n\n"
		} else {
			gone = append(gone, e)
		}
	}
	var acts []act
	for i, e := range gone {
		acts = append(acts, act{wait: 15 * time.Millisecond, out: k.line(i+1, len(gone), len(fmt.Sprint(len(gone))), "Purging "+e.name+" ("+e.version+")"), do: func(p *proc.Proc) {
			for _, path := range e.paths {
				_ = p.Sys.Remove(path) // it may be gone
			}
		}})
	}
	perform(p, acts, func(p *proc.Proc) {
		_ = p.Sys.WriteFile(apkInstalled, left, 0o644)
		_ = p.Sys.WriteFile(apkWorld, strings.Join(append(keep, ""), "\n"), 0o644)
		if len(gone) > 0 && !k.opts.has("q") {
			p.Out("Executing busybox-1.37.0-r20.trigger\n")
		}
		k.ok(p)
	})
}

func apkInfo(p *proc.Proc, k apk) {
	have := k.installed(p)
	if len(k.names) == 0 {
		var b strings.Builder
		for _, name := range sortedKeys(have) {
			if b.WriteString(name); k.opts.has("v") {
				b.WriteString("-" + have[name])
			}
			b.WriteString("\n")
		}
		proc.Finish(p, b.String(), 0)
		return
	}
	code := 0
	for _, name := range k.names {
		v, ok := have[name]
		switch {
		case !ok:
			code = 1
		case k.opts.has("e"):
			p.Out(name + "\n")
		case k.opts.has("L"):
			p.Out(name + "-" + v + " contains:\n")
			for _, e := range k.entries(p) {
				if e.name == name {
					for _, path := range e.paths {
						p.Out(strings.TrimPrefix(path, "/") + "\n")
					}
				}
			}
			p.Out("\n")
		default:
			pkg, _ := archive.Alpine(name)
			p.Out(name + "-" + v + " description:\n" + pkg.Short + "\n\n" + name + "-" + v + " installed size:\n" + fmt.Sprint(pkg.Installed>>10) + " KiB\n\n")
		}
	}
	p.Sys.Exit(code)
}

func apkList(p *proc.Proc, k apk) {
	have := k.installed(p)
	for _, name := range sortedKeys(have) {
		if len(k.names) == 0 || slices.ContainsFunc(k.names, func(s string) bool { return matchName(s, name) }) {
			p.Out(name + "-" + have[name] + " x86_64 {" + name + "} (MIT) [installed]\n")
		}
	}
	p.Sys.Exit(0)
}

func apkSearch(p *proc.Proc, k apk) {
	k.indexes(p, func(p *proc.Proc, ok bool) {
		names := archive.AlpineNames()
		slices.Sort(names)
		for _, name := range names {
			pkg, _ := archive.Alpine(name)
			if !ok || len(k.names) > 0 && !strings.Contains(name, k.names[0]) {
				continue
			}
			if p.Out(name + "-" + pkg.Version); k.opts.has("v", "d") {
				p.Out(" - " + pkg.Short)
			}
			p.Out("\n")
		}
		p.Sys.Exit(0)
	})
}

func apkPolicy(p *proc.Proc, k apk) {
	for _, name := range k.names {
		if pkg, ok := archive.Alpine(name); ok {
			p.Out(name + " policy:\n  " + pkg.Version + ":\n    " + apkMirror + k.branch + "/main\n")
		}
	}
	p.Sys.Exit(0)
}
