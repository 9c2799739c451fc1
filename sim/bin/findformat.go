package bin

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
)

// findFormat is what -printf writes of one file. Source: find(1), UNUSUAL FILENAMES.
func findFormat(p *proc.Proc, format, full string, e proc.Entry) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] == '\\' && i+1 < len(format) {
			i++
			b.WriteString(unescape(format[i-1 : i+1]))
			continue
		}
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		switch format[i] {
		case 'p':
			b.WriteString(full)
		case 'f':
			b.WriteString(path.Base(full))
		case 'h':
			b.WriteString(path.Dir(full))
		case 'P':
			_, rest, _ := strings.Cut(full, "/")
			b.WriteString(rest)
		case 's':
			fmt.Fprintf(&b, "%d", e.Size)
		case 'k':
			fmt.Fprintf(&b, "%d", kib(e.Node))
		case 'm':
			fmt.Fprintf(&b, "%o", modeNumber(e.Mode))
		case 'M':
			b.WriteString(modeString(e.Mode))
		case 'u', 'U':
			name, _ := nameOf(users(p), e.UID)
			if format[i] == 'U' {
				name = fmt.Sprint(e.UID)
			}
			b.WriteString(name)
		case 'g', 'G':
			name, _ := nameOf(groups(p), e.GID)
			if format[i] == 'G' {
				name = fmt.Sprint(e.GID)
			}
			b.WriteString(name)
		case 'y':
			b.WriteString(map[bool]string{true: "f", false: string(kinds[kindOf(e.Mode)].letter)}[e.Mode.IsRegular()])
		case 'l':
			if e.IsSymlink() {
				b.WriteString(e.Data)
			}
		case 'n':
			fmt.Fprintf(&b, "%d", max(e.Links, 1))
		case 'i':
			fmt.Fprintf(&b, "%d", inodeOf(full, e.Node))
		case 't':
			b.WriteString(e.ModTime.Format("Mon Jan _2 15:04:05.0000000000 2006"))
		case 'T':
			if i+1 < len(format) {
				i++
				if format[i] == '@' {
					fmt.Fprintf(&b, "%d.0000000000", e.ModTime.Unix())
				} else {
					b.WriteString(strftime("%"+format[i:i+1], e.ModTime))
				}
			}
		case '%':
			b.WriteByte('%')
		default:
			b.WriteString("%" + format[i:i+1])
		}
	}
	return b.String()
}
