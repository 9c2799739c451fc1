package catalog

import (
	"io/fs"
	"slices"

	"drydock/sim/vfs"
)

// machineBuilt is when the host was installed.
const machineBuilt = "2026-09-01T08:00:00Z"

// machineFiles is a Debian 12 with Docker and the everyday tools its images
// lack. Root's home is empty: what is in it is the learner's own.
func machineFiles() []item {
	d := bookworm(true)
	d.groups = "docker:x:999:\n"
	socket := item{"/run/docker.sock", vfs.Node{Mode: fs.ModeSocket | 0o660, GID: 999}}
	d.extra = slices.Concat(tools(procps), tools(everyday), tools(networking), bins("/usr/bin/", "git:3851416 sudo:281624 systemctl:1243400 lsb_release:2871 hostnamectl:31640"), bins("/usr/sbin/", "service:9000 getcap:14600 capsh:31000 filecap:18600 sysctl:30800"), bins("/usr/bin/", "openssl:1086632 htpasswd:31600"), dirs("/var/lib/docker/rootfs /var/lib/docker/rootfs/overlayfs /var/lib/docker/buildkit /var/lib/docker/image /var/lib/docker/network /var/lib/docker/plugins /var/lib/docker/runtimes /var/lib/docker/swarm /var/lib/docker/tmp /var/lib/containerd /run/docker /etc/docker /usr/libexec/docker"), list(
		special("/var/lib/docker", 0o710), special("/var/lib/docker/volumes", 0o701), special("/var/lib/docker/containers", 0o710),
		socket,
		program("/usr/bin/docker", "docker", 42834680),
		program("/usr/bin/docker-compose", "docker-compose", 63259811),
		program("/usr/bin/curl", "curl", 280800),
		program("/usr/bin/rev", "rev", 14648),
		file("/etc/bash.aliases", "# What the shell of this machine's terminals reads when it begins.\nalias ll='ls -alF'\nalias la='ls -A'\n"),
		file("/etc/hostname", "drydock\n"),
		file("/etc/hosts", "127.0.0.1\tlocalhost\n127.0.1.1\tdrydock\n::1\tlocalhost ip6-localhost ip6-loopback\n"),
		file("/etc/resolv.conf", "nameserver 192.0.2.53\n"),
	))
	return without(d.files(), "/root/.bashrc", "/root/.profile", "/etc/apt/apt.conf.d/docker-clean")
}
