package catalog

import (
	"io/fs"
	"slices"
	"strings"
)

var postgresEntrypoint = `#!/bin/sh
# Becomes postgres under its own user; any other command runs as it is.
set -e

case "$1" in
-*) set -- postgres "$@" ;;
esac

if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
` + strings.Replace(fileVariables, "NAMES", "POSTGRES_PASSWORD POSTGRES_USER POSTGRES_DB POSTGRES_INITDB_ARGS", 1) + `
	mkdir -p "$PGDATA"
	chown -R postgres "$PGDATA" /var/run/postgresql
	exec gosu postgres "$0" "$@"
fi

exec "$@"
`

func postgresFiles() []item {
	const dir = "/usr/lib/postgresql/17/"
	return slices.Concat(dirs("/usr/lib/postgresql /usr/lib/postgresql/17 /usr/lib/postgresql/17/bin /usr/share/postgresql /usr/share/postgresql/17"),
		bins(dir+"bin/", "postgres:9500000 initdb:140000 pg_ctl:60000 pg_controldata:60000 pg_resetwal:60000"),
		bins("/usr/bin/", "psql:800000 pg_dump:430000 pg_dumpall:120000 pg_restore:220000 pg_isready:30000 createdb:60000 dropdb:60000 createuser:60000 pg_basebackup:150000 perl:3500000"),
		list(file("/usr/share/postgresql/postgresql.conf.sample", postgresSample), link("/usr/share/postgresql/17/postgresql.conf.sample", "../postgresql.conf.sample")))
}

const postgresSample = "# What is not set here has its default.\nlisten_addresses = '*'\nmax_connections = 100\nshared_buffers = 128MB\n"

func postgresPeople() []item {
	return append(people(debianPasswd, debianGroup, "postgres:x:999:999::/var/lib/postgresql:/bin/bash"), owned(999, 999, "/var/lib/postgresql")...)
}

var postgresContents = []content{
	{"people", postgresPeople}, {"less", func() []item { return bins("/usr/bin/", "less:203544 gpg:4898752") }},
	{"alpine", func() []item {
		return append(people(alpinePasswd, alpineGroup, "postgres:x:70:70:PostgreSQL user:/var/lib/postgresql:/bin/sh"), owned(70, 70, "/var/lib/postgresql")...)
	}},
	{"gosu", func() []item { return bins("/usr/local/bin/", "gosu:2540000") }},
	{"tools", func() []item { return bins("/usr/bin/", "xz:84000 zstd:900000") }},
	{"initdb.d", put(dirs("/docker-entrypoint-initdb.d")...)}, {"postgres", postgresFiles},
	{"run", put(special("/run/postgresql", fs.ModeSetgid|0o775).own(999, 999))},
	{"data", put(special("/var/lib/postgresql/data", fs.ModeSticky|0o777).own(999, 999))},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", postgresEntrypoint), file("/usr/local/bin/docker-ensure-initdb.sh", "#!/bin/sh\nexec docker-entrypoint.sh postgres --version\n"))},
	{"enforce", put(link("/usr/local/bin/docker-enforce-initdb.sh", "docker-ensure-initdb.sh"))},
}

var postgres17 = page(trixieSlim, `
postgres 17 17.11 17-trixie
2026-09-19T00:36:29Z f4c66b820c6f974249089d3d16d86a3698eae11e8746eb6644b2271031e91232 e31e3d5327d1806f6177827c9710643e4f35f7ab3f14d26d05332753d3e95ee0 212aeeeb8faaef6c46498d86cbec6b9344d8d9492996b174664ff82c562ab685
0725a8be915e7a30dc86bf6ea1a0f4cf86baab80e2cb64cd6e44c7ddf339d33f 1168 4400 RUN /bin/sh -c set -eux; groupadd -r postgres --gid=999; useradd -r -g postgres --uid=999 --home-dir=/var/lib/postgresql ... # buildkit @people
71f55f60a7865a4db54008e869fe30a31d9f4892dc9b263f7f8937b7ac2a4cfe 6443011 18000000 RUN /bin/sh -c set -ex; apt-get update; apt-get install -y --no-install-recommends gnupg less ; rm -rf /var/lib/apt/lists/* # buildkit @less
ENV GOSU_VERSION=1.19
564dc3c4a6f9318ee29e1d8114629f671bb0f1f2f542752c9c6b68cfd078328c 1256748 2700000 RUN /bin/sh -c set -eux; ... gosu --version; gosu nobody true # buildkit @gosu
752819419f5083c3e506de779021ccd8665bb34bf7845ff1653157fc6b7f0fef 8203817 26000000 RUN /bin/sh -c set -eux; ... locale-gen; locale -a | grep 'en_US.utf8' # buildkit
ENV LANG=en_US.utf8
8b51b92450517e64a2cf0917ae35f036e27a914dfa105c3fa287047b4f05ed37 1311669 3100000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends libnss-wrapper xz-utils zstd ; rm -rf /var/lib/apt/lists/* # buildkit @tools
498b9ff7d682c138421c7942f0cda63ab65e76974d8d802a0713fa46620edc20 116 0 RUN /bin/sh -c mkdir /docker-entrypoint-initdb.d # buildkit @initdb.d
755a851127eb2f3b84bca22392c3c49ce860f935433ccd87f53d614707f094cb 3140 3600 RUN /bin/sh -c set -ex; key='B97B0AFCAA1A47F044F244A07FCC7D46ACCC4CF8'; ... # buildkit
ENV PG_MAJOR=17
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin
ENV PG_VERSION=17.11-1.pgdg13+2
bbe7b3469b205f9cc7335abb718cec1d92950322cdecf71b36948a24cba8eab3 114255852 325000000 RUN /bin/sh -c set -ex; export PYTHONDONTWRITEBYTECODE=1; ... apt-get install -y --no-install-recommends "postgresql-$PG_MAJOR=$PG_VERSION" ... postgres --version # buildkit @postgres
73872941ba23adaea51292ee374cc100cebab858efd6334b0f049675514be537 10451 63000 RUN /bin/sh -c set -eux; dpkg-divert --add --rename ... listen_addresses = '*' ... # buildkit
2f9b6cf2e417d1ebca90c92e2cdc069d01b0c71ded6ce877927eb38c9caaf86a 128 0 RUN /bin/sh -c install --verbose --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql # buildkit @run
ENV PGDATA=/var/lib/postgresql/data
3feaebf93d15276bf6dd618d21f53f829b29119ddc6dee15736952bed7f47e97 167 0 RUN /bin/sh -c install --verbose --directory --owner postgres --group postgres --mode 1777 "$PGDATA" # buildkit @data
VOLUME [/var/lib/postgresql/data]
50e228e2fe6d3720a722993a7dd9e2e433febf2c987606ffc2c9ee3c57ff0fca 6104 16800 COPY docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/ # buildkit @entrypoint
bed9376b51dc85386fab78123b01d461daad0f726d49887cf105258c0743b09d 185 0 RUN /bin/sh -c ln -sT docker-ensure-initdb.sh /usr/local/bin/docker-enforce-initdb.sh # buildkit @enforce
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE map[5432/tcp:{}]
CMD ["postgres"]
`, postgresContents...)

// postgres17Alpine was not looked up.
var postgres17Alpine = page(alpineBase, `
postgres 17-alpine 17.11-alpine
2026-09-19T00:40:12Z
~ 1000 3400 RUN /bin/sh -c set -eux; addgroup -g 70 -S postgres; adduser -u 70 -S -D -G postgres -H -h /var/lib/postgresql -s /bin/sh postgres; ... # buildkit @alpine
ENV GOSU_VERSION=1.19
~ 1100000 2600000 RUN /bin/sh -c set -eux; ... gosu --version; gosu nobody true # buildkit @gosu
ENV LANG=en_US.utf8
~ 116 0 RUN /bin/sh -c mkdir /docker-entrypoint-initdb.d # buildkit @initdb.d
ENV PG_MAJOR=17
ENV PG_VERSION=17.11
~ 105000000 270000000 RUN /bin/sh -c set -eux; ... wget -O postgresql.tar.bz2 ... postgres --version # buildkit @postgres-alpine
~ 128 0 RUN /bin/sh -c install --verbose --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql # buildkit @run-alpine
ENV PGDATA=/var/lib/postgresql/data
~ 167 0 RUN /bin/sh -c install --verbose --directory --owner postgres --group postgres --mode 1777 "$PGDATA" # buildkit @data-alpine
VOLUME [/var/lib/postgresql/data]
~ 6104 16800 COPY docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE map[5432/tcp:{}]
CMD ["postgres"]
`, append(postgresContents,
	content{"postgres-alpine", func() []item {
		return bins("/usr/local/bin/", "postgres:9500000 initdb:140000 pg_ctl:60000 psql:800000 pg_dump:430000 pg_dumpall:120000 pg_restore:220000 pg_isready:30000 createdb:60000 dropdb:60000 createuser:60000")
	}},
	content{"run-alpine", put(special("/run/postgresql", 0o777).own(70, 70))},
	content{"data-alpine", put(special("/var/lib/postgresql/data", 0o777).own(70, 70))},
)...)

var postgresVersions = []struct{ major, patch, also string }{
	{"18", "18.5", "latest trixie"}, {"16", "16.15", ""}, {"15", "15.19", ""}, {"14", "14.24", ""}, {"13", "13.23", "13.2"}, {"12", "12.22", ""}, {"11", "11.22", ""},
	{"10", "10.23", ""}, {"9.6", "9.6.24", "9"}, {"9.4", "9.4.26", ""},
}

func postgresReleases() []release {
	all := []release{postgres17, postgres17Alpine}
	for _, v := range postgresVersions {
		swap := []string{"17.11", v.patch, "PG_MAJOR=17", "PG_MAJOR=" + v.major, "postgresql/17", "postgresql/" + v.major}
		alpine := v.major + "-alpine " + v.patch + "-alpine"
		switch v.major {
		case "18": // moved its data. Source: docker-library/postgres, pull request 1259.
			swap = append(swap, "VOLUME [/var/lib/postgresql/data]", "VOLUME [/var/lib/postgresql]", "PGDATA=/var/lib/postgresql/data", "PGDATA=/var/lib/postgresql/18/docker")
			alpine += " alpine"
		case "13":
			alpine += " 13.2-alpine"
		}
		all = append(all, derive(postgres17, v.major+" "+v.patch+" "+v.also, swap...), derive(postgres17Alpine, alpine, swap...))
	}
	return all
}
