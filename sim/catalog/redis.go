package catalog

import "slices"

const redisEntrypoint = `#!/bin/sh
# Becomes redis-server under its own user; any other command runs as it is.
set -e

# Options or a configuration file alone are meant for redis-server.
case "$1" in
-* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
	chown -R redis .
	exec setpriv --reuid=redis --regid=redis --clear-groups -- "$0" "$@"
fi

# Files of the database are nobody else's business, unless a umask was chosen.
if [ "$(umask)" = 0022 ]; then
	umask 0077
fi

exec "$@"
`

// workdirBlob is the layer every no-op WORKDIR makes.
const workdirBlob = "4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1"

func redisUser(passwd, group, user, members string) []item {
	return list(
		file("/etc/passwd", passwd+user), file("/etc/group", group+members),
		file("/etc/shadow", shadow(passwd+user)).mode(0o640).own(0, 42),
	)
}

func redisServer(size int64) []item {
	return list(
		program("/usr/local/bin/redis-server", "redis-server", size),
		program("/usr/local/bin/redis-cli", "redis-cli", size/2),
	)
}

func redisData(gid int) []item { return list(special("/data", 0o755).own(999, gid)) }

func redisEnding(blob string, packed, size int64) []step {
	return append([]step{
		{by: "WORKDIR /data", blob: workdirBlob, packed: 32},
		{
			by: "COPY docker-entrypoint.sh /usr/local/bin/ # buildkit", blob: blob, packed: packed, size: size,
			files: put(file("/usr/local/bin/docker-entrypoint.sh", redisEntrypoint)),
		},
	}, metas(`ENTRYPOINT ["docker-entrypoint.sh"]`, "EXPOSE map[6379/tcp:{}]", `CMD ["redis-server"]`)...)
}

// redis completes what is the same in every image of redis.
func redis(r release, steps ...[]step) release {
	r.repository, r.workdir, r.ports = "redis", "/data", []string{"6379/tcp"}
	r.entrypoint, r.cmd = []string{"docker-entrypoint.sh"}, []string{"redis-server"}
	r.steps = slices.Concat(steps...)
	return r
}

const redisGroupaddBy = "RUN /bin/sh -c set -eux; \tgroupadd -r -g 999 redis; \tuseradd -r -g redis -u 999 redis # buildkit"
const redisTzdataBy = "RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends tzdata; rm -rf /var/lib/apt/lists/* # buildkit"

var (
	redisDebianUser = put(redisUser(debianPasswd, debianGroup, "redis:x:999:999::/home/redis:/bin/sh\n", "redis:x:999:\n")...)
	redisTzdata     = put(file("/etc/timezone", "Etc/UTC\n"))
)

var redisReleases = []release{
	redis(release{
		tags:     []string{"latest", "8", "8.10", "8.10.1"},
		created:  "2026-09-19T00:43:15Z",
		index:    "8a1efc5f479551822b47424ccae982026b633f28818eab0387348120a61e10e2",
		manifest: "5edb5f1591cd35076057573171f40e0439ec7fbbb38e04d56c0efae810d99d47",
		config:   "7e3b4d0d1a5d419fdb4a1fef04cb4033b04210c2f7383d596335265b8ff0b31d",
		env:      []string{"REDIS_VERSION=8.10.1"},
	}, trixieSlim, []step{
		{
			by:   redisGroupaddBy,
			blob: "cd2a24b5fb25c4844b2cdaa383d07858aba6053eaec806bd84cf3da1256272bc", packed: 1101, size: 4300,
			files: redisDebianUser,
		},
		{
			by:   redisTzdataBy,
			blob: "090bdb3db9ca070adacf9281d8aa8dd33aa2a615502350c6e4d62d3e581acf01", packed: 824, size: 3600,
			files: redisTzdata,
		},
		meta("ENV REDIS_VERSION=8.10.1"),
		meta("ARG REDIS_DOWNLOAD_URL=https://github.com/redis/redis/releases/download/8.10.1/redis-full.tar.gz"),
		meta("ARG REDIS_DOWNLOAD_SHA=e5cae2686231290bf55ae5cc4da01e646c3424233cae7618ebf3a64250ef1583"),
		{
			by:   "RUN |2 REDIS_DOWNLOAD_URL=... REDIS_DOWNLOAD_SHA=... /bin/sh -c set -eux; ... make -C /usr/src/redis ... redis-cli --version; redis-server --version # buildkit",
			blob: "916bd9c149a39d26450a2da3d7cebc6d61eb639a195458fa0047ccb638d12ffe", packed: 25639861, size: 61000000,
			files: put(redisServer(17482184)...),
		},
		{
			by:   "RUN |2 REDIS_DOWNLOAD_URL=... /bin/sh -c mkdir /data && chown redis:redis /data # buildkit",
			blob: "325b1e560d63ad49c2f0e5c9b2430e83db7d567ecd837da4c5dff2952f8fccf0", packed: 97,
			files: put(redisData(999)...),
		},
	}, redisEnding("a7abbb3aa6cf2c19ce7974aba5bcf32d2c35e43753b5b450304b85a5cea0ae93", 2109, 4600)),
	redis(release{
		tags:        []string{"7", "7.4", "7.4.11", "7-bookworm"},
		created:     "2026-09-19T00:38:19Z",
		index:       "c6eabf748fc7a61dbb5a705c78bcf3d6377b1127a97d0ce965c11c44ba46896f",
		manifest:    "95acc00495ddacfec75111ba47021f903121a890311d49264c723b4423ac9601",
		config:      "64035c2c9726d90bea2a217d43da49d7a3f13dde8647c1f409059e02e0e61287",
		attestation: "3880a913fe9770fc35eee5baea73b2250a9f4e0c63110adec50084033925d552",
		env:         []string{"REDIS_VERSION=7.4.11"},
		volumes:     []string{"/data"},
	}, bookwormSlim, []step{
		{
			by: redisGroupaddBy, at: "2026-09-19T00:37:33Z",
			blob: "428e012d30af8cc9965c3b138b9b75021d2a8ec2219488e0b65a2164ed164965", packed: 1101, size: 4300,
			files: redisDebianUser,
		},
		{
			by: redisTzdataBy, at: "2026-09-19T00:37:35Z",
			blob: "630e622f045e046a8807223150da305fecf8e3e217acb6812c43ae66c4c27f91", packed: 874, size: 3600,
			files: redisTzdata,
		},
		meta("ENV REDIS_VERSION=7.4.11"),
		meta("ARG REDIS_DOWNLOAD_URL=https://github.com/redis/redis/archive/refs/tags/7.4.11.tar.gz"),
		meta("ARG REDIS_DOWNLOAD_SHA=e973da69febfea096ab94690b44bf976482788a1b5e070df373b4f27697d57d4"),
		{
			by:   "RUN |2 REDIS_DOWNLOAD_URL=... REDIS_DOWNLOAD_SHA=... /bin/sh -c set -eux; ... make -C /usr/src/redis ... redis-cli --version; redis-server --version # buildkit",
			blob: "a65475d5aa6fff0898b40c0487bcd079cdc5bd874d3b8fcb260c4faa4b1d44da", packed: 15352934, size: 41500000,
			files: put(redisServer(16253560)...),
		},
		{
			by:   "RUN |2 REDIS_DOWNLOAD_URL=... /bin/sh -c mkdir /data && chown redis:redis /data # buildkit",
			blob: "855021fb466748cd59a74e975a09be77550ceca16872d2badee5d8617fa365ac", packed: 96,
			files: put(redisData(999)...),
		},
		meta("VOLUME [/data]"),
	}, redisEnding("4b22123709300e0e1a1f0f1423f309f67603c28e81ccfd39726274df8ac449b0", 597, 694)),
	redis(release{
		tags:     []string{"alpine", "8-alpine"},
		created:  "2026-09-19T00:40:00Z",
		index:    "718e642537ed1ad75f0696aaa3a9738efcddb0636a710f6b27075ef5ebbb2aa5",
		manifest: "a777327a33460cb9c187f0eb35388e289e67a3d7c93a60427eca28beb08caa81",
		config:   "1efccdd1ae45b1287f041ac620355cc9354496c614371ba8d4b29447511ddc64",
		env:      []string{"REDIS_VERSION=8.10.1"},
	}, alpineBase, []step{
		{
			by:   "RUN /bin/sh -c set -eux; addgroup -S -g 1000 redis; adduser -S -G redis -u 999 redis # buildkit",
			blob: "ac2d60304498b31df6a6962ffb13d537783d1c967247b8c724b12d0b3338cd07", packed: 960, size: 3500,
			files: put(append(redisUser(alpinePasswd, alpineGroup, "redis:x:999:1000::/home/redis:/sbin/nologin\n", "redis:x:1000:redis\n"),
				special("/home/redis", 0o755).own(999, 1000))...),
		},
		{
			by:   "RUN /bin/sh -c set -eux; apk add --no-cache tzdata setpriv # buildkit",
			blob: "24ced74cff2b067f1e8c9f1c9cbb3f5c2c811831993dc7d8de7ec15838f6ecec", packed: 950000, size: 2400000,
			files: put(program("/usr/bin/setpriv", "setpriv", 39392), file("/usr/share/zoneinfo/UTC", "TZif2")),
		},
		meta("ENV REDIS_VERSION=8.10.1"),
		{
			by:   "RUN /bin/sh -c set -eux; ... redis-cli --version; redis-server --version # buildkit",
			blob: "573a1805babc31351499f219209216f139fae62dd9ad44b899898d7bc3733a70", packed: 24500000, size: 60000000,
			files: put(redisServer(16721624)...),
		},
		{
			by:   "RUN /bin/sh -c mkdir /data && chown redis:redis /data # buildkit",
			blob: "feae43fbdcfe1d96cc52c437d978b98a5d3a5e8b16c7dd767b57aff45c91256c", packed: 98,
			files: put(redisData(1000)...),
		},
	}, redisEnding("03a49617a3d2907ecb1be40c1d4a6c58339f31686e83fecef6b8a32d39028fad", 2109, 4600)),
}
