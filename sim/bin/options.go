package bin

import (
	"strings"

	"drydock/sim/proc"
)

// option is one option as it was given.
type option struct{ key, value string }

// options are the options of a command line, in order.
type options []option

// has tells whether one of the keys was given.
func (o options) has(keys ...string) bool { return o.last(keys...) != "" }

// last is which of the keys was given last, or "".
func (o options) last(keys ...string) string {
	for i := len(o) - 1; i >= 0; i-- {
		for _, k := range keys {
			if o[i].key == k {
				return k
			}
		}
	}
	return ""
}

// value is the last argument given to key, or def.
func (o options) value(key, def string) string {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].key == key {
			return o[i].value
		}
	}
	return def
}

// values are all arguments given to key.
func (o options) values(key string) (all []string) {
	for _, opt := range o {
		if opt.key == key {
			all = append(all, opt.value)
		}
	}
	return all
}

// rule is one option a program knows.
type rule struct {
	key, long       string
	takes, optional bool
}

// rules reads a list like "a,all n:,lines color?": a letter, its long name, a
// colon when it takes an argument, a question mark when it may. An option
// without a letter is known by its long name.
func rules(spec string) (all []rule) {
	for _, word := range strings.Fields(spec) {
		r := rule{takes: strings.Contains(word, ":"), optional: strings.Contains(word, "?")}
		word = strings.NewReplacer(":", "", "?", "").Replace(word)
		r.key, r.long, _ = strings.Cut(word, ",")
		if len(r.key) > 1 {
			r.long = r.key
		}
		all = append(all, r)
	}
	return all
}

// parse splits the arguments into options and operands as getopt_long does:
// options may stand behind operands, unless spec begins with "+". When an
// option is wrong it has ended the process and answers false.
func (c call) parse(p *proc.Proc, spec string) (opts options, operands []string, ok bool) {
	spec, strict := strings.CutPrefix(spec, "+")
	known := rules(spec)
	for args := c.args; len(args) > 0; {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			return opts, append(operands, args...), true
		case len(arg) < 2 || arg[0] != '-':
			operands = append(operands, arg)
			if strict {
				return opts, append(operands, args...), true
			}
			continue
		}
		read := c.short1
		if strings.HasPrefix(arg, "--") {
			read = c.long1
		}
		var wrong string
		if opts, args, wrong = read(known, opts, arg, args); wrong != "" {
			c.misuse(p, "%s", wrong)
			return nil, nil, false
		}
	}
	return opts, operands, true
}

func (c call) long1(known []rule, opts options, arg string, args []string) (options, []string, string) {
	name, value, given := strings.Cut(arg[2:], "=")
	var found *rule
	for i, r := range known {
		if r.long != "" && (r.long == name || strings.HasPrefix(r.long, name) && found == nil) {
			if found = &known[i]; r.long == name {
				break
			}
		}
	}
	switch {
	case found == nil:
		return nil, nil, "unrecognized option '" + arg + "'"
	case given && !found.takes && !found.optional:
		return nil, nil, "option '--" + found.long + "' doesn't allow an argument"
	case !given && found.takes && len(args) == 0:
		return nil, nil, "option '--" + found.long + "' requires an argument"
	case !given && found.takes:
		value, args = args[0], args[1:]
	}
	return append(opts, option{found.key, value}), args, ""
}

func (c call) short1(known []rule, opts options, arg string, args []string) (options, []string, string) {
	for letters := arg[1:]; letters != ""; {
		key := letters[:1]
		letters = letters[1:]
		var found *rule
		for i, r := range known {
			if r.key == key {
				found = &known[i]
			}
		}
		switch {
		case found == nil:
			return nil, nil, "invalid option -- '" + key + "'"
		case !found.takes && !found.optional:
			opts = append(opts, option{key: key})
			continue
		case letters == "" && found.takes && len(args) == 0:
			return nil, nil, "option requires an argument -- '" + key + "'"
		case letters == "" && found.takes:
			letters, args = args[0], args[1:]
		}
		return append(opts, option{key, letters}), args, ""
	}
	return opts, args, ""
}
