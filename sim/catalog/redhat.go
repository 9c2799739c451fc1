package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

// redhat is what differs between the systems of Red Hat's family.
type redhat struct {
	id, name, version, pretty string
	release                   string // of /etc/redhat-release or its like
	packager                  string // the programs that install packages
	extra                     []item
}

const redhatPasswd = `root:x:0:0:root:/root:/bin/bash
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
adm:x:3:4:adm:/var/adm:/sbin/nologin
lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/spool/mail:/sbin/nologin
operator:x:11:0:operator:/root:/sbin/nologin
games:x:12:100:games:/usr/games:/sbin/nologin
ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin
nobody:x:65534:65534:Kernel Overflow User:/:/sbin/nologin
`

const redhatGroup = `root:x:0:
bin:x:1:
daemon:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
lp:x:7:
mem:x:8:
kmem:x:9:
wheel:x:10:
cdrom:x:11:
mail:x:12:
man:x:15:
dialout:x:18:
floppy:x:19:
games:x:20:
tape:x:33:
video:x:39:
ftp:x:50:
lock:x:54:
audio:x:63:
users:x:100:
nobody:x:65534:
`

// files is the tree of a small system of the family.
func (r redhat) files() []item {
	return slices.Concat(dirs(`/boot /dev /etc /etc/alternatives /etc/default /etc/pki /etc/profile.d /etc/skel /etc/sysconfig
		/etc/yum.repos.d /home /media /mnt /opt /proc /run /srv /sys /usr /usr/bin /usr/lib /usr/lib64 /usr/libexec /usr/local
		/usr/local/bin /usr/local/lib /usr/local/sbin /usr/local/share /usr/sbin /usr/share /usr/src /var /var/cache /var/lib
		/var/lib/rpm /var/log /var/opt /var/spool /var/spool/mail`),
		tools(coreutils), without(tools(essential), "/usr/bin/dash"), bins("/usr/bin/", r.packager+" rpm:24600"), list(
			link("/bin", "usr/bin"), link("/sbin", "usr/sbin"), link("/lib", "usr/lib"), link("/lib64", "usr/lib64"),
			link("/usr/bin/sh", "bash"), program("/usr/bin/gawk", "awk", 719760), link("/usr/bin/awk", "gawk"),
			program("/usr/bin/which", "which", 28936), link("/var/run", "../run"), link("/var/lock", "../run/lock"), special("/run/lock", 0o755),
			special("/root", 0o550), special("/tmp", fs.ModeSticky|0o777), special("/var/tmp", fs.ModeSticky|0o777),
			file("/usr/lib/os-release", r.osRelease()), link("/etc/os-release", "../usr/lib/os-release"),
			file("/etc/system-release", r.release+"\n"), link("/etc/redhat-release", "system-release"),
			file("/etc/bashrc", bashBashrc), file("/etc/profile", etcProfile), file("/root/.bashrc", rootBashrc),
			file("/etc/passwd", redhatPasswd), file("/etc/group", redhatGroup), file("/etc/shadow", shadow(redhatPasswd)).mode(0),
			file("/etc/shells", "# Shells a person may log in with.\n/bin/sh\n/bin/bash\n/usr/bin/sh\n/usr/bin/bash\n"),
			file("/etc/nsswitch.conf", "passwd:     files\nshadow:     files\ngroup:      files\nhosts:      files dns\n"),
			file("/etc/host.conf", "multi on\n"), file("/etc/motd", ""), file("/etc/environment", ""),
			link("/etc/mtab", "/proc/mounts"), link("/etc/localtime", "../usr/share/zoneinfo/Etc/UTC"), file("/usr/share/zoneinfo/Etc/UTC", "TZif2"),
			opaque("/usr/lib64/libc.so.6", 2592552).mode(0o755), opaque("/usr/lib64/ld-linux-x86-64.so.2", 853856).mode(0o755),
			opaque("/var/lib/rpm/rpmdb.sqlite", 9183232),
		), certificatesOfRedHat(), r.extra)
}

func certificatesOfRedHat() []item {
	return list(opaque("/etc/pki/tls/certs/ca-bundle.crt", 226489))
}

func (r redhat) osRelease() string {
	major, _, _ := strings.Cut(r.version, ".")
	return "NAME=\"" + r.name + "\"\nVERSION=\"" + r.version + "\"\nID=\"" + r.id + "\"\nID_LIKE=\"rhel fedora\"\nVERSION_ID=\"" + r.version +
		"\"\nPLATFORM_ID=\"platform:el" + major + "\"\nPRETTY_NAME=\"" + r.pretty + "\"\n"
}

// oracleLinux is what mysql stands on.
var oracleLinux = foundation(step{
	by: "ADD oraclelinux-9-slim-amd64-rootfs.tar.xz / # buildkit", at: "2026-09-08T00:00:00Z",
	blob: "13c85306055eb6ecca743420c9a29fec0936e01bea1df866947ecc554f9b7235", packed: 47931319, size: 122000000,
	files: redhat{id: "ol", name: "Oracle Linux Server", version: "9.6", pretty: "Oracle Linux Server 9.6",
		release: "Oracle Linux Server release 9.6", packager: "microdnf:64656"}.files,
}, step{by: `CMD ["/bin/bash"]`, at: "2026-09-08T00:00:00Z"})

// redhatImage is a system of the family as an image that was not looked up.
func redhatImage(tags, created string, packed, size int64, r redhat) release {
	return release{
		repository: strings.Fields(tags)[0], tags: strings.Fields(tags)[1:], created: created,
		index: unknown, manifest: unknown, config: unknown, cmd: []string{"/bin/bash"},
		steps: []step{
			{by: "ADD file:... in / # buildkit", blob: unknown, packed: packed, size: size, files: r.files},
			meta(`CMD ["/bin/bash"]`),
		},
	}
}

var redhatReleases = []release{
	page(oracleLinux, "oraclelinux 9-slim\n2026-09-08T00:00:00Z"),
	redhatImage("centos latest 8 centos8 8.4.2105", "2021-09-15T18:20:05Z", 83518086, 231000000, redhat{id: "centos", name: "CentOS Linux", version: "8",
		pretty: "CentOS Linux 8", release: "CentOS Linux release 8.4.2105", packager: "dnf:1960 yum=dnf:1960",
		extra: slices.Concat(tools(procps), bins("/usr/bin/", "curl:233000 vi:1200000"))}),
	redhatImage("centos 7 centos7 7.9.2009 centos7.9.2009", "2021-09-15T18:20:23Z", 76097157, 204000000, redhat{id: "centos", name: "CentOS Linux", version: "7",
		pretty: "CentOS Linux 7 (Core)", release: "CentOS Linux release 7.9.2009 (Core)", packager: "yum=dnf:801",
		extra: slices.Concat(tools(procps), bins("/usr/bin/", "curl:155200 vi:900000"))}),
	redhatImage("fedora latest 42 43 41 40 39 38 37 36 34", "2026-08-20T06:00:00Z", 61000000, 163000000, redhat{id: "fedora", name: "Fedora Linux", version: "42",
		pretty: "Fedora Linux 42 (Container Image)", release: "Fedora release 42 (Adams)", packager: "dnf:1960 yum=dnf:1960 curl:233000"}),
	redhatImage("rockylinux 9 9.6 9.3 9-minimal", "2026-06-01T06:00:00Z", 65000000, 176000000, redhat{id: "rocky", name: "Rocky Linux", version: "9.6",
		pretty: "Rocky Linux 9.6 (Blue Onyx)", release: "Rocky Linux release 9.6 (Blue Onyx)", packager: "dnf:1960 yum=dnf:1960 curl:233000"}),
	redhatImage("almalinux latest 9 9.6 9-minimal 8", "2026-06-02T06:00:00Z", 69000000, 190000000, redhat{id: "almalinux", name: "AlmaLinux", version: "9.6",
		pretty: "AlmaLinux 9.6 (Sage Margay)", release: "AlmaLinux release 9.6 (Sage Margay)", packager: "dnf:1960 yum=dnf:1960 curl:233000"}),
	redhatImage("amazonlinux latest 2023", "2026-08-10T06:00:00Z", 53000000, 144000000, redhat{id: "amzn", name: "Amazon Linux", version: "2023",
		pretty: "Amazon Linux 2023", release: "Amazon Linux release 2023 (Amazon Linux)", packager: "dnf:1960 yum=dnf:1960 curl:233000"}),
}
