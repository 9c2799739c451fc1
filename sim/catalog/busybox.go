package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

// busyboxApplets are those of the official image, all of them in /bin.
const busyboxApplets = `[ [[ acpid add-shell addgroup adduser adjtimex ar arch arp arping ascii ash awk base32 base64
	basename bc beep blkdiscard blkid blockdev bootchartd brctl bunzip2 bzcat bzip2 cal cat chat chattr chgrp chmod
	chown chpasswd chpst chroot chrt chvt cksum clear cmp comm conspy cp cpio crc32 crond crontab cryptpw cttyhack cut
	date dc dd deallocvt delgroup deluser depmod devmem df dhcprelay diff dirname dmesg dnsd dnsdomainname dos2unix dpkg
	dpkg-deb du dumpkmap dumpleases echo ed egrep eject env envdir envuidgid ether-wake expand expr factor fakeidentd
	fallocate false fatattr fbset fbsplash fdflush fdformat fdisk fgconsole fgrep find findfs flock fold free
	freeramdisk fsck fsck.minix fsfreeze fstrim fsync ftpd ftpget ftpput fuser getfattr getopt getty grep groups gunzip
	gzip halt hd hdparm head hexdump hexedit hostid hostname httpd hush hwclock i2cdetect i2cdump i2cget i2cset
	i2ctransfer id ifconfig ifdown ifenslave ifplugd ifup inetd init insmod install ionice iostat ip ipaddr ipcalc
	ipcrm ipcs iplink ipneigh iproute iprule iptunnel kbd_mode kill killall killall5 klogd last less link linux32
	linux64 linuxrc ln loadfont loadkmap logger login logname logread losetup lpd lpq lpr ls lsattr lsmod lsof lspci
	lsscsi lsusb lzcat lzma lzop makedevs makemime man md5sum mdev mesg microcom mim mkdir mkdosfs mke2fs mkfifo
	mkfs.ext2 mkfs.minix mkfs.vfat mknod mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint mpstat mt mv
	nameif nanddump nandwrite nbd-client nc netstat nice nl nmeter nohup nologin nproc nsenter nslookup ntpd od openvt
	partprobe passwd paste patch pgrep pidof ping ping6 pipe_progress pivot_root pkill pmap popmaildir poweroff
	powertop printenv printf ps pscan pstree pwd pwdx raidautorun rdate rdev readahead readlink readprofile realpath
	reboot reformime remove-shell renice reset resize resume rev rm rmdir rmmod route rpm rpm2cpio rtcwake run-init
	run-parts runlevel runsv runsvdir rx script scriptreplay sed seedrng sendmail seq setarch setconsole setfattr
	setfont setkeycodes setlogcons setpriv setserial setsid setuidgid sh sha1sum sha256sum sha3sum sha512sum showkey
	shred shuf slattach sleep smemcap softlimit sort split ssl_client start-stop-daemon stat strings stty su sulogin
	sum sv svc svlogd svok swapoff swapon switch_root sync sysctl syslogd tac tail tar taskset tc tcpsvd tee telnet
	telnetd test tftp tftpd time timeout top touch tr traceroute traceroute6 tree true truncate ts tsort tty ttysize
	tunctl ubiattach ubidetach ubimkvol ubirename ubirmvol ubirsvol ubiupdatevol udhcpc udhcpc6 udhcpd udpsvd uevent
	umount uname unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime users usleep uudecode uuencode
	vconfig vi vlock volname w wall watch watchdog wc wget which who whoami whois xargs xxd xz xzcat yes zcat zcip`

const busyboxPasswd = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
bin:x:2:2:bin:/bin:/bin/false
sys:x:3:3:sys:/dev:/bin/false
sync:x:4:100:sync:/bin:/bin/sync
mail:x:8:8:mail:/var/spool/mail:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
operator:x:37:37:Operator:/var:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
`

const busyboxGroup = `root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
lp:x:7:
mail:x:8:
kmem:x:9:
wheel:x:10:root
cdrom:x:11:
dialout:x:18:
floppy:x:19:
video:x:28:
audio:x:29:
tape:x:32:
www-data:x:33:
operator:x:37:
utmp:x:43:
users:x:100:
nogroup:x:65534:
`

// busyboxFiles is the official image: one program under some 400 names, a C
// library and hardly anything else. size is the program's.
func busyboxFiles(size int64) []item {
	items := append(dirs(`/bin /dev /etc /etc/network /etc/network/if-down.d /etc/network/if-post-down.d
		/etc/network/if-pre-up.d /etc/network/if-up.d /lib /proc /sys /usr /usr/bin /usr/sbin /var /var/spool /var/www`),
		special("/home", 0o755).own(65534, 65534), special("/root", 0o700), special("/tmp", fs.ModeSticky|0o777),
		special("/var/spool/mail", 0o755).own(8, 8), special("/var/www", 0o755).own(33, 33),
		file("/etc/passwd", busyboxPasswd), file("/etc/group", busyboxGroup),
		file("/etc/shadow", shadow(busyboxPasswd)).mode(0o600),
		file("/etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n"),
		file("/etc/localtime", "TZif2"),
		link("/lib64", "lib"), link("/usr/bin/env", "../../bin/env"),
		opaque("/lib/ld-linux-x86-64.so.2", 225600).mode(0o755), opaque("/lib/libc.so.6", 2003408).mode(0o755),
		opaque("/lib/libm.so.6", 952680), opaque("/lib/libnss_compat.so.2", 43872), opaque("/lib/libnss_dns.so.2", 14352),
		opaque("/lib/libnss_files.so.2", 14352), opaque("/lib/libnss_hesiod.so.2", 22832),
		opaque("/lib/libpthread.so.0", 14480), opaque("/lib/libresolv.so.2", 64144),
		program("/bin/busybox", "busybox", size),
	)
	for _, name := range strings.Fields(busyboxApplets) {
		items = append(items, program("/bin/"+name, "busybox", size))
	}
	return slices.Clip(items)
}

var busyboxReleases = []release{
	{
		repository: "busybox", created: "2026-05-13T02:21:49Z",
		tags:     []string{"latest", "1", "1.38", "1.38.0", "unstable", "glibc", "1-glibc", "1.38-glibc", "1.38.0-glibc"},
		index:    "dc2d74b28e4cf8984fa52af1f39bc7c3d9c73760b41a74d629f5d11b1ab28616",
		manifest: "1cfa4e2b09e127b9c4ed43578d3f3c18e7d44ea47b9ea98475c0cbe9086525f8",
		config:   "c6348fa86ba0fb2108c9334f5fe913ddc6d853313e655891f133a0127c30099f",
		cmd:      []string{"sh"},
		steps: []step{{
			by:   "BusyBox 1.38.0 (glibc), Debian 13",
			blob: "b05093807bb0294152bb9cf86d64da722732dddaf7f8882fa1f120477dbc4db3", packed: 2226327, size: 4500000,
			files: func() []item { return busyboxFiles(1190928) },
		}},
	},
	{
		repository: "busybox", created: "2024-09-26T21:31:42Z",
		tags:        []string{"stable", "1.37", "1.37.0", "stable-glibc", "1.37-glibc", "1.37.0-glibc"},
		index:       "9db7b59979c38555a39def84a31fb98b5296952f9e3afd4f6f11f05b07adfab0",
		manifest:    "7a3ebe5bfd1a4a19797d20b0c0bb39d44393e9a03fd852c0865b0f540d868df0",
		config:      "db287cb6be81219cd18c1d82b70908f5d33eb028568b456f78eedff2ff2930e4",
		attestation: "a4d00a06cf8752577ffe41a5ece5e7fbc94d6af254f01c07d564cb0a4ffccebd",
		cmd:         []string{"sh"},
		steps: []step{{
			by:   "BusyBox 1.37.0 (glibc), Debian 13",
			blob: "436a1b1fd078ee8e117111472724c2827077657189af7a781829d0825d48d2ab", packed: 2211507, size: 4420000,
			files: func() []item { return busyboxFiles(1173072) },
		}},
	},
	{
		repository: "busybox", created: "2023-05-18T22:34:17Z",
		tags:     []string{"1.36", "1.36.1", "1.36-glibc", "1.36.1-glibc"},
		index:    approx("busybox|1.36|index"),
		manifest: approx("busybox|1.36|manifest"),
		config:   approx("busybox|1.36|config"),
		cmd:      []string{"sh"},
		steps: []step{{
			by:   "BusyBox 1.36.1 (glibc), Debian 13",
			blob: approx("busybox|1.36|1"), packed: 2160000, size: 4260000,
			files: func() []item { return busyboxFiles(1148528) },
		}},
	},
}
