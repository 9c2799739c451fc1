package engine

import (
	"github.com/moby/moby/api/types/container"
)

// UpdateOptions are what can be changed of a container that exists. A field
// that is zero stays as it was.
type UpdateOptions struct {
	Resources     container.Resources // memory in bytes, CPUs in billionths
	RestartPolicy container.RestartPolicy
}

// ContainerUpdate changes the limits and the restart policy of a container and
// returns the daemon's warnings. Errors: invalid argument for a limit no
// container can have (looked at before the container); not found; conflict
// when the change contradicts what is set or when the container is being
// removed. Source: Engine API, POST /containers/{id}/update; moby
// container/container_unix.go, UpdateContainer.
func (h Host) ContainerUpdate(ref string, o UpdateOptions) (Host, []string, error) {
	if err := checkUpdate(o); err != nil {
		return h, nil, err
	}
	c, err := h.Container(ref)
	if err != nil {
		return h, nil, err
	}
	fail := func(why string) (Host, []string, error) {
		return h, nil, refuse(Conflict, Object{"container", c.ID}, "Cannot update container %s: %s", c.ID, why)
	}
	if c.State == Removing || c.State == Dead {
		return fail(`container is marked for removal and cannot be "update"`)
	}
	if why := contradicts(c.Host.Resources, o.Resources); why != "" {
		return fail(why)
	}
	if c.Host.AutoRemove && o.RestartPolicy.Name != "" && !o.RestartPolicy.IsNone() {
		return fail("Restart policy cannot be updated because AutoRemove is enabled for the container")
	}
	c.Host.Resources = changedResources(c.Host.Resources, o.Resources)
	if o.RestartPolicy.Name != "" {
		c.Host.RestartPolicy = o.RestartPolicy
	}
	n := h
	n.containers = n.containers.Set(c.ID, c)
	n.containerEvent(c, "update", "limits of a container can change while it runs")
	return n, nil, nil
}

func checkUpdate(o UpdateOptions) *Error {
	host := Object{Type: "host"}
	r := o.Resources
	switch {
	case r.Memory > 0 && r.Memory < minMemory:
		return refuse(InvalidArg, host, "Minimum memory limit allowed is 6MB")
	case r.Memory > 0 && r.MemorySwap > 0 && r.MemorySwap < r.Memory:
		return refuse(InvalidArg, host, "Minimum memoryswap limit should be larger than memory limit, see usage")
	case r.MemoryReservation > 0 && r.MemoryReservation < minMemory:
		return refuse(InvalidArg, host, "Minimum memory reservation allowed is 6MB")
	case r.Memory > 0 && r.MemoryReservation > 0 && r.Memory < r.MemoryReservation:
		return refuse(InvalidArg, host, "Minimum memory limit can not be less than memory reservation limit, see usage")
	case r.NanoCPUs < 0 || r.NanoCPUs > HostCPUs*1e9:
		return refuse(InvalidArg, host, "range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available", HostCPUs, HostCPUs)
	case r.NanoCPUs > 0 && r.CPUPeriod > 0:
		return refuse(InvalidArg, host, "Conflicting options: Nano CPUs and CPU Period cannot both be set")
	case r.NanoCPUs > 0 && r.CPUQuota > 0:
		return refuse(InvalidArg, host, "Conflicting options: Nano CPUs and CPU Quota cannot both be set")
	case r.CPUShares < 0:
		return refuse(InvalidArg, host, "invalid CPU shares (%d): value must be a positive integer", r.CPUShares)
	}
	return checkRestartPolicy(o.RestartPolicy)
}

// checkRestartPolicy refuses what is no restart policy. Source: moby
// api/types/container/hostconfig.go, ValidateRestartPolicy.
func checkRestartPolicy(p container.RestartPolicy) *Error {
	host := Object{Type: "host"}
	const counted = "invalid restart policy: maximum retry count can only be used with 'on-failure'"
	switch p.Name {
	case "", container.RestartPolicyAlways, container.RestartPolicyUnlessStopped, container.RestartPolicyDisabled:
		switch {
		case p.MaximumRetryCount < 0:
			return refuse(InvalidArg, host, counted+" and cannot be negative")
		case p.MaximumRetryCount > 0:
			return refuse(InvalidArg, host, counted)
		}
	case container.RestartPolicyOnFailure:
		if p.MaximumRetryCount < 0 {
			return refuse(InvalidArg, host, "invalid restart policy: maximum retry count cannot be negative")
		}
	default:
		return refuse(InvalidArg, host, "invalid restart policy: unknown policy '%s'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'", p.Name)
	}
	return nil
}

// contradicts tells why a change of limits does not go with those there are.
func contradicts(old, r container.Resources) string {
	switch {
	case r.Memory > old.MemorySwap && r.MemorySwap == 0 && old.MemorySwap > 0:
		return "Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time"
	case r.NanoCPUs > 0 && old.CPUPeriod > 0:
		return "Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set"
	case r.NanoCPUs > 0 && old.CPUQuota > 0:
		return "Conflicting options: Nano CPUs cannot be updated as CPU Quota has already been set"
	case r.CPUPeriod > 0 && old.NanoCPUs > 0:
		return "Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set"
	case r.CPUQuota > 0 && old.NanoCPUs > 0:
		return "Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set"
	}
	return ""
}

// changedResources is old with what is not zero in r.
func changedResources(old, r container.Resources) container.Resources {
	set := func(to *int64, v int64) {
		if v != 0 {
			*to = v
		}
	}
	set(&old.Memory, r.Memory)
	set(&old.MemorySwap, r.MemorySwap)
	set(&old.MemoryReservation, r.MemoryReservation)
	set(&old.NanoCPUs, r.NanoCPUs)
	set(&old.CPUShares, r.CPUShares)
	set(&old.CPUPeriod, r.CPUPeriod)
	set(&old.CPUQuota, r.CPUQuota)
	set(&old.CPURealtimePeriod, r.CPURealtimePeriod)
	set(&old.CPURealtimeRuntime, r.CPURealtimeRuntime)
	if r.BlkioWeight != 0 {
		old.BlkioWeight = r.BlkioWeight
	}
	if r.CpusetCpus != "" {
		old.CpusetCpus = r.CpusetCpus
	}
	if r.CpusetMems != "" {
		old.CpusetMems = r.CpusetMems
	}
	if r.PidsLimit != nil {
		old.PidsLimit = r.PidsLimit
	}
	return old
}
