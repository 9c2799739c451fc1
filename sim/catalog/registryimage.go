package catalog

const registryConfig = `version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
  headers:
    X-Content-Type-Options: [nosniff]
`

const registryEntrypoint = `#!/bin/sh
# A configuration file alone is meant for registry serve.
set -e
case "$1" in
*.yaml | *.yml) set -- registry serve "$@" ;;
serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
`

var registryContents = []content{
	{"base", alpine{version: "3.18.4", busybox: 808712, apk: 74224}.files},
	{"registry", func() []item {
		return append(append(bins("/bin/", "registry:17300000"), bins("/usr/bin/", "htpasswd:60000")...), dirs("/var/lib/registry /etc/docker /etc/docker/registry")...)
	}},
	{"registry3", func() []item {
		return append(bins("/usr/bin/", "registry:56000000"), dirs("/var/lib/registry /etc/distribution")...)
	}},
	{"config", put(file("/etc/docker/registry/config.yml", registryConfig))},
	{"config3", put(file("/etc/distribution/config.yml", registryConfig))},
	{"entrypoint", put(file("/entrypoint.sh", registryEntrypoint))},
}

var registry2 = page(nil, `
registry 2 2.8 2.8.3 2.7 2.7.0 2.7.1 2.6 2.5
2023-10-02T18:42:28Z
~ 3400000 7330000 /bin/sh -c #(nop) ADD file:... in / @base
/bin/sh -c #(nop)  CMD ["/bin/sh"]
~ 296000 625000 /bin/sh -c apk add --no-cache ca-certificates
~ 8700000 17300000 /bin/sh -c set -eux; ... registry --version @registry
~ 370 1400 /bin/sh -c #(nop) COPY file:... in /etc/docker/registry/config.yml @config
/bin/sh -c #(nop)  VOLUME [/var/lib/registry]
/bin/sh -c #(nop)  EXPOSE 5000
~ 212 155 /bin/sh -c #(nop) COPY file:507caa54f88c1f3862e5876e09a108b2083630ba24c57ad124e356a2de861d62 in /entrypoint.sh @entrypoint
/bin/sh -c #(nop)  ENTRYPOINT ["/entrypoint.sh"]
/bin/sh -c #(nop)  CMD ["/etc/docker/registry/config.yml"]
`, registryContents...)

// registry3 was not looked up.
var registry3 = page(alpineBase, `
registry latest 3 3.0 3.0.0
2026-09-18T00:00:00Z
~ 330000 750000 RUN /bin/sh -c apk add --no-cache ca-certificates # buildkit
~ 17800000 56000000 COPY registry /bin/registry # buildkit @registry3
~ 390 560 COPY config-example.yml /etc/distribution/config.yml # buildkit @config3
ENV OTEL_TRACES_EXPORTER=none
VOLUME [/var/lib/registry]
EXPOSE map[5000/tcp:{}]
~ 212 155 COPY docker-entrypoint.sh /entrypoint.sh # buildkit @entrypoint
ENTRYPOINT ["/entrypoint.sh"]
CMD ["/etc/distribution/config.yml"]
`, registryContents...)

var registryReleases = []release{registry2, registry3}
