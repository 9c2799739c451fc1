package docker

import (
	"errors"
)

var networkRemoveFlags = []Flag{
	{Name: "force", Short: "f", Kind: "bool", Help: "Take a network that does not exist for removed"},
}

var networkInspectFlags = []Flag{
	{Name: "format", Short: "f", Kind: "string", Help: formatHelp},
	{Name: "verbose", Short: "v", Kind: "bool", Help: "Show more, to find faults (in a swarm)"},
}

var networkPruneFlags = []Flag{
	{Name: "filter", Kind: "filter", Help: "Remove only those that fit a condition (\"until=<timestamp>\")", Check: checkFilter},
	{Name: "force", Short: "f", Kind: "bool", Help: "Do not ask first"},
}

// networkRemove removes one network after the other. What failed is told with
// a last line about the exit status. Source: docker/cli 29 network/remove.go.
func networkRemove(c Call) error { return c.removeNetworks(c.args, exit(0)) }

func (c Call) removeNetworks(refs []string, end step) error {
	if len(refs) == 0 {
		return end(c)
	}
	next := func(c Call) error { return c.removeNetworks(refs[1:], end) }
	h, err := c.host().NetworkRemove(refs[0])
	if c.on("force") && isNotFound(err) {
		return next(c)
	}
	if err := c.ask(h, err); err != nil {
		end = func(Call) error { return errors.New("exit status 1") }
		return c.emit(2, err.Error()+"\n", next)
	}
	return c.emit(1, refs[0]+"\n", next)
}

func networkInspect(c Call) error {
	return c.inspect(c.inspectNetwork)
}

func (c Call) inspectNetwork(ref string) (any, error) {
	v, err := c.host().NetworkInspect(ref)
	if err != nil {
		return nil, c.refused(err)
	}
	return v, nil
}

func networkPrune(c Call) error {
	return c.confirmed("WARNING! This will remove all custom networks not used by at least one container.", func(c Call) error { return c.pruneOne(pruners[1], false) })
}
