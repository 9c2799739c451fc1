// Package engine is the Docker Engine and the machine it runs on as one value:
// Host. A method that changes something takes the old Host and returns the new
// one; on an error it returns what it was given.
//
// The machine (process.go, sys.go, pipe.go, terminal.go, run.go) runs
// processes as state machines in simulated time; the engine (container_*.go,
// image_*.go) is Docker's API by its own names. A container is its PID 1.
package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"time"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/image"
	"drydock/sim/persist"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// Host is a machine with a Docker Engine on it. The zero Host is of no use, see New.
type Host struct {
	now      time.Time
	began    time.Time // the first moment
	seed     string
	counter  uint64
	programs func(name string) (proc.Program, bool)

	// Docker's things.
	containers persist.Map[string, Container]   // by id
	bySeq      persist.Map[uint64, string]      // ids in order of creation
	names      persist.Map[string, string]      // name → id
	images     persist.Map[string, image.Image] // by id
	tags       persist.Map[string, string]      // docker.io/library/nginx:latest → image id
	pulled     persist.Map[string, int64]       // layer digests present → bytes
	registry   image.Registry
	// shared is a registry that several worlds have in common, sharedDomain its
	// name, "" where there is none.
	shared       image.Registry
	sharedDomain string
	sources      persist.Map[string, []string] // registry and blob → repositories known to have it, sorted
	origins      persist.Map[string, []string] // image id → repositories it was pulled from, sorted
	parents      persist.Map[string, string]   // image id → id of the image a commit or the classic builder stood it on
	execs        persist.Map[string, exec]
	networks     persist.Map[string, Network] // by id
	lastPorts    persist.Map[string, uint16]  // published last, by address, protocol and range
	removed      persist.Map[string, Removed] // the last ones
	volumes      persist.Map[string, Volume]  // by name; their files are in root
	builds       buildCache
	events       persist.Map[uint64, Event]
	lastEvent    uint64

	// The machine's things.
	root      vfs.Tree
	mounts    mounts // /dev and /proc of the host itself
	procs     persist.Map[int, process]
	files     persist.Map[int, file]
	pipes     persist.Map[int, pipe]
	fifos     persist.Map[string, int] // named pipes that were opened, by place
	sockets   persist.Map[int, socket]
	doors     persist.Map[string, int]  // listening sockets by namespace, protocol, port and address
	spoken    persist.Map[string, bool] // namespace and address of hosts that have been spoken to
	transit   int                       // bytes in sockets, received and not read
	ttys      persist.Map[int, tty]
	nextKey   int
	ready     []int                       // processes to run, in order; replaced, not written
	parked    []int                       // those that sit out this Step; replaced, not written
	crowd     persist.Map[string, int]    // how many processes each machine has
	waiters   persist.Map[string, []int]  // who is woken by what
	timers    persist.Map[string, timer]  // by time, then key
	uts       persist.Map[string, string] // host names that were changed, by machine
	sysctls   persist.Map[string, string] // below /proc/sys that were written to, by machine and name
	kernelLog string                      // what dmesg shows after the boot
	stored    int64                       // bytes of file content on all writable trees
	entries   int                         // files, directories and links that processes have made
	loads     persist.Map[string, load]   // of containers
	spent     budget                      // of the Step under way
}

// Setup is what a Host is made from.
type Setup struct {
	Seed     string    // all ids and generated names follow from it
	Now      time.Time // the first moment
	Root     vfs.Tree  // the machine's own files
	Registry image.Registry
	Shared   string                                 // name of a registry that other worlds push to as well, "" for none
	Programs func(name string) (proc.Program, bool) // by the name in an executable file
}

// New returns a Host that has just been installed: no images, no containers.
func New(s Setup) Host {
	h := Host{now: s.Now.UTC(), began: s.Now.UTC(), seed: s.Seed, programs: s.Programs, root: s.Root, registry: s.Registry, sharedDomain: s.Shared, nextKey: 900}
	all := Container{Host: container.HostConfig{Privileged: true}}
	h.mounts = h.withDevices(all, ownMounts(h.now))
	h.networks = predefinedNetworks(h.seed, h.now)
	return h
}

// Now is the simulated time.
func (h Host) Now() time.Time { return h.now }

// Root is the machine's own file tree.
func (h Host) Root() vfs.Tree { return h.root }

// WithRoot returns the host with another file tree: how files get there from outside.
func (h Host) WithRoot(t vfs.Tree) Host {
	h.root = t
	h.wake(HostFiles)
	return h
}

// Registry is the simulated Docker Hub.
func (h Host) Registry() image.Registry { return h.registry }

// Containers returns all containers, newest first.
func (h Host) Containers() []Container {
	list := make([]Container, 0, h.bySeq.Len())
	for _, id := range h.bySeq.All() {
		list = append(list, h.containers.At(id))
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// RemovedContainers returns what is remembered of those that are gone, the latest last.
func (h Host) RemovedContainers() []Removed {
	var list []Removed
	for _, r := range h.removed.All() {
		list = append(list, r)
	}
	sort.SliceStable(list, func(i, j int) bool {
		return list[i].At.Before(list[j].At) || list[i].At.Equal(list[j].At) && list[i].seq < list[j].seq
	})
	return list
}

// newID returns 64 hex digits that follow from the seed and what was made
// before; the first 12 are never all digits. Source: moby stringid.GenerateRandomID.
func (h *Host) newID(kind string) string {
	for {
		h.counter++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d/%s", h.seed, h.counter, kind))
		id := hex.EncodeToString(sum[:])
		if hasLetter(id[:12]) {
			return id
		}
	}
}

func hasLetter(s string) bool {
	for _, c := range s {
		if c > '9' {
			return true
		}
	}
	return false
}

// dice returns a number in [0, n) that follows from the seed.
func (h *Host) dice(n int, kind string) int {
	h.counter++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d/%s", h.seed, h.counter, kind))
	return int(uint32(sum[0])<<16|uint32(sum[1])<<8|uint32(sum[2])) % n
}
