package docker

// notManager is what the daemon says to all that only a swarm can do. There is
// none here. Source: moby daemon/cluster/errors.go.
const notManager = `Error response from daemon: This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" ` +
	"to connect this node to swarm and try again."

// swarmTable are the commands that docker --help lists on a swarm's manager only.
// Source: docker/cli 29.
const swarmTable = `
config COMMAND | Configs of a swarm

config create [OPTIONS] CONFIG file|- | Make a config from a file

config inspect [OPTIONS] CONFIG [CONFIG...] | Show all there is to know of configs

config ls [OPTIONS] | Show configs

config rm CONFIG [CONFIG...] | Remove configs

node COMMAND | Nodes of a swarm

node demote NODE [NODE...] | Make managers workers

node inspect [OPTIONS] self|NODE [NODE...] | Show all there is to know of nodes

node ls [OPTIONS] | Show the nodes of the swarm

node promote NODE [NODE...] | Make workers managers

node ps [OPTIONS] [NODE...] | Show what runs on nodes

node rm [OPTIONS] NODE [NODE...] | Remove nodes from the swarm

node update [OPTIONS] NODE | Change a node

secret COMMAND | Secrets of a swarm

secret create [OPTIONS] SECRET [file|-] | Make a secret from a file

secret inspect [OPTIONS] SECRET [SECRET...] | Show all there is to know of secrets

secret ls [OPTIONS] | Show secrets

secret rm SECRET [SECRET...] | Remove secrets

service COMMAND | Services of a swarm

service create [OPTIONS] IMAGE [COMMAND] [ARG...] | Make a service

service inspect [OPTIONS] SERVICE [SERVICE...] | Show all there is to know of services

service logs [OPTIONS] SERVICE|TASK | Show what a service has written

service ls [OPTIONS] | Show services

service ps [OPTIONS] SERVICE [SERVICE...] | Show the tasks of services

service rm SERVICE [SERVICE...] | Remove services

service rollback [OPTIONS] SERVICE | Undo the last change of a service

service scale SERVICE=REPLICAS [SERVICE=REPLICAS...] | Change how many tasks services have

service update [OPTIONS] SERVICE | Change a service

stack COMMAND | Stacks of services

stack config [OPTIONS] | Show the file as it is understood

stack deploy [OPTIONS] STACK | Make the services of a file

stack ls [OPTIONS] | Show stacks

stack ps [OPTIONS] STACK | Show the tasks of a stack

stack rm [OPTIONS] STACK [STACK...] | Remove stacks

stack services [OPTIONS] STACK | Show the services of a stack
`

// checkpointTable are commands that docker --help lists only where the daemon has
// experimental features, which this one has not. Source: docker/cli 29
// cmd/docker, isSupported.
const checkpointTable = `
checkpoint COMMAND | Checkpoints of containers

checkpoint create [OPTIONS] CONTAINER CHECKPOINT | Freeze a container into a checkpoint

checkpoint ls [OPTIONS] CONTAINER | Show checkpoints

checkpoint rm [OPTIONS] CONTAINER CHECKPOINT | Remove a checkpoint
`

const notExperimental = " is only supported on a Docker daemon with experimental features enabled"

// swarmCommands are those of the table and what the others of docker swarm
// say. Their flags are not known: a flag is not looked at.
func swarmCommands(rows []Command) []Command {
	all := withTables(nil, swarmTable)
	for i := range all {
		all[i].Flags, all[i].Refused, all[i].Hidden = nil, notManager, all[i].Usage == "COMMAND"
	}
	for _, c := range withTables(nil, checkpointTable) {
		c.Flags, c.Refused, c.Hidden = nil, "docker checkpoint"+notExperimental, true
		all = append(all, c)
	}
	for _, r := range rows {
		switch r.Paths[0] {
		case "swarm leave":
			r.Refused = "Error response from daemon: This node is not part of a swarm"
		case "swarm ca", "swarm join-token", "swarm unlock-key", "swarm update":
			r.Refused = notManager
		}
		all = append(all, r)
	}
	return all
}

var pluginListing = listing{table: "{{.ID}}\t{{.Name}}\t{{.Description}}\t{{.Enabled}}", short: "{{.ID}}",
	headings: map[string]string{"ID": "ID", "Name": "NAME", "Description": "DESCRIPTION", "Enabled": "ENABLED", "PluginReference": "PLUGIN REFERENCE"}}

var pluginLsFlags = []Flag{
	{Name: "filter", Short: "f", Kind: "filter", Help: "Which ones to show"},
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "no-trunc", Kind: "bool", Help: "Show all in full"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Print ids and nothing else"},
}

// pluginLs lists the plugins of the engine, of which there are none.
func pluginLs(c Call) error {
	out, err := pluginListing.print(c.text("format"), c.on("quiet"), nil)
	if err != nil {
		return err
	}
	return c.finish(out)
}
