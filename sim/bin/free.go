package bin

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// memory is a value of /proc/meminfo in bytes.
func memory(p *proc.Proc, key string) int64 {
	data, _ := p.Sys.ReadFile("/proc/meminfo")
	for line := range strings.Lines(data) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == key+":" {
			n, _ := strconv.ParseInt(f[1], 10, 64)
			return n * 1024
		}
	}
	return 0
}

func free(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "h,human b,bytes k,kibi m,mebi g,gibi t,total w,wide s: c:")
	if !ok {
		return
	}
	if bad := o.last("s", "c", "w"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	unit := func(n int64) string {
		switch o.last("h", "b", "m", "g") {
		case "h":
			if c.flavour == busybox {
				return c.human(n)
			}
			return strings.TrimSuffix(c.human(n), "B") + map[bool]string{true: "i", false: "B"}[n >= 1024]
		case "b":
			return fmt.Sprint(n)
		case "m":
			return fmt.Sprint(n >> 20)
		case "g":
			return fmt.Sprint(n >> 30)
		}
		return fmt.Sprint(n >> 10)
	}
	total, idle := memory(p, "MemTotal"), memory(p, "MemFree")
	cache := memory(p, "Buffers") + memory(p, "Cached")
	swap, swapIdle := memory(p, "SwapTotal"), memory(p, "SwapFree")
	label, width := 9, 11
	if c.flavour == busybox {
		label, width = 7, 12
	}
	var b strings.Builder
	row := func(name string, cells ...string) {
		fmt.Fprintf(&b, "%-*s", label, name)
		for i, cell := range cells {
			if i == 0 {
				fmt.Fprintf(&b, "%*s", width, cell)
			} else {
				fmt.Fprintf(&b, " %11s", cell)
			}
		}
		b.WriteString("\n")
	}
	used := max(total-idle-cache, 0)
	row("", "total", "used", "free", "shared", "buff/cache", "available")
	row("Mem:", unit(total), unit(used), unit(idle), unit(0), unit(cache), unit(memory(p, "MemAvailable")))
	row("Swap:", unit(swap), unit(swap-swapIdle), unit(swapIdle))
	if o.has("t") {
		row("Total:", unit(total+swap), unit(used+swap-swapIdle), unit(idle+swapIdle))
	}
	proc.Finish(p, b.String(), 0)
}

func uptime(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "p,pretty s,since")
	if !ok {
		return
	}
	seconds, minutes := uptimeOf(p)
	days, hours := minutes/1440, minutes/60%24
	if o.has("s") {
		since := p.Sys.Now().Add(-time.Duration(seconds) * time.Second)
		proc.Finish(p, since.Format("2006-01-02 15:04:05")+"\n", 0)
		return
	}
	if o.has("p") {
		text := ""
		if days > 0 {
			text = plural(days, "day", "", "s") + ", "
		}
		if hours > 0 {
			text += plural(hours, "hour", "", "s") + ", "
		}
		proc.Finish(p, "up "+text+plural(minutes%60, "minute", "", "s")+"\n", 0)
		return
	}
	load := "0.00, 0.00, 0.00"
	if data, err := p.Sys.ReadFile("/proc/loadavg"); err == nil {
		if f := strings.Fields(data); len(f) > 2 {
			load = strings.Join(f[:3], ", ")
		}
	}
	proc.Finish(p, p.Sys.Now().Format(" 15:04:05")+" up "+uptimeText(p)+",  0 users,  load average: "+load+"\n", 0)
}

// uptimeOf is how long the machine has been running.
func uptimeOf(p *proc.Proc) (seconds float64, minutes int) {
	data, _ := p.Sys.ReadFile("/proc/uptime")
	first, _, _ := strings.Cut(data, " ")
	seconds, _ = strconv.ParseFloat(first, 64)
	return seconds, int(seconds) / 60
}

// uptimeText is that time as uptime and top print it: 1 day,  3:05 or 12 min.
func uptimeText(p *proc.Proc) string {
	_, minutes := uptimeOf(p)
	days, hours := minutes/1440, minutes/60%24
	up := ""
	if days > 0 {
		up = plural(days, "day", "", "s") + ", "
	}
	if hours > 0 {
		return up + fmt.Sprintf("%2d:%02d", hours, minutes%60)
	}
	return up + fmt.Sprintf("%d min", minutes%60)
}

func plural(n int, stem, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("1 %s%s", stem, one)
	}
	return fmt.Sprintf("%d %s%s", n, stem, many)
}
