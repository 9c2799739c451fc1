package engine

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// BuildLog is what the builder keeps of a build that is over. Source: buildx
// 0.36 docker buildx history.
type BuildLog struct {
	ID, Name      string
	Context, File string
	Created       time.Time
	Took          time.Duration
	Steps, Cached int
	Error         string // "" for one that has succeeded
	Log           string // as plain progress shows it, at most 64 KiB
}

// mostLogs is how many builds the builder remembers.
const mostLogs = 50

// BuildLogged remembers a build.
func (h Host) BuildLogged(l BuildLog) Host {
	l.Log = l.Log[:min(len(l.Log), 64<<10)]
	list := append(slices.Clone(h.builds.history), l)
	h.builds.history = list[max(len(list)-mostLogs, 0):]
	return h
}

// BuildLogs are the builds that are remembered, the last one first.
func (h Host) BuildLogs() []BuildLog {
	list := slices.Clone(h.builds.history)
	slices.Reverse(list)
	return list
}

// BuildLogOf finds a build by its id, by default/default/ID, or by ^N, the N-th
// before the last one; "" is the last one.
func (h Host) BuildLogOf(ref string) (BuildLog, bool) {
	list := h.BuildLogs()
	ref = ref[strings.LastIndexByte(ref, '/')+1:]
	for i, l := range list {
		if ref == l.ID || ref == "" && i == 0 || ref == "^"+strconv.Itoa(i) {
			return l, true
		}
	}
	return BuildLog{}, false
}

// BuildLogRemoved forgets a build.
func (h Host) BuildLogRemoved(id string) Host {
	h.builds.history = slices.DeleteFunc(slices.Clone(h.builds.history), func(l BuildLog) bool { return l.ID == id })
	return h
}
