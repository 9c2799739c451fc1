package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// keywords are the reserved words, as type knows them.
var keywords = []string{"!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then", "until", "while"}

func (s *shell) isKeyword(name string) bool {
	return contains(keywords, name) || s.flavor == Bash && contains([]string{"[[", "]]", "function", "select", "time", "coproc"}, name)
}

func typeOf(s *shell, c *call) int {
	args, short := c.args, false
	if len(args) > 0 && args[0] == "-t" && s.flavor == Bash {
		short, args = true, args[1:]
	}
	if len(args) > 0 && (args[0] == "-a" || args[0] == "-p" || args[0] == "-P") && s.flavor == Bash {
		args = args[1:]
	}
	code := 0
	for _, name := range args {
		kind, line := s.kind(name)
		switch {
		case kind == "":
			code = 1
			if s.flavor != Bash {
				code = 127
				s.out(c, name+": not found\n")
			} else if !short {
				s.errorf("type", "%s: not found", name)
			}
		case short:
			s.out(c, kind+"\n")
		default:
			s.out(c, line)
		}
	}
	return code
}

// kind says what a name is, in a word and in a sentence.
func (s *shell) kind(name string) (kind, line string) {
	if value, ok := s.aliases.Get(name); ok {
		return "alias", name + text{" is aliased to `" + value + "'", " is an alias for " + value, " is an alias for " + value}.of(s.flavor) + "\n"
	}
	if s.isKeyword(name) {
		return "keyword", name + " is a shell keyword\n"
	}
	if fn, ok := s.funcs.Get(name); ok {
		if s.flavor == Bash {
			return "function", name + " is a function\n" + functionText(name, fn)
		}
		return "function", name + " is a " + text{Dash: "shell function", Ash: "function"}.of(s.flavor) + "\n"
	}
	if b, ok := findBuiltin(name, s.flavor); ok {
		special := ""
		if b.special && s.flavor != Bash {
			special = "special "
		}
		return "builtin", name + " is a " + special + "shell builtin\n"
	}
	if file, err := s.find(name); err == nil {
		return "file", name + " is " + file + "\n"
	}
	return "", ""
}

// functionText is a function as bash prints it.
func functionText(name string, fn function) string {
	body, braces := fn.body, false
	stmts := []*syntax.Stmt{body}
	if block, ok := body.Cmd.(*syntax.Block); ok && len(body.Redirs) == 0 {
		stmts, braces = block.Stmts, true
	}
	var lines []string
	for _, st := range stmts {
		var b strings.Builder
		syntax.NewPrinter(syntax.Indent(4)).Print(&b, st)
		lines = append(lines, strings.TrimSuffix(strings.TrimSpace(b.String()), ";"))
	}
	if !braces {
		return name + " () \n" + strings.Join(lines, "\n") + "\n"
	}
	return name + " () \n{ \n    " + strings.ReplaceAll(strings.Join(lines, ";\n"), "\n", "\n    ") + "\n}\n"
}

// commandV is command -v and -V.
func (s *shell) commandV(names []string, long bool) int {
	found := false
	for _, name := range names {
		kind, line := s.kind(name)
		switch {
		case kind == "" && long && s.flavor == Bash:
			s.errorf("command", "%s: not found", name)
		case kind == "" && long:
			s.print(2, name+": not found\n")
		case kind == "":
		case long:
			s.print(1, line)
		default:
			s.print(1, s.short(name, kind)+"\n")
		}
		found = found || kind != ""
		if kind == "" && s.flavor != Bash {
			return 127
		}
		if s.flavor == Dash {
			break
		}
	}
	if !found {
		return int(truth(s.flavor == Bash)) + 127*int(truth(s.flavor != Bash))
	}
	return 0
}

func (s *shell) short(name, kind string) string {
	switch kind {
	case "alias":
		return "alias " + name + "=" + singleQuoted(s.aliases.At(name))
	case "file":
		file, _ := s.find(name)
		return file
	}
	return name
}

func alias(s *shell, c *call) int {
	if len(c.args) == 0 {
		for name := range s.aliases.All() {
			s.showAlias(name)
		}
		return 0
	}
	code := 0
	for _, a := range c.args {
		name, value, given := strings.Cut(a, "=")
		switch {
		case given && len(value) <= maxLine:
			s.aliases = s.aliases.Set(name, value)
		case s.aliases.Has(name):
			s.showAlias(name)
		case s.flavor == Bash:
			s.errorf("alias", "%s: not found", name)
			code = 1
		default:
			s.print(2, "alias: "+name+" not found\n")
			code = 1
		}
	}
	return code
}

func (s *shell) showAlias(name string) {
	line := name + "=" + singleQuoted(s.aliases.At(name)) + "\n"
	if s.flavor == Bash {
		line = "alias " + line
	}
	s.print(1, line)
}

func unalias(s *shell, c *call) int {
	code := 0
	for _, name := range c.args {
		switch {
		case name == "-a":
			for other := range s.aliases.All() {
				s.aliases = s.aliases.Delete(other)
			}
		case s.aliases.Has(name):
			s.aliases = s.aliases.Delete(name)
		case s.flavor == Bash:
			s.errorf("unalias", "%s: not found", name)
			code = 1
		default:
			s.errorf("unalias", "%s not found", name)
			code = 1
		}
	}
	return code
}

func hash(s *shell, c *call) int {
	code := 0
	if len(c.args) == 0 && s.flavor == Bash {
		s.print(2, "hash: hash table empty\n")
	}
	for _, name := range c.args {
		if strings.HasPrefix(name, "-") {
			continue
		}
		if _, builtin := findBuiltin(name, s.flavor); builtin {
			continue
		}
		if _, err := s.find(name); err != nil {
			s.errorf("hash", "%s: not found", name)
			code = 1
		}
	}
	return code
}
