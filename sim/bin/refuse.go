package bin

import (
	"strings"

	"drydock/sim/proc"
)

// refusals are programs that are found in images but do nothing here, with
// what it is that is not simulated.
var refusals = []struct{ names, what string }{
	{"apt apt-get apk dpkg", "installing packages is not simulated yet"},
	{"curl wget ping ping6 nc telnet nslookup ip ifconfig route netstat traceroute arp ftpget tftp dnsdomainname", "the network is not simulated from inside yet"},
	{"vi ed less more", "editing and paging are not simulated"},
	{"top watch", "a screen that redraws itself is not simulated"},
	{"adduser addgroup deluser delgroup passwd chpasswd login useradd", "managing users is not simulated"},
	{"tar gzip gunzip zcat bzip2 bunzip2 xz unxz unzip cpio ar", "packing and unpacking is not simulated"},
	{"dmesg", "the kernel's log is not simulated"},
	{"umount chroot mknod losetup swapon swapoff insmod modprobe sysctl reboot poweroff halt", "managing the kernel is not simulated"},
	{"crond crontab httpd syslogd logger init inetd", "this service is not simulated"},
	{"bc dc cal od hexdump xxd strings split comm fold expand patch install shuf strace time truncate tree stty script setsid nice renice lsof fuser flock pstree mkfifo", "this program is not simulated"},
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
