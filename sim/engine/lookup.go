package engine

import "strings"

// Container finds a container by full id, name or unique prefix of its id, in
// this order. Errors: not found; invalid argument when a prefix fits several.
// Source: moby daemon/container.go, GetContainer.
func (h Host) Container(ref string) (Container, error) {
	if ref == "" {
		return Container{}, refuse(InvalidArg, Object{Type: "host"}, `invalid name or ID supplied: ""`)
	}
	if c, ok := h.containers.Get(ref); ok && !c.build.on {
		return c, nil
	}
	if id, ok := h.names.Get(strings.TrimPrefix(ref, "/")); ok {
		return h.containers.At(id), nil
	}
	var found []string
	for id := range h.containers.From(ref) {
		if !strings.HasPrefix(id, ref) {
			break
		}
		if !h.containers.At(id).build.on {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return Container{}, refuse(NotFound, Object{Type: "host"}, "No such container: %s", ref)
	case 1:
		return h.containers.At(found[0]), nil
	}
	return Container{}, refuse(InvalidArg, Object{"container", found[0]}, "multiple IDs found with provided prefix: %s", ref)
}

// Exited is the exit code of a container that is not running, even of one that
// is gone, or of an exec; done is false while it runs or was never started.
func (h Host) Exited(id string) (code int, done bool) {
	if c, ok := h.containers.Get(id); ok {
		return c.ExitCode, !c.runs() && !c.FinishedAt.IsZero()
	}
	if e, ok := h.execs.Get(id); ok {
		return e.code, e.done
	}
	r, ok := h.removed.Get(id)
	return r.ExitCode, ok
}

// Output returns what a container or exec wrote from piece from on, oldest
// first; also of a container that is gone, for a while.
func (h Host) Output(id string, from uint64) []Chunk {
	s := h.containers.At(id).out
	if e, ok := h.execs.Get(id); ok {
		s = e.out
	} else if r, ok := h.removed.Get(id); ok {
		s = r.out
	}
	var chunks []Chunk
	for _, c := range s.chunks.From(from) {
		chunks = append(chunks, c)
	}
	return chunks
}

// ContainerLogs tells whose logs a reference means and whether the container
// has a terminal. Errors: not found; system when the logging driver keeps nothing.
func (h Host) ContainerLogs(ref string) (id string, tty bool, err error) {
	c, err := h.Container(ref)
	if err != nil {
		return "", false, err
	}
	if c.Host.LogConfig.Type == "none" {
		return "", false, refuse(NotImplemented, Object{"container", c.ID}, "configured logging driver does not support reading")
	}
	return c.ID, c.Config.Tty, nil
}
