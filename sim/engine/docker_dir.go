package engine

import (
	"encoding/json"
	"path"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// containersDir is where the daemon keeps what belongs to each container: its
// log, its settings, the files it puts into it. What is there is made up when it
// is looked at, so it cannot be written to.
const containersDir = "/var/lib/docker/containers"

// rootfsDir has the merged file system of each running container. Source: moby
// 29 with the containerd image store, daemon/containerd/mount.go.
const rootfsDir = "/var/lib/docker/rootfs/overlayfs"

// keptFiles are what is in a container's directory.
var keptFiles = []struct {
	name string
	text func(h *Host, c Container) string
}{
	{"checkpoints", nil},
	{"config.v2.json", func(h *Host, c Container) string {
		in, err := h.ContainerInspect(c.ID)
		if err != nil {
			return ""
		}
		return asJSON(map[string]any{"ID": c.ID, "Created": in.Created, "Path": in.Path, "Args": in.Args, "State": in.State, "Config": in.Config, "Image": in.Image,
			"LogPath": in.LogPath, "Name": in.Name, "Driver": in.Driver, "OS": "linux", "RestartCount": in.RestartCount})
	}},
	{"hostconfig.json", func(h *Host, c Container) string {
		in, err := h.ContainerInspect(c.ID)
		if err != nil {
			return ""
		}
		return asJSON(in.HostConfig)
	}},
	{"hostname", func(h *Host, c Container) string { return readMount(c, "/etc/hostname") }},
	{"hosts", func(h *Host, c Container) string { return readMount(c, "/etc/hosts") }},
	{"mounts", nil},
	{"resolv.conf", func(h *Host, c Container) string { return readMount(c, "/etc/resolv.conf") }},
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b) + "\n"
}

// logFile is a container's output as the driver json-file keeps it.
func (c Container) logFile() string {
	type line struct {
		Log    string `json:"log"`
		Stream string `json:"stream"`
		Time   string `json:"time"`
	}
	var b strings.Builder
	for _, chunk := range c.out.chunks.All() {
		for text := range strings.Lines(chunk.Text) {
			b.WriteString(asJSON(line{text, chunk.Stream, chunk.At.UTC().Format(time.RFC3339Nano)}))
		}
	}
	return b.String()
}

// keptNode is a node below containersDir.
func (h *Host) keptNode(p string) (vfs.Node, error) {
	parts := strings.Split(strings.Trim(p, "/"), "/")
	if p == "/" {
		return vfs.Dir(0o710, h.began), nil
	}
	c, ok := h.containers.Get(parts[0])
	switch {
	case !ok || len(parts) > 2:
		return vfs.Node{}, vfs.ENOENT
	case len(parts) == 1:
		return vfs.Dir(0o710, c.Created), nil
	case parts[1] == c.ID+"-json.log" && c.Host.LogConfig.Type != "none":
		return vfs.File(0o640, c.logFile(), h.now), nil
	}
	for _, f := range keptFiles {
		switch {
		case f.name != parts[1]:
		case f.text == nil:
			return vfs.Dir(0o700, c.Created), nil
		default:
			return vfs.File(0o644, f.text(h, c), c.Created), nil
		}
	}
	return vfs.Node{}, vfs.ENOENT
}

// keptList lists a directory there.
func (h *Host) keptList(within string) (list []proc.Entry) {
	var names []string
	if within == "/" {
		for id := range h.containers.All() {
			names = append(names, id)
		}
	} else if c, ok := h.containers.Get(strings.Trim(within, "/")); ok {
		if c.Host.LogConfig.Type != "none" {
			names = append(names, c.ID+"-json.log")
		}
		for _, f := range keptFiles {
			names = append(names, f.name)
		}
	}
	for _, name := range names {
		if n, err := h.keptNode(path.Join(within, name)); err == nil {
			list = append(list, proc.Entry{Name: name, Node: n})
		}
	}
	return list
}

// merged tells whether a path of the host lies in a running container's file
// system, and where.
func (h *Host) merged(p string) (place, bool) {
	rest, ok := strings.CutPrefix(p, rootfsDir+"/")
	if !ok {
		return place{}, false
	}
	id, within, _ := strings.Cut(rest, "/")
	c, ok := h.containers.Get(id)
	if !ok || c.pid1 == 0 {
		return place{}, false
	}
	return place{machine: id, within: "/" + within, readOnly: c.Host.ReadonlyRootfs}, true
}

// mergedList are the running containers, as directories.
func (h *Host) mergedList() (list []proc.Entry) {
	for id, c := range h.containers.All() {
		if n, err := c.Root.Lookup("/"); err == nil && c.pid1 != 0 {
			list = append(list, proc.Entry{Name: id, Node: n})
		}
	}
	return list
}
