package scene

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// command is a row of the table of what may be done to a container.
type command struct {
	label string
	line  string // % stands for the container's name
	does  string
	in    string // the states it is legal in
}

// containerCommands is what Docker takes in each state, the commonest first.
// Source: moby daemon start.go, stop.go, kill.go, pause.go, delete.go, exec.go, commit.go.
var containerCommands = []command{
	{"start", "docker start %", "Runs its command again, on the files it left.", "created exited"},
	{"stop", "docker stop %", "Asks PID 1 to end with SIGTERM; after 10 seconds SIGKILL ends it.", "running paused restarting"},
	{"unpause", "docker unpause %", "Lets its processes go on.", "paused"},
	{"pause", "docker pause %", "Freezes all its processes where they are.", "running"},
	{"kill", "docker kill %", "Sends SIGKILL: no process can refuse it.", "running paused restarting"},
	{"restart", "docker restart %", "Stops it and starts it again.", "created running paused restarting exited"},
	{"exec", "docker exec -it % sh", "Runs one more process in it: a shell.", "running"},
	{"logs", "docker logs %", "Shows what PID 1 has written.", "created running paused restarting exited"},
	{"top", "docker top %", "Lists its processes.", "running paused"},
	{"diff", "docker diff %", "Lists what its writable layer changes.", "created running paused restarting exited dead"},
	{"inspect", "docker inspect %", "Shows all that Docker knows of it.", "created running paused restarting exited dead"},
	{"commit", "docker commit % ", "Makes an image of it: its writable layer becomes a layer.", "created running paused restarting exited"},
	{"rm", "docker rm %", "Removes it and its writable layer.", "created exited dead"},
	{"rm -f", "docker rm -f %", "Kills it, then removes it and its writable layer.", "running paused restarting"},
}

// containerActions are the rows that are legal now. A shell is offered only
// where the container has one.
func containerActions(c Container, root vfs.Tree) []Action {
	var list []Action
	for _, row := range containerCommands {
		if !slices.Contains(strings.Fields(row.in), c.State) || row.label == "exec" && !hasShell(root) {
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

func registryActions(d Image, img image.Image) []Action {
	ref := strings.TrimSuffix(d.Name, ":latest")
	return []Action{
		{Label: "pull", Command: "docker pull " + ref, Does: "Downloads the layers that the host does not have."},
		{Label: "run", Command: runLine(ref, img), Does: "Pulls it if need be, creates a container and starts it."},
	}
}
