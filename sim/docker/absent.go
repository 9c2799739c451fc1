//go:build core

package docker

import "drydock/sim/proc"

// The commands that build images and those of docker compose are of the whole
// build. Here each of them, whether the whole build has it or not, asks for
// that; their help and their flags are here.
var (
	composeRuns = absent(composeTable)
	buildRuns   = absent(buildxTable)
)

func absent(table string) map[string]func(Call) error {
	runs := map[string]func(Call) error{}
	for _, c := range withTables(nil, table) {
		runs[c.Paths[0]] = func(c Call) error { panic(proc.Beyond(c.name)) }
	}
	return runs
}

// ComposeMain is the program docker-compose.
func ComposeMain(*proc.Proc, proc.Event) { panic(proc.Beyond("docker-compose")) }
