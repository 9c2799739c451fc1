//go:build !core

package bin

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/sim/archive"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func aptInstall(p *proc.Proc, a apt) {
	find, have := a.find(p), installedDebs(p, a.suite)
	var wanted []string
	var notes, lost strings.Builder
	for _, word := range a.names {
		name, version, pinned := strings.Cut(word, "=")
		name, _, _ = strings.Cut(name, "/")
		base, isBase := have[name]
		pkg, ok := find(name)
		switch {
		case strings.HasPrefix(name, "./") || strings.HasPrefix(name, "/") || strings.HasSuffix(name, ".deb"):
			fmt.Fprintf(&lost, "E: Unsupported file %s given on commandline\n", word)
		case isBase:
			fmt.Fprintf(&notes, "%s is already the newest version (%s).\n", name, base)
		case !ok:
			fmt.Fprintf(&lost, "E: Unable to locate package %s\n", name)
		case pinned && version != pkg.Version && !strings.HasSuffix(version, "*"):
			fmt.Fprintf(&lost, "E: Version '%s' for '%s' was not found\n", version, name)
		default:
			wanted = append(wanted, name)
		}
	}
	if lost.Len() > 0 {
		perform(p, []act{{wait: aptThinks, out: a.reading("Reading package lists", "Building dependency tree"), err: lost.String()}}, exits(100))
		return
	}
	all := closure(wanted, func(n string) bool { _, ok := have[n]; return ok }, find)
	plan := a.state() + a.unless(notes.String()+a.listing("The following additional packages will be installed:", others(all, wanted))+
		a.listing("The following NEW packages will be installed:", sortedNames(all))+
		fmt.Sprintf("0 upgraded, %d newly installed, 0 to remove and 0 not upgraded.\n", len(all)))
	if len(all) == 0 || a.simulate {
		perform(p, []act{{wait: aptThinks, out: plan}}, exits(0))
		return
	}
	var packed, space int64
	for _, pkg := range all {
		packed, space = packed+pkg.Download, space+pkg.Installed
	}
	plan += a.unless(fmt.Sprintf("Need to get %s of archives.\nAfter this operation, %s of additional disk space will be used.\n", aptSize(packed), aptSize(space)))
	perform(p, []act{{wait: aptThinks, out: plan}}, func(p *proc.Proc) {
		a.confirm(p, len(all) > len(wanted), func(p *proc.Proc) { a.fetch(p, all, wanted, packed) })
	})
}

// confirm asks unless -y was given or only what was named is to be done.
func (a apt) confirm(p *proc.Proc, asks bool, then func(p *proc.Proc)) {
	if a.yes || !asks {
		then(p)
		return
	}
	proc.Emit(p, 1, "Do you want to continue? [Y/n] ", func(p *proc.Proc) {
		a.answer(p, func(p *proc.Proc, line string) {
			switch strings.ToLower(strings.TrimSpace(line)) {
			case "y", "yes":
				then(p)
			case "":
				if line != "" { // Enter
					then(p)
					return
				}
				fallthrough
			default:
				p.Out("Abort.\n")
				p.Sys.Exit(1)
			}
		})
	})
}

func (a apt) answer(p *proc.Proc, then func(p *proc.Proc, line string)) {
	line, err := p.Sys.Read(0, 4096)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { a.answer(p, then) }
		return
	}
	then(p, line)
}

// listing is a heading and names indented and wrapped, or nothing.
func (a apt) listing(heading string, list []string) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(heading + "\n ")
	column := 1
	for _, n := range list {
		if column+1+len(n) > 79 {
			b.WriteString("\n ")
			column = 1
		}
		b.WriteString(" " + n)
		column += 1 + len(n)
	}
	return b.String() + "\n"
}

func others(all []archive.Package, wanted []string) (list []string) {
	for _, pkg := range all {
		if !slices.Contains(wanted, pkg.Name) {
			list = append(list, pkg.Name)
		}
	}
	slices.Sort(list)
	return list
}

func sortedNames(all []archive.Package) (list []string) {
	for _, pkg := range all {
		list = append(list, pkg.Name)
	}
	slices.Sort(list)
	return list
}

func (a apt) fetch(p *proc.Proc, all []archive.Package, wanted []string, packed int64) {
	releases, _ := a.indexes(p)
	from := releases[0]
	reaches(p, host(from.url), func(p *proc.Proc, err error) {
		if err != nil {
			var out, errs strings.Builder
			for i, pkg := range all {
				fmt.Fprintf(&out, "Err:%d %s %s/main amd64 %s amd64 %s\n  Temporary failure resolving '%s'\n", i+1, from.url, from.suite, pkg.Name, pkg.Version, host(from.url))
				fmt.Fprintf(&errs, "E: Failed to fetch %s/pool/main/%s/%s/%s  Temporary failure resolving '%s'\n", from.url, pkg.Name[:1], pkg.Name, debFile(pkg), host(from.url))
			}
			errs.WriteString("E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n")
			perform(p, []act{{wait: 2 * time.Second, out: out.String(), err: errs.String()}}, exits(100))
			return
		}
		var acts []act
		start := p.Sys.Now()
		for i, pkg := range all {
			acts = append(acts, act{wait: transfer(pkg.Download), out: a.unless(fmt.Sprintf("Get:%d %s %s/main amd64 %s amd64 %s [%s]\n", i+1, from.url, from.suite, pkg.Name, pkg.Version, aptSize(pkg.Download)))})
		}
		perform(p, acts, func(p *proc.Proc) {
			acts := []act{{out: a.unless(fetched(packed, p.Sys.Now().Sub(start)))}}
			if _, err := p.Sys.Stat("/usr/bin/apt-ftparchive"); err != nil && !a.tty {
				acts[0].err = "debconf: delaying package configuration, since apt-utils is not installed\n"
			}
			perform(p, append(append(acts, a.unpackAll(all)...), act{do: func(p *proc.Proc) { markAuto(p, others(all, wanted)) }}), exits(0))
		})
	})
}

func debFile(pkg archive.Package) string {
	return pkg.Name + "_" + strings.ReplaceAll(pkg.Version, ":", "%3a") + "_amd64.deb"
}

// unpackAll are dpkg's part of an installation.
func (a apt) unpackAll(all []archive.Package) (acts []act) {
	for i, pkg := range all {
		file := debFile(pkg)
		if len(all) > 1 {
			file = fmt.Sprintf("%02d-%s", i, file)
		}
		text := "Selecting previously unselected package " + pkg.Name + ".\n"
		if i == 0 {
			text += "(Reading database ... 6090 files and directories currently installed.)\n"
		}
		text += "Preparing to unpack .../" + file + " ...\nUnpacking " + pkg.Name + " (" + pkg.Version + ") ...\n"
		acts = append(acts, act{wait: 20*time.Millisecond + time.Duration(pkg.Installed)*time.Second/(120<<20), out: a.unless(text), do: func(p *proc.Proc) { recordDeb(p, pkg) }})
	}
	for _, pkg := range all {
		acts = append(acts, act{wait: 15 * time.Millisecond, out: a.unless("Setting up " + pkg.Name + " (" + pkg.Version + ") ...\n"), do: setUps(pkg.Name)})
	}
	return append(acts, act{out: a.unless("Processing triggers for libc-bin (" + baseVersion(a.suite, "libc-bin") + ") ...\n"), wait: 30 * time.Millisecond})
}

func baseVersion(suite, name string) string {
	for _, b := range archive.BaseDebian(suite) {
		if b.Name == name {
			return b.Version
		}
	}
	return ""
}

// setUps is what a package's own script does beyond files.
func setUps(name string) func(p *proc.Proc) {
	for _, s := range []struct{ name, user, id, home string }{
		{"redis-server", "redis", "101", "/var/lib/redis"}, {"openssh-server", "sshd", "102", "/run/sshd"}, {"postgresql", "postgres", "103", "/var/lib/postgresql"}, {"mysql-server", "mysql", "104", "/nonexistent"},
	} {
		if s.name == name {
			return func(p *proc.Proc) {
				appendLine(p, "/etc/passwd", s.user+":x:"+s.id+":"+s.id+"::"+s.home+":/usr/sbin/nologin\n")
				appendLine(p, "/etc/group", s.user+":x:"+s.id+":\n")
			}
		}
	}
	return nil
}

func appendLine(p *proc.Proc, name, line string) {
	text, _ := p.Sys.ReadFile(name)
	if !strings.Contains(text, line) {
		_ = p.Sys.WriteFile(name, text+line, 0o644) // a package's script goes on
	}
}

// markAuto notes which packages came only because another needed them.
func markAuto(p *proc.Proc, names []string) {
	text, _ := p.Sys.ReadFile(aptAuto)
	for _, name := range names {
		text += "Package: " + name + "\nArchitecture: amd64\nAuto-Installed: 1\n\n"
	}
	_ = p.Sys.WriteFile(aptAuto, text, 0o644)
}
