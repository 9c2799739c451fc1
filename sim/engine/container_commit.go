package engine

import (
	"encoding/json"
	"slices"
	"strings"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	spec "github.com/moby/docker-image-spec/specs-go/v1"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// ContainerDiff lists what a container's writable layer changes. Errors: not found.
func (h Host) ContainerDiff(ref string) ([]vfs.Change, error) {
	c, err := h.Container(ref)
	if err != nil {
		return nil, err
	}
	return c.Changes(), nil
}

// CommitOptions say what image a commit makes.
type CommitOptions struct {
	Reference string // docker.io/library/x:tag; "": untagged
	Author    string
	Comment   string
	Changes   []string // Dockerfile instructions
	NoPause   bool
}

// ContainerCommit makes an image of a container: its image's layers and its
// writable layer, now read-only, on top. It returns the image's id. Errors:
// not found; invalid argument for a change that is no instruction. Source:
// Engine API, POST /commit.
func (h Host) ContainerCommit(ref string, o CommitOptions) (Host, string, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, "", err
	}
	base, ok := h.images.Get(c.ImageID)
	if !ok {
		return h, "", refuse(NotFound, Object{"container", c.ID}, "No such image: %s", c.ImageID)
	}
	n := h
	pause := c.State == Running && !o.NoPause
	if pause {
		n.containerEvent(c, "pause", "its files must not change while they are copied")
	}
	img := base
	img.Container = committedConfig(c)
	for _, line := range o.Changes {
		if img.Container, err = applyChange(img.Container, line); err != nil {
			return h, "", err
		}
	}
	img.Created, img.Author, img.Comment = n.now, o.Author, o.Comment
	layer := image.LayerOf(vfs.LayerOf(c.Lower, c.Root))
	created := n.now
	img = img.Append(layer, ocispec.History{Created: &created, Author: o.Author, Comment: o.Comment,
		CreatedBy: strings.TrimSpace(strings.Join(slices.Concat(c.Config.Entrypoint, c.Config.Cmd), " "))})
	n.images = n.images.Set(string(img.ID), img)
	n.parents = n.parents.Set(string(img.ID), c.ImageID)
	n.pulled = n.pulled.Set(string(layer.Digest), layer.Compressed)
	n.emit(Event{Type: "image", Action: "create", ID: string(img.ID), Reason: "the image's layers and one more"}, "name", string(img.ID))
	if o.Reference != "" {
		n.tag(o.Reference, string(img.ID))
	}
	n.containerEvent(c, "commit", "the writable layer became a read-only layer of a new image; the old image is as it was",
		"comment", o.Comment, "imageID", string(img.ID), "imageRef", shownRef(o.Reference))
	if pause {
		n.containerEvent(c, "unpause", "")
	}
	return n, string(img.ID), nil
}

func committedConfig(c Container) spec.DockerOCIImageConfig {
	cfg := spec.DockerOCIImageConfig{ImageConfig: ocispec.ImageConfig{
		User: c.Config.User, Env: c.Config.Env, Entrypoint: c.Config.Entrypoint, Cmd: c.Config.Cmd,
		Volumes: c.Config.Volumes, WorkingDir: c.Config.WorkingDir, Labels: c.Config.Labels, StopSignal: c.Config.StopSignal,
	}}
	if len(c.Config.ExposedPorts) > 0 {
		cfg.ExposedPorts = map[string]struct{}{}
		for p := range c.Config.ExposedPorts { // a set
			cfg.ExposedPorts[p.String()] = struct{}{}
		}
	}
	cfg.Healthcheck, cfg.OnBuild, cfg.Shell = c.Config.Healthcheck, c.Config.OnBuild, c.Config.Shell
	return cfg
}

// shownRef is a full reference as people write it, "" for none.
func shownRef(full string) string {
	if full == "" {
		return ""
	}
	return Familiar(full)
}

// commandForm reads the JSON form of a command, else the shell form.
func commandForm(s string) []string {
	if argv, ok := jsonForm(s); ok {
		return argv
	}
	return []string{"/bin/sh", "-c", s}
}

// jsonForm reads a list of words in JSON.
func jsonForm(s string) (argv []string, ok bool) {
	ok = strings.HasPrefix(s, "[") && json.Unmarshal([]byte(s), &argv) == nil
	return argv, ok
}

// pairs reads "a=1 b=2", values quoted or not, and the old form "a 1".
func pairs(s string) [][2]string {
	first, rest, _ := strings.Cut(s, " ")
	if !strings.Contains(first, "=") {
		return [][2]string{{first, strings.TrimSpace(rest)}}
	}
	var list [][2]string
	var word strings.Builder
	var quote rune
	flush := func() {
		if name, value, ok := strings.Cut(word.String(), "="); ok {
			list = append(list, [2]string{name, value})
		}
		word.Reset()
	}
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case quote == 0 && r == ' ':
			flush()
		default:
			word.WriteRune(r)
		}
	}
	flush()
	return list
}
