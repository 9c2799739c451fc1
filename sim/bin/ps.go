package bin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// psColumn is a column of ps: its heading, and what it shows of a process.
type psColumn struct {
	key, head string
	width     int // negative: to the left; 0: as wide as it is
	text      func(v psView, i proc.Info) string
}

// psView is what columns need besides the process.
type psView struct {
	people []account
	now    time.Time
	left   bool // headings stand to the left even over numbers
}

var psColumns = []psColumn{
	{"pid", "PID", 7, func(_ psView, i proc.Info) string { return fmt.Sprint(i.PID) }},
	{"ppid", "PPID", 7, func(_ psView, i proc.Info) string { return fmt.Sprint(i.PPID) }},
	{"user", "USER", -8, psUser},
	{"uid", "UID", 5, func(_ psView, i proc.Info) string { return fmt.Sprint(i.UID) }},
	{"uname", "UID", -8, psUser},
	{"pcpu", "%CPU", 4, func(psView, proc.Info) string { return "0.0" }},
	{"pmem", "%MEM", 4, func(psView, proc.Info) string { return "0.0" }},
	{"vsz", "VSZ", 6, func(_ psView, i proc.Info) string { return fmt.Sprint(2400 + len(i.Name)*164) }},
	{"rss", "RSS", 5, func(_ psView, i proc.Info) string { return fmt.Sprint(900 + len(i.Name)*76) }},
	{"tty", "TTY", -8, psTTY},
	{"tt", "TT", -8, psTTY},
	{"stat", "STAT", -4, psState},
	{"s", "S", 1, func(_ psView, i proc.Info) string { return string(i.State) }},
	{"c", "C", 2, func(psView, proc.Info) string { return "0" }},
	{"start", "START", 5, psStart},
	{"stime", "STIME", 5, psStart},
	{"time", "TIME", 8, func(psView, proc.Info) string { return "00:00:00" }},
	{"bsdtime", "TIME", 6, func(psView, proc.Info) string { return "0:00" }},
	{"etime", "ELAPSED", 11, psElapsed},
	{"comm", "COMMAND", 0, func(_ psView, i proc.Info) string { return i.Name }},
	{"cmdname", "CMD", 0, func(_ psView, i proc.Info) string { return i.Name }},
	{"args", "COMMAND", 0, psArgs},
	{"cmd", "CMD", 0, psArgs},
}

// psFormats are the column sets of procps's options.
var psFormats = []struct {
	options, columns string
	all              bool
}{
	{"aux", "user pid pcpu pmem vsz rss tty stat start bsdtime args", true},
	{"ax", "pid tty stat bsdtime args", true},
	{"-ef", "uname pid ppid c stime tty time cmd", true},
	{"-f", "uname pid ppid c stime tty time cmd", false},
	{"-e", "pid tty time cmdname", true},
	{"", "pid tty time cmdname", false},
}

func psUser(v psView, i proc.Info) string {
	name, _ := nameOf(v.people, i.UID)
	if len(name) > 8 {
		return name[:7] + "+"
	}
	return name
}

func psTTY(_ psView, i proc.Info) string {
	if i.TTY {
		return "pts/0"
	}
	return "?"
}

func psState(_ psView, i proc.Info) string {
	s := string(i.State)
	if i.PID == 1 {
		s += "s"
	}
	if i.TTY {
		s += "+"
	}
	return s
}

func psStart(v psView, i proc.Info) string {
	if v.now.Sub(i.Started) > 24*time.Hour {
		return i.Started.Format("Jan02")
	}
	return i.Started.Format("15:04")
}

func psElapsed(v psView, i proc.Info) string {
	s := int(v.now.Sub(i.Started).Seconds())
	text := fmt.Sprintf("%02d:%02d", s/60%60, s%60)
	if s >= 3600 {
		text = fmt.Sprintf("%02d:", s/3600%24) + text
	}
	if s >= 86400 {
		text = fmt.Sprintf("%d-", s/86400) + text
	}
	return text
}

func psArgs(_ psView, i proc.Info) string {
	switch {
	case i.State == 'Z':
		return "[" + i.Name + "] <defunct>"
	case len(i.Argv) == 0:
		return "[" + i.Name + "]"
	}
	return strings.Join(i.Argv, " ")
}

func ps(p *proc.Proc, c call) {
	if c.flavour == busybox {
		busyboxPS(p, c)
		return
	}
	columns, all, only, ok := c.psArguments(p)
	if !ok {
		return
	}
	v := psView{people: users(p), now: p.Sys.Now()}
	mine := p.Sys.IsTerminal(0) || p.Sys.IsTerminal(1)
	var shown []proc.Info
	for _, i := range p.Sys.Processes() {
		switch {
		case only != nil && !only[i.PID]:
		case only == nil && !all && (i.TTY != mine || i.UID != p.UID):
		default:
			shown = append(shown, i)
		}
	}
	code := 0
	if len(shown) == 0 {
		code = 1
	}
	proc.Finish(p, psTable(v, columns, shown), code)
}

// psArguments understands the usual ways to call procps's ps.
func (c call) psArguments(p *proc.Proc) (columns []psColumn, all bool, only map[int]bool, ok bool) {
	var flags, format string
	for args := c.args; len(args) > 0; args = args[1:] {
		key, value := args[0], ""
		if at := strings.IndexAny(key, "op"); at >= 0 && strings.HasPrefix(key, "-") && !strings.HasPrefix(key, "--") || key == "o" || key == "p" {
			at = strings.IndexAny(key, "op")
			value = key[at+1:]
			flags += strings.TrimPrefix(key[:at], "-")
			if value == "" && len(args) > 1 {
				value, args = args[1], args[1:]
			}
			if key[at] == 'o' {
				format += " " + value
				continue
			}
			only = map[int]bool{}
			for _, s := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' }) {
				if n, err := number(s); err == nil {
					only[int(n)] = true
				}
			}
			continue
		}
		if rest, yes := psSelectors[key]; yes && len(args) > 1 {
			if only == nil {
				only = map[int]bool{}
			}
			for _, i := range p.Sys.Processes() {
				if rest(p, i, args[1]) {
					only[i.PID] = true
				}
			}
			args = args[1:]
			continue
		}
		if key == "--no-headers" || key == "--noheaders" || strings.HasPrefix(key, "--sort=") || key == "--forest" {
			continue
		}
		if strings.HasPrefix(key, "--") {
			p.Err("error: unknown gnu long option\n\nUsage:\n ps [options]\n")
			p.Sys.Exit(1)
			return nil, false, nil, false
		}
		if strings.HasPrefix(key, "-") {
			flags += key[1:]
			continue
		}
		flags += "=" + key
	}
	for _, f := range psFormats {
		if psFlags(flags) == f.options {
			columns, all = namedColumns(f.columns), f.all
		}
	}
	if format != "" {
		columns = namedColumns(format)
	}
	if len(columns) == 0 {
		p.Err("error: unsupported option (BSD syntax)\n\nUsage:\n ps [options]\n")
		p.Sys.Exit(1)
	}
	return columns, all, only, len(columns) > 0
}

// psSelectors are the options that choose processes by a list.
var psSelectors = map[string]func(p *proc.Proc, i proc.Info, list string) bool{
	"-C": func(_ *proc.Proc, i proc.Info, list string) bool { return slices.Contains(listOf(list), i.Name) },
	"-u": psOfUser, "-U": psOfUser, "--user": psOfUser,
	"--ppid": func(_ *proc.Proc, i proc.Info, list string) bool {
		return slices.Contains(listOf(list), strconv.Itoa(i.PPID))
	},
	"--pid": func(_ *proc.Proc, i proc.Info, list string) bool {
		return slices.Contains(listOf(list), strconv.Itoa(i.PID))
	},
}

func psOfUser(p *proc.Proc, i proc.Info, list string) bool {
	for _, name := range listOf(list) {
		if a, ok := find(users(p), name); ok && a.id == i.UID {
			return true
		}
	}
	return false
}

// psFlags brings options to one of the known sets.
func psFlags(flags string) string {
	bsd := strings.Contains(flags, "=")
	has := func(s string) bool { return strings.ContainsAny(flags, s) }
	switch {
	case strings.Trim(flags, "=axuefAlwjH") != "":
		return "?"
	case bsd && has("u"):
		return "aux"
	case bsd && has("ax"):
		return "ax"
	case has("eA") && has("f"), has("a") && has("f"):
		return "-ef"
	case has("f"):
		return "-f"
	case has("eA"):
		return "-e"
	}
	return ""
}

// namedColumns are the columns of a list; it is nil if one is not known.
func namedColumns(list string) (columns []psColumn) {
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		key, head, renamed := strings.Cut(word, "=")
		found := false
		for _, col := range psColumns {
			if alias := map[string]string{"command": "args", "%cpu": "pcpu", "%mem": "pmem", "ucmd": "comm", "tname": "tty", "state": "s"}[key]; col.key == key || col.key == alias {
				if renamed {
					col.head = head
				}
				columns, found = append(columns, col), true
				break
			}
		}
		if !found {
			return nil
		}
	}
	return columns
}

func psTable(v psView, columns []psColumn, list []proc.Info) string {
	var b strings.Builder
	line := func(head bool, cell func(col psColumn) string) {
		for i, col := range columns {
			width := col.width
			if head && v.left {
				width = -max(width, -width)
			}
			if i == len(columns)-1 && width < 0 {
				width = 0
			}
			if i > 0 {
				b.WriteString(" ")
			}
			fmt.Fprintf(&b, "%*s", width, cell(col))
		}
		b.WriteString("\n")
	}
	titled := false
	for _, col := range columns {
		titled = titled || col.head != ""
	}
	if titled {
		line(true, func(col psColumn) string { return col.head })
	}
	for _, i := range list {
		line(false, func(col psColumn) string { return col.text(v, i) })
	}
	return b.String()
}

// busyboxPS prints the columns of the official image, or those of -o.
func busyboxPS(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "o: T w l e f a x u")
	if !ok {
		return
	}
	v := psView{users(p), p.Sys.Now(), true}
	if o.has("o") {
		columns := namedColumns(strings.Join(o.values("o"), ","))
		if columns == nil {
			c.die(p, 1, "bad -o argument '%s'", o.value("o", ""))
			return
		}
		for i := range columns {
			columns[i].width = map[bool]int{true: 5, false: -8}[columns[i].width > 0]
		}
		proc.Finish(p, psTable(v, columns, p.Sys.Processes()), 0)
		return
	}
	var b strings.Builder
	b.WriteString("PID   USER     TIME  COMMAND\n")
	cols, _ := p.Sys.Size(1)
	for _, i := range p.Sys.Processes() {
		args := psArgs(v, i)
		if args[0] == '[' {
			args = "[" + i.Name + "]"
		} else if head, _, found := strings.Cut(args, " "); found && !strings.Contains(head, i.Name) && !strings.HasSuffix(head, ":") {
			args = "{" + i.Name + "} " + args
		}
		line := fmt.Sprintf("%5d %-8s %5s %s", i.PID, psUser(v, i), "0:00", args)
		if cols > 0 && len(line) >= cols {
			line = line[:cols-1]
		}
		b.WriteString(line + "\n")
	}
	proc.Finish(p, b.String(), 0)
}
