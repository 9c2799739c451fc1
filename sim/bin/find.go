package bin

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

const maxFound = 200_000 // paths one find looks at

// finding is one run of find.
type finding struct {
	call
	tests    []test
	min, max int
	acts     bool // there is an action: -print is not implied
	late     bool // directories after what is in them
	prune    bool // set by -prune while one path is tested
	seen     int
	found    []string // paths to -delete or -exec, printed lines else
	out      strings.Builder
	jobs     []job
	code     int
}

// test is one step of the expression: a group of these joined by -o is true if
// all of one alternative are.
type test struct {
	name  string
	not   bool
	or    bool   // begins a new alternative
	group []test // what stands in parentheses
	run   func(p *proc.Proc, f *finding, full string, e proc.Entry) bool
}

func findFiles(p *proc.Proc, c call) {
	f := &finding{call: c, max: 1 << 30}
	args := c.args
	var roots []string
	for len(args) > 0 && args[0] != "" && args[0][0] != '-' && args[0] != "!" && args[0] != "(" {
		roots, args = append(roots, args[0]), args[1:]
	}
	if len(roots) == 0 {
		roots = []string{"."}
	}
	if err := f.parseTests(p, args); err != nil {
		c.die(p, 1, "%v", err)
		return
	}
	for _, root := range roots {
		st, err := p.Sys.Lstat(root)
		if err != nil {
			c.say(p, c.pick("'%s': %v", "%s: %v"), root, err)
			f.code = 1
			continue
		}
		f.walk(p, root, proc.Entry{Name: path.Base(root), Node: st.Node}, 0)
	}
	code, jobs := f.code, append([]job(nil), f.jobs...)
	for i := range f.tests {
		if t := f.tests[i]; t.name == "+" && len(f.found) > 0 {
			t.run(p, f, "", proc.Entry{})
			jobs = append(jobs, f.jobs[len(f.jobs)-1])
		}
	}
	proc.Emit(p, 1, f.out.String(), func(p *proc.Proc) { batch{call: c, cannot: c.pick("'%s': %v", "%s: %v")}.run(p, jobs, code) })
}

func (f *finding) walk(p *proc.Proc, full string, e proc.Entry, depth int) {
	if f.seen++; f.seen > maxFound {
		return
	}
	late := f.late // -delete implies -depth
	f.prune = false
	if !late && depth >= f.min {
		f.try(p, full, e)
	}
	if e.IsDir() && depth < f.max && !f.prune {
		entries, err := p.Sys.ReadDir(full)
		if err != nil {
			f.say(p, f.pick("'%s': %v", "%s: %v"), full, err)
			f.code = 1
		}
		for _, kid := range entries {
			f.walk(p, strings.TrimSuffix(full, "/")+"/"+kid.Name, kid, depth+1)
		}
	}
	if late && depth >= f.min {
		f.try(p, full, e)
	}
}

// try runs the expression on one path.
func (f *finding) try(p *proc.Proc, full string, e proc.Entry) {
	if f.holds(p, f.tests, full, e) && !f.acts {
		f.out.WriteString(full + "\n")
	}
}

// holds tells whether one of the alternatives of an expression is true.
func (f *finding) holds(p *proc.Proc, tests []test, full string, e proc.Entry) bool {
	good := true
	for _, t := range tests {
		if t.or {
			if good {
				break
			}
			good = true
		}
		switch {
		case !good:
		case t.group != nil:
			good = f.holds(p, t.group, full, e) != t.not
		case t.name == "+":
			f.found = append(f.found, full)
		case t.run != nil:
			good = t.run(p, f, full, e) != t.not
		}
	}
	return good
}

func (f *finding) parseTests(p *proc.Proc, args []string) error {
	tests, rest, err := f.parseGroup(p, args, 0)
	if err == nil && len(rest) > 0 {
		err = errors.New(f.pick("you have too many ')'", "bad arg ')'"))
	}
	f.tests = tests
	return err
}

// parseGroup reads an expression up to its closing parenthesis or the end.
func (f *finding) parseGroup(p *proc.Proc, args []string, depth int) (tests []test, rest []string, err error) {
	not, or := false, false
	for len(args) > 0 {
		name := args[0]
		if name == ")" {
			return tests, args, nil
		}
		args = args[1:]
		switch name {
		case "!", "-not":
			not = !not
			continue
		case "-a", "-and":
			continue
		case "-o", "-or":
			or = true
			continue
		}
		var t test
		if name == "(" {
			if depth > 100 {
				return nil, nil, errors.New("expression nested too deeply")
			}
			t.name = name
			t.group, args, err = f.parseGroup(p, args, depth+1)
			switch {
			case err == nil && len(args) == 0:
				err = finderFault(f.pick("invalid expression; I was expecting to find a ')' somewhere but did not see one.", "bad arg '('"))
			case err == nil && len(t.group) == 0:
				err = finderFault("invalid expression; empty parentheses are not allowed.")
			}
			if err != nil {
				return nil, nil, err
			}
			args = args[1:]
		} else if t, args, err = f.parseTest(p, name, args); err != nil {
			return nil, nil, err
		}
		if t.name == "" {
			continue
		}
		t.not, t.or = not, or
		not, or = false, false
		tests = append(tests, t)
		f.late = f.late || name == "-delete" || name == "-depth"
	}
	return tests, nil, nil
}

// parseTest reads one primary and its arguments.
func (f *finding) parseTest(p *proc.Proc, name string, args []string) (t test, rest []string, err error) {
	t.name = name
	takes := strings.Contains(" -name -iname -path -wholename -type -maxdepth -mindepth -size -newer -mtime -mmin -user -group -perm -printf -regex -iregex ", " "+name+" ")
	if takes && len(args) == 0 {
		return t, nil, errors.New(f.pick("missing argument to `"+name+"'", "option requires an argument -- '"+name+"'"))
	}
	arg := ""
	if takes {
		arg, args = args[0], args[1:]
	}
	switch name {
	case "-exec", "-ok":
		return f.parseExec(args)
	case "-maxdepth", "-mindepth":
		n, err := strconv.Atoi(arg)
		if err != nil || n < 0 {
			return t, nil, errors.New("Expected a positive decimal integer argument to " + name + ", but got '" + arg + "'")
		}
		if name == "-maxdepth" {
			f.max = n
		} else {
			f.min = n
		}
		return test{}, args, nil
	case "-print", "-print0", "-delete", "-printf", "-ls", "-quit":
		f.acts = f.acts || name != "-quit"
	}
	t.run, err = f.primary(p, name, arg)
	return t, args, err
}

func (f *finding) primary(p *proc.Proc, name, arg string) (func(*proc.Proc, *finding, string, proc.Entry) bool, error) {
	switch name {
	case "-name", "-iname", "-path", "-wholename":
		return func(_ *proc.Proc, _ *finding, full string, e proc.Entry) bool {
			text, glob := e.Name, arg
			if name == "-path" || name == "-wholename" {
				text, glob = strings.ReplaceAll(full, "/", "\x00"), strings.ReplaceAll(arg, "/", "\x00")
			}
			if name == "-iname" {
				text, glob = strings.ToLower(text), strings.ToLower(glob)
			}
			ok, _ := path.Match(glob, text)
			return ok
		}, nil
	case "-type":
		if !strings.Contains("dflcbps", arg) || len(arg) != 1 {
			return nil, errors.New("Unknown argument to -type: " + arg)
		}
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool {
			letter := kinds[kindOf(e.Mode)].letter
			return string(letter) == arg || letter == '-' && arg == "f"
		}, nil
	case "-empty":
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool {
			return e.Mode.IsRegular() && e.Size == 0 || e.IsDir() && e.Entries() == 0
		}, nil
	case "-print", "-print0":
		end := map[string]string{"-print": "\n", "-print0": "\x00"}[name]
		return func(_ *proc.Proc, f *finding, full string, _ proc.Entry) bool {
			f.out.WriteString(full + end)
			return true
		}, nil
	case "-printf":
		return func(p *proc.Proc, f *finding, full string, e proc.Entry) bool {
			f.out.WriteString(findFormat(p, arg, full, e))
			return true
		}, nil
	case "-regex", "-iregex":
		re, err := compile("^\\("+arg+"\\)$", false, name == "-iregex")
		return func(_ *proc.Proc, _ *finding, full string, _ proc.Entry) bool { return re.MatchString(full) }, err
	case "-ls":
		return func(p *proc.Proc, f *finding, full string, e proc.Entry) bool {
			user, _ := nameOf(users(p), e.UID)
			group, _ := nameOf(groups(p), e.GID)
			f.out.WriteString(fmt.Sprintf("%9d %6d %s %3d %-8s %-8s %8d %s %s\n", inodeOf(full, e.Node), kib(e.Node), modeString(e.Mode), max(e.Links, 1), user, group, e.Size, e.ModTime.Format("Jan _2 15:04"), full))
			return true
		}, nil
	case "-executable", "-readable", "-writable":
		bit := map[string]uint32{"-executable": 0o111, "-readable": 0o444, "-writable": 0o222}[name]
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool { return uint32(e.Mode.Perm())&bit != 0 }, nil
	case "-depth", "-xdev", "-mount", "-true":
		return func(*proc.Proc, *finding, string, proc.Entry) bool { return true }, nil
	case "-prune":
		return func(_ *proc.Proc, f *finding, _ string, _ proc.Entry) bool { f.prune = true; return true }, nil
	case "-delete":
		return func(p *proc.Proc, f *finding, full string, _ proc.Entry) bool {
			if full == "." {
				return true
			}
			if err := p.Sys.Remove(full); err != nil {
				f.say(p, f.pick("cannot delete '%s': %v", "%s: %v"), full, err)
				f.code = 1
				return false
			}
			return true
		}, nil
	}
	return f.measure(p, name, arg)
}

// parseExec reads -exec COMMAND {} ; or -exec COMMAND {} +.
func (f *finding) parseExec(args []string) (test, []string, error) {
	f.acts = true
	for i, a := range args {
		if i > 0 && (a == ";" || a == "+" && args[i-1] == "{}") {
			argv := append([]string(nil), args[:i]...)
			t := test{name: map[string]string{";": "-exec", "+": "+"}[a]}
			t.run = func(_ *proc.Proc, f *finding, full string, _ proc.Entry) bool {
				f.jobs = append(f.jobs, job{f.fill(argv, full)})
				return true
			}
			return t, args[i+1:], nil
		}
	}
	return test{}, nil, errors.New("missing argument to `-exec'")
}

// fill puts a path, or all that were found, for {}.
func (f *finding) fill(argv []string, full string) (out []string) {
	for _, a := range argv {
		switch {
		case a == "{}" && full == "":
			out = append(out, f.found...)
		default:
			out = append(out, strings.ReplaceAll(a, "{}", full))
		}
	}
	return out
}

// finderFault is an error in find's own words, which end with a full stop.
type finderFault string

func (f finderFault) Error() string { return string(f) }
