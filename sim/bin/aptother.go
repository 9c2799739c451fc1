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

func aptUpgrade(p *proc.Proc, a apt) {
	perform(p, []act{{wait: aptThinks, out: a.state() + a.unless(a.reading("Calculating upgrade")+"0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n")}}, exits(0))
}

func aptRemove(p *proc.Proc, a apt) {
	find, have := a.find(p), installedDebs(p, a.suite)
	var gone []string
	var notes, lost strings.Builder
	for _, name := range a.names {
		_, installed := have[name]
		_, known := find(name)
		switch {
		case installed && slices.ContainsFunc(addedDebs(p), func(pkg archive.Package) bool { return pkg.Name == name }):
			gone = append(gone, name)
		case installed:
			fmt.Fprintf(&lost, "E: Removing %s, which the image came with, is not simulated\n", name)
		case known:
			fmt.Fprintf(&notes, "Package '%s' is not installed, so not removed\n", name)
		default:
			fmt.Fprintf(&lost, "E: Unable to locate package %s\n", name)
		}
	}
	if lost.Len() > 0 {
		perform(p, []act{{wait: aptThinks, out: a.reading("Reading package lists", "Building dependency tree"), err: lost.String()}}, exits(100))
		return
	}
	for _, pkg := range addedDebs(p) { // what needs what goes is of no use
		if slices.ContainsFunc(pkg.Depends, func(d string) bool { return slices.Contains(gone, d) }) && !slices.Contains(gone, pkg.Name) {
			gone = append(gone, pkg.Name)
		}
	}
	a.takeAway(p, notes.String(), gone)
}

// aptAutoremove takes away what nobody asked for and nothing needs.
func aptAutoremove(p *proc.Proc, a apt) {
	auto, _ := p.Sys.ReadFile(aptAuto)
	var gone []string
	added := addedDebs(p)
	for range added {
		for _, pkg := range added {
			needed := slices.ContainsFunc(added, func(o archive.Package) bool {
				return !slices.Contains(gone, o.Name) && slices.Contains(o.Depends, pkg.Name)
			})
			if !needed && !slices.Contains(gone, pkg.Name) && strings.Contains(auto, "Package: "+pkg.Name+"\n") {
				gone = append(gone, pkg.Name)
			}
		}
	}
	a.takeAway(p, "", gone)
}

const aptAuto = "/var/lib/apt/extended_states"

func (a apt) takeAway(p *proc.Proc, notes string, gone []string) {
	slices.Sort(gone)
	plan := a.state() + a.unless(notes+a.listing("The following packages will be REMOVED:", gone)+fmt.Sprintf("0 upgraded, 0 newly installed, %d to remove and 0 not upgraded.\n", len(gone)))
	if len(gone) == 0 {
		perform(p, []act{{wait: aptThinks, out: plan}}, exits(0))
		return
	}
	have := installedDebs(p, a.suite)
	var freed int64
	for _, name := range gone {
		pkg, _ := archive.Debian(a.suite, name)
		freed += pkg.Installed
	}
	plan += a.unless("After this operation, " + aptSize(freed) + " disk space will be freed.\n")
	perform(p, []act{{wait: aptThinks, out: plan}}, func(p *proc.Proc) {
		a.confirm(p, true, func(p *proc.Proc) {
			acts := []act{saying(a.unless("(Reading database ... 6120 files and directories currently installed.)\n"))}
			for _, name := range gone {
				acts = append(acts, act{wait: 30 * time.Millisecond, out: a.unless("Removing " + name + " (" + have[name] + ") ...\n"), do: func(p *proc.Proc) { forgetDeb(p, name) }})
			}
			perform(p, acts, exits(0))
		})
	})
}

func aptClean(p *proc.Proc, _ apt) { p.Sys.Exit(0) }

func aptDistClean(p *proc.Proc, _ apt) {
	entries, _ := p.Sys.ReadDir(aptLists)
	for _, e := range entries {
		if e.Mode.IsRegular() {
			_ = p.Sys.Remove(aptLists + e.Name)
		}
	}
	p.Sys.Exit(0)
}

func aptList(p *proc.Proc, a apt) {
	find, have := a.find(p), installedDebs(p, a.suite)
	var b strings.Builder
	list := archive.DebianNames()
	for _, base := range archive.BaseDebian(a.suite) {
		list = append(list, base.Name)
	}
	slices.Sort(list)
	for _, name := range list {
		if len(a.names) > 0 && !slices.ContainsFunc(a.names, func(s string) bool { return matchName(s, name) }) {
			continue
		}
		v, installed := have[name]
		pkg, known := find(name)
		switch {
		case installed:
			fmt.Fprintf(&b, "%s/%s,now %s amd64 [installed]\n", name, a.suite, v)
		case known && !a.opts.has("installed", "upgradable"):
			fmt.Fprintf(&b, "%s/%s %s amd64\n", name, a.suite, pkg.Version)
		}
	}
	if a.opts.has("upgradable") {
		b.Reset()
	}
	proc.Finish(p, "Listing...\n"+b.String(), 0)
}

func aptShow(p *proc.Proc, a apt) {
	find, have := a.find(p), installedDebs(p, a.suite)
	for _, name := range a.names {
		pkg, ok := find(name)
		if !ok {
			v, installed := have[name]
			if !installed {
				p.Fail(100, "N: Unable to locate package "+name+"\nE: No packages found")
				return
			}
			pkg = archive.Package{Name: name, Version: v}
		}
		p.Out("Package: " + pkg.Name + "\nVersion: " + pkg.Version + "\nInstalled-Size: " + aptSize(pkg.Installed) + "\nDepends: " + strings.Join(pkg.Depends, ", ") +
			"\nDownload-Size: " + aptSize(pkg.Download) + "\nDescription: " + pkg.Short + "\n\n")
	}
	p.Sys.Exit(0)
}

func aptSearch(p *proc.Proc, a apt) {
	find := a.find(p)
	var b strings.Builder
	names := archive.DebianNames()
	slices.Sort(names)
	for _, name := range names {
		pkg, ok := find(name)
		if ok && (len(a.names) == 0 || strings.Contains(name, a.names[0]) || strings.Contains(pkg.Short, a.names[0])) {
			if strings.HasSuffix(a.name, "apt-cache") {
				b.WriteString(name + " - " + pkg.Short + "\n")
			} else {
				b.WriteString(name + "/" + a.suite + " " + pkg.Version + " amd64\n  " + pkg.Short + "\n\n")
			}
		}
	}
	if strings.HasSuffix(a.name, "apt") {
		p.Out(a.reading("Sorting", "Full Text Search"))
	}
	proc.Finish(p, b.String(), 0)
}

func aptPolicy(p *proc.Proc, a apt) {
	find, have := a.find(p), installedDebs(p, a.suite)
	releases, _ := a.indexes(p)
	var b strings.Builder
	for _, name := range a.names {
		pkg, ok := find(name)
		v, installed := have[name]
		if !ok && !installed {
			continue
		}
		if !installed {
			v = "(none)"
		}
		if !ok {
			pkg.Version = v
		}
		fmt.Fprintf(&b, "%s:\n  Installed: %s\n  Candidate: %s\n  Version table:\n     %s 500\n        500 %s %s/main amd64 Packages\n", name, v, pkg.Version, pkg.Version, releases[0].url, a.suite)
	}
	proc.Finish(p, b.String(), 0)
}

func aptDepends(p *proc.Proc, a apt) {
	find := a.find(p)
	for _, name := range a.names {
		pkg, ok := find(name)
		if !ok {
			p.Fail(100, "E: No packages found")
			return
		}
		p.Out(name + "\n")
		for _, d := range pkg.Depends {
			p.Out("  Depends: " + d + "\n")
		}
	}
	p.Sys.Exit(0)
}
