//go:build !core

package bin

import (
	"io/fs"
	"path"
	"strings"

	"drydock/sim/archive"
	"drydock/sim/proc"
)

// unpack puts a package's files into the system and returns their paths. What
// is not a program or a text of it is one file that has the rest of its size.
func unpack(p *proc.Proc, pkg archive.Package, filler string) (paths []string) {
	rest := pkg.Installed
	for _, prog := range pkg.Programs {
		rest -= prog.Size
		paths = append(paths, putFile(p, prog.Path, proc.Binary(prog.Known), prog.Size, 0o755))
	}
	for _, f := range pkg.Files {
		if to, ok := strings.CutPrefix(f.Data, "-> "); ok {
			_ = makeDirs(p, path.Dir(f.Path)) // a link that cannot be made is not there
			_ = p.Sys.Symlink(to, f.Path)
			paths = append(paths, f.Path)
			continue
		}
		rest -= int64(len(f.Data))
		paths = append(paths, putFile(p, f.Path, f.Data, int64(len(f.Data)), 0o644))
	}
	if rest > 0 {
		paths = append(paths, putFile(p, filler, "", rest, 0o644))
	}
	return paths
}

// putFile writes a file of a size; a directory or disk that does not take it
// leaves it out, as the package managers' own errors are not simulated.
func putFile(p *proc.Proc, name, data string, size int64, perm fs.FileMode) string {
	if makeDirs(p, path.Dir(name)) != nil {
		return name
	}
	_ = p.Sys.Remove(name)
	if p.Sys.WriteFile(name, data, 0o644) == nil {
		_ = p.Sys.Chmod(name, perm)
		if size > int64(len(data)) {
			_ = p.Sys.Truncate(name, size)
		}
	}
	return name
}

// closure is a package and all it depends on that is missing, what is needed
// first; find looks one up.
func closure(names []string, have func(string) bool, find func(string) (archive.Package, bool)) (all []archive.Package) {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] || have(name) {
			return
		}
		seen[name] = true
		pkg, ok := find(name)
		if !ok {
			return
		}
		for _, d := range pkg.Depends {
			visit(d)
		}
		if !have(pkg.Name) && (pkg.Name == name || !seen[pkg.Name]) {
			seen[pkg.Name] = true
			all = append(all, pkg)
		}
	}
	for _, name := range names {
		visit(name)
	}
	return all
}

// osRelease is one value of /etc/os-release.
func osRelease(p *proc.Proc, key string) string {
	text, err := p.Sys.ReadFile("/etc/os-release")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(text) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), key+"="); ok {
			return strings.Trim(v, `"`)
		}
	}
	return ""
}
