package shell

import "strings"

// Echo is what echo prints for its arguments (without its own name). Bash and
// ash take -n, -e and -E; dash takes -n and always knows the escapes.
func Echo(args []string, f Flavor) string {
	newline, escaped := true, f == Dash
	for len(args) > 0 {
		flags, ok := echoFlags(args[0], f)
		if !ok {
			break
		}
		for _, c := range flags {
			switch c {
			case 'n':
				newline = false
			default:
				escaped = c == 'e'
			}
		}
		args = args[1:]
	}
	out := strings.Join(args, " ")
	if escaped {
		known := echoEscapes
		if f == Dash {
			known = dashEscapes
		}
		var stop bool
		if out, stop = unescape(out, known); stop {
			return out
		}
	}
	if newline {
		out += "\n"
	}
	return out
}

func echoFlags(arg string, f Flavor) (string, bool) {
	flags, ok := strings.CutPrefix(arg, "-")
	known := "neE"
	if f == Dash {
		known = "n"
	}
	return flags, ok && flags != "" && strings.Trim(flags, known) == "" && (f != Dash || flags == "n")
}
