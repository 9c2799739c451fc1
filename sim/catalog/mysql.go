package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

// fileVariables sets the variables that are named after it from the files that
// NAME_FILE names: while it is root, who may read what the server may not.
const fileVariables = `for name in NAMES; do
	eval "file=\${${name}_FILE:-}"
	if [ -n "$file" ]; then
		export "$name=$(cat "$file")"
		unset "${name}_FILE"
	fi
done
`

// databaseEntrypoint becomes a database server under its own user; any other
// command runs as it is.
var databaseEntrypoint = `#!/bin/sh
set -e
case "$1" in
-*) set -- SERVER "$@" ;;
esac

if [ "$1" = SERVER ] && [ "$(id -u)" = 0 ]; then
` + strings.Replace(fileVariables, "NAMES", databaseVariables, 1) + `
	mkdir -p /var/lib/mysql /var/run/mysqld
	chown -R mysql:mysql /var/lib/mysql /var/run/mysqld
	exec gosu mysql "$0" "$@"
fi

exec "$@"
`

// databaseVariables are those that a file may hold.
const databaseVariables = "MYSQL_ROOT_HOST MYSQL_ROOT_PASSWORD MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD MARIADB_ROOT_HOST MARIADB_ROOT_PASSWORD MARIADB_DATABASE MARIADB_USER MARIADB_PASSWORD"

func mysqlFiles() []item {
	return slices.Concat(bins("/usr/sbin/", "mysqld:68000000"), bins("/usr/bin/", "mysql:7200000 mysqladmin:6300000 mysqldump:6500000 mysqlimport:6300000 mysqlshow:6300000 mysql_secure_installation:6300000"),
		owned(999, 999, "/var/lib/mysql"), list(file("/etc/my.cnf", mysqlConf), special("/run/mysqld", fs.ModeSticky|0o777).own(999, 999)),
		dirs("/etc/mysql /etc/mysql/conf.d /docker-entrypoint-initdb.d /var/lib/mysql-files"))
}

const mysqlConf = `[mysqld]
skip-host-cache
skip-name-resolve
datadir=/var/lib/mysql
socket=/var/run/mysqld/mysqld.sock
secure-file-priv=/var/lib/mysql-files
user=mysql
pid-file=/var/run/mysqld/mysqld.pid

[client]
socket=/var/run/mysqld/mysqld.sock

!includedir /etc/mysql/conf.d/
`

func gosuFiles() []item { return bins("/usr/local/bin/", "gosu:2540000") }

var mysqlContents = []content{
	{"people", func() []item { return people(redhatPasswd, redhatGroup, "mysql:x:999:999::/var/lib/mysql:/bin/bash") }},
	{"gosu", gosuFiles}, {"tools", func() []item { return bins("/usr/bin/", "bzip2:39144 gzip:98000 openssl:1086632 xz:84000 zstd:900000") }},
	{"mysql", mysqlFiles}, {"shell", func() []item { return bins("/usr/bin/", "mysqlsh:30000000") }},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", strings.ReplaceAll(databaseEntrypoint, "SERVER", "mysqld")))},
}

var mysql26 = page(oracleLinux, `
mysql latest innovation 26.7 26
2026-09-12T00:10:58Z 45abdd9b4144660b5c93a5b7d0ebb21e024f0ba9851ecb4ab43bf83c6bf83592 e90497776da10a4700999242a58d779a86879225bb2d8544b4109272a4c288bc 21ed0f5cc49429e295ee53a1c19e9726067987d14b4b29d6cd35599ad066c4eb
1efac44fb10451bb6c48afdee56aceb0234a31d09f9abff40b8a45d353e9f4eb 885 3500 RUN /bin/sh -c set -eux; groupadd --system --gid 999 mysql; useradd --system --uid 999 --gid 999 --home-dir /var/lib/mysql --no-create-home mysql # buildkit @people
ENV GOSU_VERSION=1.19
2f1d011bdd777410d8f289763994559a9be153f5771ebc32de2675a37147dfaf 783541 2050000 RUN /bin/sh -c set -eux; arch="$(uname -m)"; ... gosu nobody true # buildkit @gosu
d61b3579fc6ca050cd58791db7a9ccb99553a828bf58f458693b95b22bfe699c 6193394 18000000 RUN /bin/sh -c set -eux; microdnf install -y bzip2 gzip openssl xz zstd findutils ; microdnf clean all # buildkit @tools
f5703b6421969ea9aff5cd6360efecae6e51b136dfa07a82656251d48e31b622 2605 3200 RUN /bin/sh -c set -eux; key='BCA4 3417 C3B4 85DD 128E C6D4 B7B3 B788 A8D3 785C'; ... # buildkit
ENV MYSQL_MAJOR=innovation
ENV MYSQL_VERSION=26.7.0-1.el9
24899866011650b17a308d6dbb0dec68226c20699b2a73c9fd4deb4444dd8b28 339 310 RUN /bin/sh -c set -eu; { echo '[mysqlinnovation-server-minimal]'; ... } | tee /etc/yum.repos.d/mysql-community-minimal.repo # buildkit
13707ba668372c347e859a0c18a470add82d4189cc26e7ed927f0c018e9ac25e 57457519 290000000 RUN /bin/sh -c set -eux; microdnf install -y "mysql-community-server-minimal-$MYSQL_VERSION"; ... mysqld --version; mysql --version # buildkit @mysql
7c4ffcc46f7cdd865fd1da77be7e5e1ae404849c15875ca684e75d8e2d33b9c8 324 300 RUN /bin/sh -c set -eu; { echo '[mysql-tools-community]'; ... } | tee /etc/yum.repos.d/mysql-community-tools.repo # buildkit
ENV MYSQL_SHELL_VERSION=26.7.0-1.el9
ee778d752aff96f367302483b39dcb42e27f91127326d1092469b3cc347b99bf 159975330 485000000 RUN /bin/sh -c set -eux; microdnf install -y "mysql-shell-$MYSQL_SHELL_VERSION"; microdnf clean all; mysqlsh --version # buildkit @shell
VOLUME [/var/lib/mysql]
a869fc9d82872e499c0486dc9183f2bba06dc62f4256a28386987a67a0dbcede 5223 14000 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE map[3306/tcp:{} 33060/tcp:{}]
CMD ["mysqld"]
`, mysqlContents...)

var mysqlReleases = []release{
	mysql26,
	derive(mysql26, "9 9.5 9.5.0", "MAJOR=innovation", "MAJOR=innovation", "26.7.0", "9.5.0"),
	derive(mysql26, "lts 8.4 8.4.9 8", "MAJOR=innovation", "MAJOR=8.4", "26.7.0", "8.4.9"),
	derive(mysql26, "8.0 8.0.46 8.0-debian", "MAJOR=innovation", "MAJOR=8.0", "26.7.0", "8.0.46"),
	derive(mysql26, "5.7 5.7.44 5", "MAJOR=innovation", "MAJOR=5.7", "26.7.0", "5.7.44"),
	derive(mysql26, "5.6 5.6.51", "MAJOR=innovation", "MAJOR=5.6", "26.7.0", "5.6.51"),
}

func mariadbFiles() []item {
	return slices.Concat(bins("/usr/sbin/", "mariadbd:27000000 mysqld=mariadbd:27000000"),
		bins("/usr/bin/", "mariadb:5300000 mysql=mariadb:5300000 mariadb-admin:5000000 mysqladmin=mariadb-admin:5000000 mariadb-dump:5100000 mysqldump=mariadb-dump:5100000 mariadb-backup:24000000 socat:380000"),
		owned(999, 999, "/var/lib/mysql"), dirs("/etc/mysql /etc/mysql/conf.d /etc/mysql/mariadb.conf.d"), list(
			file("/etc/mysql/mariadb.cnf", "[client-server]\nsocket = /run/mysqld/mysqld.sock\n\n!includedir /etc/mysql/conf.d/\n!includedir /etc/mysql/mariadb.conf.d/\n"),
			link("/etc/mysql/my.cnf", "mariadb.cnf"), special("/run/mysqld", 0o777).own(999, 999)))
}

var mariadbContents = []content{
	{"people", func() []item { return people(debianPasswd, debianGroup, "mysql:x:999:999::/var/lib/mysql:/bin/sh") }},
	{"gosu", gosuFiles}, {"initdb.d", put(dirs("/docker-entrypoint-initdb.d")...)}, {"mariadb", mariadbFiles},
	{"healthcheck", put(file("/usr/local/bin/healthcheck.sh", "#!/bin/sh\n# Asks the server whether it answers.\nexec mariadb-admin ping\n"))},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", strings.ReplaceAll(databaseEntrypoint, "SERVER", "mariadbd")))},
}

var mariadb12 = page(nobleBase, `
mariadb latest 12 12.3 12.3.2 noble
2026-08-18T19:24:20Z c237fd50cc48d6f2b87c4ca66d52f3b5eef7271b3bea7aee586c0be19d5b460d 63b29a06fbde176102a20d90fee92b2bac3a112a4f47816cac18da9b70767393 57c69e064d6c79e7cbe8c77a3342327d13455947616e7e7908bda2fbad348e34
71fc539b309a9c3d0b15568b629b2a136ade389e762e2ff49d445b5467377e21 1342 4700 RUN /bin/sh -c groupadd -r mysql && useradd -r -g mysql mysql --home-dir /var/lib/mysql && userdel --remove ubuntu # buildkit @people
ENV GOSU_VERSION=1.19
ARG GPG_KEYS=177F4010FE56CA3336300305F1656F24C74CD1D8
0823aa11c04c65f4f6abca8c0f1a5ca74ff1b72294cbb5acf1575e028751caf0 5245569 15000000 RUN |1 GPG_KEYS=177F4010FE56CA3336300305F1656F24C74CD1D8 /bin/sh -c set -eux; apt-get update; ... gosu nobody true # buildkit @gosu
ef4e113f30b95423af6e26440597d0ce807096cf928cd83fda864b6e6cee1baf 116 0 RUN |1 GPG_KEYS=177F4010FE56CA3336300305F1656F24C74CD1D8 /bin/sh -c mkdir /docker-entrypoint-initdb.d # buildkit @initdb.d
ENV LANG=C.UTF-8
LABEL org.opencontainers.image.authors=MariaDB Community org.opencontainers.image.title=MariaDB Database ...
ARG MARIADB_VERSION=1:12.3.2+maria~ubu2404
ENV MARIADB_VERSION=1:12.3.2+maria~ubu2404
ARG REPOSITORY=http://archive.mariadb.org/mariadb-12.3.2/repo/ubuntu/ noble main main/debug
0b9fa11a3618f89861117845321307a05f3b58b2558c61086743d0cd5c5bde12 330 160 RUN |3 GPG_KEYS=... MARIADB_VERSION=1:12.3.2+maria~ubu2404 REPOSITORY=... /bin/sh -c set -e; echo "deb ${REPOSITORY}" > /etc/apt/sources.list.d/mariadb.list; ... # buildkit
4373608fb269941bc8fcd70ca7db9938e0dea6ce3ba93fc65d3aa6fdda7aba41 70287019 240000000 RUN |3 GPG_KEYS=... /bin/sh -c set -ex; ... apt-get install -y --no-install-recommends mariadb-server-galera="$MARIADB_VERSION" mariadb-backup socat ; ... # buildkit @mariadb
VOLUME [/var/lib/mysql]
f4b83b8f70d27eda0c82c9d6add520f345e029bda1da89f47a0b9eecfd11725a 4034 11400 COPY healthcheck.sh /usr/local/bin/healthcheck.sh # buildkit @healthcheck
6d1c2cce3f0a7a12a78d7ad100b75d3d40c2f94aa415a3e46e8a73bf16687cb0 8492 27000 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE map[3306/tcp:{}]
CMD ["mariadbd"]
`, mariadbContents...)

var mariadbReleases = []release{
	mariadb12,
	derive(mariadb12, "lts 11 11.8 11.8.9", "12.3.2", "11.8.9"), derive(mariadb12, "11.4 11.4.12", "12.3.2", "11.4.12"), derive(mariadb12, "10 10.11 10.11.18", "12.3.2", "10.11.18"),
	derive(mariadb12, "10.6 10.6.27", "12.3.2", "10.6.27"), derive(mariadb12, "10.5 10.5.29", "12.3.2", "10.5.29"), derive(mariadb12, "10.3 10.3.39", "12.3.2", "10.3.39"),
}
