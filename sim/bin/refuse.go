package bin

import (
	"strings"

	"drydock/sim/proc"
)

// refusals are programs that are found in images but do nothing here, with
// what it is that is not simulated.
var refusals = []struct{ names, what string }{
	{"ftpget ftpput tftp brctl tcpdump nmap iptables ethtool", "this part of the network is not simulated"},
	{"xz unxz xzcat unzip zip cpio ar lzma unlzma", "this way of packing is not simulated"},
	{"umount chroot mknod losetup swapon swapoff insmod modprobe reboot poweroff halt", "managing the kernel is not simulated"},
	{"syslogd init inetd", "this service is not simulated"},
	{"strace script fuser", "this program is not simulated"},
}

// refused are the rows of the programs that only say so.
func refused() (all []program) {
	for _, r := range refusals {
		for _, name := range strings.Fields(r.names) {
			all = append(all, program{name: name, run: func(p *proc.Proc, c call) { c.die(p, 1, "%s", r.what) }})
		}
	}
	return all
}
