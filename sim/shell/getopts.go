package shell

import (
	"fmt"
	"strconv"
	"strings"
)

// getopts reads one option of the parameters. Source: POSIX getopts.
func getopts(s *shell, c *call) int {
	if len(c.args) < 2 {
		if s.flavor == Bash {
			s.print(2, "getopts: usage: getopts optstring name [arg ...]\n")
		} else {
			s.errorf("getopts", "%s", text{Dash: "Usage: getopts optstring var [arg...]", Ash: "usage: getopts optstring var [arg]"}.of(s.flavor))
		}
		return 2
	}
	known, name, args := c.args[0], c.args[1], c.args[2:]
	if len(args) == 0 {
		args = s.params
	}
	at, err := strconv.Atoi(s.value("OPTIND"))
	if err != nil || at < 1 {
		at = 1
	}
	pos := s.optpos
	option, value, hasValue, complaint, next, nextPos := nextOption(known, args, at, max(pos, 1))
	s.assign("OPTIND", strconv.Itoa(next))
	s.optpos = nextPos
	if option == "" {
		s.assign(name, "?")
		return 1
	}
	s.forget("OPTARG")
	if hasValue {
		s.assign("OPTARG", value)
	}
	switch {
	case complaint == "":
	case s.flavor == Bash:
		s.print(2, s.name+": "+complaint+"\n")
	case strings.HasPrefix(complaint, "illegal"):
		s.print(2, "Illegal option -"+complaint[len(complaint)-1:]+"\n")
	default:
		s.print(2, "No arg for -"+complaint[len(complaint)-1:]+" option\n")
	}
	if msg := s.assign(name, option); msg != "" {
		return s.refused("getopts", msg)
	}
	return 0
}

// nextOption finds the option at position pos of argument at (from 1); option
// is empty when there are no more.
func nextOption(known string, args []string, at, pos int) (option, value string, hasValue bool, complaint string, next, nextPos int) {
	if at > len(args) || len(args[at-1]) < 2 || args[at-1][0] != '-' {
		return "", "", false, "", at, 0
	}
	arg := args[at-1]
	if arg == "--" {
		return "", "", false, "", at + 1, 0
	}
	pos = min(pos, len(arg)-1)
	letter := arg[pos : pos+1]
	silent := strings.HasPrefix(known, ":")
	next, nextPos = at, pos+1
	if nextPos >= len(arg) {
		next, nextPos = at+1, 0
	}
	i := strings.Index(strings.TrimPrefix(known, ":"), letter)
	switch {
	case i < 0 || letter == ":":
		if silent {
			return "?", letter, true, "", next, nextPos
		}
		return "?", "", false, fmt.Sprintf("illegal option -- %s", letter), next, nextPos
	case !strings.HasPrefix(strings.TrimPrefix(known, ":")[i+1:], ":"):
		return letter, "", false, "", next, nextPos
	case nextPos > 0:
		return letter, arg[nextPos:], true, "", at + 1, 0
	case at < len(args):
		return letter, args[at], true, "", at + 2, 0
	case silent:
		return ":", letter, true, "", at + 1, 0
	}
	return "?", "", false, fmt.Sprintf("option requires an argument -- %s", letter), at + 1, 0
}
