package scene

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

const (
	mostChanges = 200
	mostLogs    = 50
	mostRemoved = 50
)

func drawContainers(h engine.Host, events []engine.Event) []Container {
	list := h.Containers()
	slices.Reverse(list)
	shared, legal, ways := sharing(h.Images()), judged{}, waysOf(events)
	containers := make([]Container, len(list))
	for i, c := range list {
		img, err := h.Image(c.ImageID)
		d := Container{
			ID: c.ID, Short: shortID(c.ID), Name: c.Name, State: string(c.State), Status: c.Status(h.Now()),
			Image: c.Config.Image, ImageID: c.ImageID, Created: c.Created.Format("2006-01-02T15:04:05Z07:00"),
			Command: commandLine(append([]string{c.Path}, c.Args...)), ExitCode: c.ExitCode, Error: c.Error, IP: c.IP(),
			Ports: drawPorts(c), Networks: drawEndpoints(c),
			Project: c.Config.Labels["com.docker.compose.project"], Config: drawConfig(c),
			Env: c.Config.Env, Mounts: drawMounts(c), Logs: drawLogs(h.Output(c.ID, 0)),
		}
		if err == nil {
			d.Layers = drawLayers(img.Image, shared)
		}
		d.Changes, d.Written = drawChanges(c.Changes(), img.Image, c.Root)
		d.WriteText = sizeText(d.Written)
		if d.Zone() == "running" || d.State == string(engine.Paused) {
			d.Processes = processTree(h.Processes(c.ID))
		}
		d.Actions, d.Way = legal.actions(h, d), ways[c.ID]
		containers[i] = d
	}
	return containers
}

// drawChanges says of each path of a writable layer how it came there, and how
// many bytes the layer holds.
func drawChanges(list []vfs.Change, img image.Image, root vfs.Tree) ([]Change, int64) {
	var changes []Change
	var written int64
	for _, c := range list {
		n, err := root.Lookup(c.Path)
		if err == nil && n.Mode.IsRegular() {
			written += n.Size
		}
		if len(changes) < mostChanges {
			changes = append(changes, Change{Kind: string(rune(c.Kind)), Path: c.Path, Why: why(c, img, err == nil && n.IsDir())})
		}
	}
	return changes, written
}

// why tells what the union of layers did for a change.
func why(c vfs.Change, img image.Image, dir bool) string {
	switch {
	case c.Kind == vfs.Added:
		return "new: it is in the writable layer only"
	case c.Kind == vfs.Deleted:
		return fmt.Sprintf("%s still has it; a whiteout in the writable layer hides it", holder(c.Path, img))
	case dir:
		return "a directory above something that changed"
	}
	return fmt.Sprintf("was in %s, which cannot change: copied up, then written", holder(c.Path, img))
}

// holder is the uppermost layer of an image that has a path.
func holder(p string, img image.Image) string {
	for i := len(img.Layers) - 1; i >= 0; i-- {
		if held, whiteout := img.Layers[i].Files.Mentions(p); held && !whiteout {
			return "layer " + shortID(string(img.Layers[i].Digest))
		}
	}
	return "the image"
}

// drawLogs are the last lines of what a container wrote.
func drawLogs(chunks []engine.Chunk) []LogLine {
	var lines []LogLine
	open := false // the last line has no end yet
	for _, c := range chunks {
		text := strings.ReplaceAll(c.Text, "\r\n", "\n")
		for text != "" {
			line, rest, ended := strings.Cut(text, "\n")
			if open && lines[len(lines)-1].Stream == c.Stream {
				lines[len(lines)-1].Text += line
			} else {
				lines = append(lines, LogLine{Stream: c.Stream, Text: line})
			}
			open, text = !ended, rest
		}
	}
	return lines[max(0, len(lines)-mostLogs):]
}

// drawRemoved are the containers that are gone, the latest first.
func drawRemoved(h engine.Host) []Removed {
	list := h.RemovedContainers()
	slices.Reverse(list)
	list = list[:min(len(list), mostRemoved)]
	removed := make([]Removed, len(list))
	for i, r := range list {
		d := Removed{ID: r.ID, Name: r.Name, Image: r.Image, ExitCode: r.ExitCode}
		_, err := h.Image(r.Image)
		d.Kept = err == nil
		for _, m := range r.Mounts {
			if _, err := h.Volume(m.Name); m.Name != "" && err == nil {
				d.Stayed = append(d.Stayed, m.Name)
			}
		}
		for _, c := range r.Lost[:min(len(r.Lost), mostChanges)] {
			d.Lost = append(d.Lost, Change{Kind: string(rune(c.Kind)), Path: c.Path, Why: lost[c.Kind]})
		}
		removed[i] = d
	}
	return removed
}

var lost = map[vfs.Kind]string{
	vfs.Added:    "it was in the writable layer only",
	vfs.Modified: "the image still has it as it was before",
	vfs.Deleted:  "the image still has it",
}
