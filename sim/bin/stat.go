package bin

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

func stat(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "c:,format printf: L,dereference f,file-system t,terse")
	if !ok {
		return
	}
	switch {
	case len(names) == 0:
		c.missing(p, "operand")
		return
	case o.has("f", "t"):
		c.refuse(p, "-"+o.last("f", "t"))
		return
	}
	format, end := o.value("c", ""), "\n"
	if o.last("c", "printf") == "printf" {
		format, end = unescape(o.value("printf", "")), ""
	}
	people, circles := users(p), groups(p)
	out, code := "", 0
	for _, name := range names {
		look := p.Sys.Lstat
		if o.has("L") {
			look = p.Sys.Stat
		}
		st, err := look(name)
		switch {
		case err != nil:
			c.say(p, c.pick("cannot statx '%s': %v", "can't stat '%s': %v"), name, err)
			code = 1
		case format != "":
			out += statFormat(p, format, name, st, people, circles) + end
		default:
			out += statFormat(p, c.pick(statGNU, statBusyBox), name, st, people, circles)
		}
	}
	proc.Finish(p, out, code)
}

const (
	statGNU = "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: 0,42\tInode: %-10i  Links: %h\n" +
		"Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n"
	statBusyBox = "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: 2ah/42d\tInode: %-10i  Links: %h\n" +
		"Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n"
)

// statFormat writes a node in the form of stat -c.
func statFormat(p *proc.Proc, format, name string, st proc.Stat, people, circles []account) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		j := i + 1
		for j < len(format)-1 && j < i+4 && strings.IndexByte("-0123456789", format[j]) >= 0 {
			j++
		}
		flags := format[i+1 : j]
		text := statField(p, format[j], name, st, people, circles)
		if zero, ok := strings.CutPrefix(flags, "0"); ok {
			n, _ := strconv.Atoi(zero)
			text = strings.Repeat("0", max(0, n-len(text))) + text
			flags = ""
		}
		fmt.Fprintf(&b, "%"+flags+"s", text)
		i = j
	}
	return b.String()
}

func statField(p *proc.Proc, letter byte, name string, st proc.Stat, people, circles []account) string {
	user, _ := nameOf(people, st.UID)
	group, _ := nameOf(circles, st.GID)
	kind := kinds[kindOf(st.Mode)]
	switch letter {
	case 'a':
		return octal(st.Mode)
	case 'A':
		return modeString(st.Mode)
	case 'b':
		return strconv.FormatInt(kib(st.Node)*2, 10)
	case 'B':
		return "512"
	case 'f':
		return strconv.FormatInt(int64(kind.bits|modeNumber(st.Mode)), 16)
	case 'F':
		if st.Mode.IsRegular() && st.Size == 0 {
			return "regular empty file"
		}
		return kind.name
	case 'g':
		return strconv.Itoa(st.GID)
	case 'G':
		return orUnknown(group, st.GID)
	case 'h':
		return strconv.Itoa(links(p, listed{path: name, Node: st.Node}))
	case 'i':
		return strconv.Itoa(inodeOf(st.Path, st.Node))
	case 'd':
		return "42"
	case 'D':
		return "2a"
	case 'm':
		return "/"
	case 'n':
		return name
	case 'N':
		if st.Mode&fs.ModeSymlink != 0 {
			return name + " -> " + st.Data
		}
		return name
	case 'o':
		return "4096"
	case 's':
		return strconv.FormatInt(st.Size, 10)
	case 'u':
		return strconv.Itoa(st.UID)
	case 'U':
		return orUnknown(user, st.UID)
	case 'w', 'x', 'y', 'z':
		return st.ModTime.Format("2006-01-02 15:04:05.000000000 -0700")
	case 'W', 'X', 'Y', 'Z':
		return strconv.FormatInt(st.ModTime.Unix(), 10)
	case '%':
		return "%"
	}
	return "?"
}

func orUnknown(name string, id int) string {
	if name == strconv.Itoa(id) {
		return "UNKNOWN"
	}
	return name
}

// unescape reads the escapes \n and \t of a format.
func unescape(s string) string {
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`).Replace(s)
}
