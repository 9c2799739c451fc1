package bin

import (
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// tailing is one run of tail: a value.
type tailing struct {
	call
	count  int64
	unit   string // n or c
	from   bool   // +N: from line or byte N on
	follow bool
	byName bool // -F: a file that takes another's place is followed instead
	titles bool
	pause  time.Duration
}

// seen is what tail keeps while it reads: what may be shown, and what has come
// after it and is not looked at until it is worth it.
type seen struct {
	text string
	new  *rope
	at   int64 // lines or bytes so far
	head bool  // the title is written
	file int
}

func tail(p *proc.Proc, c call) {
	c.args = oldCount(c.args)
	o, names, ok := c.parse(p, "n,lines: c,bytes: f F q,quiet v,verbose s,sleep-interval: follow? retry pid:")
	if !ok {
		return
	}
	t := tailing{call: c, unit: o.last("n", "c"), follow: o.has("f", "F", "follow"),
		byName: o.has("F") || o.value("follow", "") == "name"}
	text := o.value(t.unit, "10")
	n, err := number(text)
	if err != nil {
		what := map[string]string{"n": "lines", "c": "bytes"}[t.unit]
		c.die(p, 1, c.pick("invalid number of "+what+": '%s'", "invalid number '%s'"), text)
		return
	}
	pause, err := parseWait(o.value("s", "1"))
	if err != nil {
		c.die(p, 1, "invalid number of seconds: '%s'", o.value("s", ""))
		return
	}
	t.from, t.count, t.pause = text[0] == '+', max(n, -n), max(pause, 100*time.Millisecond)
	t.titles = (len(names) > 1 || o.has("v")) && !o.has("q")
	t.start(p, names)
}

func (t tailing) start(p *proc.Proc, names []string) {
	scan[seen]{call: t.call, cannot: t.pick("cannot open '%s' for reading: %v", "can't open '%s': %v"),
		light: true, kept: seen.size, step: t.step,
		done: func(p *proc.Proc, st seen, code int) {
			switch {
			case t.follow && len(names) > 0 && code == 1 && st.file == 0 && !t.byName:
				t.die(p, 1, "no files%s", t.pick(" remaining", ""))
			case t.follow && len(names) > 0:
				t.poll(p, t.open(p, names), code)
			default:
				p.Sys.Exit(code)
			}
		},
	}.start(p, seen{}, names)
}

func (t tailing) step(st seen, k chunk) (seen, string, bool) {
	out := ""
	if t.titles && !st.head && (k.end || t.from) {
		out, st.head = title(k.name, st.file), true
	}
	switch {
	case k.end && t.from:
		return seen{file: st.file + 1}, out, true
	case k.end:
		return seen{file: st.file + 1}, out + t.last(st.text+st.new.String()), true
	case t.from:
		var text string
		st.at, text = t.skip(st.at, k.text)
		return st, out + text, true
	}
	if st.new = st.new.add(k.text); st.new.len() > len(st.text)+2*pieceSize {
		st.text, st.new = t.last(st.text+st.new.String()), nil
	}
	return st, "", true
}

func (st seen) size() int { return len(st.text) + st.new.len() }

// last is the part of the text that tail has to keep.
func (t tailing) last(text string) string {
	if t.unit == "c" {
		return text[max(0, int64(len(text))-t.count):]
	}
	if t.count == 0 {
		return ""
	}
	at := len(strings.TrimSuffix(text, "\n"))
	for n := int64(0); n < t.count; n++ {
		if at = strings.LastIndexByte(text[:at], '\n'); at < 0 {
			return text
		}
	}
	return text[at+1:]
}

// skip leaves out what comes before line or byte number count.
func (t tailing) skip(at int64, text string) (int64, string) {
	before := max(t.count, 1) - 1
	for at < before && text != "" {
		cut := 1
		if t.unit != "c" {
			if cut = strings.IndexByte(text, '\n') + 1; cut == 0 {
				return at, ""
			}
		}
		text, at = text[cut:], at+1
	}
	return max(at, 1), text
}

// followed is a file tail -f watches.
type followed struct {
	name string
	size int64
	head string // what it begins with
	gone bool
}

const mostHead = 256 // bytes kept to know a file again

func (t tailing) open(p *proc.Proc, names []string) (all []followed) {
	for _, name := range names {
		st, err := p.Sys.Stat(name)
		switch {
		case err == nil && name != "-":
			all = append(all, followed{name: name, size: st.Size, head: st.Data[:min(len(st.Data), mostHead)]})
		case err != nil && t.byName:
			all = append(all, followed{name: name, gone: true})
		}
	}
	return all
}

// noticed says that a file went away, came, or was replaced.
func (t tailing) noticed(p *proc.Proc, f followed, data string, err error) followed {
	switch {
	case err != nil && !f.gone:
		t.say(p, t.pick("'%s' has become inaccessible: %v", "%s has become inaccessible: %v"), f.name, err)
		f.gone = true
	case err != nil:
	case f.gone:
		t.say(p, t.pick("'%s' has appeared;  following new file", "%s has appeared; following end of new file"), f.name)
		f = followed{name: f.name}
	case int64(len(data)) >= f.size && !strings.HasPrefix(data, f.head[:min(int64(len(f.head)), f.size)]):
		t.say(p, t.pick("'%s' has been replaced;  following new file", "%s has been replaced; following end of new file"), f.name)
		f = followed{name: f.name}
	}
	return f
}

// poll looks at the files, prints what has grown, and looks again later.
func (t tailing) poll(p *proc.Proc, files []followed, code int) {
	if len(files) == 0 {
		p.Sys.Exit(code)
		return
	}
	var out strings.Builder
	next := append([]followed(nil), files...)
	for i, f := range files {
		data, err := p.Sys.ReadFile(f.name)
		size := int64(len(data))
		if t.byName {
			next[i] = t.noticed(p, f, data, err)
			if f = next[i]; err == nil {
				next[i].head = data[:min(len(data), mostHead)]
			}
		}
		if err == vfs.EAGAIN || err != nil || size == f.size {
			continue
		}
		from := f.size
		if size < from {
			t.say(p, "%s: file truncated", f.name)
			from = 0
		}
		if t.titles {
			out.WriteString(title(f.name, 1))
		}
		out.WriteString(data[from:])
		next[i].size = size
	}
	proc.Emit(p, 1, out.String(), func(p *proc.Proc) {
		p.Sys.Sleep(t.pause)
		p.Next = func(p *proc.Proc, _ proc.Event) { t.poll(p, next, code) }
	})
}
