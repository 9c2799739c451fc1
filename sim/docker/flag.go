package docker

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// Flag is one flag of a command.
type Flag struct {
	Name, Short string
	// Kind is the type as help shows it: bool, string, int, list, …
	Kind    string
	Default string // as help shows it
	Help    string
	Hidden  bool
	// Deprecated flags are hidden, and using one prints this.
	Deprecated string
	// Later flags are known but refused when used: not simulated yet.
	Later bool
	// Check is Docker's own check of one value.
	Check func(value string) error
}

// values is a flag whose type pflag does not know. A flag that may be given
// several times keeps all its values; it is written to while a command line is
// parsed and never after.
type values struct {
	Flag
	all []string
}

func (v *values) String() string {
	if len(v.all) == 0 {
		return v.Default
	}
	return v.all[len(v.all)-1]
}

func (v *values) Type() string { return v.Kind }

func (v *values) Set(s string) error {
	if v.Check != nil {
		if err := v.Check(s); err != nil {
			return err
		}
	}
	v.all = append(v.all, s)
	return nil
}

// toggle is a bool whose help line does not say [=true|false].
type toggle bool

func (t *toggle) String() string { return strconv.FormatBool(bool(*t)) }

func (t *toggle) Type() string { return "bool" }

func (t *toggle) Set(s string) error {
	v, err := strconv.ParseBool(s)
	*t = toggle(v)
	return err
}

// flagSet makes the flags of the rows, ready to parse.
func flagSet(rows []Flag) *pflag.FlagSet {
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	help := false
	for _, r := range rows {
		addFlag(f, r)
		help = help || r.Name == "help"
	}
	if !help {
		addFlag(f, Flag{Name: "help", Kind: "bool", Help: "Print usage", Hidden: true})
	}
	return f
}

// kindChecks are what all flags of a kind are checked for.
var kindChecks = map[string]func(string) error{"bytes": checkBytes, "filter": checkFilter, "ulimit": checkUlimit, "decimal": checkCPUs,
	"stringToString": checkPairs}

func addFlag(f *pflag.FlagSet, r Flag) {
	switch r.Kind {
	case "bool":
		v := toggle(r.Default == "true")
		f.VarP(&v, r.Name, r.Short, r.Help)
		f.Lookup(r.Name).NoOptDefVal = "true"
	case "int":
		r.Check = checkInt
		f.VarP(&values{Flag: r}, r.Name, r.Short, r.Help)
	case "uint16":
		f.Uint16P(r.Name, r.Short, 0, r.Help)
	case "duration":
		r.Check = checkDuration
		f.VarP(&values{Flag: r}, r.Name, r.Short, r.Help)
	case "ip":
		f.IPP(r.Name, r.Short, nil, r.Help)
	default:
		if r.Check == nil {
			r.Check = kindChecks[r.Kind]
		}
		f.VarP(&values{Flag: r}, r.Name, r.Short, r.Help)
	}
	flag := f.Lookup(r.Name)
	flag.Hidden, flag.Deprecated = r.Hidden || r.Deprecated != "", r.Deprecated
}

// parse reads flags and arguments. err is pflag.ErrHelp when help was asked
// for; warnings is what pflag had to say about deprecated spellings.
func parse(rows []Flag, argv []string, greedy bool) (f *pflag.FlagSet, warnings string, err error) {
	f = flagSet(rows)
	var out strings.Builder
	f.SetOutput(&out)
	f.SetInterspersed(!greedy)
	f.Usage = func() {}
	if err := f.Parse(argv); err == pflag.ErrHelp { // -h, where it means nothing else
		return f, "Flag shorthand -h has been deprecated, use --help\n", err
	} else if err != nil {
		return f, out.String(), err
	}
	if on(f, "help") {
		return f, out.String(), pflag.ErrHelp
	}
	return f, out.String(), nil
}

// on, number, text and list read flags; the names are those of the rows.
func on(f *pflag.FlagSet, name string) bool {
	v, err := f.GetBool(name)
	if err != nil {
		panic("docker: " + err.Error())
	}
	return v
}

func text(f *pflag.FlagSet, name string) string { return f.Lookup(name).Value.String() }

func (c Call) on(name string) bool     { return on(c.flags, name) }
func (c Call) text(name string) string { return text(c.flags, name) }
func (c Call) given(name string) bool  { return c.flags.Changed(name) }

// int is a flag of that kind, 0 when it has no default and was not given.
func (c Call) int(name string) int {
	n, _ := strconv.ParseInt(c.text(name), 0, 64) // checked while it was read
	return int(n)
}

// int64 is int for flags of more than 32 bits.
func (c Call) int64(name string) int64 {
	n, _ := strconv.ParseInt(c.text(name), 0, 64) // checked while it was read
	return n
}

func (c Call) list(name string) []string { return c.flags.Lookup(name).Value.(*values).all }
