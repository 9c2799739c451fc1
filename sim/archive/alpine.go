package archive

// Alpine finds a package of Alpine; its branches have one version here.
func Alpine(name string) (Package, bool) {
	for _, o := range alpineProvides {
		if o.name == name {
			name = o.by
		}
	}
	c, ok := row(alpineTable, name)
	if !ok {
		return Package{}, false
	}
	return made(c, c[1]), true
}

// AlpineNames are the names of all packages for Alpine.
func AlpineNames() []string { return names(alpineTable) }

// alpineProvides are names that stand for another package.
var alpineProvides = []struct{ name, by string }{
	{"python", "python3"}, {"py-pip", "py3-pip"}, {"nodejs-current", "nodejs"}, {"postgresql-client", "postgresql17-client"}, {"postgresql", "postgresql17"},
	{"openjdk21", "openjdk21-jdk"}, {"openjdk17", "openjdk21-jdk"}, {"openjdk11", "openjdk21-jdk"}, {"openjdk8", "openjdk21-jdk"}, {"openjdk17-jre", "openjdk21-jre"}, {"openjdk11-jre", "openjdk21-jre"},
	{"openjdk8-jre", "openjdk21-jre"}, {"openssh-client", "openssh-client-default"}, {"libressl", "openssl"}, {"php", "php84"}, {"php83", "php84"}, {"dig", "bind-tools"}, {"docker", "docker-cli"},
}

// BaseAlpine are the packages of the image, with their versions.
var BaseAlpine = []Package{
	{Name: "alpine-baselayout", Version: "3.7.0-r0"}, {Name: "alpine-baselayout-data", Version: "3.7.0-r0"}, {Name: "alpine-keys", Version: "2.5-r0"},
	{Name: "alpine-release", Version: "3.22.2-r0"}, {Name: "apk-tools", Version: "2.14.9-r3"}, {Name: "busybox", Version: "1.37.0-r20"}, {Name: "busybox-binsh", Version: "1.37.0-r20"},
	{Name: "ca-certificates-bundle", Version: "20250911-r0"}, {Name: "libapk2", Version: "2.14.9-r3"}, {Name: "libcrypto3", Version: "3.5.4-r0"}, {Name: "libssl3", Version: "3.5.4-r0"},
	{Name: "musl", Version: "1.2.5-r10"}, {Name: "musl-utils", Version: "1.2.5-r10"}, {Name: "scanelf", Version: "1.3.8-r1"}, {Name: "ssl_client", Version: "1.37.0-r20"}, {Name: "zlib", Version: "1.3.1-r2"},
}

// alpineTable: name, version, kB packed, kB unpacked, dependencies, programs, what it is.
const alpineTable = `
ca-certificates | 20250911-r0 | 150 | 690 | | /usr/sbin/update-ca-certificates | Common CA certificates PEM files from Mozilla
curl | 8.14.1-r2 | 144 | 268 | brotli-libs c-ares libunistring libidn2 nghttp2-libs libpsl zstd-libs libcurl ca-certificates | curl | URL retrieval utility and library
libcurl | 8.14.1-r2 | 330 | 640 | | | The multiprotocol file transfer library
brotli-libs | 1.1.0-r2 | 370 | 840 | | | Generic lossless compressor (libraries)
c-ares | 1.34.5-r0 | 95 | 200 | | | Asynchronously DNS/names resolver library
libunistring | 1.3-r0 | 680 | 1800 | | | Library for manipulating Unicode strings and C strings
libidn2 | 2.3.7-r0 | 95 | 200 | | | Encode/Decode library for internationalized domain names
nghttp2-libs | 1.65.0-r0 | 75 | 170 | | | Experimental HTTP/2 client, server and proxy (libraries)
libpsl | 0.21.5-r3 | 75 | 90 | | | C library for the Publix Suffix List
zstd-libs | 1.5.7-r0 | 260 | 600 | | | Zstandard - Fast real-time compression algorithm (libraries)
wget | 1.25.0-r1 | 240 | 520 | libidn2 libunistring pcre2 | wget | Network utility to retrieve files from the Web
bash | 5.2.37-r0 | 470 | 1300 | libncursesw ncurses-terminfo-base readline | /bin/bash | The GNU Bourne Again shell
readline | 8.2.13-r1 | 130 | 320 | | | GNU readline library
libncursesw | 6.5_p20250503-r0 | 130 | 300 | | | Console display library (libncursesw)
ncurses-terminfo-base | 6.5_p20250503-r0 | 21 | 220 | | | Descriptions of common terminals
git | 2.49.1-r0 | 2900 | 13800 | libcurl libexpat pcre2 git-init-template | git | Distributed version control system
git-init-template | 2.49.1-r0 | 13 | 33 | | | git init template
libexpat | 2.7.3-r0 | 70 | 170 | | | XML Parser library written in C (libraries)
pcre2 | 10.43-r1 | 230 | 640 | | | Perl-compatible regular expression library
pcre | 8.45-r4 | 180 | 400 | | | Perl-compatible regular expression library (legacy)
pcre-dev | 8.45-r4 | 470 | 1300 | pcre | | Perl-compatible regular expression library (development files)
vim | 9.1.1415-r0 | 1400 | 3100 | libncursesw vim-common | vim | Improved vi-style text editor
vim-common | 9.1.1415-r0 | 5900 | 29000 | xxd | | Improved vi-style text editor - common files
xxd | 9.1.1415-r0 | 9 | 22 | | | Tool to make (or reverse) a hex dump
nano | 8.4-r0 | 260 | 700 | libncursesw | nano | Enhanced clone of the Pico text editor
less | 679-r0 | 80 | 170 | libncursesw | less | File pager
nginx | 1.28.0-r3 | 580 | 1400 | pcre2 | /usr/sbin/nginx | HTTP and reverse proxy server (stable version)
apache2 | 2.4.65-r0 | 1000 | 3300 | apr apr-util | /usr/sbin/httpd | High performance Unix-based HTTP server
apache2-utils | 2.4.65-r0 | 110 | 240 | apr apr-util | ab htpasswd | Apache utility programs for webservers
apr | 1.7.6-r0 | 90 | 200 | | | The Apache Portable Runtime
apr-util | 1.6.3-r1 | 80 | 200 | | | The Apache Portable Runtime Utility Library
haproxy | 3.2.5-r0 | 1500 | 4300 | | /usr/sbin/haproxy | TCP/HTTP reverse proxy for high availability environments
python3 | 3.12.12-r0 | 8200 | 27000 | libbz2 libexpat libffi gdbm xz-libs libgcc libstdc++ mpdecimal libncursesw readline sqlite-libs pyc | python3 python=python3 python3.12=python3 | High-level scripting language
pyc | 3.12-r0 | 1 | 1 | | | Meta package for pulling in compiled Python files
libbz2 | 1.0.8-r6 | 35 | 75 | | | Shared library for bz2
libffi | 3.4.8-r0 | 20 | 45 | | | Portable, high level programming interface to various calling conventions
libffi-dev | 3.4.8-r0 | 8 | 25 | libffi | | Portable, high level programming interface (development files)
gdbm | 1.24-r0 | 40 | 100 | | | GNU dbm is a set of database routines
xz-libs | 5.8.1-r0 | 100 | 220 | | | Library and CLI tools for XZ and LZMA compressed files (libraries)
xz | 5.8.1-r0 | 90 | 170 | xz-libs | xz | Library and CLI tools for XZ and LZMA compressed files
libgcc | 14.2.0-r6 | 55 | 170 | | | GNU C compiler runtime libraries
libstdc++ | 14.2.0-r6 | 850 | 2700 | libgcc | | GNU C++ standard runtime library
mpdecimal | 4.0.1-r0 | 90 | 220 | | | Complete implementation of the General Decimal Arithmetic Specification
sqlite-libs | 3.49.2-r1 | 560 | 1300 | | | Sqlite3 library
sqlite | 3.49.2-r1 | 700 | 1700 | sqlite-libs | sqlite3 | C library that implements an SQL database engine
py3-pip | 25.1.1-r0 | 1300 | 6200 | python3 py3-setuptools py3-packaging | pip pip3=pip | Tool for installing and managing Python packages
py3-setuptools | 80.9.0-r0 | 830 | 3600 | python3 | | Collection of enhancements to the Python3 distutils
py3-packaging | 25.0-r0 | 70 | 300 | python3 | | Core utilities for Python3 packages
python3-dev | 3.12.12-r0 | 2700 | 15000 | python3 | python3-config | High-level scripting language (development files)
py3-virtualenv | 20.31.2-r0 | 3900 | 4300 | python3 | virtualenv | Virtual Python3 Environment builder
nodejs | 22.16.0-r2 | 14000 | 49000 | ada-libs c-ares icu-libs libcrypto3 libuv | node | JavaScript runtime built on V8 engine - LTS version
ada-libs | 2.9.2-r4 | 190 | 450 | libstdc++ | | WHATWG-compliant URL parser (libraries)
icu-libs | 76.1-r1 | 1100 | 3200 | libstdc++ | | International Components for Unicode library (libraries)
libuv | 1.51.0-r0 | 80 | 190 | | | Cross-platform asychronous I/O
npm | 11.3.0-r1 | 1900 | 8300 | nodejs | npm npx | The package manager for JavaScript
yarn | 1.22.22-r1 | 780 | 5100 | nodejs | yarn | Fast, reliable, and secure dependency management for Node.js
go | 1.24.9-r0 | 70000 | 220000 | binutils gcc musl-dev | go gofmt | Go programming language compiler
ruby | 3.4.4-r0 | 800 | 2400 | | ruby irb gem | An object-oriented language for quick and easy programming
php84 | 8.4.14-r0 | 1900 | 5800 | | php | The PHP84 language runtime engine
perl | 5.40.3-r0 | 9700 | 39000 | | perl | Larry Wall's Practical Extraction and Report Language
openjdk21-jdk | 21.0.8_p9-r0 | 160000 | 310000 | openjdk21-jre | javac jar | OpenJDK 21 JDK
openjdk21-jre | 21.0.8_p9-r0 | 63000 | 190000 | ca-certificates | java | OpenJDK 21 JRE
maven | 3.9.9-r1 | 8400 | 9900 | openjdk21-jre | mvn | A Java project management and project comprehension tool
R | 4.5.0-r0 | 24000 | 56000 | libstdc++ | R Rscript | Language and environment for statistical computing
gcc | 14.2.0-r6 | 52000 | 155000 | libgcc libstdc++ binutils | gcc cc=gcc | The GNU Compiler Collection
g++ | 14.2.0-r6 | 15000 | 47000 | gcc musl-dev | g++ c++=g++ | GNU C++ standard library and compiler
binutils | 2.44-r3 | 2600 | 10000 | | ld as nm objdump strip | Tools necessary to build programs
make | 4.4.1-r3 | 120 | 270 | | make | GNU make utility to maintain groups of programs
cmake | 3.31.7-r1 | 9500 | 30000 | libstdc++ | cmake | Cross-platform, open-source make system
musl-dev | 1.2.5-r10 | 2700 | 10500 | | | the musl c library (libc) implementation (development files)
libc-dev | 0.7.2-r5 | 1 | 1 | musl-dev | | Meta package to pull in correct libc
build-base | 0.5-r3 | 1 | 1 | binutils file g++ gcc make libc-dev patch | | Meta package for build base
patch | 2.8-r0 | 80 | 180 | | patch | Utility to apply diffs to files
linux-headers | 6.14.2-r0 | 1200 | 6000 | | | Linux system headers
pkgconf | 2.4.3-r0 | 45 | 100 | | pkg-config | development framework configuration tools
autoconf | 2.72-r1 | 310 | 800 | perl m4 | autoconf | GNU tool for automatically configuring source code
m4 | 1.4.19-r4 | 130 | 300 | | m4 | GNU macro processor
zlib-dev | 1.3.1-r2 | 60 | 130 | | | compression/decompression Library (development files)
openssl | 3.5.4-r0 | 350 | 830 | | openssl | Toolkit for Transport Layer Security (TLS)
openssl-dev | 3.5.4-r0 | 420 | 3500 | | | Toolkit for Transport Layer Security (TLS) (development files)
libpq | 17.6-r0 | 160 | 350 | | | PostgreSQL client library
libpq-dev | 17.6-r0 | 80 | 340 | libpq | pg_config | PostgreSQL client library (development files)
postgresql-dev | 17.6-r0 | 1600 | 9000 | libpq | pg_config | Development files for PostgreSQL
postgresql17-client | 17.6-r0 | 920 | 2600 | libpq | psql pg_dump pg_isready pg_restore | PostgreSQL client
postgresql17 | 17.6-r0 | 5900 | 17000 | postgresql17-client | postgres initdb | A sophisticated object-relational DBMS
postgresql-contrib | 17.6-r0 | 700 | 2600 | libpq | | Extension modules distributed with PostgreSQL
mysql-client | 11.4.8-r0 | 2 | 2 | mariadb-client | | A fast SQL database server (client)
mariadb-client | 11.4.8-r0 | 8000 | 34000 | | mariadb mysql=mariadb mariadb-dump mysqldump=mariadb-dump mariadb-admin mysqladmin=mariadb-admin | A fast SQL database server (client)
mariadb-dev | 11.4.8-r0 | 500 | 2600 | | mariadb_config | A fast SQL database server (development files)
redis | 8.0.4-r0 | 1500 | 4400 | | redis-server redis-cli | Advanced key-value store
memcached | 1.6.38-r0 | 110 | 260 | | memcached | Distributed memory object caching system
iputils | 20240905-r0 | 1 | 1 | iputils-ping | | IP Configuration Utilities (and Ping)
iputils-ping | 20240905-r0 | 40 | 90 | | ping | IP Configuration Utilities - ping
iproute2 | 6.15.0-r0 | 700 | 1900 | | /sbin/ip /sbin/ss | IP Routing Utilities
net-tools | 2.10-r3 | 110 | 330 | | /sbin/ifconfig /sbin/route netstat | Linux Network Base Tools
bind-tools | 9.20.15-r0 | 1500 | 3800 | libuv | dig nslookup host | The ISC DNS tools
drill | 1.8.4-r0 | 200 | 520 | | drill | DNS lookup tool
ldns-tools | 1.8.4-r0 | 200 | 520 | | drill | ldns tools
tcpdump | 4.99.5-r1 | 460 | 1300 | | tcpdump | Tool for network monitoring and data acquisition
iptables | 1.8.11-r1 | 230 | 900 | | /usr/sbin/iptables /usr/sbin/iptables-save | Linux kernel firewall, NAT and packet mangling tools
nmap | 7.97-r0 | 2600 | 7500 | libstdc++ | nmap | Network exploration tool and security/port scanner
socat | 1.8.0.3-r1 | 180 | 430 | | socat | Multipurpose relay for binary protocols
busybox-extras | 1.37.0-r20 | 50 | 110 | | telnet httpd ftpget | Additional binaries of Busybox
openssh-client-default | 10.0_p1-r10 | 360 | 830 | | ssh scp ssh-keygen ssh-agent ssh-add ssh-keyscan | OpenBSD's SSH client
openssh | 10.0_p1-r10 | 900 | 2500 | openssh-client-default | /usr/sbin/sshd | Port of OpenBSD's free SSH release
procps | 4.0.4-r3 | 130 | 350 | | ps top free uptime pgrep pkill watch | Utilities for monitoring your system and processes on your system
htop | 3.4.1-r0 | 110 | 250 | libncursesw | htop | Interactive process viewer
strace | 6.14-r0 | 660 | 1500 | | strace | Diagnostic, debugging and instructional userspace tracer
stress-ng | 0.18.13-r0 | 1500 | 4300 | | stress-ng=stress | stress-ng will stress test a computer system
tree | 2.2.1-r0 | 32 | 80 | | tree | Recursive directory indented listing of files
jq | 1.8.1-r0 | 170 | 380 | oniguruma | jq | Lightweight and flexible command-line JSON processor
oniguruma | 6.9.10-r0 | 190 | 580 | | | Regular expressions library
figlet | 2.2.5-r3 | 150 | 760 | | figlet | Program for making large letters out of ordinary text
coreutils | 9.7-r1 | 800 | 1700 | | | Basic file, shell and text manipulation utilities
findutils | 4.10.0-r0 | 210 | 540 | | | GNU utilities for finding files
grep | 3.12-r0 | 100 | 250 | pcre2 | | Searches input files for lines containing a match to a specified pattern
gawk | 5.3.2-r2 | 430 | 1300 | | | GNU awk pattern-matching language
sed | 4.9-r2 | 80 | 190 | | | GNU stream editor
tar | 1.35-r3 | 200 | 500 | | | Utility used to store, backup, and transport files
file | 5.46-r2 | 500 | 8900 | | file | File type identification utility
rsync | 3.4.1-r1 | 220 | 460 | | rsync | A file transfer program to keep remote files in sync
unzip | 6.0-r15 | 110 | 260 | | unzip | Extract PKZIP-compatible .zip files
zip | 3.0-r13 | 140 | 350 | | zip | Creates PKZIP-compatible .zip files
tzdata | 2025b-r0 | 420 | 1400 | | | Timezone data
su-exec | 0.2-r3 | 5 | 20 | | /sbin/su-exec | Switch user and group id, setgroups and exec
sudo | 1.9.17_p2-r0 | 860 | 2300 | | sudo | Give certain users the ability to run some commands as root
shadow | 4.17.3-r0 | 300 | 900 | | /usr/sbin/useradd /usr/sbin/groupadd /usr/sbin/usermod | Password and account management tool suite
tini | 0.19.0-r3 | 12 | 30 | | /sbin/tini=docker-init | Tiny but valid init for containers
dumb-init | 1.2.5-r3 | 9 | 22 | | dumb-init=docker-init | Simple init system for Linux containers
supervisor | 4.2.5-r5 | 400 | 2100 | python3 | supervisord supervisorctl | System for controlling and monitoring a set of process states
gnupg | 2.4.9-r0 | 1500 | 5700 | | gpg | GNU Privacy Guard 2 - meta package for full GnuPG suite
tmux | 3.5a-r1 | 440 | 1000 | libncursesw | tmux | Tool to control multiple terminals from a single terminal
ncurses | 6.5_p20250503-r0 | 100 | 250 | libncursesw | tput | Console display library
libc6-compat | 1.1.0-r4 | 4 | 15 | | | Compatibility libraries for glibc
gcompat | 1.1.0-r4 | 20 | 60 | | | The GNU C Library compatibility layer for musl
docker-cli | 28.3.3-r1 | 14000 | 40000 | | docker | Docker CLI
docker-cli-compose | 2.36.2-r1 | 21000 | 60000 | docker-cli | docker-compose | A Docker CLI plugin for extended build capabilities
ffmpeg | 6.1.2-r2 | 900 | 2100 | | ffmpeg ffprobe | Complete and free Internet live audio and video broadcasting solution
imagemagick | 7.1.1.47-r0 | 2700 | 7100 | | convert identify magick | Collection of tools and libraries for many image formats
cowsay | 3.04-r2 | 18 | 60 | perl | cowsay | Configurable talking cow
fortune | 3.24-r0 | 1000 | 3200 | | fortune | The fortune cookie program
lynx | 2.9.2-r0 | 1000 | 5000 | | lynx | Cross-platform text-based browser
`
