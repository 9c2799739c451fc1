package scene

import (
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/engine"
	"drydock/sim/vfs"
)

// Draw is the picture of a host at rest, without a refusal.
func Draw(h engine.Host) Scene { return DrawSince(h, h.Mark()) }

// DrawSince is the picture of a host after a command; mark is where the event
// log ended before it. If the command was refused, the picture says so.
func DrawSince(h engine.Host, mark uint64) Scene {
	events := h.Since(0)
	s := Scene{
		Time:     h.Now().Format(time.RFC3339),
		Registry: drawRegistry(h), Images: drawImages(h),
		Containers: drawContainers(h, events), Removed: drawRemoved(h), Volumes: drawVolumes(h), Files: drawFiles(h.Root()),
		Networks: drawNetworks(h),
		Refusal:  drawRefusal(h, mark),
		Traffic:  trafficOf(h.Since(mark)),
	}
	if builds := buildsOf(events, mark); len(builds) > 0 {
		s.Build = &builds[0]
	}
	s.settle(events)
	s.Edges = drawEdges(s)
	s.Summary = summary(s)
	return s
}

// home is where the learner's own files are.
const home = "/root"

const (
	mostFiles     = 40
	mostFileLines = 40
	mostText      = 4 << 10 // bytes of a file that is shown
)

// drawFiles are the entries of the home directory; those with a dot in front
// are not the learner's.
func drawFiles(root vfs.Tree) []File {
	var files []File
	for name, n := range root.ReadDir(home) {
		if strings.HasPrefix(name, ".") || len(files) == mostFiles {
			continue
		}
		f := File{Name: name, Dir: n.IsDir(), Size: n.Size}
		if n.Mode.IsRegular() && len(n.Data) <= mostText && !strings.ContainsRune(n.Data, 0) {
			lines := strings.Split(strings.TrimSuffix(n.Data, "\n"), "\n")
			f.Lines = lines[:min(len(lines), mostFileLines)]
		}
		files = append(files, f)
	}
	slices.SortStableFunc(files, func(a, b File) int { return rank(a) - rank(b) })
	return files
}

// rank puts Dockerfiles first: an image can be built of them.
func rank(f File) int {
	if f.isDockerfile() {
		return 0
	}
	return 1
}

func (f File) isDockerfile() bool {
	return !f.Dir && (f.Name == "Dockerfile" || strings.HasSuffix(f.Name, ".Dockerfile") || path.Ext(f.Name) == ".dockerfile")
}

// drawRefusal is the last refusal since mark, nil if there is none.
func drawRefusal(h engine.Host, mark uint64) *Refusal {
	events := h.Since(mark)
	for i := len(events) - 1; i >= 0; i-- {
		if e := events[i]; e.Type == "refusal" {
			r := &Refusal{Type: e.Get("type"), ID: e.ID, Message: e.Reason, Why: e.Get("why"), Verb: e.Action}
			r.Zone = zoneOf(h, *r)
			r.Edge = edgeOf(r.Zone, r.Verb)
			return r
		}
	}
	return nil
}

// zoneOf is where the object of a refusal stands, "" for the host itself.
func zoneOf(h engine.Host, r Refusal) string {
	switch r.Type {
	case "image", "layer":
		return "images"
	case "registry":
		return "registry"
	case "volume":
		return "volumes"
	case "container":
		if c, err := h.Container(r.ID); err == nil {
			return Container{State: string(c.State)}.Zone()
		}
	}
	return ""
}
