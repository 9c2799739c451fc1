package compose

import (
	"slices"
	"strings"

	"github.com/moby/moby/api/types/container"
)

func resourcesOf(t map[string]any) container.Resources {
	r := container.Resources{
		Memory: number(t["mem_limit"]), MemoryReservation: number(t["mem_reservation"]), MemorySwap: number(t["memswap_limit"]),
		CPUShares: number(t["cpu_shares"]), CPUQuota: number(t["cpu_quota"]), CPUPeriod: number(t["cpu_period"]),
		NanoCPUs: int64(decimal(t["cpus"]) * 1e9), CpusetCpus: text(t["cpuset"]), DeviceCgroupRules: texts(t["device_cgroup_rules"]),
	}
	if b := object(t["blkio_config"]); len(b) > 0 {
		r.BlkioWeight = uint16(number(b["weight"]))
	}
	r.PidsLimit = given(t, "pids_limit")
	if v, ok := t["oom_kill_disable"]; ok && truth(v) {
		disable := true
		r.OomKillDisable = &disable
	}
	r.MemorySwappiness = given(t, "mem_swappiness")
	limits := object(object(object(t["deploy"])["resources"])["limits"])
	if v, ok := limits["memory"]; ok {
		r.Memory = number(v)
	}
	if v, ok := limits["cpus"]; ok {
		r.NanoCPUs = int64(decimal(v) * 1e9)
	}
	if n := given(limits, "pids"); n != nil {
		r.PidsLimit = n
	}
	reserved := object(object(object(t["deploy"])["resources"])["reservations"])
	if v, ok := reserved["memory"]; ok {
		r.MemoryReservation = number(v)
	}
	for _, d := range list(reserved["devices"]) {
		r.DeviceRequests = append(r.DeviceRequests, deviceRequest(object(d)))
	}
	for _, d := range list(t["gpus"]) {
		m := object(d)
		r.DeviceRequests = append(r.DeviceRequests, deviceRequest(with(m, "capabilities", append(slices.Clone(list(m["capabilities"])), "gpu"))))
	}
	for _, d := range list(t["devices"]) {
		m := object(d)
		r.Devices = append(r.Devices, container.DeviceMapping{PathOnHost: text(m["source"]), PathInContainer: text(m["target"]), CgroupPermissions: text(m["permissions"])})
	}
	r.Ulimits = ulimitsOf(t["ulimits"])
	return r
}

// given is a number that a file may give, nil where it does not.
func given(t map[string]any, key string) *int64 {
	v, ok := t[key]
	if !ok {
		return nil
	}
	n := number(v)
	return &n
}

func ulimitsOf(v any) []*container.Ulimit {
	var all []*container.Ulimit
	ulimits := object(v)
	for _, name := range keys(ulimits) {
		soft, hard := number(ulimits[name]), number(ulimits[name])
		if m, ok := ulimits[name].(map[string]any); ok {
			soft, hard = number(m["soft"]), number(m["hard"])
		}
		all = append(all, &container.Ulimit{Name: name, Soft: soft, Hard: hard})
	}
	return all
}

// deviceRequest asks for devices that a driver provides.
func deviceRequest(m map[string]any) container.DeviceRequest {
	r := container.DeviceRequest{Driver: text(m["driver"]), Count: int(number(m["count"])), DeviceIDs: texts(m["device_ids"]), Options: plainPairs(m["options"]),
		Capabilities: [][]string{texts(m["capabilities"])}}
	if strings.EqualFold(text(m["count"]), "all") {
		r.Count = -1
	}
	return r
}
