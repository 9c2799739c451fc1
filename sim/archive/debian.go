package archive

import "strings"

// Suites are the releases of Debian and Ubuntu there are versions for.
var suites = []string{"bookworm", "trixie", "jammy", "noble"}

// older releases take the versions of the nearest one.
var older = []struct{ name, as string }{
	{"bullseye", "bookworm"}, {"buster", "bookworm"}, {"stretch", "bookworm"}, {"jessie", "bookworm"}, {"wheezy", "bookworm"}, {"sid", "trixie"}, {"forky", "trixie"},
	{"focal", "jammy"}, {"bionic", "jammy"}, {"xenial", "jammy"}, {"trusty", "jammy"}, {"disco", "jammy"}, {"resolute", "noble"}, {"questing", "noble"},
}

// Debian finds a package of a release of Debian or Ubuntu by the release's name.
func Debian(suite, name string) (Package, bool) {
	name, _, _ = strings.Cut(name, ":") // an architecture
	c, ok := row(debianTable, name)
	if !ok {
		return Package{}, false
	}
	p := made(c, version(suite, c[1]))
	p.Files = debianFiles(name)
	return p, true
}

// DebianNames are the names of all packages for Debian and Ubuntu.
func DebianNames() []string { return names(debianTable) }

func version(suite, column string) string {
	for _, o := range older {
		if o.name == suite {
			suite = o.as
		}
	}
	all := strings.Fields(column)
	for i, s := range suites {
		if s == suite && i < len(all) {
			return all[i]
		}
	}
	return all[0]
}

// BaseDebian are the packages every image of a release has, with their versions.
func BaseDebian(suite string) (all []Package) {
	for line := range strings.Lines(strings.TrimSpace(debianBase)) {
		name, rest, _ := strings.Cut(line, " |")
		versions, short, _ := strings.Cut(rest, "|")
		all = append(all, Package{Name: name, Version: version(suite, versions), Short: strings.TrimSpace(short)})
	}
	return all
}

// debianBase is what debootstrap puts into a small system.
const debianBase = `
adduser | 3.134 3.152 3.118ubuntu5 3.137ubuntu1 | add and remove users and groups
apt | 2.6.1 3.0.3 2.4.14 2.8.3 | commandline package manager
base-files | 12.4+deb12u11 13.8+deb13u1 12ubuntu4.7 13ubuntu10.3 | Debian base system miscellaneous files
base-passwd | 3.6.1 3.6.7 3.5.52build1 3.6.3build1 | Debian base system master password and group files
bash | 5.2.15-2+b13 5.2.37-2+b5 5.1-6ubuntu1.1 5.2.21-2ubuntu4 | GNU Bourne Again SHell
bsdutils | 1:2.38.1-5+deb12u3 1:2.41-5 1:2.37.2-4ubuntu3.4 1:2.39.3-9ubuntu6.3 | basic utilities from 4.4BSD-Lite
coreutils | 9.1-1 9.7-3 8.32-4.1ubuntu1.2 9.4-3ubuntu6.1 | GNU core utilities
dash | 0.5.12-2 0.5.12-12 0.5.11+git20210903+really0.5.11-1ubuntu1 0.5.12-6ubuntu5 | POSIX-compliant shell
debconf | 1.5.82 1.5.91 1.5.79ubuntu1 1.5.86ubuntu1 | Debian configuration management system
debian-archive-keyring | 2023.3+deb12u2 2025.1 2021.1.1ubuntu1 2023.4ubuntu1 | GnuPG archive keys of the Debian archive
debianutils | 5.7-0.5~deb12u1 5.23.2 5.5-1ubuntu2 5.17build1 | Miscellaneous utilities specific to Debian
diffutils | 1:3.8-4 1:3.10-4 1:3.8-0ubuntu2 1:3.10-1build1 | File comparison utilities
dpkg | 1.21.22 1.22.21 1.21.1ubuntu2.6 1.22.6ubuntu6.5 | Debian package management system
e2fsprogs | 1.47.0-2+b2 1.47.2-3+b3 1.46.5-2ubuntu1.2 1.47.0-2.4~exp1ubuntu4.1 | ext2/ext3/ext4 file system utilities
findutils | 4.9.0-4 4.10.0-3 4.8.0-1ubuntu3 4.9.0-5build1 | utilities for finding files--find, xargs
gcc-12-base | 12.2.0-14+deb12u1 14.2.0-19 12.3.0-1ubuntu1~22.04.2 14.2.0-4ubuntu2~24.04 | GCC, the GNU Compiler Collection (base package)
gpgv | 2.2.40-1.1+deb12u1 2.4.7-21+b3 2.2.27-3ubuntu2.4 2.4.4-2ubuntu17.3 | GNU privacy guard - signature verification tool
grep | 3.8-5 3.11-4 3.7-1build1 3.11-4build1 | GNU grep, egrep and fgrep
gzip | 1.12-1 1.13-1 1.10-4ubuntu4.1 1.12-1ubuntu3.1 | GNU compression utilities
hostname | 3.23+nmu1 3.25 3.23ubuntu2 3.23+nmu2ubuntu2 | utility to set/show the host name or domain name
init-system-helpers | 1.65.2+deb12u1 1.69~deb13u1 1.62 1.66ubuntu1 | helper tools for all init systems
libacl1 | 2.3.1-3 2.3.2-2+b1 2.3.1-1 2.3.2-1build1.1 | access control list - shared library
libapt-pkg6.0 | 2.6.1 3.0.3 2.4.14 2.8.3 | package management runtime library
libattr1 | 1:2.5.1-4 1:2.5.2-3 1:2.5.1-1build1 1:2.5.2-1build1.1 | extended attribute handling - shared library
libbz2-1.0 | 1.0.8-5+b1 1.0.8-6 1.0.8-5build1 1.0.8-5.1build0.1 | high-quality block-sorting file compressor library - runtime
libc-bin | 2.36-9+deb12u13 2.41-12 2.35-0ubuntu3.11 2.39-0ubuntu8.6 | GNU C Library: Binaries
libc6 | 2.36-9+deb12u13 2.41-12 2.35-0ubuntu3.11 2.39-0ubuntu8.6 | GNU C Library: Shared libraries
libgcc-s1 | 12.2.0-14+deb12u1 14.2.0-19 12.3.0-1ubuntu1~22.04.2 14.2.0-4ubuntu2~24.04 | GCC support library
libgcrypt20 | 1.10.1-3 1.11.0-7 1.9.4-3ubuntu3 1.10.3-2build1 | LGPL Crypto library - runtime library
liblz4-1 | 1.9.4-1 1.10.0-4 1.9.3-2build2 1.9.4-1build1.1 | Fast LZ compression algorithm library - runtime
liblzma5 | 5.4.1-1 5.8.1-1 5.2.5-2ubuntu1 5.6.1+really5.4.5-1ubuntu0.2 | XZ-format compression library
libpam-modules | 1.5.2-6+deb12u2 1.7.0-5 1.4.0-11ubuntu2.6 1.5.3-5ubuntu5.5 | Pluggable Authentication Modules for PAM
libpam0g | 1.5.2-6+deb12u2 1.7.0-5 1.4.0-11ubuntu2.6 1.5.3-5ubuntu5.5 | Pluggable Authentication Modules library
libpcre2-8-0 | 10.42-1 10.45-1 10.39-3ubuntu0.1 10.42-4ubuntu2.1 | New Perl Compatible Regular Expression Library- 8 bit runtime files
libselinux1 | 3.4-1+b6 3.8.1-1 3.3-1build2 3.5-2ubuntu2.1 | SELinux runtime shared libraries
libstdc++6 | 12.2.0-14+deb12u1 14.2.0-19 12.3.0-1ubuntu1~22.04.2 14.2.0-4ubuntu2~24.04 | GNU Standard C++ Library v3
libsystemd0 | 252.39-1~deb12u1 257.9-1~deb13u1 249.11-0ubuntu3.17 255.4-1ubuntu8.11 | systemd utility library
libtinfo6 | 6.4-4 6.5+20250216-2 6.3-2ubuntu0.1 6.4+20240113-1ubuntu2 | shared low-level terminfo library for terminal handling
libudev1 | 252.39-1~deb12u1 257.9-1~deb13u1 249.11-0ubuntu3.17 255.4-1ubuntu8.11 | libudev shared library
libzstd1 | 1.5.4+dfsg2-5 1.5.7+dfsg-1 1.4.8+dfsg-3build1 1.5.5+dfsg2-2build1.1 | fast lossless compression algorithm
login | 1:4.13+dfsg1-1+deb12u1 1:4.16.0-2+really2.41-5 1:4.8.1-2ubuntu2.2 1:4.13+dfsg1-4ubuntu3.2 | system login tools
logsave | 1.47.0-2+b2 1.47.2-3+b3 1.46.5-2ubuntu1.2 1.47.0-2.4~exp1ubuntu4.1 | save the output of a command in a log file
mawk | 1.3.4.20200120-3.1 1.3.4.20250131-1 1.3.4.20200120-3 1.3.4.20240123-1build1 | Pattern scanning and text processing language
mount | 2.38.1-5+deb12u3 2.41-5 2.37.2-4ubuntu3.4 2.39.3-9ubuntu6.3 | tools for mounting and manipulating filesystems
ncurses-base | 6.4-4 6.5+20250216-2 6.3-2ubuntu0.1 6.4+20240113-1ubuntu2 | basic terminal type definitions
ncurses-bin | 6.4-4 6.5+20250216-2 6.3-2ubuntu0.1 6.4+20240113-1ubuntu2 | terminal-related programs and man pages
passwd | 1:4.13+dfsg1-1+deb12u1 1:4.17.4-2 1:4.8.1-2ubuntu2.2 1:4.13+dfsg1-4ubuntu3.2 | change and administer password and group data
perl-base | 5.36.0-7+deb12u3 5.40.1-6 5.34.0-3ubuntu1.5 5.38.2-3.2ubuntu0.2 | minimal Perl system
sed | 4.9-1 4.9-2 4.8-1ubuntu2 4.9-2build1 | GNU stream editor for filtering/transforming text
sysvinit-utils | 3.06-4 3.14-4 3.01-1ubuntu1 3.08-6ubuntu3 | System-V-like utilities
tar | 1.34+dfsg-1.2+deb12u1 1.35+dfsg-3.1 1.34+dfsg-1ubuntu0.1.22.04.2 1.35+dfsg-3build1 | GNU version of the tar archiving utility
tzdata | 2025b-0+deb12u2 2025b-4+deb13u1 2025b-0ubuntu0.22.04.1 2025b-0ubuntu0.24.04.1 | time zone and daylight-saving time data
util-linux | 2.38.1-5+deb12u3 2.41-5 2.37.2-4ubuntu3.4 2.39.3-9ubuntu6.3 | miscellaneous system utilities
zlib1g | 1:1.2.13.dfsg-1 1:1.3.dfsg+really1.3.1-1+b1 1:1.2.11.dfsg-2ubuntu9.2 1:1.3.dfsg-3.1ubuntu2.1 | compression library - runtime
`
