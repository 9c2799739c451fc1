package shell

import (
	"fmt"
	"strings"
)

// option is one flag of set.
type option struct {
	letter byte // 0: it has only a name
	name   string
	in     flavourSet
	flag   func(*options) *bool
}

// optionRows are the options, in the order set -o lists them.
var optionRows = []option{
	{'a', "allexport", everywhere, func(o *options) *bool { return &o.allexport }},
	{'e', "errexit", everywhere, func(o *options) *bool { return &o.errexit }},
	{'m', "monitor", everywhere, func(o *options) *bool { return &o.monitor }},
	{'C', "noclobber", everywhere, func(o *options) *bool { return &o.noclobber }},
	{'n', "noexec", everywhere, func(o *options) *bool { return &o.noexec }},
	{'f', "noglob", everywhere, func(o *options) *bool { return &o.noglob }},
	{'u', "nounset", everywhere, func(o *options) *bool { return &o.nounset }},
	{0, "pipefail", notDash, func(o *options) *bool { return &o.pipefail }},
	{'v', "verbose", everywhere, func(o *options) *bool { return &o.verbose }},
	{'x', "xtrace", everywhere, func(o *options) *bool { return &o.xtrace }},
}

// accepted are letters and names that change nothing here.
const acceptedLetters = "bhkptBEHTPI"

var acceptedNames = []string{"posix", "emacs", "vi", "errtrace", "functrace", "hashall", "histexpand", "braceexpand", "history", "ignoreeof", "notify", "physical", "nolog"}

func (s *shell) setFlag(letter byte, on bool) bool {
	for _, o := range optionRows {
		if o.letter == letter && letter != 0 {
			*o.flag(&s.opts) = on
			return true
		}
	}
	return s.flavor == Bash && strings.IndexByte(acceptedLetters, letter) >= 0 || letter == 'b' || letter == 'I'
}

func (s *shell) setNamed(name string, on bool) bool {
	for _, o := range optionRows {
		if o.name == name && o.in.has(s.flavor) {
			*o.flag(&s.opts) = on
			return true
		}
	}
	return contains(acceptedNames, name)
}

func (s *shell) optionSet(name string) bool {
	for _, o := range optionRows {
		if o.name == name {
			return *o.flag(&s.opts)
		}
	}
	return false
}

// flagOrder is the order of the letters of $-.
var flagOrder = text{"aefhimnuvxBC", "ubaCEVvxsnmiIfe", "ubaCvxcsnmiIfe"}

// flags is $-.
func (s *shell) flags() string {
	var b strings.Builder
	for _, letter := range []byte(flagOrder[s.flavor]) {
		on := letter == 'i' && s.interactive || letter == 's' && s.origin == fromStdin || letter == 'c' && s.origin == fromCommand ||
			s.flavor == Bash && (letter == 'h' || letter == 'B')
		for _, o := range optionRows {
			on = on || o.letter == letter && *o.flag(&s.opts)
		}
		if on {
			b.WriteByte(letter)
		}
	}
	if s.flavor == Bash && s.origin == fromCommand {
		b.WriteByte('c')
	}
	if s.flavor == Bash && s.origin == fromStdin {
		b.WriteByte('s')
	}
	return b.String()
}

// badName is a name that set -o does not know.
func (s *shell) badName(sign, name string) int {
	code := s.complain("set", text{name + ": invalid option name", "Illegal option " + sign + " " + name, "illegal option " + sign + " " + name})
	switch s.flavor {
	case Bash:
		return 2
	case Ash:
		return 1
	}
	return code
}

// setOptions does set -… and +…, and returns what is left for the parameters;
// replace says that they are given.
func (s *shell) setOptions(args []string) (rest []string, replace bool, code int) {
	for len(args) > 0 {
		arg := args[0]
		switch {
		case arg == "--":
			return args[1:], true, 0
		case arg == "-":
			s.opts.xtrace, s.opts.verbose = false, false
			return args[1:], len(args) > 1, 0
		case arg == "-o" || arg == "+o":
			if len(args) == 1 {
				s.listOptions(arg == "+o")
				return nil, false, 0
			}
			if !s.setNamed(args[1], arg == "-o") {
				return nil, false, s.badName(arg, args[1])
			}
			args = args[2:]
			continue
		case len(arg) < 2 || arg[0] != '-' && arg[0] != '+':
			return args, true, 0
		}
		for i := 1; i < len(arg); i++ {
			if arg[i] == 'o' && i == len(arg)-1 && len(args) > 1 {
				if !s.setNamed(args[1], arg[0] == '-') {
					return nil, false, s.badName("-o", args[1])
				}
				args = args[1:]
				break
			}
			if !s.setFlag(arg[i], arg[0] == '-') {
				bad := arg[:1] + string(arg[i])
				s.complain("set", text{bad + ": invalid option", "Illegal option " + bad, "illegal option " + bad})
				if s.flavor == Bash {
					s.print(2, "set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n")
				}
				return nil, false, 2
			}
		}
		args = args[1:]
	}
	return nil, false, 0
}

func (s *shell) listOptions(asCommands bool) {
	if s.flavor != Bash && !asCommands {
		s.print(1, "Current option settings\n")
	}
	for _, o := range optionRows {
		on := *o.flag(&s.opts)
		switch {
		case !o.in.has(s.flavor):
		case asCommands:
			s.print(1, fmt.Sprintf("set %so %s\n", sign(on), o.name))
		case s.flavor == Bash:
			s.print(1, fmt.Sprintf("%-15s\t%s\n", o.name, onOff(on)))
		default:
			s.print(1, fmt.Sprintf("%-16s%s\n", o.name, onOff(on)))
		}
	}
}

func sign(on bool) string {
	if on {
		return "-"
	}
	return "+"
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
