//go:build !core

package bin

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/archive"
	"drydock/sim/proc"
)

const (
	dpkgStatus = "/var/lib/dpkg/status"
	dpkgInfo   = "/var/lib/dpkg/info/"
)

// installedDebs are the installed packages with their versions: those every
// system of the suite has, and those of dpkg's status file.
func installedDebs(p *proc.Proc, suite string) map[string]string {
	have := map[string]string{}
	for _, b := range archive.BaseDebian(suite) {
		have[b.Name] = b.Version
	}
	for _, pkg := range addedDebs(p) {
		have[pkg.Name] = pkg.Version
	}
	return have
}

// addedDebs are the packages of the status file, in its order.
func addedDebs(p *proc.Proc) (all []archive.Package) {
	text, _ := p.Sys.ReadFile(dpkgStatus)
	for _, block := range strings.Split(text, "\n\n") {
		var pkg archive.Package
		for line := range strings.Lines(block) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			switch key {
			case "Package":
				pkg.Name = value
			case "Version":
				pkg.Version = value
			case "Description":
				pkg.Short = value
			case "Depends":
				pkg.Depends = strings.Split(value, ", ")
			}
		}
		if pkg.Name != "" {
			all = append(all, pkg)
		}
	}
	return all
}

// recordDeb unpacks a package and writes it into dpkg's books.
func recordDeb(p *proc.Proc, pkg archive.Package) {
	filler := "/usr/share/" + pkg.Name + "/" + pkg.Name + ".data"
	if strings.HasPrefix(pkg.Name, "lib") {
		filler = "/usr/lib/x86_64-linux-gnu/" + pkg.Name + ".so"
	}
	paths := unpack(p, pkg, filler)
	putFile(p, dpkgInfo+pkg.Name+".list", "/.\n"+strings.Join(paths, "\n")+"\n", 0, 0o644)
	text, _ := p.Sys.ReadFile(dpkgStatus)
	entry := "Package: " + pkg.Name + "\nStatus: install ok installed\nPriority: optional\nSection: misc\nInstalled-Size: " + fmt.Sprint(pkg.Installed/1000) +
		"\nMaintainer: Debian Maintainers <packages@example.org>\nArchitecture: amd64\nVersion: " + pkg.Version + "\n"
	if len(pkg.Depends) > 0 {
		entry += "Depends: " + strings.Join(pkg.Depends, ", ") + "\n"
	}
	_ = p.Sys.WriteFile(dpkgStatus, text+entry+"Description: "+pkg.Short+"\n\n", 0o644) // a full disk shows at the next write
}

// forgetDeb takes a package's files away, and its entry.
func forgetDeb(p *proc.Proc, name string) {
	list, _ := p.Sys.ReadFile(dpkgInfo + name + ".list")
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line != "" && line != "/." {
			_ = p.Sys.Remove(line)
		}
	}
	_ = p.Sys.Remove(dpkgInfo + name + ".list")
	text, _ := p.Sys.ReadFile(dpkgStatus)
	var kept []string
	for _, block := range strings.Split(text, "\n\n") {
		if block != "" && !strings.HasPrefix(block, "Package: "+name+"\n") {
			kept = append(kept, block+"\n\n")
		}
	}
	_ = p.Sys.WriteFile(dpkgStatus, strings.Join(kept, ""), 0o644)
}

func dpkg(p *proc.Proc, c call) {
	if len(c.args) == 0 {
		p.Fail(2, "dpkg: error: need an action option\n\nType dpkg --help for help about installing and deinstalling packages [*];")
		return
	}
	suite := osRelease(p, "VERSION_CODENAME")
	switch c.args[0] {
	case "-l", "--list":
		dpkgList(p, suite, c.args[1:])
	case "-s", "--status":
		dpkgShow(p, suite, c.args[1:])
	case "-L", "--listfiles":
		dpkgFiles(p, suite, c.args[1:])
	case "--print-architecture":
		proc.Finish(p, "amd64\n", 0)
	case "--version":
		proc.Finish(p, "Debian 'dpkg' package management program version "+baseVersion(suite, "dpkg")+" (amd64).\n", 0)
	case "-i", "--install":
		c.die(p, 2, "error: installing a package from a file is not simulated; apt-get installs from the archive")
	case "--configure", "--add-architecture":
		p.Sys.Exit(0)
	default:
		c.die(p, 2, "error: %s is not simulated", c.args[0])
	}
}

func dpkgQuery(p *proc.Proc, c call) {
	if len(c.args) > 0 && (c.args[0] == "-W" || c.args[0] == "--show") {
		have := installedDebs(p, osRelease(p, "VERSION_CODENAME"))
		var b strings.Builder
		for _, name := range sortedKeys(have) {
			if len(c.args) == 1 || slices.Contains(c.args[1:], name) {
				b.WriteString(name + "\t" + have[name] + "\n")
			}
		}
		proc.Finish(p, b.String(), 0)
		return
	}
	dpkg(p, c)
}

func sortedKeys(m map[string]string) (keys []string) {
	for k := range m { // sorted below
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// dpkgList is the table of dpkg -l, its columns as wide as what is in them.
func dpkgList(p *proc.Proc, suite string, patterns []string) {
	var rows []archive.Package
	for _, pkg := range append(archive.BaseDebian(suite), addedDebs(p)...) {
		if len(patterns) == 0 || slices.ContainsFunc(patterns, func(s string) bool { return matchName(s, pkg.Name) }) {
			rows = append(rows, pkg)
		}
	}
	if len(rows) == 0 && len(patterns) > 0 {
		p.Fail(1, "dpkg-query: no packages found matching "+patterns[0])
		return
	}
	slices.SortFunc(rows, func(a, b archive.Package) int { return strings.Compare(a.Name, b.Name) })
	n, v := 14, 12
	for _, pkg := range rows {
		n, v = max(n, len(pkg.Name)), max(v, len(pkg.Version))
	}
	var b strings.Builder
	b.WriteString("Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n")
	fmt.Fprintf(&b, "||/ %-*s %-*s %-12s %s\n+++-%s-%s-%s-%s\n", n, "Name", v, "Version", "Architecture", "Description",
		strings.Repeat("=", n), strings.Repeat("=", v), strings.Repeat("=", 12), strings.Repeat("=", 50))
	for _, pkg := range rows {
		fmt.Fprintf(&b, "ii  %-*s %-*s %-12s %s\n", n, pkg.Name, v, pkg.Version, "amd64", pkg.Short)
	}
	proc.Finish(p, b.String(), 0)
}

// matchName matches a name against a pattern with stars.
func matchName(pattern, name string) bool {
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(name, parts[0]) {
		return false
	}
	rest := name[len(parts[0]):]
	for i, part := range parts[1:] {
		if i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		j := strings.Index(rest, part)
		if j < 0 {
			return false
		}
		rest = rest[j+len(part):]
	}
	return rest == ""
}

func dpkgShow(p *proc.Proc, suite string, names []string) {
	have := installedDebs(p, suite)
	for _, name := range names {
		v, ok := have[name]
		if !ok {
			p.Fail(1, "dpkg-query: package '"+name+"' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.")
			return
		}
		p.Out("Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: " + v + "\n\n")
	}
	p.Sys.Exit(0)
}

func dpkgFiles(p *proc.Proc, suite string, names []string) {
	have := installedDebs(p, suite)
	for _, name := range names {
		list, err := p.Sys.ReadFile(dpkgInfo + name + ".list")
		if _, ok := have[name]; !ok {
			p.Fail(1, "dpkg-query: package '"+name+"' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.")
			return
		}
		if err != nil {
			p.Fail(1, "dpkg-query: the files of "+name+", which the image came with, are not recorded here")
			return
		}
		p.Out(list)
	}
	p.Sys.Exit(0)
}
