//go:build !core

package bin

import (
	"slices"
	"strings"

	"drydock/sim/proc"
)

// capOf are the files that Debian gives capabilities instead of the set-user-ID bit.
var capOf = []struct{ file, caps string }{{"/usr/bin/ping", "cap_net_raw"}, {"/bin/ping", "cap_net_raw"}}

// getcap shows what capabilities files have. Source: libcap 2.66.
func getcap(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "r v n h")
	if !ok {
		return
	}
	if len(names) == 0 {
		p.Fail(1, "usage: getcap [-h] [-l] [-n] [-r] [-v] <filename> [<filename> ...]")
		return
	}
	var b strings.Builder
	for _, name := range names {
		st, err := p.Sys.Stat(name)
		if err != nil {
			p.Err(name + " (" + err.Error() + ")\n")
			continue
		}
		for _, f := range capOf {
			inside := o.has("r") && strings.HasPrefix(f.file, strings.TrimSuffix(st.Path, "/")+"/")
			if _, err := p.Sys.Stat(f.file); err == nil && (f.file == st.Path || inside && !strings.HasPrefix(f.file, "/bin/")) {
				b.WriteString(f.file + " " + f.caps + "=ep\n")
			}
		}
	}
	proc.Finish(p, b.String(), 0)
}

// filecap lists files with capabilities. Source: libcap-ng 0.8.
func filecap(p *proc.Proc, c call) {
	var b strings.Builder
	for _, f := range capOf {
		if _, err := p.Sys.Stat(f.file); err == nil && !strings.HasPrefix(f.file, "/bin/") && (len(c.args) == 0 || strings.HasPrefix(f.file, c.args[len(c.args)-1]) || c.args[0] == "-a") {
			b.WriteString("effective  " + f.file + "    net_raw\n")
		}
	}
	if b.Len() > 0 {
		proc.Finish(p, "set        file                 capabilities  rootid\n"+b.String(), 0)
		return
	}
	p.Sys.Exit(0)
}

// capNames are the capabilities by number. Source: capabilities(7).
var capNames = strings.Fields("chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore")

// Numbers of capabilities.
const capNetAdmin, capNetRaw = 12, 13

// may tells whether the process has a capability.
func may(p *proc.Proc, number int) bool {
	status, err := p.Sys.ReadFile("/proc/self/status")
	return err != nil || statusMask(status, "CapEff")&(1<<number) != 0
}

// statusMask is a line of /proc/PID/status that is a hexadecimal number.
func statusMask(status, key string) (mask uint64) {
	_, rest, _ := strings.Cut(status, key+":\t")
	line, _, _ := strings.Cut(rest, "\n")
	for _, ch := range line {
		if at := strings.IndexRune("0123456789abcdef", ch); at >= 0 {
			mask = mask<<4 | uint64(at)
		}
	}
	return mask
}

// capsh shows the capabilities of the process, or what a mask means.
func capsh(p *proc.Proc, c call) {
	names := func(mask uint64) string {
		var list []string
		for i, n := range capNames {
			if mask&(1<<i) != 0 {
				list = append(list, "cap_"+n)
			}
		}
		return strings.Join(list, ",")
	}
	if len(c.args) == 1 && strings.HasPrefix(c.args[0], "--decode=") {
		var mask uint64
		for _, ch := range strings.TrimPrefix(strings.TrimPrefix(c.args[0], "--decode="), "0x") {
			at := strings.IndexRune("0123456789abcdef", ch|0x20)
			if ch >= '0' && ch <= '9' {
				at = int(ch - '0')
			}
			if at < 0 {
				p.Fail(1, "capsh: not a mask: "+c.args[0])
				return
			}
			mask = mask<<4 | uint64(at)
		}
		proc.Finish(p, c.args[0][len("--decode="):]+"="+names(mask)+"\n", 0)
		return
	}
	if !slices.Contains(c.args, "--print") {
		p.Fail(1, "usage: capsh --print | --decode=CODE")
		return
	}
	status, _ := p.Sys.ReadFile("/proc/self/status")
	field := func(key string) uint64 { return statusMask(status, key) }
	current := names(field("CapEff"))
	if current != "" {
		current += "=ep"
	} else {
		current = "="
	}
	id := "uid=0(root) euid=0(root)\ngid=0(root)\n"
	if p.UID != 0 {
		id = "uid=" + ownerName(p, p.UID) + "\n"
	}
	proc.Finish(p, "Current: "+current+"\nBounding set ="+names(field("CapBnd"))+"\nAmbient set =\nSecurebits: 00/0x0/1'b0 (no-new-privs=0)\n secure-noroot: no (unlocked)\n secure-no-suid-fixup: no (unlocked)\n secure-keep-caps: no (unlocked)\n secure-no-ambient-raise: no (unlocked)\n"+id+"Guessed mode: HYBRID (4)\n", 0)
}

// localeGen makes locales: a file says which there are. Source: Debian's locales.
func localeGen(p *proc.Proc, c call) {
	names := c.args
	if len(names) == 0 {
		text, _ := p.Sys.ReadFile("/etc/locale.gen")
		for line := range strings.Lines(text) {
			if f := strings.Fields(line); len(f) > 0 && !strings.HasPrefix(line, "#") {
				names = append(names, f[0])
			}
		}
	}
	acts := []act{saying("Generating locales (this might take a while)...\n")}
	for _, n := range names {
		if strings.HasPrefix(n, "-") {
			continue
		}
		acts = append(acts, saying("  "+n+"..."), act{wait: 600 * 1e6, out: " done\n"})
	}
	perform(p, append(acts, saying("Generation complete.\n")), exits(0))
}
