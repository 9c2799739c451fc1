//go:build !core

package docker

import "github.com/spf13/pflag"

// as is the call as another command would get it: with the flags of its rows,
// those that have a name in common set as they were, and other arguments.
func (c Call) as(rows []Flag, args []string) Call {
	f := flagSet(rows)
	c.flags.Visit(func(given *pflag.Flag) {
		to := f.Lookup(given.Name)
		if to == nil {
			return
		}
		all := []string{given.Value.String()}
		if v, ok := given.Value.(*values); ok {
			all = v.all
		}
		for _, s := range all {
			_ = f.Set(given.Name, s) // it was taken once already
		}
	})
	t := *c.typed
	t.flags, t.args = f, args
	return Call{&t, c.p, c.sys}
}

// has tells whether a flag is on, of commands of which some have it.
func (c Call) has(name string) bool { return c.flags.Lookup(name) != nil && c.on(name) }
