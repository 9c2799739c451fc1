//go:build !core

package bin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// lsofRow is one line of lsof.
type lsofRow struct {
	pid                int
	fd, kind, size, on string
	program            string // of the engine's sockets, which are no process here
}

// lsof lists open files: of all processes, of some, of a file, or sockets.
// Source: lsof 4.95.
func lsof(p *proc.Proc, c call) {
	var pids, users, commands, files []string
	sockets, only := "", false
	for args := c.args; len(args) > 0; args = args[1:] {
		a := args[0]
		value := func() string {
			if len(a) > 2 {
				return a[2:]
			}
			if len(args) > 1 {
				args = args[1:]
				return args[0]
			}
			return ""
		}
		if strings.HasPrefix(a, "-t") && len(a) > 2 { // -ti:8080
			only, a = true, "-"+a[2:]
		}
		switch {
		case strings.HasPrefix(a, "-i"):
			if sockets = "*"; len(a) > 2 {
				sockets = a[2:]
			} else if len(args) > 1 && strings.ContainsAny(args[1][:min(1, len(args[1]))], ":46tuTU@") {
				args = args[1:]
				sockets = args[0]
			}
		case strings.HasPrefix(a, "-p"):
			pids = strings.Split(value(), ",")
		case strings.HasPrefix(a, "-u"):
			users = strings.Split(value(), ",")
		case strings.HasPrefix(a, "-c"):
			commands = append(commands, value())
		case strings.HasPrefix(a, "-t"):
			only = true
		case strings.HasPrefix(a, "-s"):
			value()
		case strings.HasPrefix(a, "-") && strings.Trim(a[1:], "nPaUNl") == "":
		case strings.HasPrefix(a, "-"):
			c.refuse(p, a)
			return
		default:
			files = append(files, a)
		}
	}
	all := p.Sys.Processes()
	rows := lsofFiles(p, all)
	if sockets != "" {
		rows = nil
	}
	rows = append(rows, lsofSockets(p, sockets)...)
	for i, f := range files {
		if st, err := p.Sys.Stat(f); err == nil {
			files[i] = st.Path
		}
	}
	rows = slices.DeleteFunc(rows, func(r lsofRow) bool {
		i := slices.IndexFunc(all, func(i proc.Info) bool { return i.PID == r.pid })
		switch {
		case i < 0: // the engine's own
			return r.program == "" || pids != nil || files != nil || users != nil && !slices.Contains(users, "root") || commands != nil
		case pids != nil && !slices.Contains(pids, strconv.Itoa(r.pid)),
			users != nil && !slices.Contains(users, ownerName(p, all[i].UID)),
			commands != nil && !slices.ContainsFunc(commands, func(n string) bool { return strings.HasPrefix(all[i].Name, n) }),
			files != nil && !slices.Contains(files, r.on):
			return true
		}
		return false
	})
	slices.SortStableFunc(rows, func(a, b lsofRow) int { return a.pid - b.pid })
	var b strings.Builder
	if only {
		last := 0
		for _, r := range rows {
			if r.pid != last {
				fmt.Fprintln(&b, r.pid)
			}
			last = r.pid
		}
	} else if len(rows) > 0 {
		lsofTable(&b, p, all, rows)
	}
	code := 0
	if len(rows) == 0 {
		code = 1
	}
	proc.Finish(p, b.String(), code)
}

func lsofTable(b *strings.Builder, p *proc.Proc, all []proc.Info, rows []lsofRow) {
	table := [][]string{{"COMMAND", "PID", "USER", "FD", "TYPE", "DEVICE", "SIZE/OFF", "NODE", "NAME"}}
	for _, r := range rows {
		i := slices.IndexFunc(all, func(i proc.Info) bool { return i.PID == r.pid })
		device, node := "0,50", strconv.Itoa(100000+len(r.on)*37)
		if strings.HasPrefix(r.kind, "IP") {
			device, node = strconv.Itoa(20000+r.pid), "TCP"
			if strings.HasPrefix(r.size, "udp") {
				node = "UDP"
			}
			r.size = "0t0"
		}
		name, owner := r.program, "root"
		if i >= 0 {
			name, owner = all[i].Name, ownerName(p, all[i].UID)
		}
		table = append(table, []string{name[:min(len(name), 9)], strconv.Itoa(r.pid), owner, r.fd, r.kind, device, r.size, node, r.on})
	}
	right := []bool{false, true, true, true, true, true, true, true, false}
	widths := make([]int, 9)
	for _, row := range table {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, row := range table {
		for i, cell := range row {
			switch {
			case i == 8:
				b.WriteString(cell + "\n")
			case right[i]:
				fmt.Fprintf(b, "%*s ", widths[i], cell)
			default:
				fmt.Fprintf(b, "%-*s ", widths[i], cell)
			}
		}
	}
}

// lsofFiles are the files that processes run, stand in and have open.
func lsofFiles(p *proc.Proc, all []proc.Info) (rows []lsofRow) {
	open := p.Sys.OpenFiles()
	for _, i := range all {
		dir := "/proc/" + strconv.Itoa(i.PID) + "/"
		for _, l := range [][2]string{{"cwd", "cwd"}, {"root", "rtd"}, {"exe", "txt"}} {
			st, err := p.Sys.Lstat(dir + l[0])
			if err != nil || st.Data == "" {
				continue
			}
			kind, size := "DIR", "4096"
			if l[0] == "exe" {
				kind = "REG"
				if f, err := p.Sys.Stat(st.Data); err == nil {
					size = strconv.FormatInt(f.Size, 10)
				}
			}
			rows = append(rows, lsofRow{i.PID, l[1], kind, size, st.Data, ""})
		}
		for _, f := range open {
			if f.PID != i.PID || f.Kind == "sock" {
				continue
			}
			mode := "r"
			if f.Write && f.Read {
				mode = "u"
			} else if f.Write {
				mode = "w"
			}
			size := "0t0"
			if f.Kind == "REG" || f.Kind == "DIR" {
				size = strconv.FormatInt(f.Size, 10)
			}
			rows = append(rows, lsofRow{i.PID, strconv.Itoa(f.FD) + mode, f.Kind, size, f.Path, ""})
		}
	}
	return rows
}

// lsofSockets are the sockets that which names: *, a protocol, :PORT or both.
func lsofSockets(p *proc.Proc, which string) (rows []lsofRow) {
	which = strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(which, "4"), "6"))
	protocol, port, ported := strings.Cut(which, ":")
	for _, s := range p.Sys.OpenSockets() {
		if s.PID == 0 || s.Proto == "unix" || protocol != "" && protocol != "*" && protocol != s.Proto {
			continue
		}
		if ported && port != strconv.Itoa(int(s.Local.Port())) && port != strconv.Itoa(int(s.Remote.Port())) {
			continue
		}
		kind, local := "IPv4", s.Local.String()
		if s.Local.Addr().Is6() {
			kind = "IPv6"
		}
		if s.Local.Addr().IsUnspecified() {
			local = "*:" + strconv.Itoa(int(s.Local.Port()))
		}
		name := local
		if s.State != "" && s.State != "LISTEN" {
			name += "->" + s.Remote.String()
		}
		if s.State != "" {
			name += " (" + s.State + ")"
		}
		rows = append(rows, lsofRow{s.PID, "3u", kind, s.Proto, name, s.Program})
	}
	return rows
}
