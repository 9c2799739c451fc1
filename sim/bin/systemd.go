//go:build !core

package bin

import (
	"slices"
	"strings"

	"drydock/sim/proc"
)

// unit is a service of the host.
type unit struct{ name, what, pid, process string }

var hostUnits = []unit{
	{"docker", "Docker Application Container Engine", "812", "/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock"},
	{"containerd", "containerd container runtime", "684", "/usr/bin/containerd"},
	{"ssh", "OpenBSD Secure Shell server", "702", "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"},
	{"cron", "Regular background program processing daemon", "533", "/usr/sbin/cron -f"},
}

// systemctl tells of the host's services, and takes it without a word when one
// that runs is to run. Stopping Docker is not simulated: everything here is in it.
func systemctl(p *proc.Proc, c call) {
	_, words, ok := c.parse(p, "no-pager q,quiet now a,all full l t,type: state: user system force f,follow")
	if !ok {
		return
	}
	if len(words) == 0 || words[0] == "list-units" {
		var b strings.Builder
		b.WriteString("  UNIT               LOAD   ACTIVE SUB     DESCRIPTION\n")
		for _, u := range hostUnits {
			b.WriteString("  " + u.name + ".service" + strings.Repeat(" ", max(11-len(u.name), 1)) + "loaded active running " + u.what + "\n")
		}
		proc.Finish(p, b.String(), 0)
		return
	}
	verb, names := words[0], words[1:]
	if verb == "daemon-reload" {
		p.Sys.Exit(0)
		return
	}
	if len(names) == 0 {
		c.die(p, 1, "Too few arguments.")
		return
	}
	for _, name := range names {
		service(p, c, verb, strings.TrimSuffix(strings.TrimSuffix(name, ".service"), ".socket"))
	}
	p.Sys.Exit(0)
}

func service(p *proc.Proc, c call, verb, name string) {
	i := slices.IndexFunc(hostUnits, func(u unit) bool { return u.name == name || u.name == "ssh" && name == "sshd" })
	if i < 0 {
		switch verb {
		case "status":
			p.Fail(4, "Unit "+name+".service could not be found.")
		case "is-active", "is-enabled":
			proc.Finish(p, "inactive\n", 3)
		default:
			p.Fail(5, "Failed to "+verb+" "+name+".service: Unit "+name+".service not found.")
		}
		return
	}
	u := hostUnits[i]
	switch verb {
	case "status":
		p.Out("● " + u.name + ".service - " + u.what + "\n     Loaded: loaded (/lib/systemd/system/" + u.name + ".service; enabled; preset: enabled)\n" +
			"     Active: active (running) since Tue 2026-09-01 08:00:12 UTC\n   Main PID: " + u.pid + " (" + lastWord(u.process) + ")\n     CGroup: /system.slice/" + u.name + ".service\n             └─" + u.pid + " " + u.process + "\n")
	case "is-active":
		p.Out("active\n")
	case "is-enabled":
		p.Out("enabled\n")
	case "start", "enable", "reload", "restart":
	case "stop", "disable", "mask", "kill":
		c.die(p, 1, "stopping or disabling a service of the host is not simulated")
	default:
		c.die(p, 1, "Unknown command verb %s.", verb)
	}
}

func lastWord(process string) string {
	name, _, _ := strings.Cut(process, " ")
	return strings.TrimSuffix(name[strings.LastIndex(name, "/")+1:], ":")
}

// serviceCommand is the older way to say the same.
func serviceCommand(p *proc.Proc, c call) {
	if len(c.args) < 2 {
		p.Fail(1, "Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]")
		return
	}
	if _, err := p.Sys.Stat("/run/docker.sock"); err != nil {
		if _, err := p.Sys.Stat("/etc/init.d/" + c.args[0]); err != nil {
			p.Fail(1, c.args[0]+": unrecognized service")
			return
		}
	}
	c.args = []string{c.args[1], c.args[0]}
	systemctl(p, c)
}

// lsbRelease tells which distribution this is.
func lsbRelease(p *proc.Proc, c call) {
	id, version, name, pretty := osRelease(p, "ID"), osRelease(p, "VERSION_ID"), osRelease(p, "VERSION_CODENAME"), osRelease(p, "PRETTY_NAME")
	id = strings.ToUpper(id[:min(1, len(id))]) + id[min(1, len(id)):]
	rows := []struct{ key, label, value string }{
		{"i,id", "Distributor ID", id}, {"d,description", "Description", pretty}, {"r,release", "Release", version}, {"c,codename", "Codename", name},
	}
	opts, _, ok := c.parse(p, "i,id d,description r,release c,codename a,all s,short")
	if !ok {
		return
	}
	p.Err("No LSB modules are available.\n")
	for _, r := range rows {
		key, _, _ := strings.Cut(r.key, ",")
		switch {
		case !opts.has("a", key):
		case opts.has("s"):
			p.Out(r.value + "\n")
		default:
			p.Out(r.label + ":\t" + r.value + "\n")
		}
	}
	p.Sys.Exit(0)
}

// hostnamectl tells of the machine.
func hostnamectl(p *proc.Proc, _ call) {
	proc.Finish(p, " Static hostname: "+p.Sys.Hostname()+"\n       Icon name: computer-vm\n         Chassis: vm\n  Virtualization: kvm\nOperating System: "+osRelease(p, "PRETTY_NAME")+
		"\n          Kernel: Linux 6.12.48\n    Architecture: x86-64\n", 0)
}
