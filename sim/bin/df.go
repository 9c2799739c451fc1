//go:build !core

package bin

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
)

// mounted is a line of /proc/mounts, with its size in bytes.
type mounted struct {
	device, point, kind, options string
	size, used                   int64
}

// The root file system of the machine, in bytes.
const (
	diskSize = 62725623808
	diskUsed = 9876119552
)

// mounts reads /proc/mounts, or makes do with the root.
func mounts(p *proc.Proc) (all []mounted) {
	data, err := p.Sys.ReadFile("/proc/mounts")
	if err != nil || data == "" {
		data = "overlay / overlay rw,relatime 0 0\n"
	}
	for line := range strings.Lines(data) {
		f := strings.Fields(line)
		if len(f) < 4 {
			continue
		}
		m := mounted{device: f[0], point: f[1], kind: f[2], options: f[3], size: diskSize, used: diskUsed}
		if m.kind == "tmpfs" || m.kind == "devtmpfs" {
			m.size, m.used = tmpfsSize(p, m.options), du1(p, m.point, 0)
		}
		all = append(all, m)
	}
	return all
}

// tmpfsSize is what size= says, or half of the memory.
func tmpfsSize(p *proc.Proc, options string) int64 {
	for _, o := range strings.Split(options, ",") {
		if text, ok := strings.CutPrefix(o, "size="); ok {
			if n, err := number(text); err == nil {
				return n
			}
		}
	}
	info, _ := p.Sys.ReadFile("/proc/meminfo")
	var kilobytes int64
	_, _ = fmt.Sscanf(info, "MemTotal: %d kB", &kilobytes) // 0 when it cannot be read
	return kilobytes << 10 / 2
}

func du1(p *proc.Proc, dir string, depth int) (sum int64) {
	entries, _ := p.Sys.ReadDir(dir)
	for _, e := range entries {
		if e.Mode.IsRegular() {
			sum += ceilDiv(e.Size, 4096) * 4096
		}
		if e.IsDir() && depth < 64 {
			sum += du1(p, path.Join(dir, e.Name), depth+1)
		}
	}
	return sum
}

func df(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "h,human-readable H,si k m a,all T,print-type i,inodes P,portability t:,type l B:,block-size total")
	if !ok {
		return
	}
	if bad := o.last("i", "B", "H"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	all := mounts(p)
	var shown []mounted
	code := 0
	for _, name := range names {
		st, err := p.Sys.Stat(name)
		if err != nil {
			c.say(p, c.pick("%s: %v", "%s: can't find mount point: %v"), name, err)
			code = 1
			continue
		}
		shown = append(shown, holding(all, st.Path))
	}
	if len(names) == 0 {
		for _, m := range all {
			if o.has("a") || !strings.Contains(" proc sysfs cgroup cgroup2 devpts mqueue ", " "+m.kind+" ") {
				shown = append(shown, m)
			}
		}
	}
	if len(shown) == 0 {
		if c.flavour == gnu && len(names) > 0 {
			p.Sys.Exit(1)
			return
		}
		p.Sys.Exit(code)
		return
	}
	proc.Finish(p, c.dfTable(o, shown), code)
}

// holding is the mount a path is in: the one with the longest point.
func holding(all []mounted, full string) (best mounted) {
	for _, m := range all {
		in := m.point == "/" || full == m.point || strings.HasPrefix(full, m.point+"/")
		if in && len(m.point) >= len(best.point) {
			best = m
		}
	}
	return best
}

func (c call) dfTable(o options, shown []mounted) string {
	unit := func(n int64) string {
		switch o.last("h", "m", "k") {
		case "h":
			return c.human(n)
		case "m":
			return fmt.Sprint(ceilDiv(n, 1<<20))
		}
		return fmt.Sprint(n / 1024)
	}
	head := []string{"Filesystem", "Type", "1K-blocks", "Used", "Available", "Use%", "Mounted on"}
	switch {
	case o.has("h"):
		head[2], head[4] = "Size", c.pick("Avail", "Available")
	case o.has("m"):
		head[2] = "1M-blocks"
	}
	rows := [][]string{head}
	for _, m := range shown {
		percent := 0
		if m.size > 0 {
			percent = int(ceilDiv(m.used*100, m.size))
		}
		rows = append(rows, []string{m.device, m.kind, unit(m.size), unit(m.used), unit(m.size - m.used), fmt.Sprintf("%d%%", percent), m.point})
	}
	widths := []int{20, 10, 9, 9, 9, 4, 0}
	if c.flavour == gnu {
		widths = []int{14, 4, 5, 5, 5, 4, 0}
		for _, r := range rows {
			for i := range widths[:6] {
				widths[i] = max(widths[i], len(r[i]))
			}
		}
	}
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%-*s ", widths[0], r[0])
		if o.has("T") {
			fmt.Fprintf(&b, "%-*s ", widths[1], r[1])
		}
		fmt.Fprintf(&b, "%*s %*s %*s %*s %s\n", widths[2], r[2], widths[3], r[3], widths[4], r[4], widths[5], r[5], r[6])
	}
	return b.String()
}

func mount(p *proc.Proc, c call) {
	if len(c.args) > 0 && !(len(c.args) == 1 && c.args[0] == "-l") {
		if c.flavour == busybox {
			c.die(p, 1, "permission denied (are you root?)")
			return
		}
		c.die(p, 32, "%s: permission denied.", c.args[len(c.args)-1])
		return
	}
	var b strings.Builder
	for _, m := range mounts(p) {
		b.WriteString(m.device + " on " + m.point + " type " + m.kind + " (" + m.options + ")\n")
	}
	proc.Finish(p, b.String(), 0)
}
