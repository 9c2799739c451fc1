package compose

import (
	"fmt"
	"strings"
)

// Variable is a line of an environment file.
type Variable struct {
	Name, Value string
	Set         bool // false: the name alone
}

// maxEnv is how many bytes a file of variables may have.
const maxEnv = 128 << 10

// ParseEnv reads a file of variables: NAME=value, with quotes, comments,
// export, and variables of earlier lines and of env in values that are not in
// single quotes. Source: compose-spec 06-env-file.
func ParseEnv(text string, env Lookup) ([]Variable, error) {
	if len(text) > maxEnv {
		return nil, fmt.Errorf("environment file is larger than %d bytes", maxEnv)
	}
	var all []Variable
	w := &warner{}
	known := func(name string) (string, bool) {
		if v, ok := env(name); ok {
			return v, true
		}
		for i := len(all) - 1; i >= 0; i-- {
			if all[i].Name == name && all[i].Set {
				return all[i].Value, true
			}
		}
		return "", false
	}
	lines := 0
	for text != "" {
		lines++
		line, rest, _ := strings.Cut(text, "\n")
		line = strings.TrimSpace(strings.TrimRight(line, "\r"))
		if line == "" || line[0] == '#' {
			text = rest
			continue
		}
		line = strings.TrimSpace(strings.TrimPrefix(line, "export "))
		i := strings.IndexAny(line, "=:")
		name := line
		if i >= 0 {
			name = strings.TrimRight(line[:i], " \t")
		}
		if bad := strings.IndexFunc(name, func(r rune) bool { return !isNameRune(r) }); bad >= 0 || name == "" {
			if strings.ContainsAny(name, " \t") {
				return nil, fmt.Errorf("line %d: key cannot contain a space", lines)
			}
			return nil, fmt.Errorf("line %d: unexpected character %q in variable name %q", lines, firstBad(name), line)
		}
		if i < 0 {
			all = append(all, Variable{Name: name})
			text = rest
			continue
		}
		value := strings.TrimLeft(line[i+1:], " \t")
		if value != "" && (value[0] == '"' || value[0] == '\'') {
			quote := value[0]
			raw := value[1:]
			for endQuote(raw, quote) < 0 {
				if rest == "" {
					return nil, fmt.Errorf("line %d: unterminated quoted value %s", lines, value)
				}
				var next string
				next, rest, _ = strings.Cut(rest, "\n")
				raw += "\n" + strings.TrimRight(next, "\r")
				lines++
			}
			raw = raw[:endQuote(raw, quote)]
			if quote == '"' {
				v, err := substitute(unescape(raw), known, w)
				if err != nil {
					return nil, err
				}
				raw = v
			}
			all = append(all, Variable{name, raw, true})
			text = rest
			continue
		}
		if j := strings.Index(" "+value, " #"); j >= 0 {
			value = strings.TrimRight((" " + value)[:j], " \t")
			value = strings.TrimLeft(value, " \t")
		}
		v, err := substitute(value, known, w)
		if err != nil {
			return nil, err
		}
		all = append(all, Variable{name, v, true})
		text = rest
	}
	return all, nil
}

func isNameRune(r rune) bool {
	return r == '_' || r == '.' || r == '-' || r == '[' || r == ']' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
}

func firstBad(name string) string {
	for _, r := range name {
		if !isNameRune(r) {
			return string(r)
		}
	}
	return ""
}

func endQuote(s string, quote byte) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case s[i] == quote:
			return i
		}
	}
	return -1
}

var escapes = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t", `\"`, `"`, `\\`, `\`, `\$`, `$$`)

func unescape(s string) string { return escapes.Replace(s) }

// rawEnv reads NAME=value and takes each value as it stands.
// Source: docker/compose v5 cmd/compose, the env_file format raw.
func rawEnv(text string) []Variable {
	var all []Variable
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(strings.TrimRight(line, "\r\n"), " \t")
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, set := strings.Cut(line, "=")
		all = append(all, Variable{name, value, set})
	}
	return all
}
