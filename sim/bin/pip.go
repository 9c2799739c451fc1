//go:build !core

package bin

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/archive"
	"drydock/sim/proc"
	"drydock/sim/script"
)

// pip installs Python packages. Source: pip 25.
func pip(p *proc.Proc, c call) {
	if len(c.args) == 0 {
		proc.Finish(p, "\nUsage:   \n  pip <command> [options]\n\nThe commands that are simulated: install, uninstall, list, freeze, show.\n", 0)
		return
	}
	site := sitePackages(p)
	switch verb := c.args[0]; verb {
	case "--version", "-V":
		proc.Finish(p, "pip 25.2 from "+site+"/pip (python "+strings.TrimPrefix(path.Base(path.Dir(site)), "python")+")\n", 0)
	case "install":
		pipInstall(p, c, site)
	case "uninstall":
		pipUninstall(p, c, site)
	case "list":
		var b strings.Builder
		b.WriteString("Package            Version\n------------------ ---------\n")
		for _, d := range pipInstalled(p, site) {
			fmt.Fprintf(&b, "%-18s %s\n", d[0], d[1])
		}
		proc.Finish(p, b.String(), 0)
	case "freeze":
		for _, d := range pipInstalled(p, site) {
			p.Out(d[0] + "==" + d[1] + "\n")
		}
		p.Sys.Exit(0)
	case "show":
		for _, name := range c.args[1:] {
			pkg, ok := archive.PyPI(name)
			if !ok || !slices.ContainsFunc(pipInstalled(p, site), func(d [2]string) bool { return d[0] == pkg.Short }) {
				p.Fail(1, "WARNING: Package(s) not found: "+name)
				return
			}
			p.Out("Name: " + pkg.Short + "\nVersion: " + pkg.Version + "\nLocation: " + site + "\nRequires: " + strings.Join(pkg.Depends, ", ") + "\n")
		}
		p.Sys.Exit(0)
	case "cache", "check", "config":
		p.Sys.Exit(0)
	default:
		p.Fail(1, "ERROR: unknown command \""+verb+"\"")
	}
}

// sitePackages is where packages go: a virtual environment's, Python's own
// directory, or the system's.
func sitePackages(p *proc.Proc) string {
	roots := []string{"/usr/local/lib"}
	if env := script.VirtualEnv(p); env != "" {
		roots = []string{path.Join(env, "lib"), "/usr/local/lib"}
	}
	for _, root := range roots {
		entries, _ := p.Sys.ReadDir(root)
		for _, e := range entries {
			if strings.HasPrefix(e.Name, "python3.") {
				return path.Join(root, e.Name, "site-packages")
			}
		}
	}
	return "/usr/lib/python3/dist-packages"
}

// pipInstalled are the names and versions of what was installed, sorted.
func pipInstalled(p *proc.Proc, site string) (all [][2]string) {
	entries, _ := p.Sys.ReadDir(site)
	for _, e := range entries {
		if info, ok := strings.CutSuffix(e.Name, ".dist-info"); ok {
			if i := strings.LastIndex(info, "-"); i > 0 {
				all = append(all, [2]string{info[:i], info[i+1:]})
			}
		}
	}
	return all
}

// pipWants are the requirements of a command line and of the files it names.
func pipWants(p *proc.Proc, args []string) (wants []string, missing string) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case (a == "-r" || a == "--requirement") && i+1 < len(args):
			i++
			text, err := p.Sys.ReadFile(args[i])
			if err != nil {
				return nil, args[i]
			}
			for line := range strings.Lines(text) {
				line, _, _ = strings.Cut(line, "#")
				line, _, _ = strings.Cut(line, ";")
				if line = strings.TrimSpace(line); line != "" && line[0] != '-' {
					wants = append(wants, line)
				}
			}
		case slices.Contains([]string{"-t", "--target", "-i", "--index-url", "--extra-index-url", "--trusted-host", "--timeout", "--default-timeout", "-c", "--prefix", "--proxy"}, a):
			i++
		case a != "" && a[0] != '-':
			wants = append(wants, a)
		}
	}
	return wants, ""
}

func pipInstall(p *proc.Proc, c call, site string) {
	wants, missing := pipWants(p, c.args[1:])
	switch {
	case missing != "":
		p.Fail(1, "ERROR: Could not open requirements file: [Errno 2] No such file or directory: '"+missing+"'")
		return
	case len(wants) == 0:
		p.Fail(1, "ERROR: You must give at least one requirement to install (see \"pip help install\")")
		return
	case strings.HasPrefix(site, "/usr/lib/python3/") && managed(p) && !slices.Contains(c.args, "--break-system-packages"):
		p.Fail(1, "error: externally-managed-environment\n\n× This environment is externally managed\n╰─> To install Python packages system-wide, use the system's own packages,\n    or make a virtual environment with python3 -m venv.\n\n"+
			"note: If you believe this is a mistake, please contact your Python installation or OS distribution provider. You can override this, at the risk of breaking your Python installation or OS, by passing --break-system-packages.\nhint: See PEP 668 for the detailed specification.")
		return
	}
	reaches(p, "pypi.org", func(p *proc.Proc, err error) {
		have := map[string]string{}
		for _, d := range pipInstalled(p, site) {
			have[d[0]] = d[1]
		}
		var acts []act
		var all []archive.Package
		quiet := slices.Contains(c.args, "-q") || slices.Contains(c.args, "--quiet")
		tell := func(a act) {
			if quiet {
				a.out = ""
			}
			acts = append(acts, a)
		}
		seen := map[string]bool{}
		var visit func(want, by string) bool
		visit = func(want, by string) bool {
			name, version := want, ""
			if i := strings.IndexAny(want, "=<>~!["); i > 0 {
				name = strings.TrimSpace(want[:i])
				if _, v, ok := strings.Cut(want, "=="); ok && !strings.Contains(v, "*") {
					version = strings.TrimSpace(strings.Split(v, ",")[0])
				}
			}
			if name == "." || strings.Contains(name, "/") {
				acts = append(acts, act{err: "ERROR: installing from a directory or an address is not simulated\n"})
				return false
			}
			pkg, ok := archive.PyPI(name)
			if err != nil || !ok {
				text := "ERROR: Could not find a version that satisfies the requirement " + want + " (from versions: none)\nERROR: No matching distribution found for " + want + "\n"
				if err != nil {
					text = strings.Repeat("WARNING: Retrying after connection broken by 'NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution': /simple/"+name+"/\n", 5) + text
				}
				acts = append(acts, act{wait: 800 * time.Millisecond, err: text})
				return false
			}
			if version != "" {
				pkg.Version = version
			}
			if seen[pkg.Name] {
				return true
			}
			seen[pkg.Name] = true
			if v, got := have[pkg.Short]; got {
				tell(act{out: "Requirement already satisfied: " + want + " in " + site + " (" + v + ")\n"})
				return true
			}
			from := ""
			if by != "" {
				from = " (from " + by + ")"
			}
			tell(act{wait: 120 * time.Millisecond, out: "Collecting " + want + from + "\n"})
			wheel := strings.ReplaceAll(pkg.Name, "-", "_") + "-" + pkg.Version + "-py3-none-any.whl"
			tell(act{wait: transfer(pkg.Download), out: "  Downloading " + wheel + " (" + pipSize(pkg.Download) + ")\n"})
			for _, d := range pkg.Depends {
				if !visit(d, pkg.Name) {
					return false
				}
			}
			all = append(all, pkg)
			return true
		}
		for _, want := range wants {
			if !visit(want, "") {
				perform(p, acts, exits(1))
				return
			}
		}
		if len(all) > 0 {
			var names, done []string
			for _, pkg := range all {
				names, done = append(names, pkg.Name), append(done, pkg.Name+"-"+pkg.Version)
			}
			tell(act{out: "Installing collected packages: " + strings.Join(names, ", ") + "\n"})
			for _, pkg := range all {
				acts = append(acts, act{wait: 40 * time.Millisecond, do: func(p *proc.Proc) { pipPut(p, pkg, site) }})
			}
			slices.Sort(done)
			tell(act{out: "Successfully installed " + strings.Join(done, " ") + "\n"})
		}
		if p.UID == 0 && !quiet {
			acts = append(acts, act{err: "WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv. Use the --root-user-action option if you know what you are doing and want to suppress this warning.\n"})
		}
		perform(p, acts, exits(0))
	})
}

// managed tells whether the system's Python belongs to its packages (PEP 668).
func managed(p *proc.Proc) bool {
	return !slices.Contains([]string{"jammy", "focal", "bionic", "xenial", "bullseye", "buster", "stretch"}, osRelease(p, "VERSION_CODENAME"))
}

func pipSize(n int64) string {
	if n < 1000000 {
		return fmt.Sprintf("%d kB", n/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// pipPut installs one package.
func pipPut(p *proc.Proc, pkg archive.Package, site string) {
	module := strings.ReplaceAll(pkg.Name, "-", "_")
	putFile(p, site+"/"+pkg.Short+"-"+pkg.Version+".dist-info/METADATA", "Metadata-Version: 2.4\nName: "+pkg.Short+"\nVersion: "+pkg.Version+"\n", 0, 0o644)
	putFile(p, site+"/"+module+"/__init__.py", "", pkg.Installed, 0o644)
	dir := "/usr/local/bin/"
	if env := script.VirtualEnv(p); env != "" && strings.HasPrefix(site, env) {
		dir = path.Join(env, "bin") + "/"
	}
	for _, prog := range pkg.Programs {
		putFile(p, dir+path.Base(prog.Path), proc.Binary(prog.Known), 230, 0o755)
	}
}

func pipUninstall(p *proc.Proc, c call, site string) {
	for _, name := range c.args[1:] {
		pkg, ok := archive.PyPI(name)
		if strings.HasPrefix(name, "-") {
			continue
		}
		found := false
		for _, d := range pipInstalled(p, site) {
			if ok && d[0] == pkg.Short {
				found = true
				info := site + "/" + d[0] + "-" + d[1] + ".dist-info"
				_ = p.Sys.Remove(info + "/METADATA")
				_ = p.Sys.Remove(info)
				_ = p.Sys.Remove(site + "/" + strings.ReplaceAll(pkg.Name, "-", "_") + "/__init__.py")
				_ = p.Sys.Remove(site + "/" + strings.ReplaceAll(pkg.Name, "-", "_"))
				p.Out("Found existing installation: " + d[0] + " " + d[1] + "\nUninstalling " + d[0] + "-" + d[1] + ":\n  Successfully uninstalled " + d[0] + "-" + d[1] + "\n")
			}
		}
		if !found {
			p.Err("WARNING: Skipping " + name + " as it is not installed.\n")
		}
	}
	p.Sys.Exit(0)
}
