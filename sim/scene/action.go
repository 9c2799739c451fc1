package scene

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// command is a row of the table of what may be done to a container. Whether it
// is legal now the engine says: the request is tried on the host, which is a
// value, and what comes of it is forgotten.
type command struct {
	label string
	line  string // % stands for the container's name
	does  string
	try   func(h engine.Host, id string) (engine.Host, error)
	reads bool // changes nothing: legal when it is not refused
	own   bool // not for all containers of a state the same: a port may be taken, a shell missing
}

// legal tells whether the engine takes the command and does something.
func (row command) legal(h engine.Host, id string) bool {
	n, err := row.try(h, id)
	return err == nil && (row.reads || n.Mark() != h.Mark())
}

// containerCommands are the commands of a container, the commonest first.
var containerCommands = []command{
	{"start", "docker start %", "Runs its command again, on the files it left.", engine.Host.ContainerStart, false, true},
	{"stop", "docker stop %", "Asks PID 1 to end with SIGTERM; after 10 seconds SIGKILL ends it.", tryStop, false, false},
	{"unpause", "docker unpause %", "Lets its processes go on.", engine.Host.ContainerUnpause, false, false},
	{"pause", "docker pause %", "Freezes all its processes where they are.", engine.Host.ContainerPause, false, false},
	{"kill", "docker kill %", "Sends SIGKILL: no process can refuse it.", tryKill, false, false},
	{"restart", "docker restart %", "Stops it and starts it again.", tryRestart, false, false},
	{"exec", "docker exec -it % sh", "Runs one more process in it: a shell.", tryShell, false, true},
	{"logs", "docker logs %", "Shows what PID 1 has written.", tryLogs, true, true},
	{"top", "docker top %", "Lists its processes.", tryTop, false, false},
	{"diff", "docker diff %", "Lists what its writable layer changes.", tryLook, true, false},
	{"inspect", "docker inspect %", "Shows all that Docker knows of it.", tryLook, true, false},
	{"commit", "docker commit % ", "Makes an image of it: its writable layer becomes a layer.", tryLook, true, false},
	{"rm", "docker rm %", "Removes it and its writable layer.", tryRemove(false), false, false},
	{"rm -f", "docker rm -f %", "Kills it, then removes it and its writable layer.", tryRemove(true), false, false},
}

func tryStop(h engine.Host, id string) (engine.Host, error) {
	return h.ContainerStop(id, engine.StopOptions{})
}

func tryRestart(h engine.Host, id string) (engine.Host, error) {
	return h.ContainerRestart(id, engine.StopOptions{})
}

func tryKill(h engine.Host, id string) (engine.Host, error) { return h.ContainerKill(id, "") }

// tryShell also needs a shell to be there.
func tryShell(h engine.Host, id string) (engine.Host, error) {
	n, _, err := h.ExecCreate(id, engine.ExecOptions{Cmd: []string{"sh"}})
	if c, cerr := h.Container(id); err == nil && (cerr != nil || !hasShell(c.Root)) {
		return h, cerr
	}
	return n, err
}

func tryLogs(h engine.Host, id string) (engine.Host, error) {
	_, _, err := h.ContainerLogs(id)
	return h, err
}

func tryTop(h engine.Host, id string) (engine.Host, error) {
	n, _, _, err := h.ContainerTop(id, nil)
	return n, err
}

// tryLook is for what Docker takes in every state.
func tryLook(h engine.Host, id string) (engine.Host, error) {
	_, err := h.Container(id)
	return h, err
}

func tryRemove(force bool) func(engine.Host, string) (engine.Host, error) {
	return func(h engine.Host, id string) (engine.Host, error) {
		if !force {
			return h.ContainerRemove(id, engine.RemoveOptions{})
		}
		if _, err := h.ContainerRemove(id, engine.RemoveOptions{}); err == nil {
			return h, nil // rm will do
		}
		return h.ContainerRemove(id, engine.RemoveOptions{Force: true})
	}
}

// judged remembers what was legal, so that what is the same for many containers
// is tried once: by state, and for the rows that are a container's own matter
// by all that it was made of too.
type judged map[string]bool

// alike is the same for containers for which the same commands are legal in
// one state: made alike, and nothing of theirs written yet.
func alike(h engine.Host, c Container) string {
	e, err := h.Container(c.ID)
	if err != nil || len(c.Changes) > 0 || len(e.Mounts) > 0 || len(e.Host.PortBindings) > 0 || e.Host.PublishAllPorts {
		return c.ID
	}
	hc := e.Host
	sign := fmt.Sprint(e.ImageID, " ", e.Path, e.Args, e.Config.WorkingDir, " ", e.Config.User, " ", e.Config.Hostname, hc.NetworkMode, hc.LogConfig.Type,
		hc.Binds, hc.Links, hc.PidMode, hc.IpcMode, hc.Devices, hc.Runtime, hc.Sysctls, hc.ExtraHosts, hc.Tmpfs)
	for name, p := range e.Endpoints.All() {
		if p.Ask.IPAMConfig != nil {
			return c.ID
		}
		sign += " " + name + p.Network
	}
	return sign
}

// actions are the commands of a container that are legal now.
func (j judged) actions(h engine.Host, c Container) []Action {
	var list []Action
	own := " " + alike(h, c)
	for _, row := range containerCommands {
		key := row.label + " " + c.State
		if row.own {
			key += own
		}
		ok, known := j[key]
		if !known {
			ok = row.legal(h, c.ID)
			j[key] = ok
		}
		if !ok {
			continue
		}
		line := strings.ReplaceAll(row.line, "%", c.Name)
		if row.label == "commit" {
			line += snapshotName(c.Name)
		}
		list = append(list, Action{Label: row.label, Command: strings.TrimSpace(line), Does: row.does})
	}
	return list
}

func hasShell(root vfs.Tree) bool {
	p, err := root.Resolve("/bin/sh", true)
	return err == nil && root.Has(p)
}

var repositoryName = regexp.MustCompile(`^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$`)

// snapshotName is an image name made of a container's, "" where that cannot be.
func snapshotName(container string) string {
	if repositoryName.MatchString(container) {
		return container + ":snapshot"
	}
	return ""
}

// runLine is how an image is best met: a server in the background, a shell on
// the terminal, anything else just run.
func runLine(name string, img image.Image) string {
	var program string
	if cmd := img.Container.Cmd; len(cmd) > 0 {
		program = path.Base(cmd[0])
	}
	switch {
	case len(img.Container.ExposedPorts) > 0:
		return "docker run -d " + name
	case slices.Contains([]string{"sh", "bash", "ash"}, program):
		return "docker run -it " + name
	}
	return "docker run " + name
}

func imageActions(d Image, img image.Image) []Action {
	ref := strings.TrimSuffix(d.Name, ":latest")
	if len(d.Names) == 0 {
		ref = shortID(d.ID)
	}
	rmi := Action{Label: "rmi", Command: "docker rmi " + ref, Does: "Removes its name; with the last name the image goes, and layers no other image has."}
	if len(d.UsedBy) > 0 && len(d.Names) <= 1 {
		rmi.Refused = "is refused while a container is made from it: " + strings.Join(d.UsedBy, ", ")
	}
	return []Action{
		{Label: "run", Command: runLine(ref, img), Does: "Creates a container from it and starts it."},
		{Label: "create", Command: "docker create " + ref, Does: "Creates a container from it and does not start it."},
		{Label: "history", Command: "docker history " + ref, Does: "Shows what made each layer."},
		{Label: "inspect", Command: "docker inspect " + ref, Does: "Shows its configuration."},
		{Label: "tag", Command: "docker tag " + ref + " mine:1.0", Does: "Gives it one more name; nothing is copied."},
		rmi,
	}
}

func registryActions(name string, img image.Image) []Action {
	ref := strings.TrimSuffix(name, ":latest")
	return []Action{
		{Label: "pull", Command: "docker pull " + ref, Does: "Downloads the layers that the host does not have."},
		{Label: "run", Command: runLine(ref, img), Does: "Pulls it if need be, creates a container and starts it."},
	}
}
