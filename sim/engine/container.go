package engine

import (
	"time"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/persist"
	"drydock/sim/vfs"
)

// State is where a container stands in its life.
type State string

// The states, named as docker ps --filter status= names them. The words are
// those of container.ContainerState.
const (
	Created    State = "created"
	Running    State = "running"
	Paused     State = "paused"
	Restarting State = "restarting"
	Removing   State = "removing"
	Exited     State = "exited"
	Dead       State = "dead"
)

// Container is one container of a Host. It is a value; what its slices, maps
// and pointers lead to is never written to.
type Container struct {
	ID      string // 64 hex digits
	Name    string // without the slash
	Seq     uint64 // order of creation on the host
	ImageID string // sha256:…
	Config  container.Config
	Host    container.HostConfig
	Created time.Time

	State      State
	ExitCode   int
	Error      string // why the last start failed
	OOMKilled  bool
	StartedAt  time.Time // zero: never
	FinishedAt time.Time // zero: never
	Restarts   int       // automatic ones
	Health     Health

	// Lower is the image's tree, Root what processes see: the two differ in
	// the container's writable layer.
	Lower, Root vfs.Tree
	Mounts      []MountPoint // by destination
	Path        string       // what PID 1 executes
	Args        []string

	// Endpoints are its places on networks, by the name of the network;
	// Published the ports of the host that lead to it while it runs.
	Endpoints persist.Map[string, Endpoint]
	Published []Published
	links     []legacyLink

	// Exits counts how often PID 1 has ended.
	Exits int

	foreign bool // its programs are for another kind of processor
	pid1    int  // key of PID 1, 0 when not running
	nextPID int  // in the container's PID namespace
	stdin   int  // file a client writes to: pipe or terminal; 0 none
	life    life
	watch   watch
	stopped bool // by docker stop, which tells so when it is done
	then    afterExit
	mounts  mounts
	out     stream

	withVolumes bool // its anonymous volumes go with it
	build       build
}

type afterExit int

const (
	stay afterExit = iota
	startAgain
	remove
)

// Removed is what is remembered of a container that is gone.
type Removed struct {
	ID, Name, Image string
	ExitCode        int
	At              time.Time
	Created         time.Time
	Lost            []vfs.Change // its writable layer
	Mounts          []MountPoint // what it had mounted; of these, volumes with a name stay
	out             stream
	seq             uint64
}

// Status is what docker ps shows under STATUS at the time now.
// Source: moby container/state.go, State.String.
func (c Container) Status(now time.Time) string { return statusText(c, now) }

// Changes is the writable layer as docker diff lists it, without what Docker
// itself puts there.
func (c Container) Changes() []vfs.Change { return vfs.Diff(c.Lower, c.Root) }
