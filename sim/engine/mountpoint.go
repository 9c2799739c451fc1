package engine

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/moby/api/types/container"
	mounttypes "github.com/moby/moby/api/types/mount"
	"github.com/moby/moby/api/types/volume"

	"drydock/sim/vfs"
)

// MountPoint is a volume, a directory of the host or a tmpfs that a container
// mounts when it starts.
type MountPoint struct {
	container.MountPoint // as docker inspect shows it

	anonymous bool // a volume that was given no name: rm -v takes it along
	makes     bool // a bind whose source is made when it is missing
	copies    bool // a volume that takes over the image's files while it is empty
	subpath   string
	tmpfs     string   // its options
	files     vfs.Tree // of an image
}

// checkMounts refuses what is wrong before there is a container. Source: moby
// daemon/container.go, validateHostConfig.
func (h Host) checkMounts(hc container.HostConfig) *Error {
	host := Object{Type: "host"}
	for _, m := range hc.Mounts {
		if what := h.wrongMount(m); what != "" {
			return refuse(InvalidArg, host, "%s", what)
		}
	}
	for _, dest := range slices.Sorted(maps.Keys(hc.Tmpfs)) {
		switch {
		case path.Clean(dest) == "/":
			return refuse(InvalidArg, host, "invalid specification: destination can't be '/'")
		case !path.IsAbs(dest):
			return refuse(InvalidArg, host, "%s", notAbsolute(dest))
		}
	}
	return nil
}

// wrongMount is what is wrong with a mount on this host, "" if nothing is.
func (h Host) wrongMount(m mounttypes.Mount) string {
	what := wrongMount(m)
	makes := m.BindOptions != nil && m.BindOptions.CreateMountpoint
	if what == "" && m.Type == mounttypes.TypeBind && !makes && !h.exists(m.Source) {
		what = `invalid mount config for type "bind": bind source path does not exist: ` + m.Source
	}
	return what
}

// exists tells whether there is something at a path of the host.
func (h Host) exists(p string) bool {
	_, err := h.hostPath(p)
	return err == nil
}

// hostPath is a path of the host without links. Errors: as Resolve; ENOENT.
func (h *Host) hostPath(p string) (string, error) {
	look := func(step string) (vfs.Node, error) { return h.lstat("", step, 0) }
	full, err := vfs.Resolve(p, true, look)
	if err == nil {
		_, err = look(full)
	}
	return full, err
}

// registry of the mounts of a container that is being made, by destination.
type mountList struct {
	h     *Host
	hc    container.HostConfig
	typed map[string]bool // destinations that -v or --mount has taken
	all   map[string]MountPoint
}

// mountPoints are the mounts of a new container, sorted by destination; the
// volumes that do not exist are made. Source: moby daemon/volumes.go,
// registerMountPoints.
func (h *Host) mountPoints(c Container) ([]MountPoint, error) {
	l := mountList{h: h, hc: c.Host, typed: map[string]bool{}, all: map[string]MountPoint{}}
	if err := l.fromOthers(); err != nil {
		return nil, err
	}
	for _, raw := range c.Host.Binds {
		spec, mode, err := parseBind(raw)
		if err != nil {
			return nil, err
		}
		if err := l.add(spec, mode, true); err != nil {
			return nil, err
		}
	}
	for _, spec := range c.Host.Mounts {
		if what := h.wrongMount(spec); what != "" {
			return nil, refuse(InvalidArg, Object{Type: "host"}, "%s", what)
		}
		if err := l.add(spec, "", false); err != nil {
			return nil, err
		}
	}
	for _, dest := range slices.Sorted(maps.Keys(c.Config.Volumes)) {
		if err := l.anonymous(c, path.Clean(dest)); err != nil {
			return nil, err
		}
	}
	return slices.SortedFunc(maps.Values(l.all), func(a, b MountPoint) int { return cmp.Compare(a.Destination, b.Destination) }), nil
}

// fromOthers takes the mounts of --volumes-from, the last of which wins.
func (l *mountList) fromOthers() error {
	for _, from := range l.hc.VolumesFrom {
		ref, mode, _ := strings.Cut(from, ":")
		switch {
		case from == "":
			return refuse(InvalidArg, Object{Type: "host"}, "volumes-from specification cannot be an empty string")
		case !validMode(mode) || hasMode(mode, "nocopy") || hasMode(mode, propagations...):
			return refuse(InvalidArg, Object{Type: "host"}, "invalid mode: %s", mode)
		}
		c, err := l.h.Container(ref)
		if err != nil {
			return refuse(InvalidArg, Object{Type: "host"}, "%s", err)
		}
		for _, m := range c.Mounts {
			m.RW, m.Mode, m.copies = m.RW && !hasMode(mode, "ro"), "", false
			l.all[m.Destination] = m
		}
	}
	return nil
}

func (l *mountList) add(spec mounttypes.Mount, mode string, makes bool) error {
	m := MountPoint{MountPoint: container.MountPoint{Type: spec.Type, Destination: path.Clean(spec.Target), RW: !spec.ReadOnly, Mode: mode}, makes: makes}
	_, tmpfs := l.hc.Tmpfs[m.Destination]
	if l.typed[m.Destination] || tmpfs && makes {
		return refuse(InvalidArg, Object{Type: "host"}, "Duplicate mount point: %s", m.Destination)
	}
	switch spec.Type {
	case mounttypes.TypeBind:
		m.Source, m.Propagation = path.Clean(spec.Source), mounttypes.PropagationRPrivate
		if o := spec.BindOptions; o != nil {
			m.makes = makes || o.CreateMountpoint
			if o.Propagation != "" {
				m.Propagation = o.Propagation
			}
		}
	case mounttypes.TypeTmpfs:
		m.tmpfs = tmpfsOptions(spec)
	case mounttypes.TypeImage:
		if err := l.image(&m, spec); err != nil {
			return err
		}
	case mounttypes.TypeVolume:
		if err := l.volume(&m, spec); err != nil {
			return err
		}
	}
	l.typed[m.Destination] = true
	l.all[m.Destination] = m
	return nil
}

// volume finds or makes the volume that a mount names.
func (l *mountList) volume(m *MountPoint, spec mounttypes.Mount) error {
	o := volume.CreateRequest{Name: spec.Source, Driver: l.hc.VolumeDriver}
	m.copies, m.anonymous = true, spec.Source == ""
	if v := spec.VolumeOptions; v != nil {
		m.copies, m.subpath, o.Labels = !v.NoCopy, v.Subpath, v.Labels
		if v.DriverConfig != nil {
			o.Driver, o.DriverOpts = v.DriverConfig.Name, v.DriverConfig.Options
		}
	}
	n, name, err := l.h.VolumeCreate(o)
	if err != nil {
		return err
	}
	*l.h = n
	v := n.volumes.At(name)
	m.Name, m.Driver, m.Source = name, v.Driver, v.Mountpoint()
	if m.Mode == "" {
		m.Mode = "z"
	}
	return nil
}

// anonymous adds a volume for a VOLUME of the image or a -v without a source.
func (l *mountList) anonymous(c Container, dest string) error {
	_, tmpfs := l.hc.Tmpfs[dest]
	if _, ok := l.all[dest]; ok || tmpfs {
		return nil
	}
	if full, err := c.Root.Resolve(path.Join("/", dest), true); err == nil {
		if n, err := c.Root.Lookup(full); err == nil && !n.IsDir() {
			return refuse(System, Object{Type: "host"}, "cannot mount volume over existing file, file exists %s", rootfs(c)+full)
		}
	}
	m := MountPoint{MountPoint: container.MountPoint{Type: mounttypes.TypeVolume, Destination: dest, RW: true}}
	if err := l.volume(&m, mounttypes.Mount{Type: mounttypes.TypeVolume, Target: dest}); err != nil {
		return err
	}
	m.Mode = ""
	l.all[dest] = m
	return nil
}

// rootfs is where the daemon has a container's files.
func rootfs(c Container) string { return "/var/lib/docker/rootfs/overlayfs/" + c.ID }

// tmpfsOptions are those of --mount as --tmpfs has them.
func tmpfsOptions(spec mounttypes.Mount) string {
	var all []string
	if spec.ReadOnly {
		all = append(all, "ro")
	}
	if o := spec.TmpfsOptions; o != nil && o.Mode != 0 {
		all = append(all, "mode="+strconv.FormatInt(int64(o.Mode), 8))
	}
	if o := spec.TmpfsOptions; o != nil && o.SizeBytes != 0 {
		all = append(all, "size="+strconv.FormatInt(o.SizeBytes, 10))
	}
	return strings.Join(all, ",")
}

// populate copies the image's files into the volumes that are empty, when a
// container is made. Source: moby daemon/create_unix.go, populateVolumes.
func (h *Host) populate(c Container) error {
	for _, m := range c.Mounts {
		if m.Type != mounttypes.TypeVolume || !m.copies {
			continue
		}
		full, err := c.Root.Resolve(path.Join("/", m.Destination), true)
		if err != nil {
			continue
		}
		from, ok := c.Root.Sub(full)
		n, err := from.Lookup("/")
		if !ok || err != nil {
			continue
		}
		source := h.volumes.At(m.Name).source()
		if to, err := h.lstat("", source, 0); err != nil || !to.IsDir() || to.Entries() > 0 {
			continue
		}
		if !n.IsDir() {
			return refuse(System, Object{"volume", m.Name}, "source %s is not directory", rootfs(c)+full)
		}
		if err := h.store(content(from)); err != nil {
			return refuse(System, Object{"volume", m.Name}, "failed to copy %s: %s", m.Destination, strings.ToLower(err.Error()))
		}
		err = h.change("", source, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.Graft(within, from) })
		if err == nil && n.Entries() > 0 {
			h.glass("volume", "copy", m.Name, "the volume was empty: it takes over what the image has at "+m.Destination, "container", c.ID, "path", m.Destination)
		}
	}
	return nil
}
