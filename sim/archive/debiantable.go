package archive

// debianTable: name, versions (bookworm trixie jammy noble), kB packed, kB
// unpacked, dependencies, programs, what it is.
const debianTable = `
ca-certificates | 20230311+deb12u1 20250419 20240203~22.04.1 20240203 | 155 | 386 | openssl | /usr/sbin/update-ca-certificates | Common CA certificates
openssl | 3.0.17-1~deb12u2 3.5.4-1~deb13u1 3.0.2-0ubuntu1.20 3.0.13-0ubuntu3.6 | 1430 | 2300 | libssl3 | openssl | Secure Sockets Layer toolkit - cryptographic utility
libssl3 | 3.0.17-1~deb12u2 3.5.4-1~deb13u1 3.0.2-0ubuntu1.20 3.0.13-0ubuntu3.6 | 2020 | 6300 | | | Secure Sockets Layer toolkit - shared libraries
libssl-dev | 3.0.17-1~deb12u2 3.5.4-1~deb13u1 3.0.2-0ubuntu1.20 3.0.13-0ubuntu3.6 | 2440 | 12600 | libssl3 | | Secure Sockets Layer toolkit - development files
curl | 7.88.1-10+deb12u14 8.14.1-2 7.81.0-1ubuntu1.21 8.5.0-2ubuntu10.6 | 315 | 501 | libcurl4 ca-certificates | curl | command line tool for transferring data with URL syntax
libcurl4 | 7.88.1-10+deb12u14 8.14.1-2 7.81.0-1ubuntu1.21 8.5.0-2ubuntu10.6 | 390 | 842 | libnghttp2-14 libssl3 libbrotli1 librtmp1 libssh2-1 libpsl5 libldap-2.5-0 libsasl2-2 | | easy-to-use client-side URL transfer library (OpenSSL flavour)
libnghttp2-14 | 1.52.0-1+deb12u2 1.64.0-1.1 1.43.0-1ubuntu0.2 1.59.0-1ubuntu0.2 | 73 | 219 | | | library implementing HTTP/2 protocol (shared library)
libbrotli1 | 1.0.9-2+b6 1.1.0-2+b7 1.0.9-2build6 1.1.0-2build2 | 275 | 802 | | | library implementing brotli encoder and decoder (shared libraries)
librtmp1 | 2.4+20151223.gitfa8646d.1-2+b2 | 61 | 154 | | | toolkit for RTMP streams (shared library)
libssh2-1 | 1.10.0-3+b1 1.11.1-1 1.10.0-3 1.11.0-4.1build2 | 179 | 400 | | | SSH2 client-side library
libpsl5 | 0.21.2-1 0.21.2-1.1+b1 0.21.0-1.2build2 0.21.2-1.1build1 | 59 | 98 | | | Library for Public Suffix List (shared libraries)
libldap-2.5-0 | 2.5.13+dfsg-5 2.6.10+dfsg-1 2.5.19+dfsg-0ubuntu0.22.04.1 2.6.7+dfsg-1~exp1ubuntu8.2 | 183 | 549 | | | OpenLDAP libraries
libsasl2-2 | 2.1.28+dfsg-10 2.1.28+dfsg1-9 2.1.27+dfsg2-3ubuntu1.2 2.1.28+dfsg1-5ubuntu3.1 | 60 | 190 | | | Cyrus SASL - authentication abstraction library
wget | 1.21.3-1+deb12u1 1.25.0-2 1.21.2-2ubuntu1.1 1.21.4-1ubuntu4.1 | 984 | 3692 | libpsl5 ca-certificates | wget | retrieves files from the web
git | 1:2.39.5-0+deb12u2 1:2.47.3-0+deb13u1 1:2.34.1-1ubuntu1.15 1:2.43.0-1ubuntu7.3 | 7260 | 38200 | libcurl3-gnutls git-man liberror-perl perl | git | fast, scalable, distributed revision control system
git-man | 1:2.39.5-0+deb12u2 1:2.47.3-0+deb13u1 1:2.34.1-1ubuntu1.15 1:2.43.0-1ubuntu7.3 | 2053 | 2062 | | | fast, scalable, distributed revision control system (manual pages)
liberror-perl | 0.17029-2 | 29 | 74 | perl | | Perl module for error/exception handling in an OO-ish way
libcurl3-gnutls | 7.88.1-10+deb12u14 8.14.1-2 7.81.0-1ubuntu1.21 8.5.0-2ubuntu10.6 | 385 | 825 | libnghttp2-14 | | easy-to-use client-side URL transfer library (GnuTLS flavour)
perl | 5.36.0-7+deb12u3 5.40.1-6 5.34.0-3ubuntu1.5 5.38.2-3.2ubuntu0.2 | 239 | 670 | perl-modules-5.36 libperl5.36 | perl | Larry Wall's Practical Extraction and Report Language
perl-modules-5.36 | 5.36.0-7+deb12u3 5.40.1-6 5.34.0-3ubuntu1.5 5.38.2-3.2ubuntu0.2 | 2815 | 17800 | | | Core Perl modules
libperl5.36 | 5.36.0-7+deb12u3 5.40.1-6 5.34.0-3ubuntu1.5 5.38.2-3.2ubuntu0.2 | 4207 | 28500 | | | shared Perl library
vim | 2:9.0.1378-2+deb12u2 2:9.1.1230-2 2:8.2.3995-1ubuntu2.24 2:9.1.0016-1ubuntu7.9 | 1567 | 3738 | vim-common vim-runtime libgpm2 libsodium23 | vim vi=vim | Vi IMproved - enhanced vi editor
vim-tiny | 2:9.0.1378-2+deb12u2 2:9.1.1230-2 2:8.2.3995-1ubuntu2.24 2:9.1.0016-1ubuntu7.9 | 720 | 1688 | vim-common | vi=vim | Vi IMproved - enhanced vi editor - compact version
vim-common | 2:9.0.1378-2+deb12u2 2:9.1.1230-2 2:8.2.3995-1ubuntu2.24 2:9.1.0016-1ubuntu7.9 | 124 | 400 | xxd | | Vi IMproved - Common files
vim-runtime | 2:9.0.1378-2+deb12u2 2:9.1.1230-2 2:8.2.3995-1ubuntu2.24 2:9.1.0016-1ubuntu7.9 | 7025 | 33600 | | | Vi IMproved - Runtime files
xxd | 2:9.0.1378-2+deb12u2 2:9.1.1230-2 2:8.2.3995-1ubuntu2.24 2:9.1.0016-1ubuntu7.9 | 84 | 171 | | xxd | tool to make (or reverse) a hex dump
libgpm2 | 1.20.7-10+b1 1.20.7-11+b2 1.20.7-10build1 1.20.7-11 | 14 | 44 | | | General Purpose Mouse - shared library
libsodium23 | 1.0.18-1 1.0.18-1+b2 1.0.18-1build2 1.0.18-1build3 | 161 | 270 | | | Network communication, cryptography and signaturing library
nano | 7.2-1+deb12u1 8.4-1 6.2-1ubuntu0.1 7.2-2ubuntu0.1 | 690 | 2862 | | nano | small, friendly text editor inspired by Pico
less | 590-2.1~deb12u2 668-1 590-1ubuntu0.22.04.3 590-2ubuntu2.1 | 132 | 327 | | less | pager program similar to more
nginx | 1.22.1-9+deb12u3 1.26.3-3+deb13u1 1.18.0-6ubuntu14.7 1.24.0-2ubuntu7.5 | 527 | 1394 | nginx-common iproute2 | /usr/sbin/nginx | small, powerful, scalable web/proxy server
nginx-common | 1.22.1-9+deb12u3 1.26.3-3+deb13u1 1.18.0-6ubuntu14.7 1.24.0-2ubuntu7.5 | 112 | 297 | | | small, powerful, scalable web/proxy server - common files
nginx-light | 1.22.1-9+deb12u3 1.26.3-3+deb13u1 1.18.0-6ubuntu14.7 1.24.0-2ubuntu7.5 | 16 | 60 | nginx | | nginx web/proxy server (basic version)
nginx-full | 1.22.1-9+deb12u3 1.26.3-3+deb13u1 1.18.0-6ubuntu14.7 1.24.0-2ubuntu7.5 | 16 | 60 | nginx | | nginx web/proxy server (standard version with 3rd parties)
apache2 | 2.4.65-1~deb12u1 2.4.65-2 2.4.52-1ubuntu4.16 2.4.58-1ubuntu8.8 | 219 | 590 | apache2-bin apache2-data apache2-utils | | Apache HTTP Server
apache2-bin | 2.4.65-1~deb12u1 2.4.65-2 2.4.52-1ubuntu4.16 2.4.58-1ubuntu8.8 | 1414 | 4200 | libapr1 | /usr/sbin/apache2 /usr/sbin/apache2ctl /usr/sbin/apachectl=apache2ctl | Apache HTTP Server (modules and other binary files)
apache2-data | 2.4.65-1~deb12u1 2.4.65-2 2.4.52-1ubuntu4.16 2.4.58-1ubuntu8.8 | 160 | 880 | | | Apache HTTP Server (common files)
apache2-utils | 2.4.65-1~deb12u1 2.4.65-2 2.4.52-1ubuntu4.16 2.4.58-1ubuntu8.8 | 211 | 400 | libapr1 | ab htpasswd | Apache HTTP Server (utility programs for web servers)
libapr1 | 1.7.2-3+deb12u1 1.7.5-1 1.7.0-8ubuntu0.22.04.2 1.7.2-3.1ubuntu0.1 | 102 | 300 | | | Apache Portable Runtime Library
python3 | 3.11.2-1+b1 3.13.5-1 3.10.6-1~22.04.1 3.12.3-0ubuntu2 | 27 | 83 | python3-minimal libpython3-stdlib python3.11 media-types | | interactive high-level object-oriented language (default python3 version)
python3-minimal | 3.11.2-1+b1 3.13.5-1 3.10.6-1~22.04.1 3.12.3-0ubuntu2 | 26 | 116 | python3.11-minimal | | minimal subset of the Python language (default python3 version)
python3.11-minimal | 3.11.2-6+deb12u6 3.13.5-2 3.10.12-1~22.04.11 3.12.3-1ubuntu0.8 | 2062 | 9100 | libexpat1 | python3 | Minimal subset of the Python language
python3.11 | 3.11.2-6+deb12u6 3.13.5-2 3.10.12-1~22.04.11 3.12.3-1ubuntu0.8 | 573 | 680 | | python3.11=python3 | Interactive high-level object-oriented language
libpython3-stdlib | 3.11.2-1+b1 3.13.5-1 3.10.6-1~22.04.1 3.12.3-0ubuntu2 | 9 | 36 | libpython3.11-stdlib | | interactive high-level object-oriented language (default python3 version)
libpython3.11-stdlib | 3.11.2-6+deb12u6 3.13.5-2 3.10.12-1~22.04.11 3.12.3-1ubuntu0.8 | 1797 | 8000 | libsqlite3-0 | | Interactive high-level object-oriented language (standard library)
libexpat1 | 2.5.0-1+deb12u2 2.7.1-2 2.4.7-1ubuntu0.6 2.6.1-2ubuntu0.3 | 99 | 388 | | | XML parsing C library - runtime library
libsqlite3-0 | 3.40.1-2+deb12u2 3.46.1-7 3.37.2-2ubuntu0.5 3.45.1-1ubuntu2.5 | 839 | 1700 | | | SQLite 3 shared library
media-types | 10.0.0 13.0.0 7.0.0 10.1.0 | 26 | 97 | | | List of standard media types and their usual file extension
python3-pip | 23.0.1+dfsg-1 25.1.1+dfsg-1 22.0.2+dfsg-1ubuntu0.7 24.0+dfsg-1ubuntu1.3 | 1325 | 6900 | python3 python3-setuptools python3-wheel ca-certificates | pip pip3=pip | Python package installer
python3-setuptools | 66.1.1-1+deb12u2 78.1.1-0.1 59.6.0-1.2ubuntu0.22.04.3 68.1.2-2ubuntu1.2 | 522 | 2500 | python3 | | Python3 Distutils Enhancements
python3-wheel | 0.38.4-2 0.46.1-2 0.37.1-2ubuntu0.22.04.1 0.42.0-2 | 31 | 140 | python3 | | built-package format for Python
python3-venv | 3.11.2-1+b1 3.13.5-1 3.10.6-1~22.04.1 3.12.3-0ubuntu2 | 1 | 7 | python3 | | venv module for python3 (default python3 version)
python3-dev | 3.11.2-1+b1 3.13.5-1 3.10.6-1~22.04.1 3.12.3-0ubuntu2 | 26 | 42 | python3 libpython3.11-dev | python3-config | header files and a static library for Python (default)
libpython3.11-dev | 3.11.2-6+deb12u6 3.13.5-2 3.10.12-1~22.04.11 3.12.3-1ubuntu0.8 | 4742 | 25800 | | | Header files and a static library for Python (v3.11)
python | 2.7.18-3 | 1 | 24 | | python=python3 | interactive high-level object-oriented language
python3-flask | 2.2.2-3 3.1.1-1 2.0.1-2ubuntu1.1 3.0.2-1ubuntu1.1 | 99 | 460 | python3 | flask | micro web framework based on Werkzeug and Jinja2 - Python 3.x
nodejs | 18.20.4+dfsg-1~deb12u1 20.19.2+dfsg-1 12.22.9~dfsg-1ubuntu3.6 18.19.1+dfsg-6ubuntu5 | 320 | 1480 | libnode108 | node nodejs=node | evented I/O for V8 javascript - runtime executable
libnode108 | 18.20.4+dfsg-1~deb12u1 20.19.2+dfsg-1 12.22.9~dfsg-1ubuntu3.6 18.19.1+dfsg-6ubuntu5 | 10300 | 45700 | | | evented I/O for V8 javascript - runtime library
npm | 9.2.0~ds1-1 9.2.0~ds1-3 8.5.1~ds-1 9.2.0~ds1-2 | 1090 | 4900 | nodejs ca-certificates | npm npx | package manager for Node.js
golang | 2:1.19~1 2:1.24~2 2:1.18~0ubuntu2 2:1.22~2build1 | 6 | 12 | golang-go | | Go programming language compiler - metapackage
golang-go | 2:1.19~1 2:1.24~2 2:1.18~0ubuntu2 2:1.22~2build1 | 43700 | 207000 | | go gofmt | Go programming language compiler, linker, compiled stdlib
ruby | 1:3.1 1:3.3 1:3.0~exp1 1:3.2~ubuntu1 | 6 | 36 | ruby3.1 | | Interpreter of object-oriented scripting language Ruby
ruby3.1 | 3.1.2-7+deb12u1 3.3.8-2 3.0.2-7ubuntu2.11 3.2.3-1ubuntu0.24.04.6 | 664 | 2200 | | ruby irb gem | Interpreter of object-oriented scripting language Ruby
php | 2:8.2+93 2:8.4+96 2:8.1+92ubuntu1 2:8.3+93ubuntu2 | 4 | 13 | php-cli | | server-side, HTML-embedded scripting language (default)
php-cli | 2:8.2+93 2:8.4+96 2:8.1+92ubuntu1 2:8.3+93ubuntu2 | 1700 | 5200 | | php | command-line interpreter for the PHP scripting language (default)
openjdk-17-jre-headless | 17.0.16+8-1~deb12u1 21.0.8+9-1 17.0.16+8~us1-0ubuntu1~22.04.1 17.0.16+8~us1-0ubuntu1~24.04.1 | 43700 | 189000 | ca-certificates | java | OpenJDK Java runtime, using Hotspot JIT (headless)
default-jre | 2:1.17-74 2:1.21-76 2:1.11-72build2 2:1.21-75+exp1 | 1 | 6 | openjdk-17-jre-headless | | Standard Java or Java compatible Runtime
default-jdk | 2:1.17-74 2:1.21-76 2:1.11-72build2 2:1.21-75+exp1 | 71800 | 83000 | openjdk-17-jre-headless | javac jar | Standard Java or Java compatible Development Kit
openjdk-17-jdk | 17.0.16+8-1~deb12u1 21.0.8+9-1 17.0.16+8~us1-0ubuntu1~22.04.1 17.0.16+8~us1-0ubuntu1~24.04.1 | 71800 | 83000 | openjdk-17-jre-headless | javac jar | OpenJDK Development Kit (JDK)
maven | 3.8.7-1 3.9.9-1 3.6.3-5 3.8.7-2 | 18 | 32 | default-jre | mvn | Java software project management and comprehension tool
iputils-ping | 3:20221126-1+deb12u1 3:20240905-3 3:20211215-1ubuntu0.1 3:20240117-1ubuntu0.1 | 47 | 130 | | ping ping4=ping ping6=ping | Tools to test the reachability of network hosts
iproute2 | 6.1.0-3 6.15.0-1 5.15.0-1ubuntu2 6.1.0-1ubuntu6.2 | 1046 | 3500 | | ip ss | networking and traffic control tools
net-tools | 2.10-0.1+deb12u2 2.10-1.3 1.60+git20181103.0eebece-1ubuntu5.4 2.10-0.1ubuntu4.4 | 243 | 964 | | netstat /usr/sbin/ifconfig /usr/sbin/route /usr/sbin/arp | NET-3 networking toolkit
dnsutils | 1:9.18.41-1~deb12u1 1:9.20.15-1~deb13u1 1:9.18.39-0ubuntu0.22.04.2 1:9.18.39-0ubuntu0.24.04.2 | 400 | 900 | bind9-libs | dig nslookup host | Clients provided with BIND 9
bind9-dnsutils | 1:9.18.41-1~deb12u1 1:9.20.15-1~deb13u1 1:9.18.39-0ubuntu0.22.04.2 1:9.18.39-0ubuntu0.24.04.2 | 400 | 900 | bind9-libs | dig nslookup | Clients provided with BIND 9
bind9-libs | 1:9.18.41-1~deb12u1 1:9.20.15-1~deb13u1 1:9.18.39-0ubuntu0.22.04.2 1:9.18.39-0ubuntu0.24.04.2 | 1420 | 4200 | | | Shared Libraries used by BIND 9
traceroute | 1:2.1.2-1 1:2.1.6-1 1:2.1.0-2 1:2.1.5-1 | 55 | 160 | | traceroute | Traces the route taken by packets over an IPv4/IPv6 network
netcat-openbsd | 1.219-1 1.229-1 1.218-4ubuntu1 1.226-1ubuntu2 | 42 | 110 | | nc netcat=nc | TCP/IP swiss army knife
netcat | 1.219-1 1.229-1 1.218-4ubuntu1 1.226-1ubuntu2 | 42 | 110 | | nc | TCP/IP swiss army knife
telnet | 0.17+2.4-2+deb12u1 0.17+2.6-3 0.17-44build1 0.17+2.5-3ubuntu4.1 | 40 | 60 | | telnet | transitional dummy package for inetutils-telnet
tcpdump | 4.99.3-1 4.99.5-2 4.99.1-3ubuntu0.2 4.99.4-3ubuntu4 | 464 | 1330 | | tcpdump | command-line network traffic analyzer
iptables | 1.8.9-2 1.8.11-2 1.8.7-1ubuntu5.2 1.8.10-3ubuntu2 | 360 | 2400 | | /usr/sbin/iptables /usr/sbin/iptables-save | administration tools for packet filtering and NAT
bridge-utils | 1.7.1-1 1.7.1-4+b1 1.7-1ubuntu3 1.7.1-1ubuntu2 | 35 | 120 | | /usr/sbin/brctl | Utilities for configuring the Linux Ethernet bridge
socat | 1.7.4.4-2 1.8.0.3-1 1.7.4.1-3ubuntu4 1.8.0.0-4build3 | 375 | 1600 | | socat | multipurpose relay for bidirectional data transfer
openssh-client | 1:9.2p1-2+deb12u7 1:10.0p1-7 1:8.9p1-3ubuntu0.13 1:9.6p1-3ubuntu13.14 | 992 | 6000 | | ssh scp ssh-keygen ssh-agent ssh-add ssh-keyscan | secure shell (SSH) client, for secure access to remote machines
openssh-server | 1:9.2p1-2+deb12u7 1:10.0p1-7 1:8.9p1-3ubuntu0.13 1:9.6p1-3ubuntu13.14 | 456 | 1900 | openssh-client | /usr/sbin/sshd | secure shell (SSH) server, for secure access from remote machines
procps | 2:4.0.2-3 2:4.0.4-9 2:3.3.17-6ubuntu2.1 2:4.0.4-4ubuntu3.2 | 709 | 1700 | libproc2-0 | ps top free uptime pgrep pkill pidof watch kill vmstat w /usr/sbin/sysctl | /proc file system utilities
libproc2-0 | 2:4.0.2-3 2:4.0.4-9 2:3.3.17-6ubuntu2.1 2:4.0.4-4ubuntu3.2 | 64 | 180 | | | library for accessing process information from /proc
psmisc | 23.6-1 23.7-2 23.4-2build3 23.7-1build1 | 258 | 830 | | killall pstree fuser | utilities that use the proc file system
htop | 3.2.2-2 3.4.1-5 3.0.5-7build2 3.3.0-4build1 | 152 | 387 | | htop | interactive processes viewer
lsof | 4.95.0-1 4.99.4+dfsg-2 4.93.2+dfsg-1.1build2 4.95.0-1build3 | 318 | 480 | | lsof | utility to list open files
strace | 6.1-0.1 6.13+ds-1 5.16-0ubuntu3 6.8-0ubuntu2 | 1200 | 2600 | | strace | System call tracer
stress | 1.0.7-1 | 20 | 58 | | stress | tool to impose load on and stress test a computer system
stress-ng | 0.15.06-2 0.19.02-1 0.13.12-2ubuntu1 0.17.06-1build1 | 1900 | 6600 | | stress-ng=stress | tool to load and stress a computer
tree | 2.1.0-1 2.2.1-1 2.0.2-1 2.1.1-2ubuntu3.24.04.2 | 52 | 116 | | tree | displays an indented directory tree, in color
jq | 1.6-2.1+deb12u1 1.7.1-6+deb13u1 1.6-2.1ubuntu3.1 1.7.1-3ubuntu0.24.04.1 | 65 | 110 | libjq1 | jq | lightweight and flexible command-line JSON processor
libjq1 | 1.6-2.1+deb12u1 1.7.1-6+deb13u1 1.6-2.1ubuntu3.1 1.7.1-3ubuntu0.24.04.1 | 136 | 370 | libonig5 | | lightweight and flexible command-line JSON processor - shared library
libonig5 | 6.9.8-1 6.9.9-1+b1 6.9.7.1-2build1 6.9.9-1build1 | 188 | 700 | | | regular expressions library
figlet | 2.2.5-3+b1 2.2.5-3+b2 2.2.5-3 2.2.5-3 | 137 | 752 | | figlet | Make large character ASCII banners out of ordinary text
toilet | 0.3-1.4 | 34 | 92 | | toilet | display large colourful characters in text mode
cowsay | 3.03+dfsg2-8 | 21 | 92 | perl | /usr/games/cowsay /usr/games/cowthink=cowsay | configurable talking cow
fortune-mod | 1:1.99.1-7.3 1:1.99.1-8 1:1.99.1-7.1build1 1:1.99.1-7.3build2 | 48 | 128 | fortunes-min | /usr/games/fortune | provides fortune cookies on demand
fortune | 1:1.99.1-7.3 | 48 | 128 | fortunes-min | /usr/games/fortune | provides fortune cookies on demand
fortunes-min | 1:1.99.1-7.3 1:1.99.1-8 1:1.99.1-7.1build1 1:1.99.1-7.3build2 | 61 | 173 | | | Data files containing selected fortune cookies
fortunes | 1:1.99.1-7.3 1:1.99.1-8 1:1.99.1-7.1build1 1:1.99.1-7.3build2 | 1240 | 2300 | fortune-mod | | Data files containing fortune cookies
lolcat | 100.0.1-3 | 14 | 38 | ruby | /usr/games/lolcat | colorful cat
sl | 5.02-1+b1 5.05-2 5.02-1 5.02-1 | 14 | 57 | | /usr/games/sl | Correct you if you type sl by mistake
build-essential | 12.9 12.12 12.9ubuntu3 12.10ubuntu1 | 8 | 20 | gcc g++ make dpkg-dev libc6-dev | | Informational list of build-essential packages
gcc | 4:12.2.0-3 4:14.2.0-1 4:11.2.0-1ubuntu1 4:13.2.0-7ubuntu1 | 5 | 45 | gcc-12 | gcc cc=gcc | GNU C compiler
gcc-12 | 12.2.0-14+deb12u1 14.2.0-19 11.4.0-1ubuntu1~22.04.2 13.3.0-6ubuntu2~24.04 | 19300 | 72300 | cpp-12 binutils libgcc-12-dev | | GNU C compiler
cpp-12 | 12.2.0-14+deb12u1 14.2.0-19 11.4.0-1ubuntu1~22.04.2 13.3.0-6ubuntu2~24.04 | 9800 | 30000 | | | GNU C preprocessor
g++ | 4:12.2.0-3 4:14.2.0-1 4:11.2.0-1ubuntu1 4:13.2.0-7ubuntu1 | 1 | 16 | g++-12 | g++ c++=g++ | GNU C++ compiler
g++-12 | 12.2.0-14+deb12u1 14.2.0-19 11.4.0-1ubuntu1~22.04.2 13.3.0-6ubuntu2~24.04 | 10700 | 38300 | libstdc++-12-dev | | GNU C++ compiler
binutils | 2.40-2 2.44-3 2.38-4ubuntu2.10 2.42-4ubuntu2.6 | 64 | 120 | | ld as nm objdump strip strings | GNU assembler, linker and binary utilities
libgcc-12-dev | 12.2.0-14+deb12u1 14.2.0-19 11.4.0-1ubuntu1~22.04.2 13.3.0-6ubuntu2~24.04 | 2437 | 16000 | | | GCC support library (development files)
libstdc++-12-dev | 12.2.0-14+deb12u1 14.2.0-19 11.4.0-1ubuntu1~22.04.2 13.3.0-6ubuntu2~24.04 | 2047 | 19500 | | | GNU Standard C++ Library v3 (development files)
make | 4.3-4.1 4.4.1-2 4.3-4.1build1 4.3-4.1build2 | 396 | 1600 | | make | utility for directing compilation
cmake | 3.25.1-1 3.31.6-2 3.22.1-1ubuntu1.22.04.2 3.28.3-1build7 | 8700 | 30000 | | cmake | cross-platform, open-source make system
dpkg-dev | 1.21.22 1.22.21 1.21.1ubuntu2.6 1.22.6ubuntu6.5 | 1353 | 2000 | perl | | Debian package development tools
libc6-dev | 2.36-9+deb12u13 2.41-12 2.35-0ubuntu3.11 2.39-0ubuntu8.6 | 1900 | 11900 | linux-libc-dev | | GNU C Library: Development Libraries and Header Files
linux-libc-dev | 6.1.158-1 6.12.57-1 5.15.0-160.170 6.8.0-87.88 | 2000 | 7100 | | | Linux support headers for userspace development
pkg-config | 1.8.1-1 1.8.1-4 0.29.2-1ubuntu3 1.8.1-2build1 | 14 | 30 | | pkg-config | manage compile and link flags for libraries
autoconf | 2.71-3 2.72-3.1 2.71-2 2.71-3 | 332 | 2000 | perl | autoconf | automatic configure script builder
zlib1g-dev | 1:1.2.13.dfsg-1 1:1.3.dfsg+really1.3.1-1+b1 1:1.2.11.dfsg-2ubuntu9.2 1:1.3.dfsg-3.1ubuntu2.1 | 916 | 1400 | | | compression library - development
libpcre3 | 2:8.39-15 2:8.39-15 2:8.39-13ubuntu0.22.04.1 2:8.39-15build1 | 341 | 690 | | | Old Perl 5 Compatible Regular Expression Library - runtime files
libpcre3-dev | 2:8.39-15 2:8.39-15 2:8.39-13ubuntu0.22.04.1 2:8.39-15build1 | 661 | 1900 | libpcre3 | | Old Perl 5 Compatible Regular Expression Library - development files
libssl1.1 | 1.1.1w-0+deb11u3 1.1.1w-0+deb11u3 1.1.1f-1ubuntu2.24 1.1.1f-1ubuntu2.24 | 1560 | 4100 | | | Secure Sockets Layer toolkit - shared libraries
zlib1g-runtime | 1 | 1 | 1 | | | compression library
libffi-dev | 3.4.4-1 3.4.8-2 3.4.2-4 3.4.6-1build1 | 60 | 300 | | | Foreign Function Interface library (development files)
libpq-dev | 15.14-0+deb12u1 17.6-0+deb13u1 14.19-0ubuntu0.22.04.1 16.10-0ubuntu0.24.04.1 | 145 | 720 | libpq5 | pg_config | header files for libpq5 (PostgreSQL library)
libpq5 | 15.14-0+deb12u1 17.6-0+deb13u1 14.19-0ubuntu0.22.04.1 16.10-0ubuntu0.24.04.1 | 190 | 830 | | | PostgreSQL C client library
postgresql-client | 15+248 17+278 14+238 16+257build1.1 | 10 | 60 | postgresql-client-15 | | front-end programs for PostgreSQL (supported version)
postgresql-client-15 | 15.14-0+deb12u1 17.6-0+deb13u1 14.19-0ubuntu0.22.04.1 16.10-0ubuntu0.24.04.1 | 1710 | 4800 | libpq5 | psql pg_dump pg_isready pg_restore createdb | front-end programs for PostgreSQL 15
postgresql | 15+248 17+278 14+238 16+257build1.1 | 16700 | 49000 | postgresql-client | /usr/lib/postgresql/15/bin/postgres | object-relational SQL database (supported version)
mysql-client | 8.0.44-0 8.4.7-1 8.0.44-0ubuntu0.22.04.1 8.0.44-0ubuntu0.24.04.1 | 2700 | 60000 | | mysql mysqladmin mysqldump | MySQL database client (metapackage)
default-mysql-client | 1.1.0 1.1.1 1.0.8 1.1.0build1 | 3 | 7 | mariadb-client | | MySQL database client binaries (metapackage)
mariadb-client | 1:10.11.14-0+deb12u2 1:11.8.3-0+deb13u1 1:10.6.22-0ubuntu0.22.04.1 1:10.11.13-0ubuntu0.24.04.1 | 3000 | 32000 | | mariadb mysql=mariadb mariadb-dump mysqldump=mariadb-dump | MariaDB database client binaries
mysql-server | 8.0.44-0 8.4.7-1 8.0.44-0ubuntu0.22.04.1 8.0.44-0ubuntu0.24.04.1 | 24000 | 240000 | mysql-client | /usr/sbin/mysqld | MySQL database server (metapackage)
redis-tools | 5:7.0.15-1~deb12u5 5:8.0.2-3 5:6.0.16-1ubuntu1.1 5:7.0.15-1ubuntu0.24.04.2 | 990 | 6600 | | redis-cli redis-benchmark | Persistent key-value database with network interface (client)
redis-server | 5:7.0.15-1~deb12u5 5:8.0.2-3 5:6.0.16-1ubuntu1.1 5:7.0.15-1ubuntu0.24.04.2 | 72 | 210 | redis-tools | redis-server | Persistent key-value database with network interface
redis | 5:7.0.15-1~deb12u5 5:8.0.2-3 5:6.0.16-1ubuntu1.1 5:7.0.15-1ubuntu0.24.04.2 | 23 | 90 | redis-server | | Persistent key-value database with network interface (metapackage)
sqlite3 | 3.40.1-2+deb12u2 3.46.1-7 3.37.2-2ubuntu0.5 3.45.1-1ubuntu2.5 | 357 | 1400 | libsqlite3-0 | sqlite3 | Command line interface for SQLite 3
memcached | 1.6.18-1 1.6.38-1 1.6.14-1ubuntu0.1 1.6.24-1build3 | 250 | 660 | | memcached | High-performance in-memory object caching system
supervisor | 4.2.5-1 4.2.5-3 4.2.1-1ubuntu1 4.2.5-1ubuntu0.1 | 306 | 1800 | python3 | supervisord supervisorctl | System for controlling process state
cron | 3.0pl1-162 3.0pl1-197 3.0pl1-137ubuntu3 3.0pl1-184ubuntu2 | 92 | 260 | | /usr/sbin/cron crontab | process scheduling daemon
rsyslog | 8.2302.0-1+deb12u1 8.2504.0-1 8.2112.0-2ubuntu2.2 8.2312.0-3ubuntu9.1 | 730 | 2100 | | /usr/sbin/rsyslogd | reliable system and kernel logging daemon
sudo | 1.9.13p3-1+deb12u2 1.9.16p2-3 1.9.9-1ubuntu2.5 1.9.15p5-3ubuntu5.24.04.1 | 1891 | 6200 | | sudo | Provide limited super user privileges to specific users
gosu | 1.14-1+b10 1.17-3 1.14-1 1.17-1ubuntu0.24.04.3 | 1500 | 3200 | | gosu | simple Go-based setuid+setgid+setgroups+exec
tini | 0.19.0-1 | 262 | 820 | | tini=docker-init | tiny but valid init for containers
dumb-init | 1.2.5-2 | 12 | 40 | | dumb-init=docker-init | wrapper script which proxies signals to a child
gnupg | 2.2.40-1.1+deb12u1 2.4.7-21 2.2.27-3ubuntu2.4 2.4.4-2ubuntu17.3 | 846 | 1700 | gpg | | GNU privacy guard - a free PGP replacement
gnupg2 | 2.2.40-1.1+deb12u1 2.4.7-21 2.2.27-3ubuntu2.4 2.4.4-2ubuntu17.3 | 445 | 480 | gnupg | | GNU privacy guard - a free PGP replacement (dummy transitional package)
gpg | 2.2.40-1.1+deb12u1 2.4.7-21 2.2.27-3ubuntu2.4 2.4.4-2ubuntu17.3 | 949 | 1600 | | gpg | GNU Privacy Guard -- minimalist public key operations
lsb-release | 12.0-1 12.1-1 11.1.0ubuntu4 12.0-2 | 6 | 17 | | lsb_release | Linux Standard Base version reporting utility (minimal implementation)
apt-transport-https | 2.6.1 3.0.3 2.4.14 2.8.3 | 25 | 35 | | | transitional package for https support
apt-utils | 2.6.1 3.0.3 2.4.14 2.8.3 | 309 | 1000 | | | package management related utility programs
software-properties-common | 0.99.30-4.1~deb12u1 0.111 0.99.22.9 0.99.49.3 | 65 | 210 | python3 gnupg | add-apt-repository | manage the repositories that you install software from (common)
locales | 2.36-9+deb12u13 2.41-12 2.35-0ubuntu3.11 2.39-0ubuntu8.6 | 3906 | 17000 | | /usr/sbin/locale-gen locale | GNU C Library: National Language (locale) data [support]
tzdata-legacy | 2025b-0+deb12u2 2025b-4+deb13u1 2025b-0ubuntu0.22.04.1 2025b-0ubuntu0.24.04.1 | 97 | 370 | | | deprecated time zone data
unzip | 6.0-28 6.0-29 6.0-26ubuntu3.2 6.0-28ubuntu4.1 | 166 | 388 | | unzip | De-archiver for .zip files
zip | 3.0-13 3.0-15 3.0-12build2 3.0-13ubuntu0.2 | 234 | 610 | | zip | Archiver for .zip files
xz-utils | 5.4.1-1 5.8.1-1 5.2.5-2ubuntu1 5.6.1+really5.4.5-1ubuntu0.2 | 471 | 1200 | | xz unxz=xz | XZ-format compression utilities
bzip2 | 1.0.8-5+b1 1.0.8-6 1.0.8-5build1 1.0.8-5.1build0.1 | 50 | 115 | | bzip2 bunzip2=bzip2 | high-quality block-sorting file compressor - utilities
rsync | 3.2.7-1+deb12u2 3.4.1+ds1-5 3.2.7-0ubuntu0.22.04.4 3.2.7-1ubuntu1.2 | 417 | 800 | | rsync | fast, versatile, remote (and local) file-copying tool
file | 1:5.44-3 1:5.46-5 1:5.41-3ubuntu0.1 1:5.45-3build1 | 43 | 90 | | file | Recognize the type of data in a file using "magic" numbers
man-db | 2.11.2-2 2.13.1-1 2.10.2-1 2.12.0-4build2 | 1386 | 3200 | | man | tools for reading manual pages
screen | 4.9.0-4 4.9.1-3 4.9.0-1 4.9.1-1build1 | 610 | 1100 | | screen | terminal multiplexer with VT100/ANSI terminal emulation
tmux | 3.3a-3 3.5a-3 3.2a-4ubuntu0.2 3.4-1ubuntu0.1 | 455 | 1100 | | tmux | terminal multiplexer
silversearcher-ag | 2.2.0+git20200805-1 | 50 | 120 | | ag | very fast grep-like program, alternative to ack-grep
bash-completion | 1:2.11-6 1:2.16.0-7 1:2.11-5ubuntu1 1:2.11-8 | 234 | 1500 | | | programmable completion for the bash shell
imagemagick | 8:6.9.11.60+dfsg-1.6+deb12u4 8:7.1.1.43+dfsg1-1 8:6.9.11.60+dfsg-1.3ubuntu0.22.04.5 8:6.9.12.98+dfsg1-5.2build2 | 14 | 80 | | convert identify | image manipulation programs -- binaries
ffmpeg | 7:5.1.7-0+deb12u1 7:7.1.2-0+deb13u1 7:4.4.2-0ubuntu0.22.04.1 7:6.1.1-3ubuntu5 | 1800 | 2400 | | ffmpeg ffprobe | Tools for transcoding, streaming and playing of multimedia files
docker.io | 20.10.24+dfsg1-1+deb12u1+b3 26.1.5+dfsg1-9 28.2.2-0ubuntu1~22.04.1 28.2.2-0ubuntu1~24.04.1 | 36200 | 151000 | | docker | Linux container runtime
ssh | 1:9.2p1-2+deb12u7 1:10.0p1-7 1:8.9p1-3ubuntu0.13 1:9.6p1-3ubuntu13.14 | 175 | 200 | openssh-client openssh-server | | secure shell client and server (metapackage)
`

// debianFiles are texts that come with some packages.
func debianFiles(name string) []File {
	switch name {
	case "nginx-common":
		return []File{
			{"/etc/nginx/nginx.conf", "user www-data;\nworker_processes auto;\npid /run/nginx.pid;\n\nevents {\n\tworker_connections 768;\n}\n\nhttp {\n\tsendfile on;\n\tinclude /etc/nginx/mime.types;\n\tdefault_type application/octet-stream;\n\taccess_log /var/log/nginx/access.log;\n\terror_log /var/log/nginx/error.log;\n\tinclude /etc/nginx/conf.d/*.conf;\n\tinclude /etc/nginx/sites-enabled/*;\n}\n"},
			{"/etc/nginx/mime.types", "types {\n\ttext/html html htm;\n\ttext/css css;\n\ttext/plain txt;\n\tapplication/javascript js;\n\tapplication/json json;\n\timage/png png;\n\timage/jpeg jpeg jpg;\n\timage/svg+xml svg;\n}\n"},
			{"/etc/nginx/sites-available/default", "server {\n\tlisten 80 default_server;\n\tlisten [::]:80 default_server;\n\troot /var/www/html;\n\tindex index.html index.htm index.nginx-debian.html;\n\tserver_name _;\n\tlocation / {\n\t\ttry_files $uri $uri/ =404;\n\t}\n}\n"},
			{"/etc/nginx/sites-enabled/default", "-> /etc/nginx/sites-available/default"},
			{"/var/www/html/index.nginx-debian.html", "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n<p>The web server is installed and working.</p>\n</body>\n</html>\n"},
			{"/var/log/nginx/access.log", ""}, {"/var/log/nginx/error.log", ""}, {"/etc/nginx/conf.d/.keep", ""}, {"/etc/nginx/modules-enabled/.keep", ""},
		}
	case "apache2-data":
		return []File{
			{"/var/www/html/index.html", "<!DOCTYPE html>\n<html>\n<head><title>Apache2 Default Page: It works</title></head>\n<body><h1>It works!</h1></body>\n</html>\n"},
			{"/etc/apache2/apache2.conf", "Include ports.conf\nIncludeOptional sites-enabled/*.conf\n"}, {"/etc/apache2/ports.conf", "Listen 80\n"},
			{"/etc/apache2/sites-enabled/000-default.conf", "<VirtualHost *:80>\n\tDocumentRoot /var/www/html\n</VirtualHost>\n"}, {"/etc/apache2/envvars", "export APACHE_RUN_USER=www-data\n"},
		}
	case "ca-certificates":
		return []File{{"/etc/ssl/certs/ca-certificates.crt", ""}, {"/etc/ca-certificates.conf", "# Certificates that are trusted, one a line.\n"}}
	case "sudo":
		return []File{{"/etc/sudoers", "root\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n"}}
	case "locales":
		return []File{{"/etc/locale.gen", "# en_US.UTF-8 UTF-8\n"}}
	}
	return nil
}
