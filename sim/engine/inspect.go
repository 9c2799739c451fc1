package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/moby/moby/api/types/container"
	imagetypes "github.com/moby/moby/api/types/image"
	"github.com/moby/moby/api/types/storage"

	"github.com/distribution/reference"

	"drydock/sim/vfs"
)

// Paths hidden or read-only in every container. Source: moby oci/defaults.go.
var (
	maskedPaths = []string{"/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
		"/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware"}
	readonlyPaths = []string{"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"}
)

// withDefaults fills in what the daemon does when a request says nothing.
func withDefaults(hc container.HostConfig) container.HostConfig {
	set := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	set(&hc.LogConfig.Type, "json-file")
	if hc.LogConfig.Config == nil {
		hc.LogConfig.Config = map[string]string{}
	}
	set((*string)(&hc.NetworkMode), "bridge")
	set((*string)(&hc.RestartPolicy.Name), "no")
	set((*string)(&hc.IpcMode), "private")
	set((*string)(&hc.CgroupnsMode), "private")
	set(&hc.Runtime, "runc")
	if hc.ShmSize == 0 {
		hc.ShmSize = 64 << 20
	}
	if hc.Memory > 0 && hc.MemorySwap == 0 {
		hc.MemorySwap = 2 * hc.Memory
	}
	if hc.Privileged || hc.PidMode.IsHost() || hc.IpcMode.IsHost() {
		hc.SecurityOpt = append(slices.Clip(hc.SecurityOpt), "label=disable")
	}
	if hc.PidsLimit != nil && *hc.PidsLimit <= 0 {
		hc.PidsLimit = nil
	}
	hc.MemorySwappiness, hc.OomKillDisable = nil, nil // not with cgroup v2: see limitWarnings
	if !hc.Privileged && hc.MaskedPaths == nil {
		hc.MaskedPaths, hc.ReadonlyPaths = maskedPaths, readonlyPaths
	}
	return hc
}

// stamp is a time as the API writes it; the zero time has its own form.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// ContainerInspect is all the daemon tells of a container. Errors: not found.
// Source: Engine API 1.56, GET /containers/{id}/json.
func (h Host) ContainerInspect(ref string) (container.InspectResponse, error) {
	c, err := h.Container(ref)
	if err != nil {
		return container.InspectResponse{}, err
	}
	dir := "/var/lib/docker/containers/" + c.ID
	cfg, hc := c.Config, c.Host
	hc.Links = h.shownLinks(c)
	pid := 0
	if c.pid1 != 0 {
		pid = c.pid1
	}
	out := container.InspectResponse{
		ID: c.ID, Created: stamp(c.Created), Path: c.Path, Args: c.Args, Image: c.ImageID,
		State: &container.State{
			Status: container.ContainerState(c.State), Running: c.active(), Paused: c.State == Paused, Restarting: c.State == Restarting, OOMKilled: c.OOMKilled,
			Pid: pid, ExitCode: c.ExitCode, Error: c.Error, StartedAt: stamp(c.StartedAt), FinishedAt: stamp(c.FinishedAt),
			Health: c.Health.inspected(),
		},
		ResolvConfPath: dir + "/resolv.conf", HostnamePath: dir + "/hostname", HostsPath: dir + "/hosts",
		LogPath: dir + "/" + c.ID + "-json.log", Name: "/" + c.Name, RestartCount: c.Restarts,
		Driver: "overlayfs", Platform: "linux", HostConfig: &hc, Config: &cfg, Mounts: []container.MountPoint{},
		Storage:         &storage.Storage{RootFS: &storage.RootFSStorage{Snapshot: &storage.RootFSStorageSnapshot{Name: "overlayfs"}}},
		NetworkSettings: h.networkSettings(c),
	}
	for _, m := range c.Mounts {
		out.Mounts = append(out.Mounts, m.MountPoint)
	}
	if img, ok := h.images.Get(c.ImageID); ok {
		manifest := img.ManifestDescriptor()
		out.ImageManifestDescriptor = &manifest
	}
	return out, nil
}

// SizeRw is the bytes in a container's writable layer; SizeRootFs all it sees.
func (h Host) SizeRw(c Container) int64 { return vfs.LayerOf(c.Lower, c.Root).Size() }

// derived is 64 hex digits that follow from what they name.
func derived(kind, of string) string {
	sum := sha256.Sum256([]byte(kind + "/" + of))
	return hex.EncodeToString(sum[:])
}

// ImageInspect is all the daemon tells of an image. Errors: not found.
// Source: Engine API 1.56, GET /images/{name}/json.
func (h Host) ImageInspect(ref string) (imagetypes.InspectResponse, error) {
	img, err := h.Image(ref)
	if err != nil {
		return imagetypes.InspectResponse{}, err
	}
	cfg, top := img.Container, img.Descriptor()
	out := imagetypes.InspectResponse{
		ID: string(img.ID), Comment: img.Comment, Created: stamp(img.Created), Author: img.Author, Config: &cfg,
		Architecture: img.For().Architecture, Variant: img.For().Variant, Os: img.For().OS, Size: img.ContentSize() + img.UnpackedSize(),
		RootFS:     imagetypes.RootFS{Type: "layers"},
		Descriptor: &top,
		RepoTags:   []string{}, RepoDigests: []string{},
	}
	for _, l := range img.Layers {
		out.RootFS.Layers = append(out.RootFS.Layers, string(l.DiffID))
	}
	seen := map[string]bool{}
	for _, full := range img.References {
		out.RepoTags = append(out.RepoTags, Familiar(full))
		if named, err := reference.ParseNormalizedNamed(full); err == nil && !seen[named.Name()] {
			seen[named.Name()] = true
			out.RepoDigests = append(out.RepoDigests, reference.FamiliarName(named)+"@"+string(img.ID))
		}
	}
	for _, from := range h.origins.At(string(img.ID)) {
		if out.Identity == nil {
			out.Identity = &imagetypes.Identity{}
		}
		out.Identity.Pull = append(out.Identity.Pull, imagetypes.PullIdentity{Repository: from})
	}
	if img.Comment == "" && len(img.History) > 0 {
		out.Comment = img.History[len(img.History)-1].Comment
	}
	return out, nil
}
