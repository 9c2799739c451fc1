//go:build !core

package bin

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
)

// usage is one run of du.
type usage struct {
	call
	options
	depth int64
	out   strings.Builder
	code  int
}

func du(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "s,summarize h,human-readable a,all c,total k m b,bytes d:,max-depth x L D H l apparent-size")
	if !ok {
		return
	}
	u := &usage{call: c, options: o, depth: 1 << 30}
	if o.has("d") {
		n, err := number(o.value("d", ""))
		if err != nil || n < 0 {
			c.misuse(p, "invalid maximum depth '%s'", o.value("d", ""))
			return
		}
		u.depth = n
	}
	if o.has("s") {
		u.depth = 0
	}
	if len(names) == 0 {
		names = []string{"."}
	}
	var total int64
	for _, name := range names {
		st, err := p.Sys.Lstat(name)
		if err != nil {
			c.say(p, c.pick("cannot access '%s': %v", "%s: %v"), name, err)
			u.code = 1
			continue
		}
		total += u.walk(p, name, st, 0)
	}
	if o.has("c") {
		u.line(total, "total")
	}
	proc.Finish(p, u.out.String(), u.code)
}

// walk is the size of all beneath a path in bytes, printed as asked for.
func (u *usage) walk(p *proc.Proc, name string, st proc.Stat, depth int64) int64 {
	sum := kib(st.Node) * 1024
	if u.has("b", "apparent-size") {
		sum = st.Size
	}
	if st.IsDir() {
		entries, err := p.Sys.ReadDir(name)
		if err != nil {
			u.say(p, u.pick("cannot read directory '%s': %v", "can't open '%s': %v"), name, err)
			u.code = 1
		}
		for _, e := range entries {
			full := path.Join(name, e.Name)
			if name == "." {
				full = "./" + e.Name
			}
			sum += u.walk(p, full, proc.Stat{Node: e.Node, Path: full}, depth+1)
		}
	}
	if depth <= u.depth && (st.IsDir() || u.has("a") || depth == 0) && u.out.Len() < maxMemory {
		u.line(sum, name)
	}
	return sum
}

func (u *usage) line(bytes int64, name string) {
	size := fmt.Sprint(ceilDiv(bytes, 1024))
	switch u.last("h", "m", "b", "k") {
	case "h":
		size = u.human(bytes)
	case "m":
		size = fmt.Sprint(ceilDiv(bytes, 1<<20))
	case "b":
		size = fmt.Sprint(bytes)
	}
	u.out.WriteString(size + "\t" + name + "\n")
}
