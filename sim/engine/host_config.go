package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/docker/go-units"
	"github.com/moby/moby/api/types/container"

	"drydock/sim/proc"
)

// capabilities are those of Linux without CAP_, in the order of their numbers.
// Source: capabilities(7).
var capabilities = strings.Fields(`CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE
	NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT
	SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE
	MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE`)

// defaultCapabilities are those a container has. Source: moby oci/caps/defaults.go.
var defaultCapabilities = strings.Fields(`CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP
	NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE`)

// capability is the name without CAP_, in capitals.
func capability(s string) string { return strings.TrimPrefix(strings.ToUpper(s), "CAP_") }

// limitWarnings are what the daemon says of limits that it cannot keep and
// makes the container without. Source: moby daemon/daemon_unix.go,
// verifyPlatformContainerResources, on a host with cgroup v2.
func limitWarnings(o CreateOptions) []string {
	var all []string
	if o.Host.MemorySwappiness != nil {
		all = append(all, "Your kernel does not support memory swappiness capabilities or the cgroup is not mounted. Memory swappiness discarded.")
	}
	if o.Host.OomKillDisable != nil && *o.Host.OomKillDisable {
		all = append(all, "Your kernel does not support OomKillDisable. OomKillDisable discarded.")
	}
	return all
}

// checkConfig is what the daemon refuses in a container's configuration.
// Source: moby daemon/container.go, verifyContainerSettings.
func checkConfig(c container.Config) error {
	if len(c.Hostname) > 64 {
		return say("hostname %q is too long (maximum 64 bytes)", c.Hostname)
	}
	if w := c.WorkingDir; w != "" && w[0] != '/' {
		return say("the working directory '%s' is invalid, it needs to be an absolute path", w)
	}
	if _, ok := proc.ParseSignal(c.StopSignal); !ok && c.StopSignal != "" {
		return say("invalid signal: %s", c.StopSignal)
	}
	for _, kv := range c.Env {
		if strings.HasPrefix(kv, "=") || kv == "" {
			return say("invalid environment variable: %s", kv)
		}
	}
	if c.Healthcheck == nil {
		return nil
	}
	for _, t := range []struct {
		name string
		d    time.Duration
	}{{"Interval", c.Healthcheck.Interval}, {"Timeout", c.Healthcheck.Timeout}, {"StartPeriod", c.Healthcheck.StartPeriod},
		{"StartInterval", c.Healthcheck.StartInterval}} {
		if t.d != 0 && t.d < time.Millisecond {
			return say("%s in Healthcheck cannot be less than 1ms", t.name)
		}
	}
	if c.Healthcheck.Retries < 0 {
		return say("Retries in Healthcheck cannot be negative")
	}
	return nil
}

// sentence is Docker's own, as it begins and ends.
type sentence string

func (s sentence) Error() string { return string(s) }

func say(format string, args ...any) error { return sentence(fmt.Sprintf(format, args...)) }

// rule is a sentence and whether a request breaks it.
type rule struct {
	broken bool
	text   string
}

func firstBroken(rules []rule) error {
	for _, r := range rules {
		if r.broken {
			return say("%s", r.text)
		}
	}
	return nil
}

// checkHostConfig is what the daemon refuses in a container's place on the
// host, limits apart, before it looks for the image.
func checkHostConfig(c container.HostConfig) error {
	if c.AutoRemove && !c.RestartPolicy.IsNone() {
		return say("can't create 'AutoRemove' container with restart policy")
	}
	if err := container.ValidateRestartPolicy(c.RestartPolicy); err != nil {
		return err
	}
	for _, list := range []struct {
		name  string
		names []string
	}{{"CapAdd", c.CapAdd}, {"CapDrop", c.CapDrop}} {
		for _, s := range list.names {
			if s := capability(s); s != "ALL" && !slices.Contains(capabilities, s) {
				return say("invalid %s: unknown capability: %q", list.name, "CAP_"+s)
			}
		}
	}
	if _, ok := c.Annotations[""]; ok {
		return say("invalid Annotations: the empty string is not permitted as an annotation key")
	}
	if err := checkResources(c.Resources); err != nil {
		return err
	}
	parent := c.CgroupParent
	return firstBroken([]rule{
		{!c.IpcMode.Valid(), fmt.Sprintf("invalid IPC mode: %v", c.IpcMode)},
		{c.ShmSize < 0, "SHM size can not be less than 0"},
		{c.OomScoreAdj < -1000 || c.OomScoreAdj > 1000, fmt.Sprintf("Invalid value %d, range for oom score adj is [-1000, 1000]", c.OomScoreAdj)},
		{parent != "" && (len(parent) <= 6 || !strings.HasSuffix(parent, ".slice")), `cgroup-parent for systemd cgroup should be a valid slice named as "xxx.slice"`},
		{c.Runtime != "" && c.Runtime != "runc" && c.Runtime != "io.containerd.runc.v2", "unknown or invalid runtime name: " + c.Runtime},
	})
}

// checkRequest is what the API refuses before the daemon sees the request.
// Source: moby runconfig.
func checkRequest(cfg container.Config, c container.HostConfig) error {
	return firstBroken([]rule{
		{c.UTSMode.IsHost() && cfg.Hostname != "", "conflicting options: hostname and the UTS mode"},
		{c.Isolation != "" && c.Isolation != "default", fmt.Sprintf("invalid isolation (%s): linux only supports 'default'", c.Isolation)},
		{c.CPURealtimePeriod != 0 || c.CPURealtimeRuntime != 0, "kernel does not support CPU real-time scheduler"},
		{c.CPUShares < 0, fmt.Sprintf("invalid CPU shares (%d): value must be a positive integer", c.CPUShares)},
	})
}

const minMemory = 6 << 20

// checkResources is what the daemon refuses of limits.
func checkResources(r container.Resources) error {
	err := firstBroken([]rule{
		{r.Memory != 0 && r.Memory < minMemory, "Minimum memory limit allowed is 6MB"},
		{r.Memory > 0 && r.MemorySwap > 0 && r.MemorySwap < r.Memory, "Minimum memoryswap limit should be larger than memory limit, see usage"},
		{r.Memory == 0 && r.MemorySwap > 0, "You should always set the Memory limit when using Memoryswap limit, see usage"},
		{r.MemoryReservation > 0 && r.MemoryReservation < minMemory, "Minimum memory reservation allowed is 6MB"},
		{r.Memory > 0 && r.Memory < r.MemoryReservation, "Minimum memory limit can not be less than memory reservation limit, see usage"},
		{r.NanoCPUs > 0 && r.CPUPeriod > 0, "Conflicting options: Nano CPUs and CPU Period cannot both be set"},
		{r.NanoCPUs > 0 && r.CPUQuota > 0, "Conflicting options: Nano CPUs and CPU Quota cannot both be set"},
		{r.NanoCPUs < 0 || r.NanoCPUs > HostCPUs*1e9, fmt.Sprintf("range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available", HostCPUs, HostCPUs)},
		{r.CPUPeriod != 0 && (r.CPUPeriod < 1000 || r.CPUPeriod > 1e6), "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)"},
		{r.CPUQuota > 0 && r.CPUQuota < 1000, "CPU cfs quota can not be less than 1ms (i.e. 1000)"},
	})
	if err == nil {
		err = available(r.CpusetCpus, HostCPUs-1, "cpuset cpus", "CPUs")
	}
	if err == nil {
		err = available(r.CpusetMems, 0, "cpuset mems", "memory nodes")
	}
	if err == nil && r.BlkioWeight > 0 && (r.BlkioWeight < 10 || r.BlkioWeight > 1000) {
		err = say("Range of blkio weight is from 10 to 1000")
	}
	return err
}

// available refuses a list such as 0-2,7 that is none or names more than there is.
func available(list string, last int, what, things string) error {
	there := "0"
	if last > 0 {
		there = fmt.Sprintf("0-%d", last)
	}
	for part := range strings.SplitSeq(list, ",") {
		if part == "" {
			continue
		}
		low, high, two := strings.Cut(part, "-")
		from, err1 := strconv.Atoi(low)
		to, err2 := from, error(nil)
		if two {
			to, err2 = strconv.Atoi(high)
		}
		switch {
		case err1 != nil || err2 != nil || from > to:
			return say("Invalid value %s for %s: invalid format: %s", list, what, list)
		case to > 8192:
			return say("Invalid value %s for %s: value of out range, maximum is 8192", list, what)
		case to > last:
			return say("Requested %s are not available - requested %s, available: %s", things, list, there)
		}
	}
	return nil
}

// logOptions are what the logging drivers that write files here understand.
var logOptions = strings.Fields("cache-compress cache-disabled cache-max-file cache-max-size compress env env-regex labels labels-regex max-buffer-size max-file max-size mode tag")

// logDrivers come with the engine. Source: moby daemon/logdrivers_linux.go.
var logDrivers = strings.Fields("awslogs fluentd gcplogs gelf journald json-file local none splunk syslog")

// checkLog refuses a logging driver that there is not, or options it does not know.
func checkLog(l container.LogConfig) *Error {
	name := l.Type
	if name == "" {
		name = "json-file"
	}
	host := Object{Type: "host"}
	switch {
	case !slices.Contains(logDrivers, name):
		return refuse(InvalidArg, host, "error looking up logging plugin %s: plugin %q not found", name, name)
	case !slices.Contains([]string{"json-file", "local", "none"}, name):
		return refuse(NotImplemented, host, "logging driver %s is not simulated", name)
	}
	keys := make([]string, 0, len(l.Config))
	for k := range l.Config { // sorted below
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if !slices.Contains(logOptions, k) {
			return refuse(InvalidArg, host, "unknown log opt '%s' for %s log driver", k, name)
		}
	}
	switch mode := l.Config["mode"]; {
	case mode != "" && mode != "blocking" && mode != "non-blocking":
		return refuse(InvalidArg, host, "logger: logging mode not supported: %s", mode)
	case l.Config["max-buffer-size"] != "" && mode != "non-blocking":
		return refuse(InvalidArg, host, "logger: max-buffer-size option is only supported with 'mode=non-blocking'")
	}
	return nil
}

// checkLogSizes is what a logging driver refuses when it starts.
// Source: moby daemon/logger/jsonfilelog.
func checkLogSizes(l container.LogConfig) error {
	if s, ok := l.Config["max-size"]; ok {
		n, err := units.FromHumanSize(s)
		if err != nil {
			return err
		}
		if n <= 0 {
			return say("max-size must be a positive number")
		}
	}
	if s, ok := l.Config["max-file"]; ok {
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		if n < 1 {
			return say("max-file cannot be less than 1")
		}
	}
	return nil
}
