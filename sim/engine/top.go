package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// psRow is a process as ps on the host sees it.
type psRow struct {
	process
	pid, ppid int
	user      string
	size      int64 // bytes of the program's file
	now       time.Time
}

// psColumn is a column that ps can show: its names for -o, its heading and its cell.
type psColumn struct {
	names   string // separated by blanks
	heading string
	cell    func(r psRow) string
}

func fixed(s string) func(psRow) string { return func(psRow) string { return s } }

// psColumns are the columns of ps. Source: ps(1) of procps, standard format specifiers.
var psColumns = []psColumn{
	{"pid tgid", "PID", func(r psRow) string { return strconv.Itoa(r.pid) }},
	{"ppid", "PPID", func(r psRow) string { return strconv.Itoa(r.ppid) }},
	{"user euser uname ruser", "USER", func(r psRow) string { return r.user }},
	{"uid euid ruid", "UID", func(r psRow) string { return strconv.Itoa(r.UID) }},
	{"gid egid rgid", "GID", func(r psRow) string { return strconv.Itoa(r.GID) }},
	{"comm ucmd ucomm", "COMMAND", func(r psRow) string { return r.Name }},
	{"cmd", "CMD", func(r psRow) string { return strings.Join(r.Argv, " ") }},
	{"args command", "COMMAND", func(r psRow) string { return strings.Join(r.Argv, " ") }},
	{"time cputime", "TIME", fixed("00:00:00")},
	{"bsdtime", "TIME", fixed("0:00")},
	{"etime", "ELAPSED", func(r psRow) string { return elapsed(r.now.Sub(r.started)) }},
	{"etimes", "ELAPSED", func(r psRow) string { return strconv.Itoa(int(r.now.Sub(r.started).Seconds())) }},
	{"stime start_time", "STIME", func(r psRow) string { return startTime(r) }},
	{"start", "STARTED", func(r psRow) string { return r.started.Format("15:04:05") }},
	{"lstart", "STARTED", func(r psRow) string { return r.started.Format(time.ANSIC) }},
	{"tty tt tname", "TT", terminalName},
	{"stat", "STAT", func(r psRow) string { return processStat(r) }},
	{"s state", "S", func(r psRow) string { return string(r.info().State) }},
	{"c", "C", fixed("0")},
	{"pcpu %cpu", "%CPU", fixed("0.0")},
	{"pmem %mem", "%MEM", func(r psRow) string { return fmt.Sprintf("%.1f", float64(r.memory())*100/HostMemory) }},
	{"rss rssize rsz", "RSS", func(r psRow) string { return strconv.FormatInt(r.memory()>>10, 10) }},
	{"vsz vsize", "VSZ", func(r psRow) string { return strconv.FormatInt((r.memory()+r.size)>>10, 10) }},
	{"ni nice", "NI", fixed("0")},
	{"pri", "PRI", fixed("19")},
	{"nlwp thcount", "NLWP", fixed("1")},
}

// The forms of ps that name no columns, as the columns they stand for; a
// heading of its own follows a colon.
const (
	psFull = "user:UID pid ppid c stime tty:TTY time cmd"
	psBSD  = "user pid pcpu pmem vsz rss tty:TTY stat stime:START bsdtime args"
	psLess = "pid tty:TTY time cmd"
	psX    = "pid tty:TTY stat bsdtime args"
)

func terminalName(r psRow) string {
	if r.tty == 0 {
		return "?"
	}
	return "pts/0"
}

func startTime(r psRow) string {
	if r.now.Sub(r.started) > 24*time.Hour {
		return r.started.Format("Jan02")
	}
	return r.started.Format("15:04")
}

// processStat is the state with + for a foreground process of a terminal and s
// for a session leader.
func processStat(r psRow) string {
	s := string(r.info().State)
	if r.PID == 1 {
		s += "s"
	}
	if r.tty != 0 && !r.background {
		s += "+"
	}
	return s
}

// elapsed is a duration as ps shows it: [[dd-]hh:]mm:ss.
func elapsed(d time.Duration) string {
	s := int(d.Seconds())
	out := fmt.Sprintf("%02d:%02d", s/60%60, s%60)
	if s >= 3600 {
		out = fmt.Sprintf("%02d:", s/3600%24) + out
	}
	if s >= 86400 {
		out = fmt.Sprintf("%d-", s/86400) + out
	}
	return out
}

// ContainerTop lists the processes of a container as ps with the arguments
// args shows them on the host: host PIDs, the host's user names. No arguments
// mean -ef. Each row has as many cells as there are titles. Errors: not found;
// conflict when it does not run; system for what ps refuses, or when the list
// has no PID to tell the container's processes by. Source: Engine API,
// GET /containers/{id}/top; moby daemon/top_unix.go.
func (h Host) ContainerTop(ref string, args []string) (Host, []string, [][]string, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, nil, nil, err
	}
	obj := Object{"container", c.ID}
	switch {
	case c.State == Restarting:
		return h, nil, nil, refuse(Conflict, obj, "Container %s is restarting, wait until the container is running", c.ID)
	case !c.runs():
		return h, nil, nil, refuse(Conflict, obj, "container %s is not running", c.ID).because("without PID 1 there are no processes to list")
	}
	columns, complaint := psFormat(args)
	if complaint != "" {
		return h, nil, nil, refuse(System, obj, "ps: %s", complaint)
	}
	var titles []string
	for _, col := range columns {
		titles = append(titles, col.heading)
	}
	if !slices.Contains(titles, "PID") {
		return h, nil, nil, refuse(System, obj, "Couldn't find PID field in ps output")
	}
	var rows [][]string
	for _, r := range h.psRows(c) {
		var row []string
		for _, col := range columns {
			row = append(row, col.cell(r))
		}
		rows = append(rows, row)
	}
	n := h
	n.containerEvent(c, "top", "ps ran on the host: a container's processes are processes of the host")
	return n, titles, rows, nil
}

// psRows are the processes of a container by PID on the host. What has no
// parent in the container is a child of its shim.
func (h *Host) psRows(c Container) []psRow {
	var rows []psRow
	for _, i := range h.Processes(c.ID) {
		p, _ := h.byPID(c.ID, i.PID)
		r := psRow{process: p, pid: p.key, ppid: c.pid1 - 1, user: h.userName(p.UID), now: h.now, size: h.programSize(p)}
		if up, ok := h.byPID(c.ID, p.PPID); ok && p.PPID != 0 {
			r.ppid = up.key
		}
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b psRow) int { return a.pid - b.pid })
	return rows
}

// userName is what the host calls a user: the container's own names are of no
// meaning there.
func (h *Host) userName(uid int) string {
	for _, f := range h.table("", "/etc/passwd", 7) {
		if f[2] == strconv.Itoa(uid) {
			return f[0]
		}
	}
	return strconv.Itoa(uid)
}

// psFormat reads the arguments of ps. complaint is what ps would say.
func psFormat(args []string) (columns []psColumn, complaint string) {
	spec, full, long := "", false, false
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if strings.HasPrefix(arg, "--") {
			return nil, "error: unknown gnu long option"
		}
		word := strings.TrimPrefix(arg, "-")
		before, list, custom := strings.Cut(word, "o")
		if custom && strings.Trim(before, "aexAf") == "" {
			if list == "" {
				if i++; i == len(args) {
					return nil, "error: format specification must follow -o"
				}
				list = args[i]
			}
			spec += " " + strings.ReplaceAll(list, ",", " ")
			continue
		}
		if extra := strings.Trim(word, "aeAdfuxwlHj"); extra != "" && strings.Trim(word, "0123456789") != "" {
			return nil, "error: unsupported option (BSD syntax)"
		}
		full = full || arg != word && strings.Contains(word, "f")
		long = long || strings.Contains(word, "u")
	}
	switch {
	case spec != "":
	case full || len(args) == 0:
		spec = psFull
	case long:
		spec = psBSD
	case strings.HasPrefix(args[0], "-"):
		spec = psLess
	default:
		spec = psX
	}
	for _, name := range strings.Fields(spec) {
		name, heading, renamed := strings.Cut(name, ":")
		i := slices.IndexFunc(psColumns, func(c psColumn) bool { return slices.Contains(strings.Fields(c.names), name) })
		if i < 0 {
			return nil, fmt.Sprintf("error: unknown user-defined format specifier %q", name)
		}
		col := psColumns[i]
		if renamed {
			col.heading = heading
		}
		columns = append(columns, col)
	}
	return columns, ""
}
