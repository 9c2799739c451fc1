//go:build !core

package bin

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/archive"
	"drydock/sim/proc"
)

// manifest is what npm reads of a package.json.
type manifest struct {
	Name            string            `json:"name"`
	Version         string            `json:"version"`
	Scripts         map[string]string `json:"scripts"`
	Dependencies    map[string]string `json:"dependencies"`
	DevDependencies map[string]string `json:"devDependencies"`
}

func readManifest(p *proc.Proc) (m manifest, text string, err error) {
	text, err = p.Sys.ReadFile("package.json")
	if err == nil {
		err = json.Unmarshal([]byte(text), &m)
	}
	return m, text, err
}

// npm is npm 10. Packages it does not know do not exist; what a package is made
// of is one file of its size.
func npm(p *proc.Proc, c call) {
	verb := ""
	var words []string
	for i := 0; i < len(c.args); i++ {
		a := c.args[i]
		switch {
		case a == "--prefix" && i+1 < len(c.args):
			i++
			if err := p.Sys.Chdir(c.args[i]); err != nil {
				p.Fail(254, "npm error code ENOENT\nnpm error path "+c.args[i]+"/package.json")
				return
			}
		case a == "--":
			words = append(words, c.args[i+1:]...)
			i = len(c.args)
		case strings.HasPrefix(a, "-"):
		case verb == "":
			verb = a
		default:
			words = append(words, a)
		}
	}
	has := func(names ...string) bool {
		return slices.ContainsFunc(c.args, func(a string) bool { return slices.Contains(names, a) })
	}
	switch verb {
	case "":
		if has("--version", "-v") {
			proc.Finish(p, "10.9.3\n", 0)
			return
		}
		proc.Finish(p, "npm <command>\n\nThe commands that are simulated: init, install, ci, run, start, test, ls.\n", 1)
	case "init":
		npmInit(p)
	case "install", "i", "add", "ci", "clean-install":
		npmInstall(p, words, verb == "ci" || verb == "clean-install", has("-g", "--global"), has("--save-dev", "-D"))
	case "run", "run-script":
		if len(words) == 0 {
			p.Fail(1, "npm error Missing script: which one? See package.json.")
			return
		}
		npmRun(p, words[0], words[1:])
	case "start", "test", "stop", "restart":
		npmRun(p, verb, words)
	case "ls", "list":
		m, _, err := readManifest(p)
		if err != nil {
			proc.Finish(p, p.Dir+"\n└── (empty)\n\n", 0)
			return
		}
		p.Out(m.Name + "@" + m.Version + " " + p.Dir + "\n")
		for _, name := range sortedKeys(m.Dependencies) {
			pkg, _ := archive.NPM(name)
			p.Out("├── " + name + "@" + pkg.Version + "\n")
		}
		p.Sys.Exit(0)
	case "cache", "config", "set", "audit", "fund", "prune", "rebuild", "dedupe":
		p.Sys.Exit(0)
	default:
		p.Fail(1, "npm error "+verb+": this command is not simulated")
	}
}

func npmInit(p *proc.Proc) {
	name := strings.ToLower(path.Base(p.Dir))
	text := "{\n  \"name\": \"" + name + "\",\n  \"version\": \"1.0.0\",\n  \"main\": \"index.js\",\n  \"scripts\": {\n    \"test\": \"echo \\\"Error: no test specified\\\" && exit 1\"\n  },\n  \"keywords\": [],\n  \"author\": \"\",\n  \"license\": \"ISC\",\n  \"description\": \"\"\n}\n"
	if err := p.Sys.WriteFile("package.json", text, 0o644); err != nil {
		p.Fail(243, "npm error code EACCES\nnpm error "+err.Error())
		return
	}
	proc.Finish(p, "Wrote to "+path.Join(p.Dir, "package.json")+":\n\n"+text+"\n\n", 0)
}

// npmInstall installs what is named, or what package.json asks for.
func npmInstall(p *proc.Proc, words []string, locked, global, dev bool) {
	m, text, err := readManifest(p)
	if _, lock := p.Sys.Stat("package-lock.json"); locked && lock != nil {
		p.Fail(1, "npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json or\nnpm error npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or\nnpm error later to generate a package-lock.json file, then try again.")
		return
	}
	if err != nil && len(words) == 0 {
		p.Fail(254, "npm error code ENOENT\nnpm error syscall open\nnpm error path "+path.Join(p.Dir, "package.json")+"\nnpm error errno -2\nnpm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '"+path.Join(p.Dir, "package.json")+"'")
		return
	}
	names := words
	if len(words) == 0 {
		names = append(sortedKeys(m.Dependencies), sortedKeys(m.DevDependencies)...)
	}
	reaches(p, "registry.npmjs.org", func(p *proc.Proc, err error) {
		if err != nil && len(names) > 0 {
			perform(p, []act{{wait: 5 * time.Second, err: "npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\nnpm error errno EAI_AGAIN\nnpm error request to https://registry.npmjs.org/" + names[0] + " failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org\n"}}, exits(1))
			return
		}
		root, bin := "node_modules", "node_modules/.bin"
		if global {
			root, bin = "/usr/local/lib/node_modules", "/usr/local/bin"
		}
		var acts []act
		count := int64(0)
		for _, word := range names {
			name, wanted := word, m.Dependencies[word]+m.DevDependencies[word]
			if i := strings.LastIndex(word, "@"); i > 0 {
				name, wanted = word[:i], word[i+1:]
			}
			pkg, ok := archive.NPM(name)
			pkg.Version = npmVersion(name, pkg.Version, wanted)
			if !ok {
				perform(p, []act{{wait: 600 * time.Millisecond, err: "npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/" + strings.ReplaceAll(name, "/", "%2f") + " - Not found\nnpm error 404\nnpm error 404  '" + word + "@*' is not in this registry.\n"}}, exits(1))
				return
			}
			packages := pkg.Download / 1000 // the table counts them there
			count += packages
			acts = append(acts, act{wait: 100*time.Millisecond + transfer(pkg.Installed/4), do: func(p *proc.Proc) {
				putFile(p, root+"/"+name+"/package.json", "{\n  \"name\": \""+name+"\",\n  \"version\": \""+pkg.Version+"\"\n}\n", 0, 0o644)
				putFile(p, root+"/"+name+"/index.js", "", pkg.Installed, 0o644)
				for _, prog := range pkg.Programs {
					putFile(p, bin+"/"+path.Base(prog.Path), proc.Binary(prog.Known), 400, 0o755)
				}
			}})
		}
		start := p.Sys.Now()
		perform(p, acts, func(p *proc.Proc) {
			if !global {
				if len(words) > 0 {
					npmSave(p, text, words, dev)
				}
				putFile(p, "package-lock.json", "{\n  \"name\": \""+m.Name+"\",\n  \"lockfileVersion\": 3,\n  \"requires\": true,\n  \"packages\": {}\n}\n", 0, 0o644)
			}
			took := p.Sys.Now().Sub(start).Round(100 * time.Millisecond)
			line := fmt.Sprintf("\nadded %s, and audited %s in %s\n\nfound 0 vulnerabilities\n", counted(int(count), "package"), counted(int(count)+1, "package"), npmTook(took))
			if global {
				line = fmt.Sprintf("\nadded %s in %s\n", counted(int(count), "package"), npmTook(took))
			} else if count == 0 {
				line = "\nup to date, audited 1 package in 300ms\n\nfound 0 vulnerabilities\n"
			}
			proc.Finish(p, line, 0)
		})
	})
}

// npmOlder are the last releases of older majors that are often asked for.
const npmOlder = " express@4.21.2 redis@3.1.2 redis@4.7.1 mongodb@5.9.2 mongodb@4.17.2 mongoose@7.8.7 mongoose@6.13.8 mysql2@2.3.3 uuid@9.0.1 dotenv@16.6.1 nodemon@2.0.22 axios@0.30.2 "

// npmVersion is the version a range stands for: the newest there is, or the
// last of an older major.
func npmVersion(name, newest, wanted string) string {
	wanted = strings.TrimLeft(wanted, "^~>=v ")
	major, _, _ := strings.Cut(wanted, ".")
	if _, err := strconv.Atoi(major); err != nil || strings.HasPrefix(newest, major+".") {
		return newest
	}
	if _, rest, ok := strings.Cut(npmOlder, " "+name+"@"+major+"."); ok {
		minor, _, _ := strings.Cut(rest, " ")
		return major + "." + minor
	}
	for strings.Count(wanted, ".") < 2 {
		wanted += ".0"
	}
	return strings.ReplaceAll(wanted, "x", "0")
}

func npmTook(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%dms", d.Milliseconds())
	}
	return fmt.Sprintf("%ds", int(d.Round(time.Second)/time.Second))
}

// npmSave writes what was installed into package.json.
func npmSave(p *proc.Proc, text string, words []string, dev bool) {
	field := "dependencies"
	if dev {
		field = "devDependencies"
	}
	if strings.TrimSpace(text) == "" {
		text = "{\n}\n"
	}
	for _, word := range words {
		name, version := word, ""
		if i := strings.LastIndex(word, "@"); i > 0 {
			name, version = word[:i], word[i+1:]
		}
		pkg, _ := archive.NPM(name)
		if version == "" || version == "latest" {
			version = "^" + pkg.Version
		}
		line := "    \"" + name + "\": \"" + version + "\""
		if strings.Contains(text, "\""+name+"\":") {
			continue
		}
		if head := "\"" + field + "\": {"; strings.Contains(text, head) {
			comma := ","
			if _, rest, _ := strings.Cut(text, head); strings.HasPrefix(strings.TrimSpace(rest), "}") {
				comma = ""
			}
			text = strings.Replace(text, head, head+"\n"+line+comma, 1)
			continue
		}
		end := strings.LastIndex(text, "}")
		if end < 0 {
			return
		}
		before := strings.TrimRight(text[:end], " \n\t")
		if !strings.HasSuffix(before, "{") {
			before += ","
		}
		text = before + "\n  \"" + field + "\": {\n" + line + "\n  }\n}\n"
	}
	_ = p.Sys.WriteFile("package.json", text, 0o644)
}

// npmRun becomes a script of package.json.
func npmRun(p *proc.Proc, name string, args []string) {
	m, _, err := readManifest(p)
	if err != nil {
		p.Fail(254, "npm error code ENOENT\nnpm error syscall open\nnpm error path "+path.Join(p.Dir, "package.json")+"\nnpm error errno -2\nnpm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '"+path.Join(p.Dir, "package.json")+"'")
		return
	}
	script, ok := m.Scripts[name]
	if _, err := p.Sys.Stat("server.js"); !ok && name == "start" && err == nil {
		script, ok = "node server.js", true
	}
	if !ok {
		p.Fail(1, "npm error Missing script: \""+name+"\"\nnpm error\nnpm error To see a list of scripts, run:\nnpm error   npm run")
		return
	}
	whole := strings.Join(append([]string{script}, args...), " ")
	proc.Emit(p, 1, "\n> "+m.Name+"@"+m.Version+" "+name+"\n> "+whole+"\n\n", func(p *proc.Proc) { runScript(p, whole) })
}

// npx runs a program of an installed package.
func npx(p *proc.Proc, c call) {
	args := c.args
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		args = args[1:]
	}
	if len(args) == 0 {
		p.Fail(1, "npx: which program?")
		return
	}
	name, _, _ := strings.Cut(args[0], "@")
	for _, dir := range []string{path.Join(p.Dir, "node_modules/.bin"), "/usr/local/bin"} {
		if _, err := p.Sys.Stat(path.Join(dir, name)); err == nil {
			if err := p.Sys.Exec(path.Join(dir, name), args, p.Env); err == nil {
				return
			}
		}
	}
	p.Fail(1, "npm error could not determine executable to run: "+name+" is not installed, and fetching it for one run is not simulated")
}

// runScript runs a line in a shell that finds the programs of installed packages, and ends as it does.
func runScript(p *proc.Proc, line string) {
	old, _ := p.Getenv("PATH")
	env := proc.Setenv(p.Env, "PATH", path.Join(p.Dir, "node_modules/.bin")+":"+old)
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: []string{"sh", "-c", line}, Env: env})
	if err != nil {
		p.Fail(127, "npm error "+err.Error())
		return
	}
	p.Catch |= proc.Of(proc.SIGTERM)
	awaitPassing(p, pid)
}

// awaitPassing waits for a child and passes signals on to it.
func awaitPassing(p *proc.Proc, pid int) {
	ended, code, err := p.Sys.Wait(pid)
	if err == nil && ended == pid {
		p.Sys.Exit(code)
		return
	}
	p.Next = func(p *proc.Proc, ev proc.Event) {
		if ev.Kind == proc.Signaled {
			_ = p.Sys.Kill(pid, ev.Signal) // it may have ended
		}
		awaitPassing(p, pid)
	}
}

// yarn is yarn 1.22.
func yarn(p *proc.Proc, c call) {
	start := p.Sys.Now()
	var words []string
	for _, a := range c.args {
		if !strings.HasPrefix(a, "-") {
			words = append(words, a)
		}
	}
	switch {
	case slices.Contains(c.args, "--version") || slices.Contains(c.args, "-v"):
		proc.Finish(p, "1.22.22\n", 0)
	case len(words) == 0 || words[0] == "install":
		m, _, err := readManifest(p)
		names := append(sortedKeys(m.Dependencies), sortedKeys(m.DevDependencies)...)
		acts := []act{saying("yarn install v1.22.22\n")}
		if err != nil {
			acts = append(acts, saying("info No lockfile found.\n"))
		}
		for i, step := range []string{"Resolving", "Fetching", "Linking", "Building fresh"} {
			what := " packages...\n"
			if step == "Linking" {
				what = " dependencies...\n"
			}
			acts = append(acts, act{wait: 300 * time.Millisecond, out: fmt.Sprintf("[%d/4] %s%s", i+1, step, what)})
		}
		for _, name := range names {
			if pkg, ok := archive.NPM(name); ok {
				pkg.Version = npmVersion(name, pkg.Version, m.Dependencies[name]+m.DevDependencies[name])
				acts = append(acts, act{wait: transfer(pkg.Installed / 4), do: func(p *proc.Proc) {
					putFile(p, "node_modules/"+name+"/package.json", "{\n  \"name\": \""+name+"\",\n  \"version\": \""+pkg.Version+"\"\n}\n", 0, 0o644)
					putFile(p, "node_modules/"+name+"/index.js", "", pkg.Installed, 0o644)
					for _, prog := range pkg.Programs {
						putFile(p, "node_modules/.bin/"+path.Base(prog.Path), proc.Binary(prog.Known), 400, 0o755)
					}
				}})
			}
		}
		reaches(p, "registry.npmjs.org", func(p *proc.Proc, err error) {
			if err != nil && len(names) > 0 {
				perform(p, []act{acts[0], {wait: 5 * time.Second, err: "error An unexpected error occurred: \"https://registry.yarnpkg.com/" + names[0] + ": getaddrinfo EAI_AGAIN registry.yarnpkg.com\".\n"}}, exits(1))
				return
			}
			perform(p, acts, func(p *proc.Proc) {
				proc.Finish(p, fmt.Sprintf("Done in %.2fs.\n", p.Sys.Now().Sub(start).Seconds()), 0)
			})
		})
	case words[0] == "add":
		npmInstall(p, words[1:], false, false, slices.Contains(c.args, "-D") || slices.Contains(c.args, "--dev"))
	case words[0] == "init":
		npmInit(p)
	default:
		if words[0] == "run" {
			words = words[1:]
		}
		m, _, err := readManifest(p)
		if len(words) == 0 || err != nil || m.Scripts[words[0]] == "" {
			p.Out("yarn run v1.22.22\n")
			p.Fail(1, "error Command \""+strings.Join(words, " ")+"\" not found.\ninfo Visit https://yarnpkg.com/en/docs/cli/run for documentation about this command.")
			return
		}
		whole := strings.Join(append([]string{m.Scripts[words[0]]}, words[1:]...), " ")
		proc.Emit(p, 1, "yarn run v1.22.22\n$ "+whole+"\n", func(p *proc.Proc) { runScript(p, whole) })
	}
}
