package bin

import (
	"strconv"
	"strings"

	"drydock/sim/proc"
)

const (
	kernelRelease = "6.12.48"
	kernelVersion = "#1 SMP PREEMPT_DYNAMIC"
	processors    = 2
)

func uname(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "a,all s,kernel-name n,nodename r,kernel-release v,kernel-version m,machine p,processor i,hardware-platform o,operating-system")
	if !ok {
		return
	}
	if len(operands) > 0 {
		c.misuse(p, "extra operand '%s'", operands[0])
		return
	}
	if len(o) == 0 {
		o = options{{key: "s"}}
	}
	var parts []string
	for _, f := range []struct {
		key, text string
		all       bool
	}{
		{"s", "Linux", true}, {"n", p.Sys.Hostname(), true}, {"r", kernelRelease, true}, {"v", kernelVersion, true},
		{"m", "x86_64", true}, {"p", "unknown", false}, {"i", "unknown", false}, {"o", c.pick("GNU/Linux", "Linux"), true},
	} {
		if o.has(f.key) || f.all && o.has("a") {
			parts = append(parts, f.text)
		}
	}
	proc.Finish(p, strings.Join(parts, " ")+"\n", 0)
}

func arch(p *proc.Proc, c call) { proc.Finish(p, "x86_64\n", 0) }

func nproc(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "all ignore:")
	if !ok {
		return
	}
	ignore, err := number(o.value("ignore", "0"))
	if err != nil || ignore < 0 {
		c.die(p, 1, "invalid number: '%s'", o.value("ignore", ""))
		return
	}
	proc.Finish(p, strconv.Itoa(max(1, processors-int(min(ignore, processors))))+"\n", 0)
}

func hostname(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "s,short f,fqdn long i,ip-address I,all-ip-addresses d,domain")
	if !ok {
		return
	}
	name := p.Sys.Hostname()
	switch {
	case len(operands) > 0:
		if err := p.Sys.SetHostname(operands[0]); err != nil {
			c.die(p, 1, c.pick("you must be root to change the host name", "sethostname: %v"), err)
			return
		}
		p.Sys.Exit(0)
	case o.has("i", "I"):
		proc.Finish(p, addresses(p, name)+"\n", 0)
	case o.has("d"):
		_, domain, _ := strings.Cut(name, ".")
		proc.Finish(p, domain+"\n", 0)
	case o.has("s"):
		name, _, _ = strings.Cut(name, ".")
		fallthrough
	default:
		proc.Finish(p, name+"\n", 0)
	}
}

// addresses are those /etc/hosts has for a name.
func addresses(p *proc.Proc, name string) string {
	data, _ := p.Sys.ReadFile("/etc/hosts")
	var all []string
	for line := range strings.Lines(data) {
		f := strings.Fields(line)
		for i := 1; i < len(f); i++ {
			if f[i] == name && !strings.Contains(f[0], ":") {
				all = append(all, f[0])
				break
			}
		}
	}
	return strings.Join(all, " ")
}
