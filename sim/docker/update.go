package docker

import (
	"errors"

	"github.com/docker/go-units"

	"drydock/sim/engine"
)

var updateFlags = []Flag{
	{Name: "blkio-weight", Kind: "uint16", Help: "Share of the disk's time, between 10 and 1000; 0 turns it off (default 0)"},
	{Name: "cpu-period", Kind: "int", Help: "Length of the scheduler's (CFS) period"},
	{Name: "cpu-quota", Kind: "int", Help: "Time on a CPU in each period of the scheduler (CFS)"},
	{Name: "cpu-rt-period", Kind: "int", Help: "Period of the real-time scheduler in microseconds"},
	{Name: "cpu-rt-runtime", Kind: "int", Help: "Real-time run time in each period in microseconds"},
	{Name: "cpu-shares", Short: "c", Kind: "int", Help: "Share of the CPUs when others want them too"},
	{Name: "cpus", Kind: "decimal", Help: "How many CPUs it may use", Check: checkCPUs},
	{Name: "cpuset-cpus", Kind: "string", Help: "Which CPUs it may use (0-3, 0,1)"},
	{Name: "cpuset-mems", Kind: "string", Help: "Which memory nodes it may use (0-3, 0,1)"},
	{Name: "memory", Short: "m", Kind: "bytes", Help: "Most memory it may use", Check: checkBytes},
	{Name: "memory-reservation", Kind: "bytes", Help: "Memory it is kept to when the host runs short", Check: checkBytes},
	{Name: "memory-swap", Kind: "bytes", Help: "Most memory and swap together: -1 for any amount of swap", Check: checkSwap},
	{Name: "pids-limit", Kind: "int", Help: "Most processes it may have (-1 for any number)"},
	{Name: "restart", Kind: "string", Help: "When to start it again after it has ended"},
}

func update(c Call) error {
	given := false
	for _, f := range updateFlags {
		given = given || c.given(f.Name)
	}
	if !given {
		return errors.New("you must provide one or more flags when using this command")
	}
	o, err := c.updateOptions()
	if err != nil {
		return err
	}
	return c.each(c.args, func(c Call, ref string, answer func(Call, string, error) error) error {
		h, warnings, err := c.host().ContainerUpdate(ref, o)
		if err := c.ask(h, err); err != nil {
			return answer(c, "", err)
		}
		return c.emit(2, lines(warnings), func(c Call) error { return answer(c, ref+"\n", nil) })
	})
}

// updateOptions are the flags as the engine takes them.
func (c Call) updateOptions() (o engine.UpdateOptions, err error) {
	r := &o.Resources
	for name, to := range map[string]*int64{"memory": &r.Memory, "memory-reservation": &r.MemoryReservation, "memory-swap": &r.MemorySwap} { // each sets its own
		switch text := c.text(name); text {
		case "":
		case "-1":
			*to = -1
		default:
			*to, _ = units.RAMInBytes(text) // checked while it was read
		}
	}
	for name, to := range map[string]*int64{"cpu-period": &r.CPUPeriod, "cpu-quota": &r.CPUQuota, "cpu-shares": &r.CPUShares,
		"cpu-rt-period": &r.CPURealtimePeriod, "cpu-rt-runtime": &r.CPURealtimeRuntime} { // as above
		*to = int64(c.int(name))
	}
	if cpus := c.text("cpus"); cpus != "" {
		r.NanoCPUs, _ = nanoCPUs(cpus) // checked while it was read
	}
	r.CpusetCpus, r.CpusetMems = c.text("cpuset-cpus"), c.text("cpuset-mems")
	if r.BlkioWeight, err = c.flags.GetUint16("blkio-weight"); err != nil {
		return o, err
	}
	if c.given("pids-limit") {
		n := int64(c.int("pids-limit"))
		r.PidsLimit = &n
	}
	if c.given("restart") {
		o.RestartPolicy, err = restartPolicy(c.text("restart"))
	}
	return o, err
}
