package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

// debian is what differs between the systems of Debian's family.
type debian struct {
	osRelease string
	version   string // of /etc/debian_version
	sources   string // of apt
	users     string // lines of /etc/passwd after Debian's own
	groups    string // lines of /etc/group after Debian's own
	libc      int64  // bytes of the C library
	docs      bool   // manual pages and documentation, which slim images lack
	extra     []item
}

// files is the tree of a small Debian system.
func (d debian) files() []item {
	items := slices.Concat(d.directories(), gnuPrograms(), d.accounts(), d.settings(), d.libraries(), d.extra)
	if d.docs {
		items = append(items, dirs(`/usr/share/man/man1 /usr/share/doc/bash /usr/share/doc/coreutils /usr/share/locale/de`)...)
		items = append(items, opaque("/usr/share/man/man1/ls.1.gz", 3200), opaque("/usr/share/doc/bash/README.gz", 1684))
	}
	return items
}

func (d debian) directories() []item {
	return append(dirs(`/boot /dev /etc /etc/alternatives /etc/apt /etc/cron.daily /etc/default /etc/init.d /etc/opt
		/etc/profile.d /etc/security /etc/skel /home /media /mnt /opt /proc /run /srv /sys /usr /usr/bin /usr/games
		/usr/include /usr/lib /usr/lib64 /usr/lib/apt /usr/libexec /usr/local /usr/local/bin /usr/local/etc
		/usr/local/games /usr/local/include /usr/local/lib /usr/local/sbin /usr/local/share /usr/local/share/man /usr/local/src /usr/sbin
		/usr/share /usr/share/doc /usr/share/man /usr/share/zoneinfo /usr/src /var /var/backups /var/cache
		/var/cache/apt /var/cache/apt/archives /var/lib /var/lib/apt /var/lib/apt/lists /var/lib/dpkg
		/var/lib/dpkg/info /var/log /var/log/apt /var/opt /var/spool /var/spool/mail`),
		link("/bin", "usr/bin"), link("/sbin", "usr/sbin"), link("/lib", "usr/lib"), link("/lib64", "usr/lib64"),
		link("/usr/local/man", "share/man"), link("/var/run", "/run"), link("/var/lock", "/run/lock"),
		special("/root", 0o700), special("/tmp", fs.ModeSticky|0o777), special("/var/tmp", fs.ModeSticky|0o777),
		special("/run/lock", fs.ModeSticky|0o777),
		special("/var/mail", fs.ModeSetgid|0o775).own(0, 8), special("/var/local", fs.ModeSetgid|0o775).own(0, 50),
		special("/var/cache/apt/archives/partial", 0o700).own(42, 0),
		special("/var/lib/apt/lists/partial", 0o700).own(42, 0),
	)
}

func (d debian) accounts() []item {
	passwd := debianPasswd + d.users
	return list(
		file("/etc/passwd", passwd),
		file("/etc/group", debianGroup+d.groups),
		file("/etc/shadow", shadow(passwd)).mode(0o640).own(0, 42),
		file("/etc/gshadow", "").mode(0o640).own(0, 42),
		file("/etc/.pwd.lock", "").mode(0o600),
		file("/etc/shells", "# Shells a person may log in with.\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/dash\n/usr/bin/dash\n"),
	)
}

func (d debian) settings() []item {
	return list(
		file("/etc/debian_version", d.version+"\n"),
		file("/usr/lib/os-release", d.osRelease), link("/etc/os-release", "../usr/lib/os-release"),
		file("/etc/issue", issue(d.osRelease)),
		file("/etc/bash.bashrc", bashBashrc),
		file("/etc/profile", etcProfile),
		file("/root/.bashrc", rootBashrc), file("/root/.profile", rootProfile),
		file("/etc/skel/.profile", rootProfile), file("/etc/skel/.bashrc", skelBashrc),
		file("/etc/host.conf", "multi on\n"),
		file("/etc/nsswitch.conf", "passwd:         files\ngroup:          files\nshadow:         files\ngshadow:        files\n\nhosts:          files dns\nnetworks:       files\n"),
		file("/etc/fstab", "# Nothing is mounted from here in a container.\n"),
		file("/etc/environment", ""), file("/etc/motd", ""),
		file("/etc/timezone", "Etc/UTC\n"), link("/etc/localtime", "/usr/share/zoneinfo/Etc/UTC"),
		file("/usr/share/zoneinfo/Etc/UTC", "TZif2"),
		link("/etc/mtab", "../proc/self/mounts"),
		file("/etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n"),
		opaque("/etc/ld.so.cache", 4914),
		file("/var/lib/dpkg/status", ""),
		file("/var/log/dpkg.log", ""), file("/var/log/lastlog", "").mode(0o664).own(0, 43),
		file("/var/log/wtmp", "").mode(0o664).own(0, 43), file("/var/log/btmp", "").mode(0o660).own(0, 43),
		file("/etc/apt/apt.conf.d/docker-clean", "// Packages that were fetched are not kept: they would only make layers larger.\nDPkg::Post-Invoke { \"rm -f /var/cache/apt/archives/*.deb || true\"; };\n"),
		file(d.sourcesPath(), d.sources),
	)
}

func (d debian) sourcesPath() string {
	switch {
	case strings.HasPrefix(d.sources, "deb "):
		return "/etc/apt/sources.list"
	case strings.Contains(d.osRelease, "\nID=ubuntu"):
		return "/etc/apt/sources.list.d/ubuntu.sources"
	}
	return "/etc/apt/sources.list.d/debian.sources"
}

func (d debian) libraries() []item {
	const dir = "/usr/lib/x86_64-linux-gnu/"
	return list(
		opaque(dir+"ld-linux-x86-64.so.2", 210904).mode(0o755), opaque(dir+"libc.so.6", d.libc).mode(0o755),
		opaque(dir+"libm.so.6", 907784), opaque(dir+"libtinfo.so.6.4", 216368), link(dir+"libtinfo.so.6", "libtinfo.so.6.4"),
		opaque(dir+"libpcre2-8.so.0.11.2", 629384), link(dir+"libpcre2-8.so.0", "libpcre2-8.so.0.11.2"),
		link("/usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"),
	)
}

// issue is the system's name as a login prompt greets with it.
func issue(osRelease string) string {
	_, name, _ := strings.Cut(osRelease, `PRETTY_NAME="`)
	name, _, _ = strings.Cut(name, `"`)
	return name + " \\n \\l\n\n"
}

// shadow locks every account of a passwd file.
func shadow(passwd string) string {
	var b strings.Builder
	for line := range strings.Lines(passwd) {
		name, _, _ := strings.Cut(line, ":")
		b.WriteString(name + ":*:20669:0:99999:7:::\n")
	}
	return b.String()
}
