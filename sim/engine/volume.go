package engine

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/docker/go-units"
	"github.com/moby/moby/api/types/volume"

	"drydock/sim/vfs"
)

// Volume is a directory of the host that Docker looks after: it outlives the
// containers that mount it. What its maps hold is never written to.
type Volume struct {
	Name    string
	Driver  string // local
	Labels  map[string]string
	Options map[string]string // of the driver
	Created time.Time
	// Size is the bytes of its files, UsedBy the ids of the containers that
	// mount it, in any state, oldest first.
	Size   int64
	UsedBy []string
}

// anonymousLabel marks volumes that were made without a name.
const anonymousLabel = "com.docker.volume.anonymous"

const volumesDir = "/var/lib/docker/volumes"

// Anonymous tells whether the volume was made without a name.
func (v Volume) Anonymous() bool {
	_, ok := v.Labels[anonymousLabel]
	return ok
}

// Mountpoint is the volume's directory on the host.
func (v Volume) Mountpoint() string { return path.Join(volumesDir, v.Name, "_data") }

// source is the path on the host whose files a container sees: the volume's
// own directory, or the one its options bind.
func (v Volume) source() string {
	if slices.Contains(strings.Split(v.Options["o"], ","), "bind") {
		return v.Options["device"]
	}
	return v.Mountpoint()
}

// tmpfsOptions are those of a volume in memory, as /proc/mounts tells them.
func (v Volume) tmpfsOptions() string {
	all := []string{"rw", "relatime"}
	for o := range strings.SplitSeq(v.Options["o"], ",") {
		size, sized := strings.CutPrefix(o, "size=")
		if n, err := units.RAMInBytes(size); sized && err == nil {
			o = "size=" + strconv.FormatInt(n>>10, 10) + "k"
		}
		if o != "" {
			all = append(all, o)
		}
	}
	return strings.Join(all, ",")
}

// tmpfsSize is how many bytes a volume in memory may hold, 0 for any number.
func (v Volume) tmpfsSize() int64 {
	for o := range strings.SplitSeq(v.Options["o"], ",") {
		if size, sized := strings.CutPrefix(o, "size="); sized {
			n, err := units.RAMInBytes(size)
			if err == nil {
				return (n + 4095) &^ 4095
			}
		}
	}
	return 0
}

// Volumes are all volumes by name.
func (h Host) Volumes() []Volume {
	list := make([]Volume, 0, h.volumes.Len())
	for _, v := range h.volumes.All() {
		list = append(list, h.measured(v))
	}
	return list
}

// Volume finds a volume by its name. Errors: not found.
func (h Host) Volume(name string) (Volume, error) {
	if v, ok := h.volumes.Get(name); ok {
		return h.measured(v), nil
	}
	return Volume{}, refuse(NotFound, Object{Type: "host"}, "get %s: no such volume", name)
}

// measured is a volume with its size and users.
func (h Host) measured(v Volume) Volume {
	if t, ok := h.root.Sub(v.Mountpoint()); ok {
		v.Size = h.treeSize(t)
	}
	for _, id := range h.bySeq.All() {
		if slices.ContainsFunc(h.containers.At(id).Mounts, func(m MountPoint) bool { return m.Name == v.Name }) {
			v.UsedBy = append(v.UsedBy, id)
		}
	}
	return v
}

// VolumeInspect is all the daemon tells of a volume. Errors: not found.
// Source: Engine API 1.56, GET /volumes/{name}.
func (h Host) VolumeInspect(name string) (volume.Volume, error) {
	v, err := h.Volume(name)
	if err != nil {
		return volume.Volume{}, err
	}
	return volume.Volume{CreatedAt: v.Created.UTC().Format(time.RFC3339), Driver: v.Driver, Labels: v.Labels,
		Mountpoint: v.Mountpoint(), Name: v.Name, Options: v.Options, Scope: "local"}, nil
}

// VolumeCreate makes a volume and returns its name, 64 hex digits when it is
// given none. A volume of that name that is there already is taken as it is.
// Errors: invalid argument for a name or option; not found for a driver.
// Source: Engine API, POST /volumes/create; moby volume/local.
func (h Host) VolumeCreate(o volume.CreateRequest) (Host, string, error) {
	n := h
	v := Volume{Name: o.Name, Driver: "local", Labels: maps.Clone(o.Labels), Options: maps.Clone(o.DriverOpts), Created: n.now}
	if o.Driver != "" && o.Driver != v.Driver {
		return h, "", refuse(NotFound, Object{Type: "host"}, "create %s: error looking up volume plugin %s: plugin %q not found", o.Name, o.Driver, o.Driver)
	}
	if n.volumes.Has(o.Name) {
		return h, o.Name, nil
	}
	if err := room(n.volumes.Len(), mostVolumes, "volumes", "docker volume rm"); err != nil {
		return h, "", err
	}
	if v.Name == "" {
		v.Name = n.newID("volume")
		if v.Labels == nil {
			v.Labels = map[string]string{}
		}
		v.Labels[anonymousLabel] = ""
	}
	if err := v.check(); err != nil {
		return h, "", err
	}
	t, err := n.root.MkdirAll(volumesDir, vfs.Dir(0o701, n.now))
	if err == nil {
		t, err = t.MkdirAll(path.Dir(v.Mountpoint()), vfs.Dir(0o701, n.now))
	}
	if err == nil {
		t, err = t.MkdirAll(v.Mountpoint(), vfs.Dir(0o755, n.now))
	}
	if err != nil {
		return h, "", refuse(System, Object{Type: "host"}, "create %s: error while creating volume root path '%s': mkdir %s: %s",
			v.Name, path.Dir(v.Mountpoint()), path.Dir(v.Mountpoint()), strings.ToLower(err.Error()))
	}
	n.root = t
	n.volumes = n.volumes.Set(v.Name, v)
	n.volumeEvent(v, "create", "a directory on the host, "+v.Mountpoint()+", that no container owns: it stays when they go")
	return n, v.Name, nil
}

// check refuses bad names and options of a new volume.
func (v Volume) check() *Error {
	host := Object{Type: "host"}
	switch {
	case len(v.Name) < 2:
		return refuse(InvalidArg, host, "create %s: volume name is too short, names should be at least two alphanumeric characters", v.Name)
	case !validName.MatchString(v.Name):
		return refuse(InvalidArg, host, "create %s: %q includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. "+
			"If you intended to pass a host directory, use absolute path", v.Name, v.Name).
			because("only a source that begins with / (or with . for the client) is a directory; anything else is the name of a volume")
	}
	for _, name := range slices.Sorted(maps.Keys(v.Options)) {
		if !slices.Contains([]string{"type", "o", "device", "size"}, name) {
			return refuse(InvalidArg, host, "create %s: invalid option: %q", v.Name, name)
		}
	}
	_, sized := v.Options["size"]
	if sized {
		return refuse(InvalidArg, host, "create %s: quota size requested but no quota support", v.Name)
	}
	for _, needs := range [][2]string{{"device", "type"}, {"type", "device"}, {"o", "device"}, {"o", "type"}} {
		_, given := v.Options[needs[0]]
		if _, ok := v.Options[needs[1]]; given && !ok {
			return refuse(InvalidArg, host, "create %s: missing required option: %q", v.Name, needs[1])
		}
	}
	return nil
}

// VolumeRemove removes a volume and all that is in it. With force a volume
// that is not there is no error. Errors: not found; conflict while a container,
// even a stopped one, mounts it. Source: Engine API, DELETE /volumes/{name}.
func (h Host) VolumeRemove(name string, force bool) (Host, error) {
	v, err := h.Volume(name)
	switch {
	case err != nil && force:
		return h, nil
	case err != nil:
		return h, err
	case len(v.UsedBy) > 0:
		return h, refuse(Conflict, Object{"volume", name}, "remove %s: volume is in use - [%s]", name, strings.Join(v.UsedBy, ", ")).
			because("a container mounts it, and would again when it starts: remove that container first")
	}
	n := h
	n.removeVolume(v)
	return n, nil
}

func (h *Host) removeVolume(v Volume) {
	dir := path.Dir(v.Mountpoint())
	if t, ok := h.root.Sub(dir); ok {
		_ = h.store(-content(t)) // gives bytes back
		if t, err := h.root.Remove(dir, h.now); err == nil {
			h.root = t
		}
	}
	h.volumes = h.volumes.Delete(v.Name)
	h.volumeEvent(v, "destroy", "the volume is gone with everything in it")
}

// VolumesPrune removes the volumes that no container mounts and that fit says
// yes to, and returns their names and bytes. Those with options of the driver
// stay. Source: Engine API, POST /volumes/prune.
func (h Host) VolumesPrune(fit func(Volume) bool) (n Host, names []string, reclaimed int64) {
	n = h
	for _, v := range h.Volumes() {
		if len(v.UsedBy) > 0 || len(v.Options) > 0 || !fit(v) {
			continue
		}
		n.removeVolume(v)
		names = append(names, v.Name)
		reclaimed += v.Size
	}
	n.emit(Event{Type: "volume", Action: "prune"}, "reclaimed", strconv.FormatInt(reclaimed, 10))
	return n, names, reclaimed
}

func (h *Host) volumeEvent(v Volume, action, reason string, attrs ...string) {
	h.emit(Event{Type: "volume", Action: action, ID: v.Name, Reason: reason}, append([]string{"driver", v.Driver}, attrs...)...)
}
