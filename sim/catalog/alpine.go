package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

// The applets of Alpine's BusyBox by the directory they are in.
const (
	alpineBin = `arch ash base64 bbconfig cat chattr chgrp chmod chown cp date dd df dmesg dnsdomainname dumpkmap echo
	egrep false fatattr fdflush fgrep fsync getopt grep gunzip gzip hostname ionice iostat ipcalc kbd_mode kill link
	linux32 linux64 ln login ls lsattr lzop makemime mkdir mknod mktemp more mount mountpoint mpstat mv netstat nice
	pidof ping ping6 pipe_progress printenv ps pwd reformime rev rm rmdir run-parts sed setpriv setserial sh sleep stat
	stty su sync tar touch true umount uname usleep watch zcat`
	alpineSbin = `acpid adjtimex arp blkid blockdev depmod fbsplash fdisk findfs fsck fstrim getty halt hwclock ifconfig
	ifdown ifenslave ifup init inotifyd insmod ip ipaddr iplink ipneigh iproute iprule iptunnel klogd loadkmap logread
	losetup lsmod mdev mkdosfs mkfs.vfat mkswap modinfo modprobe nameif nologin pivot_root poweroff raidautorun reboot
	rmmod route setconsole slattach sulogin swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog
	zcip`
	alpineUsrBin = `[ [[ awk basename bc beep blkdiscard bunzip2 bzcat bzip2 cal chvt cksum clear cmp comm cpio crontab
	cryptpw cut dc deallocvt diff dirname dos2unix du eject env expand expr factor fallocate find flock fold free fuser
	groups hd head hexdump hostid id install ipcrm ipcs killall last less logger lsof lsusb lzcat lzma lzopcat md5sum
	mesg microcom mkfifo mkpasswd nc nl nmeter nohup nproc nsenter nslookup od openvt passwd paste pgrep pkill pmap
	printf pscan pstree pwdx readlink realpath renice reset resize seq setkeycodes setsid sha1sum sha256sum sha3sum
	sha512sum showkey shred shuf sort split strings sum tac tail tee test time timeout top tr traceroute traceroute6
	tree truncate tty ttysize udhcpc6 unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime uudecode
	uuencode vi vlock volname wc wget which who whoami whois xargs xxd xzcat yes`
	alpineUsrSbin = `add-shell addgroup adduser arping brctl chpasswd chroot crond delgroup deluser ether-wake fbset
	killall5 loadfont nanddump nandwrite nbd-client ntpd partprobe rdate rdev readahead remove-shell rfkill sendmail
	setfont setlogcons`
)

// alpine is what differs between releases. From 3.23 on /bin, /sbin and /lib
// are links into /usr. Source: alpinelinux.org, posts/2025-10-01-usr-merge.
type alpine struct {
	version string // 3.24.2
	merged  bool
	busybox int64 // bytes
	apk     int64
}

func (a alpine) files() []item {
	items := slices.Concat(a.directories(), a.settings(), a.libraries(), a.applets())
	if !a.merged {
		return items
	}
	for i, it := range items {
		items[i].path = merged(it.path)
	}
	return append(items, link("/bin", "usr/bin"), link("/sbin", "usr/sbin"), link("/lib", "usr/lib"))
}

func merged(path string) string {
	for _, dir := range []string{"/bin", "/sbin", "/lib"} {
		if path == dir || strings.HasPrefix(path, dir+"/") {
			return "/usr" + path
		}
	}
	return path
}

func (a alpine) branch() string { return "v" + a.version[:strings.LastIndex(a.version, ".")] }

func (a alpine) directories() []item {
	return append(dirs(`/bin /dev /etc /etc/apk /etc/apk/keys /etc/crontabs /etc/logrotate.d /etc/modprobe.d /etc/network
		/etc/network/if-up.d /etc/opt /etc/periodic /etc/periodic/daily /etc/periodic/hourly /etc/profile.d
		/etc/secfixes.d /etc/ssl /etc/ssl/certs /home /lib /lib/apk /lib/apk/db /media /media/cdrom /media/floppy
		/media/usb /mnt /opt /proc /run /run/lock /sbin /srv /sys /usr /usr/bin /usr/lib /usr/local /usr/local/bin
		/usr/local/lib /usr/local/share /usr/sbin /usr/share /usr/share/man /usr/share/apk /var /var/cache /var/cache/apk
		/var/cache/misc /var/empty /var/lib /var/lib/apk /var/lib/misc /var/lib/udhcpd /var/local /var/log /var/mail
		/var/opt /var/spool /var/spool/cron`),
		link("/var/lock", "../run/lock"), link("/var/run", "../run"), link("/var/spool/mail", "../mail"),
		link("/var/spool/cron/crontabs", "../../../etc/crontabs"),
		special("/root", 0o700), special("/tmp", fs.ModeSticky|0o777), special("/var/tmp", fs.ModeSticky|0o777),
	)
}

func (a alpine) settings() []item {
	const mirror = "https://dl-cdn.alpinelinux.org/alpine/"
	return list(
		file("/etc/alpine-release", a.version+"\n"),
		file("/usr/lib/os-release", "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID="+a.version+
			"\nPRETTY_NAME=\"Alpine Linux "+a.branch()+"\"\nHOME_URL=\"https://alpinelinux.org/\"\n"+
			"BUG_REPORT_URL=\"https://gitlab.alpinelinux.org/alpine/aports/-/issues\"\n"),
		link("/etc/os-release", "../usr/lib/os-release"),
		file("/etc/apk/repositories", mirror+a.branch()+"/main\n"+mirror+a.branch()+"/community\n"),
		file("/etc/apk/world", "alpine-baselayout\nalpine-keys\nalpine-release\napk-tools\nbusybox\nmusl-utils\n"),
		file("/etc/apk/arch", "x86_64\n"),
		file("/etc/passwd", alpinePasswd), file("/etc/group", alpineGroup),
		file("/etc/shadow", strings.ReplaceAll(shadow(alpinePasswd), "*:20669", "!:")).mode(0o640).own(0, 42),
		file("/etc/shells", "# Shells a person may log in with.\n/bin/sh\n/bin/ash\n"),
		file("/etc/hostname", "localhost\n"),
		file("/etc/hosts", "127.0.0.1\tlocalhost localhost.localdomain\n::1\t\tlocalhost localhost.localdomain\n"),
		file("/etc/issue", "Welcome to Alpine Linux "+a.branch()[1:]+"\nKernel \\r on \\m (\\l)\n\n"),
		file("/etc/motd", "Welcome to Alpine!\n"),
		file("/etc/nsswitch.conf", "hosts: files dns\n"),
		file("/etc/fstab", "/dev/cdrom\t/media/cdrom\tiso9660\tnoauto,ro 0 0\n/dev/usbdisk\t/media/usb\tvfat\tnoauto\t0 0\n"),
		file("/etc/profile", alpineProfile),
		file("/etc/modules", "af_packet\nipv6\n"),
		file("/etc/securetty", "console\ntty1\ntty2\n"),
		file("/etc/crontabs/root", "# min hour day month weekday command\n0 * * * * run-parts /etc/periodic/hourly\n0 2 * * * run-parts /etc/periodic/daily\n").mode(0o600),
		file("/etc/busybox-paths.d/busybox", ""),
		file("/lib/apk/db/lock", "").mode(0o600), opaque("/lib/apk/db/installed", 14236), file("/lib/apk/db/triggers", ""),
		link("/etc/mtab", "../proc/mounts"),
		link("/etc/ssl/cert.pem", "certs/ca-certificates.crt"), opaque("/etc/ssl/certs/ca-certificates.crt", 223462),
	)
}

func (a alpine) libraries() []item {
	return list(
		opaque("/lib/ld-musl-x86_64.so.1", 662632).mode(0o755), link("/lib/libc.musl-x86_64.so.1", "ld-musl-x86_64.so.1"),
		opaque("/usr/lib/libcrypto.so.3", 4680136), opaque("/usr/lib/libssl.so.3", 882616),
		opaque("/usr/lib/libz.so.1.3.1", 100192), link("/usr/lib/libz.so.1", "libz.so.1.3.1"),
		opaque("/usr/lib/libapk.so.3.0.0", 239720),
		program("/bin/busybox", "busybox", a.busybox), program("/usr/bin/getent", "getent", 1725), program("/sbin/apk", "apk", a.apk),
	)
}

func (a alpine) applets() []item {
	const target = "/bin/busybox"
	return slices.Concat(links("/bin/", target, alpineBin), links("/sbin/", target, alpineSbin),
		links("/usr/bin/", target, alpineUsrBin), links("/usr/sbin/", target, alpineUsrSbin))
}

var alpine324 = alpine{version: "3.24.2", merged: true, busybox: 825104, apk: 75736}

// alpineBase are the steps of the newest Alpine, which other images begin with.
var alpineBase = foundation(
	step{
		by: "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit", at: "2026-09-17T20:37:20Z",
		blob: "e2de96513ba9eb53b431787ec8a65cdde380ac4772a3e4c4b714dcfde2a102b5", packed: 3849738, size: 8700000,
		files: alpine324.files,
	},
	step{by: `CMD ["/bin/sh"]`, at: "2026-09-17T20:37:20Z"},
)

var alpineReleases = []release{
	{
		repository: "alpine", tags: []string{"latest", "3", "3.24", "3.24.2"}, created: "2026-09-17T20:37:20Z",
		index:    "5b02b42e375f7426f8d65c3af331ca05d9878f9989230354504e0b9dfd431f60",
		manifest: "d56c381f961d307a21b3ca004cf1e3910f106644aefb1f43e654c8a56c4fd395",
		config:   "320994c3b997e2ec6433f717f153e108023c5bec8fefa8d76b83451d16d05ea8",
		cmd:      []string{"/bin/sh"},
		steps:    alpineBase,
	},
	{
		repository: "alpine", tags: []string{"3.22", "3.22.6"}, created: "2026-09-17T20:37:44Z",
		index:       "365499d9dccb7c8cfaffef995a6c382e71174585e0556f6476ead1c5971c39fb",
		manifest:    "3e9b4b680bfc9fb5269227cffbd6d42be39fbf7c0b908123913864aa4447e764",
		config:      "c83674e1999044d33d751661371b873539f47e5b5c5ca3320c7e0377acca6238",
		attestation: "b2e1ce860133129476df71a596793a37c2fde5100e14faeb746048197d8637ce",
		cmd:         []string{"/bin/sh"},
		steps: []step{
			{
				by:   "ADD alpine-minirootfs-3.22.6-x86_64.tar.gz / # buildkit",
				blob: "53f8f5e03afd86ade91b7aa57a749f5a3d1419c113be5d8c10e7ee61bb5ab887", packed: 3792075, size: 8510000,
				files: alpine{version: "3.22.6", busybox: 808712, apk: 74224}.files,
			},
			meta(`CMD ["/bin/sh"]`),
		},
	},
}
