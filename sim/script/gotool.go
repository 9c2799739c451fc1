package script

import (
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/proc"
)

// goModule is what go.mod says: the module's path, and what it requires.
type goModule struct {
	path, dir, text string
}

func findModule(p *proc.Proc, dir string) (goModule, bool) {
	for at := dir; ; at = path.Dir(at) {
		if text, err := p.Sys.ReadFile(path.Join(at, "go.mod")); err == nil {
			_, rest, _ := strings.Cut("\n"+text, "\nmodule ")
			name, _, _ := strings.Cut(rest, "\n")
			return goModule{strings.Trim(strings.TrimSpace(name), `"`), at, text}, true
		}
		if at == "/" || at == "." {
			return gopathModule(p, dir)
		}
	}
}

// gopathModule is a directory below GOPATH as a module, for versions of Go that
// know no others unless asked. Source: Go 1.16 release notes, GO111MODULE.
func gopathModule(p *proc.Proc, dir string) (goModule, bool) {
	v, _ := p.Getenv("GOLANG_VERSION")
	parts := strings.Split(v+"..", ".")
	name, below := strings.CutPrefix(dir, "/go/src/")
	if parts[0] != "1" || len(parts[1]) > 2 || len(parts[1]) == 2 && parts[1] >= "16" || !below {
		return goModule{}, false
	}
	return goModule{path: name, dir: dir}, true
}

// GoTool is the command go: build, run, install, mod, get, version, env, fmt
// and vet. What it builds is a file that runs its sources.
func GoTool(p *proc.Proc, _ proc.Event) {
	m := newMachine(p, golang)
	args := p.Argv[1:]
	fail := func(code int, text string) { m.write(2, text+"\n"); m.end(code); m.live() }
	say := func(text string) { m.write(1, text); m.end(0); m.live() }
	if len(args) == 0 {
		fail(2, "Go is a tool for managing Go source code.\n\nUsage:\n\n\tgo <command> [arguments]\n\nThe commands that are simulated: build, env, fmt, get, install, mod, run, version, vet.")
		return
	}
	verb, args := args[0], args[1:]
	switch verb {
	case "version":
		say("go version go" + m.goVersion() + " linux/amd64\n")
	case "env":
		all := map[string]string{"GOPATH": "/go", "GOROOT": "/usr/local/go", "GOOS": "linux", "GOARCH": "amd64", "GOVERSION": "go" + m.goVersion(), "CGO_ENABLED": "1"}
		out := ""
		for _, a := range args {
			out += all[a] + "\n"
		}
		if len(args) == 0 {
			for _, k := range sortedNames(all) {
				out += k + "='" + all[k] + "'\n"
			}
		}
		say(out)
	case "mod":
		m.goMod(args, fail, say)
	case "get":
		m.goGet(args, fail)
	case "build", "run", "install", "vet":
		m.goBuild(verb, args, fail)
	case "fmt", "clean", "generate", "work":
		say("")
	default:
		fail(1, "go "+verb+": this command is not simulated")
	}
}

func (m *machine) goMod(args []string, fail func(int, string), say func(string)) {
	verb := ""
	if len(args) > 0 {
		verb = args[0]
	}
	mod, ok := findModule(m.p, m.p.Dir)
	switch verb {
	case "init":
		if _, err := m.p.Sys.Stat("go.mod"); err == nil {
			fail(1, "go: "+path.Join(m.p.Dir, "go.mod")+" already exists")
			return
		}
		if len(args) < 2 {
			fail(1, "go: cannot determine module path for source directory "+m.p.Dir+" (outside GOPATH, module path must be specified)\n\nExample usage:\n\t'go mod init example.com/m' to initialize a v0 or v1 module\n\t'go mod init example.com/m/v2' to initialize a v2 module\n\nRun 'go help mod init' for more information.")
			return
		}
		minor := m.goVersion()
		if err := m.p.Sys.WriteFile("go.mod", "module "+args[1]+"\n\ngo "+minor+"\n", 0o644); err != nil {
			fail(1, "go: "+err.Error())
			return
		}
		out := "go: creating new go.mod: module " + args[1]
		entries, _ := m.p.Sys.ReadDir(".")
		for _, e := range entries {
			if strings.HasSuffix(e.Name, ".go") {
				out += "\ngo: to add module requirements and sums:\n\tgo mod tidy"
				break
			}
		}
		fail(0, out)
	case "download", "tidy", "verify", "vendor":
		if !ok {
			fail(1, "go: go.mod file not found in current directory or any parent directory; see 'go help modules'")
			return
		}
		if verb == "verify" {
			say("all modules verified\n")
			return
		}
		text := ""
		if verb == "tidy" {
			for _, p := range m.goImports(mod) {
				name, version := goKnownModule(p)
				if name == "" {
					text += "go: finding module for package " + p + "\ngo: " + mod.path + " imports\n\t" + p + ": this module is not simulated\n"
					fail(1, strings.TrimSuffix(text, "\n"))
					return
				}
				if !strings.Contains(mod.text, name+" ") {
					text += "go: finding module for package " + p + "\ngo: downloading " + name + " " + version + "\ngo: found " + p + " in " + name + " " + version + "\n"
					mod.text += "\nrequire " + name + " " + version + "\n"
				}
			}
			m.p.Sys.WriteFile(path.Join(mod.dir, "go.mod"), mod.text, 0o644)
			m.goSum(mod)
		}
		m.write(2, text)
		m.end(0)
		m.live()
	default:
		fail(2, "go mod "+verb+": this command is not simulated")
	}
}

// goKnownModules are the modules that can be required, with their versions.
var goKnownModules = [][2]string{{"github.com/labstack/echo/v4", "v4.13.4"}, {"github.com/gorilla/mux", "v1.8.1"}, {"github.com/gin-gonic/gin", "v1.11.0"}}

func goKnownModule(p string) (name, version string) {
	for _, k := range goKnownModules {
		if p == k[0] || strings.HasPrefix(p, k[0]+"/") {
			return k[0], k[1]
		}
	}
	return "", ""
}

func (m *machine) goSum(mod goModule) {
	sum := ""
	for _, k := range goKnownModules {
		if strings.Contains(mod.text, k[0]+" ") {
			sum += k[0] + " " + k[1] + " h1:simulated\n" + k[0] + " " + k[1] + "/go.mod h1:simulated\n"
		}
	}
	if sum != "" {
		m.p.Sys.WriteFile(path.Join(mod.dir, "go.sum"), sum, 0o644)
	}
}

func (m *machine) goGet(args []string, fail func(int, string)) {
	mod, ok := findModule(m.p, m.p.Dir)
	if !ok {
		fail(1, "go: go.mod file not found in current directory or any parent directory.\n\t'go get' is no longer supported outside a module.\n\tTo build and install a command, use 'go install' with a version,\n\tlike 'go install example.com/cmd@latest'\n\tFor more information, see https://golang.org/doc/go-get-install-deprecation\n\tor run 'go help get' or 'go help install'.")
		return
	}
	if mod.text == "" { // in GOPATH, to get is to build and install
		if slices.Contains(args, "-v") {
			m.write(2, mod.path+"\n")
		}
		m.goBuild("install", args, fail)
		return
	}
	for _, a := range args {
		if strings.HasPrefix(a, "-") || a == "./..." || a == "." {
			continue
		}
		p, _, _ := strings.Cut(a, "@")
		name, version := goKnownModule(p)
		if name == "" {
			fail(1, "go: "+a+": this module is not simulated")
			return
		}
		m.write(2, "go: downloading "+name+" "+version+"\ngo: added "+name+" "+version+"\n")
		if !strings.Contains(mod.text, name+" ") {
			mod.text += "\nrequire " + name + " " + version + "\n"
		}
	}
	m.p.Sys.WriteFile(path.Join(mod.dir, "go.mod"), mod.text, 0o644)
	m.goSum(mod)
	m.end(0)
	m.live()
}

// goImports are the imports of a module's files that are neither of the
// standard library nor its own.
func (m *machine) goImports(mod goModule) (out []string) {
	all, _ := m.goGather(mod, mod.dir, nil)
	seen := map[string]bool{}
	for _, s := range all {
		for _, p := range goImportsOf(s.text) {
			if strings.Contains(strings.Split(p, "/")[0], ".") && p != mod.path && !strings.HasPrefix(p, mod.path+"/") && !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// goImportsOf are the import paths of a file.
func goImportsOf(text string) (out []string) {
	in := false
	for _, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		switch {
		case strings.HasPrefix(l, "import ("):
			in = true
		case in && strings.HasPrefix(l, ")"):
			in = false
		case strings.HasPrefix(l, "func "), strings.HasPrefix(l, "type "):
			return out
		case in || strings.HasPrefix(l, "import "):
			if _, rest, ok := strings.Cut(l, `"`); ok {
				p, _, _ := strings.Cut(rest, `"`)
				out = append(out, p)
			}
		}
	}
	return out
}

// goGather collects a package's files and those of the module's own packages
// that it imports.
func (m *machine) goGather(mod goModule, dir string, files []string) (all []goSource, wrong string) {
	type want struct{ pkg, dir string }
	seen := map[string]bool{}
	todo := []want{{"main", dir}}
	for len(todo) > 0 && len(seen) < 50 {
		w := todo[0]
		todo = todo[1:]
		if seen[w.pkg] {
			continue
		}
		seen[w.pkg] = true
		names := files
		if w.pkg != "main" || files == nil {
			names = nil
			entries, err := m.p.Sys.ReadDir(w.dir)
			if err != nil {
				return nil, "package " + w.pkg + " is not in std"
			}
			for _, e := range entries {
				if strings.HasSuffix(e.Name, ".go") && !strings.HasSuffix(e.Name, "_test.go") && !e.IsDir() {
					names = append(names, path.Join(w.dir, e.Name))
				}
			}
		}
		for _, n := range names {
			text, err := m.p.Sys.ReadFile(n)
			if err != nil {
				return nil, "no required module provides package " + n + "; to add it:\n\tgo get " + n
			}
			full := absPath(m, n)
			all = append(all, goSource{full, w.pkg, text})
			for _, p := range goImportsOf(text) {
				if mod.path != "" && (p == mod.path || strings.HasPrefix(p, mod.path+"/")) {
					todo = append(todo, want{p, path.Join(mod.dir, strings.TrimPrefix(p, mod.path))})
				}
			}
		}
	}
	return all, ""
}

func (m *machine) goBuild(verb string, args []string, fail func(int, string)) {
	out := ""
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		switch a := args[0]; {
		case a == "-o" && len(args) > 1:
			out, args = args[1], args[1:]
		case strings.HasPrefix(a, "-o="):
			out = a[3:]
		case (a == "-ldflags" || a == "-tags" || a == "-gcflags" || a == "-mod" || a == "-installsuffix" || a == "-p") && len(args) > 1:
			args = args[1:]
		}
		args = args[1:]
	}
	var files, rest []string
	dir := m.p.Dir
	for i, a := range args {
		if !strings.HasSuffix(a, ".go") {
			if verb == "run" && i > 0 && len(files) > 0 {
				rest = args[i:]
				break
			}
			if a == "./..." {
				continue
			}
			dir = path.Join(m.p.Dir, a)
			if path.IsAbs(a) {
				dir = a
			}
			if verb == "run" {
				rest = args[i+1:]
				break
			}
			continue
		}
		files = append(files, a)
	}
	mod, inModule := findModule(m.p, dir)
	title := mod.path
	if rel := strings.TrimPrefix(dir, mod.dir); inModule && rel != "" && rel != "/" {
		title = path.Join(mod.path, rel)
	}
	if len(files) > 0 || !inModule {
		title = "command-line-arguments"
	}
	if !inModule && files == nil {
		fail(1, "go: go.mod file not found in current directory or any parent directory; see 'go help modules'")
		return
	}
	all, wrong := m.goGather(mod, dir, files)
	if wrong != "" {
		fail(1, wrong)
		return
	}
	if len(all) == 0 {
		fail(1, "no Go files in "+dir)
		return
	}
	size := int64(1_500_000)
	for _, s := range all {
		for _, p := range goImportsOf(s.text) {
			if !strings.Contains(strings.Split(p, "/")[0], ".") || inModule && (p == mod.path || strings.HasPrefix(p, mod.path+"/")) {
				size = max(size, map[string]int64{"fmt": 2_300_000, "net/http": 8_100_000, "net": 3_400_000, "encoding/json": 3_100_000, "log": 2_300_000}[p])
				continue
			}
			name, version := goKnownModule(p)
			if name == "" || !strings.Contains(mod.text, name+" ") {
				at := strings.TrimPrefix(strings.TrimPrefix(s.file, m.p.Dir), "/") + ":" + itoa(lineOf(s.text, `"`+p+`"`)) + ":2: "
				if name == "" && strings.Contains(mod.text, strings.Join(strings.SplitN(p, "/", 4)[:min(3, strings.Count(p, "/")+1)], "/")) {
					fail(1, at+"the package "+p+" is not simulated")
					return
				}
				fail(1, at+"no required module provides package "+p+"; to add it:\n\tgo get "+p)
				return
			}
			_ = version
			size = max(size, 11_000_000)
		}
	}
	byPkg := map[string][]goSource{}
	var order []string
	for _, s := range all {
		if byPkg[s.pkg] == nil {
			order = append(order, s.pkg)
		}
		byPkg[s.pkg] = append(byPkg[s.pkg], s)
	}
	for _, pkg := range order {
		_, errs, bad := readGo(goBase(pkg), byPkg[pkg])
		m.used += 2000
		if bad != nil {
			fail(1, "go: "+strings.TrimPrefix(strings.TrimPrefix(bad.file, m.p.Dir), "/")+":"+itoa(bad.line)+": "+bad.text)
			return
		}
		if len(errs) > 0 {
			for i, e := range errs {
				errs[i] = strings.Replace(e, m.p.Dir+"/", "./", 1)
			}
			if pkg != "main" {
				title = pkg
			}
			fail(1, "# "+title+"\n"+strings.Join(errs, "\n"))
			return
		}
	}
	hasMain := false
	for _, s := range byPkg["main"] {
		hasMain = hasMain || strings.Contains(s.text, "func main()")
	}
	first := byPkg["main"][0]
	switch {
	case verb == "vet":
		m.end(0)
		m.live()
	case !strings.Contains("\n"+first.text, "\npackage main"):
		if verb == "run" {
			fail(1, "package "+title+" is not a main package")
			return
		}
		m.end(0)
		m.live()
	case !hasMain:
		fail(1, "# "+title+"\nruntime.main_main·f: function main is undeclared in the main package")
	case verb == "run":
		m.argv = append([]string{"/tmp/go-build/b001/exe/" + goBase(title)}, rest...)
		m.goRunning = true
		m.p.Ignore |= proc.Of(proc.SIGPIPE)
		m.sleepThen(900*time.Millisecond, all)
	default:
		if out == "" {
			out = goBase(title)
			if len(files) > 0 {
				out = strings.TrimSuffix(path.Base(files[0]), ".go")
			}
			if verb == "install" {
				out = "/go/bin/" + out
			}
		}
		if st, err := m.p.Sys.Stat(out); err == nil && st.IsDir() {
			out = path.Join(out, goBase(title))
		}
		if d := path.Dir(out); d != "." && d != "/" {
			m.p.Sys.Mkdir(d, 0o755)
		}
		m.goOut, m.goSize = out, size
		m.sleepThen(1500*time.Millisecond, all)
	}
}

func lineOf(text, part string) int {
	i := strings.Index(text, part)
	return strings.Count(text[:max(i, 0)], "\n") + 1
}

// sleepThen takes the time of a compiler and then runs or writes the program.
func (m *machine) sleepThen(d time.Duration, all []goSource) {
	p := m.p
	end := p.Sys.Now().Add(d)
	var wait proc.Program
	wait = func(p *proc.Proc, _ proc.Event) {
		if left := end.Sub(p.Sys.Now()); left > 0 {
			p.Sys.Sleep(left)
			p.Next = wait
			return
		}
		n := *m
		n.p = p
		if n.goRunning {
			n.runGo(all)
			n.live()
			return
		}
		p.Sys.Remove(n.goOut)
		err := p.Sys.WriteFile(n.goOut, proc.Binary(goPrefix+goJoin(all)), 0o755)
		if err == nil {
			err = p.Sys.Truncate(n.goOut, n.goSize)
		}
		if err != nil {
			p.Fail(1, "go: open "+n.goOut+": "+err.Error())
			return
		}
		p.Sys.Exit(0)
	}
	wait(p, proc.Event{})
}
