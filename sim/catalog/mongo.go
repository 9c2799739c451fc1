package catalog

import (
	"slices"
	"strings"
)

var mongoContents = []content{
	{"people", func() []item {
		return append(people(debianPasswd+noble.users, debianGroup+noble.groups, "mongodb:x:999:999::/data/db:/bin/sh"), owned(999, 999, "/data/db /data/configdb")...)
	}},
	{"tools", func() []item {
		return slices.Concat(bins("/usr/bin/", "jq:35000 numactl:35000"), tools(procps), certificates())
	}},
	{"gosu", gosuFiles}, {"initdb.d", put(dirs("/docker-entrypoint-initdb.d")...)},
	{"list", put(file("/etc/apt/sources.list.d/mongodb-org.list", "deb [ signed-by=/etc/apt/keyrings/mongodb.asc ] http://repo.mongodb.org/apt/ubuntu noble/mongodb-org/8.3 multiverse\n"))},
	{"mongo", func() []item {
		return append(bins("/usr/bin/", "mongod:210000000 mongos:160000000 mongosh:190000000 mongodump:18000000 mongorestore:18000000 mongoexport:17000000 mongoimport:17000000"),
			file("/etc/mongod.conf.orig", "storage:\n  dbPath: /var/lib/mongodb\nnet:\n  port: 27017\n  bindIp: 127.0.0.1\n"))
	}},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", mongoEntrypoint))},
}

var mongoEntrypoint = `#!/bin/sh
# Becomes mongod under its own user, on all addresses; any other command runs as it is.
set -e
case "$1" in
-*) set -- mongod "$@" ;;
esac
case "$1" in
mongo*)
	if [ "$(id -u)" = 0 ]; then
` + strings.Replace(fileVariables, "NAMES", "MONGO_INITDB_ROOT_USERNAME MONGO_INITDB_ROOT_PASSWORD", 1) + `
		[ "$1" = mongod ] && chown -R mongodb /data/db /data/configdb
		exec gosu mongodb "$0" "$@"
	fi
	;;
esac
if [ "$1" = mongod ]; then
	shift
	case " $* " in
	*" --bind_ip"*) ;;
	*) set -- "$@" --bind_ip_all ;;
	esac
	set -- mongod "$@"
fi
exec "$@"
`

var mongo8 = page(nobleBase, `
mongo latest 8 8.3 8.3.9
2026-09-08T21:48:26Z 613a7cc66be5bbf1796252660b43c9b8969a5ad1dab6180c9d917b7472867e64 d1494721242c1bcd52801963207efc400279e26a2265ac3fd9fc1a2b2a2a39e9 6a3f808ed44f57ce929d27b1944280f79dd9a837e305b58de0771eea33120c91
b2c5eb5ad5b07de06c8ad0a3e7f86353d3ba6f17c862bc890ce6364ffe7ccb84 1215 4400 RUN /bin/sh -c set -eux; groupadd --gid 999 --system mongodb; ... mkdir -p /data/db /data/configdb; chown -R mongodb:mongodb /data/db /data/configdb # buildkit @people
5182af2ebe22dbdf337f775c6fcbb47f6049693a96febb115bee56abcccca673 4184813 12000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates jq numactl procps ; rm -rf /var/lib/apt/lists/* # buildkit @tools
ENV GOSU_VERSION=1.19
ENV JSYAML_VERSION=3.13.1
ENV JSYAML_CHECKSUM=662e32319bdd378e91f67578e56a34954b0a2e33aca11d70ab9f4826af24b941
6d8ae78d53aa172d7470ab9b09c55029470e00611273d700b6a0e6fb34046b24 1101906 2600000 RUN /bin/sh -c set -eux; ... gosu nobody true # buildkit @gosu
24cb51273f4f826b492ee3a01770fc2e7626ea562f2a1b5abcca8d8c55a763f1 116 0 RUN /bin/sh -c mkdir /docker-entrypoint-initdb.d # buildkit @initdb.d
ARG MONGO_PACKAGE=mongodb-org
ARG MONGO_REPO=repo.mongodb.org
ENV MONGO_PACKAGE=mongodb-org MONGO_REPO=repo.mongodb.org
ENV MONGO_MAJOR=8.3
2071bd83a11782e5818e7cacc9153d7bbdfdab96e88912b14b0ab46ead48f3fe 261 116 RUN |2 MONGO_PACKAGE=mongodb-org MONGO_REPO=repo.mongodb.org /bin/sh -c echo "deb [ signed-by=/etc/apt/keyrings/mongodb.asc ] ..." | tee ... # buildkit @list
ENV MONGO_VERSION=8.3.9
423a44cce11873a6281485d906849d494f484aa5426ce5896c6d882b59e3544e 267652421 800000000 RUN |2 MONGO_PACKAGE=mongodb-org MONGO_REPO=repo.mongodb.org /bin/sh -c set -x && export DEBIAN_FRONTEND=noninteractive && apt-get update && apt-get install -y ... && mv /etc/mongod.conf /etc/mongod.conf.orig # buildkit @mongo
VOLUME [/data/db /data/configdb]
ENV HOME=/data/db
ENV GLIBC_TUNABLES=glibc.pthread.rseq=0
4a60e39379caefda9fa34f0bd6bf66d907660bf24836b21a00571b5bab6ef1cf 5004 14300 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE map[27017/tcp:{}]
CMD ["mongod"]
`, mongoContents...)

var mongoReleases = []release{
	mongo8, derive(mongo8, "8.0 8.0.28", "8.3.9", "8.0.28", "8.3", "8.0"), derive(mongo8, "7 7.0 7.0.38 7-jammy", "8.3.9", "7.0.38", "8.3", "7.0"), derive(mongo8, "6 6.0 6.0.29", "8.3.9", "6.0.29", "8.3", "6.0"),
	derive(mongo8, "5 5.0 5.0.34", "8.3.9", "5.0.34", "8.3", "5.0"), derive(mongo8, "4 4.4 4.4.30", "8.3.9", "4.4.30", "8.3", "4.4"), derive(mongo8, "3.2 3.2.1 3", "8.3.9", "3.2.21", "8.3", "3.2"),
}
