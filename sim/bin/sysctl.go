//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// sysctl shows and changes kernel settings, which live in /proc/sys. Source:
// procps-ng 4.0, BusyBox 1.37.
func sysctl(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "a,all A n,values N,names e,ignore q,quiet w,write p?,load b")
	if !ok {
		return
	}
	r := settings{p: p, c: c, o: o}
	if o.has("p") {
		if names, ok = r.lines(names); !ok {
			return
		}
	}
	if o.has("a", "A") {
		r.all("/proc/sys", "")
	}
	for _, arg := range names {
		r.one(arg)
	}
	proc.Finish(p, r.out.String(), r.code)
}

// lines are the settings in files, those of the machine's own when none is named.
func (r *settings) lines(files []string) (list []string, ok bool) {
	if file := r.o.value("p", ""); file != "" {
		files = append([]string{file}, files...)
	}
	if len(files) == 0 {
		files = []string{"/etc/sysctl.conf"}
	}
	for _, file := range files {
		text, err := r.p.Sys.ReadFile(file)
		if err != nil {
			r.c.die(r.p, 1, r.c.pick("cannot open \"%s\": %v", "can't open '%s': %v"), file, err)
			return nil, false
		}
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && line[0] != ';' {
				list = append(list, line)
			}
		}
	}
	return list, true
}

// settings is a run of sysctl.
type settings struct {
	p    *proc.Proc
	c    call
	o    options
	out  strings.Builder
	code int
}

func (r *settings) show(key, text string) {
	switch text = strings.TrimSpace(text); {
	case r.o.has("n"):
		r.out.WriteString(text + "\n")
	case r.o.has("N"):
		r.out.WriteString(key + "\n")
	default:
		r.out.WriteString(key + " = " + text + "\n")
	}
}

func (r *settings) all(dir, key string) {
	entries, _ := r.p.Sys.ReadDir(dir)
	for _, e := range entries {
		full, name := dir+"/"+e.Name, strings.TrimPrefix(key+"."+e.Name, ".")
		if e.IsDir() {
			r.all(full, name)
		} else if text, err := r.p.Sys.ReadFile(full); err == nil {
			r.show(name, text)
		}
	}
}

// one shows a setting, or changes it: "key" or "key = value".
func (r *settings) one(arg string) {
	key, value, sets := strings.Cut(arg, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	file := "/proc/sys/" + strings.ReplaceAll(key, ".", "/")
	st, err := r.p.Sys.Stat(file)
	switch {
	case err != nil && r.o.has("e"):
	case err != nil:
		r.c.say(r.p, "%s", r.c.pick("cannot stat "+file+": "+err.Error(), "error: '"+key+"' is an unknown key"))
		r.code = 1
	case st.IsDir():
		r.all(file, key)
	case sets:
		if err := r.p.Sys.WriteFile(file, value+"\n", 0o644); err != nil {
			r.c.say(r.p, r.c.pick("setting key \"%s\": %v", "error setting key '%s': %v"), key, err)
			r.code = 1
		} else if !r.o.has("q") {
			r.show(key, value)
		}
	default:
		text, err := r.p.Sys.ReadFile(file)
		if err != nil {
			r.c.say(r.p, r.c.pick("reading key \"%s\": %v", "error reading key '%s': %v"), key, err)
			r.code = 1
			return
		}
		r.show(key, text)
	}
}
