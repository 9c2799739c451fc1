package docker

import (
	"errors"
	"strings"

	"drydock/sim/engine"
)

// each asks for one argument after the other. answer takes what is printed for
// it and the error, if there was one; errors are printed when all are done and
// make the exit code 1.
func (c Call) each(args []string, ask func(c Call, arg string, answer func(Call, string, error) error) error) error {
	return c.eachFrom(args, nil, ask)
}

func (c Call) eachFrom(args []string, failed []error, ask func(Call, string, func(Call, string, error) error) error) error {
	if len(args) == 0 {
		if len(failed) > 0 {
			return errors.Join(failed...)
		}
		return exit(0)(c)
	}
	rest := args[1:]
	return ask(c, args[0], func(c Call, out string, err error) error {
		if err == nil {
			return c.emit(1, out, func(c Call) error { return c.eachFrom(rest, failed, ask) })
		}
		all := append(failed[:len(failed):len(failed)], err)
		return c.eachFrom(rest, all, ask)
	})
}

// eachNow is each for requests that are answered at once: what is printed is
// the argument.
func (c Call) eachNow(ask func(h engine.Host, arg string) (engine.Host, error)) error {
	return c.each(c.args, func(c Call, arg string, answer func(Call, string, error) error) error {
		h, err := ask(c.host(), arg)
		return answer(c, arg+"\n", c.ask(h, err))
	})
}

// lines is a text of whole lines, none for an empty list.
func lines(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return strings.Join(all, "\n") + "\n"
}
