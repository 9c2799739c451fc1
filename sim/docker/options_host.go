package docker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/docker/go-units"
	"github.com/moby/moby/api/types/blkiodev"
	"github.com/moby/moby/api/types/container"
)

// resources are the limits of a container.
func (c Call) resources() container.Resources {
	size := func(name string) int64 {
		n, _ := units.RAMInBytes(c.text(name)) // checked while it was read
		return n
	}
	r := container.Resources{
		CgroupParent: c.text("cgroup-parent"), Memory: size("memory"), MemoryReservation: size("memory-reservation"),
		MemorySwap: size("memory-swap"), CPUShares: c.int64("cpu-shares"), CPUPeriod: c.int64("cpu-period"), CPUQuota: c.int64("cpu-quota"),
		CPURealtimePeriod: c.int64("cpu-rt-period"), CPURealtimeRuntime: c.int64("cpu-rt-runtime"),
		CpusetCpus: c.text("cpuset-cpus"), CpusetMems: c.text("cpuset-mems"), DeviceCgroupRules: c.list("device-cgroup-rule"),
		BlkioWeightDevice: []*blkiodev.WeightDevice{}, Devices: []container.DeviceMapping{}, Ulimits: c.ulimits(),
		BlkioDeviceReadBps: c.throttles("device-read-bps"), BlkioDeviceWriteBps: c.throttles("device-write-bps"),
		BlkioDeviceReadIOps: c.throttles("device-read-iops"), BlkioDeviceWriteIOps: c.throttles("device-write-iops"),
	}
	r.BlkioWeight, _ = c.flags.GetUint16("blkio-weight") // it is one
	if c.text("memory-swap") == "-1" {
		r.MemorySwap = -1
	}
	if cpus := c.text("cpus"); cpus != "" {
		r.NanoCPUs, _ = nanoCPUs(cpus) // checked while it was read
	}
	if n := c.int64("pids-limit"); n != 0 {
		r.PidsLimit = &n
	}
	if n := c.int64("memory-swappiness"); n >= 0 {
		r.MemorySwappiness = &n
	}
	if c.on("oom-kill-disable") {
		yes := true
		r.OomKillDisable = &yes
	}
	for _, s := range c.list("blkio-weight-device") {
		w, _ := weightDevice(s) // as above
		r.BlkioWeightDevice = append(r.BlkioWeightDevice, &w)
	}
	return r
}

// ulimits are the last value given for each limit, by name.
func (c Call) ulimits() []*container.Ulimit {
	all := []*container.Ulimit{}
	for _, s := range c.list("ulimit") {
		u, _ := units.ParseUlimit(s) // checked while it was read
		all = slices.DeleteFunc(all, func(o *container.Ulimit) bool { return o.Name == u.Name })
		all = append(all, u)
	}
	slices.SortFunc(all, func(a, b *container.Ulimit) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func (c Call) throttles(name string) []*blkiodev.ThrottleDevice {
	all := []*blkiodev.ThrottleDevice{}
	for _, s := range c.list(name) {
		d, _ := throttleDevice(s, strings.HasSuffix(name, "-bps")) // checked while it was read
		all = append(all, &d)
	}
	return all
}

// namespaces fills in the modes of a container's namespaces. Some are checked
// here, the others by the engine.
func (c Call) namespaces(h *container.HostConfig) error {
	h.PidMode, h.UTSMode = container.PidMode(c.text("pid")), container.UTSMode(c.text("uts"))
	h.UsernsMode, h.CgroupnsMode = container.UsernsMode(c.text("userns")), container.CgroupnsMode(c.text("cgroupns"))
	h.IpcMode, h.Isolation = container.IpcMode(c.text("ipc")), container.Isolation(c.text("isolation"))
	for _, m := range []struct {
		valid bool
		text  string
	}{
		{h.PidMode.Valid(), "--pid: invalid PID mode"}, {h.UTSMode.Valid(), "--uts: invalid UTS mode"},
		{h.UsernsMode.Valid(), "--userns: invalid USER mode"}, {h.CgroupnsMode.Valid(), "--cgroupns: invalid CGROUP mode"},
	} {
		if !m.valid {
			return errors.New(m.text)
		}
	}
	return nil
}

// logConfig is where the output goes.
func (c Call) logConfig() (container.LogConfig, error) {
	l := container.LogConfig{Type: c.text("log-driver"), Config: pairs(c.list("log-opt"))}
	if l.Type == "none" && len(c.list("log-opt")) > 0 {
		return l, errors.New("invalid logging opts for driver none")
	}
	return l, nil
}

// security reads --security-opt and --storage-opt. A seccomp profile is sent as text.
func (c Call) security(h *container.HostConfig) error {
	for _, s := range c.list("security-opt") {
		name, value, ok := strings.Cut(s, "=")
		if !ok && name != "no-new-privileges" {
			name, value, ok = strings.Cut(s, ":")
		}
		if (!ok || value == "") && name != "no-new-privileges" {
			return fmt.Errorf("invalid --security-opt: %q", s)
		}
		if name == "seccomp" && value != "unconfined" && value != "builtin" {
			profile, err := c.sys.ReadFile(value)
			if err != nil {
				return fmt.Errorf("opening seccomp profile (%s) failed: open %s: %s", value, value, strings.ToLower(err.Error()))
			}
			var b bytes.Buffer
			if err := json.Compact(&b, []byte(profile)); err != nil {
				return fmt.Errorf("compacting json for seccomp profile (%s) failed: %w", value, err)
			}
			s = "seccomp=" + b.String()
		}
		if s == "systempaths=unconfined" {
			h.MaskedPaths, h.ReadonlyPaths = []string{}, []string{}
			continue
		}
		h.SecurityOpt = append(h.SecurityOpt, s)
	}
	for _, s := range c.list("storage-opt") {
		if !strings.Contains(s, "=") {
			return errors.New("invalid storage option")
		}
		h.StorageOpt = pairs(c.list("storage-opt"))
	}
	return nil
}
