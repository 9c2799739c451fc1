package catalog

import "slices"

var memcachedContents = []content{
	{"people", func() []item {
		return people(debianPasswd, debianGroup, "memcache:x:11211:11211::/home/memcache:/bin/sh")
	}},
	{"memcached", func() []item { return bins("/usr/local/bin/", "memcached:320000") }},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", "#!/bin/sh\n# Options alone are meant for memcached.\nset -e\ncase \"$1\" in\n-*) set -- memcached \"$@\" ;;\nesac\nexec \"$@\"\n"))},
	{"link", put(link("/entrypoint.sh", "usr/local/bin/docker-entrypoint.sh"))},
}

var memcached16 = page(trixieSlim, `
memcached latest 1 1.6
2026-09-19T00:00:00Z
~ 1000 3400 RUN /bin/sh -c set -eux; groupadd --system --gid 11211 memcache; useradd --system --gid memcache --uid 11211 memcache # buildkit @people
~ 1900 0 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends libsasl2-modules ; ... # buildkit
ENV MEMCACHED_VERSION=1.6.41
~ 2200000 5600000 RUN /bin/sh -c set -eux; ... memcached -V # buildkit @memcached
~ 288 120 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
~ 120 0 RUN /bin/sh -c ln -s usr/local/bin/docker-entrypoint.sh /entrypoint.sh # buildkit @link
ENTRYPOINT ["docker-entrypoint.sh"]
USER memcache
EXPOSE map[11211/tcp:{}]
CMD ["memcached"]
`, memcachedContents...)

const rabbitEntrypoint = `#!/bin/sh
# Becomes rabbitmq-server under its own user; any other command runs as it is.
set -e
case "$1" in
rabbitmq*)
	if [ "$(id -u)" = 0 ]; then
		[ "$1" = rabbitmq-server ] && chown -R rabbitmq /var/lib/rabbitmq
		exec gosu rabbitmq "$0" "$@"
	fi
	;;
esac
exec "$@"
`

var rabbitContents = []content{
	{"erlang", func() []item {
		return append(dirs("/opt/erlang /opt/erlang/bin"), bins("/opt/erlang/bin/", "erl:9500 escript:30000")...)
	}},
	{"openssl", func() []item {
		return append(dirs("/opt/openssl /opt/openssl/bin"), bins("/opt/openssl/bin/", "openssl:1000000")...)
	}},
	{"rabbit", func() []item {
		return slices.Concat(people(debianPasswd+noble.users, debianGroup+noble.groups, "rabbitmq:x:999:999::/var/lib/rabbitmq:/bin/bash"), dirs("/opt/rabbitmq /opt/rabbitmq/sbin /opt/rabbitmq/plugins /etc/rabbitmq /etc/rabbitmq/conf.d /var/log/rabbitmq"),
			owned(999, 999, "/var/lib/rabbitmq /var/lib/rabbitmq/mnesia"), gosuFiles(),
			bins("/opt/rabbitmq/sbin/", "rabbitmq-server:7000 rabbitmqctl:1000 rabbitmq-plugins:1000 rabbitmq-diagnostics:1000 rabbitmq-env:11000"))
	}},
	{"plugins", put(link("/plugins", "/opt/rabbitmq/plugins"))},
	{"prometheus", put(file("/etc/rabbitmq/enabled_plugins", "[rabbitmq_prometheus].\n").own(999, 999))},
	{"management", put(file("/etc/rabbitmq/enabled_plugins", "[rabbitmq_management,rabbitmq_prometheus].\n").own(999, 999))},
	{"admin", func() []item { return bins("/usr/local/bin/", "rabbitmqadmin:11000000") }},
	{"defaults", put(file("/etc/rabbitmq/conf.d/10-defaults.conf", "## What the image sets.\nlog.console = true\n").own(999, 999))},
	{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", rabbitEntrypoint))},
}

const rabbitPage = `
rabbitmq latest 4 4.3 4.3.5
2026-08-18T19:28:28Z
ENV ERLANG_INSTALL_PATH_PREFIX=/opt/erlang
ENV OPENSSL_INSTALL_PATH_PREFIX=/opt/openssl
f86b9291355d9f1c4bdef3c0258be577c1d29d1e9c9af703e793675565d9bf43 46316843 75000000 COPY /opt/erlang /opt/erlang # buildkit @erlang
fd86f42cb16b99b42c4742855473ca25071b1d02db84acf59418a9130bbf0ce8 8994465 31000000 COPY /opt/openssl /opt/openssl # buildkit @openssl
ENV PATH=/opt/erlang/bin:/opt/openssl/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV RABBITMQ_DATA_DIR=/var/lib/rabbitmq
3aee52f95be349d8e2e6556dc751d6c225d0b68fd1ca0e12c18747d01c763d3f 9705 30000 RUN /bin/sh -c set -eux; ln -vsf /etc/ssl/certs ... # buildkit
ENV RABBITMQ_VERSION=4.3.5
ENV RABBITMQ_PGP_KEY_ID=0x0A9AF2115F4687BD29803A206B73A36E6026DFCA
ENV RABBITMQ_HOME=/opt/rabbitmq
ENV PATH=/opt/rabbitmq/sbin:/opt/erlang/bin:/opt/openssl/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
dc82fad52023e23b333625b2044d2ad14db1d0c431cf6a33314f42f2fabba132 28740056 45000000 RUN /bin/sh -c set -eux; export DEBIAN_FRONTEND=noninteractive; ... # buildkit @rabbit
a8e67dcab63f87d6fb2f49cff5b2b2faaf51c796933a417846aea43d42913fa7 190 23 RUN /bin/sh -c gosu rabbitmq rabbitmq-plugins enable --offline rabbitmq_prometheus # buildkit @prometheus
2b8151b13447da3986a51c5b26af2c64b50d9b3712dcb922cb92a6c9a07c9666 109 0 RUN /bin/sh -c ln -sf /opt/rabbitmq/plugins /plugins # buildkit @plugins
ENV HOME=/var/lib/rabbitmq
VOLUME [/var/lib/rabbitmq]
ENV LANG=C.UTF-8 LANGUAGE=C.UTF-8 LC_ALL=C.UTF-8
ENV RUNNING_UNDER_SYSTEMD=true
3fe5fe60281c4aed0e8a8faf8c3a403c6d87a1dbed665d99e5c0ba195ee448f3 615 700 COPY --chown=rabbitmq:rabbitmq 10-defaults.conf 20-management_agent.disable_metrics_collector.conf /etc/rabbitmq/conf.d/ # buildkit @defaults
b6f720465d8f68cef65f068608c839795be96046c29749d2520dfb5780c4f187 832 1430 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE map[15691/tcp:{} 15692/tcp:{} 25672/tcp:{} 4369/tcp:{} 5671/tcp:{} 5672/tcp:{}]
CMD ["rabbitmq-server"]
`

var rabbitBase = foundation(slices.Concat(nobleBase, readSteps(stepsOf(rabbitPage), rabbitContents, "2026-08-18T19:28:28Z"))...)

var brokerReleases = []release{
	memcached16, derive(memcached16.on(alpineBase), "alpine 1-alpine 1.6-alpine"),
	page(rabbitBase, "rabbitmq latest 4 4.3 4.3.5\n2026-08-18T19:28:28Z"),
	page(rabbitBase, `
rabbitmq management 4-management 4.3-management
2026-08-21T17:25:44Z 06fb591136a49e861e01aaaf9ce45085839ca23c35913d45a1e83519bb9778ca 45bdfd0706a97cafae8a24752bfc2172b79e99ecc8dc1bcf969f539dc7566ce7 230ec4daa4f9f6a6b114c0eadd7a5644ef38733817134933f59b19c73a65b178
9bc7637750655310dad30057e4516c0ba45c99c072f104ecc5b9b18649e3c05d 274 45 RUN /bin/sh -c set -eux; rabbitmq-plugins enable --offline rabbitmq_management; rm -f /etc/rabbitmq/conf.d/20-management_agent.disable_metrics_collector.conf # buildkit @management
f798863915b75d9e697f10b8e7d266d7bb8712c6832342d920506820f1ddac4e 4577791 11500000 RUN /bin/sh -c set -eux; arch="$(dpkg --print-architecture)"; ... rabbitmqadmin --help # buildkit @admin
EXPOSE map[15671/tcp:{} 15672/tcp:{}]
`, rabbitContents...),
	derive(page(nobleBase, rabbitPage, rabbitContents...), "3 3.13 3.13.7 3.12 3.11", "4.3.5", "3.13.7"),
	derive(page(nobleBase, rabbitPage+"EXPOSE map[15671/tcp:{} 15672/tcp:{}]\n", rabbitContents...), "3-management 3.13-management 3.12-management 3-management-alpine 4-management-alpine", "4.3.5", "3.13.7"),
	derive(page(alpineBase, rabbitPage, rabbitContents...), "alpine 4-alpine 3-alpine"),
}
