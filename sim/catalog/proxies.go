package catalog

const caddyfile = `# Serves the files in the directory; see https://caddyserver.com/docs/caddyfile.
:80 {
	root * /usr/share/caddy
	file_server
}
`

const caddyIndex = `<!DOCTYPE html>
<html lang="en">
<head><title>Caddy works!</title></head>
<body>
<h1>Congratulations!</h1>
<p>Your web server is working. Caddy works!</p>
</body>
</html>
`

var proxyContents = []content{
	{"caddy-files", func() []item {
		return append(dirs("/config /config/caddy /data /data/caddy /etc/caddy /usr/share/caddy"), file("/etc/caddy/Caddyfile", caddyfile), file("/usr/share/caddy/index.html", caddyIndex))
	}},
	{"caddy", func() []item { return append(bins("/usr/bin/", "caddy:48000000"), dirs("/srv")...) }},
	{"traefik", func() []item { return bins("/usr/local/bin/", "traefik:215000000") }},
	{"traefik-entrypoint", put(file("/entrypoint.sh", "#!/bin/sh\n# Options alone, and traefik's own commands, are meant for traefik.\nset -e\ncase \"$1\" in\n-* | version | healthcheck) set -- traefik \"$@\" ;;\nesac\nexec \"$@\"\n"))},
	{"haproxy", func() []item {
		return append(bins("/usr/local/sbin/", "haproxy:4500000"), dirs("/usr/local/etc /usr/local/etc/haproxy")...)
	}},
	{"haproxy-people", func() []item {
		return append(people(debianPasswd, debianGroup, "haproxy:x:99:99::/var/lib/haproxy:/bin/sh"), owned(99, 99, "/var/lib/haproxy")...)
	}},
	{"haproxy-entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", "#!/bin/sh\n# In a container haproxy stays in the foreground, as master and worker.\nset -e\ncase \"$1\" in\n-*) set -- haproxy \"$@\" ;;\nesac\nif [ \"$1\" = haproxy ]; then\n\tshift\n\tset -- haproxy -W -db \"$@\"\nfi\nexec \"$@\"\n"))},
}

var (
	caddy2 = page(alpineBase, `
caddy latest 2 2.10 2.10.2 alpine 2-alpine 2.10-alpine
2026-09-17T22:00:00Z
~ 330000 750000 RUN /bin/sh -c apk add --no-cache ca-certificates libcap mailcap # buildkit
~ 7600 20000 RUN /bin/sh -c set -eux; mkdir -p /config/caddy /data/caddy /etc/caddy /usr/share/caddy ; wget -O /etc/caddy/Caddyfile ... # buildkit @caddy-files
ENV CADDY_VERSION=v2.10.2
~ 16500000 48000000 RUN /bin/sh -c set -eux; ... caddy version # buildkit @caddy
ENV XDG_CONFIG_HOME=/config
ENV XDG_DATA_HOME=/data
LABEL org.opencontainers.image.version=v2.10.2 ...
EXPOSE map[80/tcp:{}] map[443/tcp:{}] map[443/udp:{}] map[2019/tcp:{}]
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /srv
CMD ["caddy" "run" "--config" "/etc/caddy/Caddyfile" "--adapter" "caddyfile"]
`, proxyContents...)
	traefik3 = page(alpineBase, `
traefik latest v3 v3.7 v3.7.13 3 3.7
2026-09-17T21:33:14Z 24841fe2de7304c149343d877d2923b4c8800a38ba015dea9174c23b20e344a0 3429c14149401de2ac82fc72ddc6a92642332b90deb3012301ff211b9d2d0f18 f9309349d2c1477b15d04728f38882ba2e9a50b7f76729541121a7ee60d53490
b686a4f73445245e29da397cb3d70292a2823b9d4fa77af427efb28c9ae678b0 416269 1500000 RUN /bin/sh -c apk --no-cache add ca-certificates tzdata # buildkit
78cb21c375ca987df064a7ae1cb1c68a0cfa2e90fa0dc11d3fdbf3b5b14e7cbe 50943596 215000000 RUN /bin/sh -c set -ex; apkArch="$(apk --print-arch)"; ... chmod +x /usr/local/bin/traefik # buildkit @traefik
acb2f33459b107ea4496685bfcd991865848b063d6b449e113f361c8aa667e0f 370 450 COPY entrypoint.sh / # buildkit @traefik-entrypoint
EXPOSE map[80/tcp:{}]
ENTRYPOINT ["/entrypoint.sh"]
CMD ["traefik"]
LABEL org.opencontainers.image.vendor=Traefik Labs org.opencontainers.image.url=https://traefik.io ...
`, proxyContents...)
	haproxy32 = page(trixieSlim, `
haproxy latest 3.2 lts 3
2026-09-19T00:25:00Z
ENV HAPROXY_VERSION=3.2.9
~ 1200 4400 RUN /bin/sh -c set -eux; groupadd --gid 99 --system haproxy; useradd --gid haproxy --home-dir /var/lib/haproxy --no-create-home --system --uid 99 haproxy ; ... # buildkit @haproxy-people
~ 12800000 34000000 RUN /bin/sh -c set -eux; ... make ... haproxy -v # buildkit @haproxy
~ 350 300 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @haproxy-entrypoint
STOPSIGNAL SIGUSR1
ENTRYPOINT ["docker-entrypoint.sh"]
USER haproxy
WORKDIR /var/lib/haproxy
CMD ["haproxy" "-f" "/usr/local/etc/haproxy/haproxy.cfg"]
`, proxyContents...)
)

var proxyReleases = []release{
	caddy2, derive(caddy2, "2.9 2.8 2.7 2.6 2.9-alpine 2.8-alpine 2.7-alpine builder 2-builder"), traefik3, derive(traefik3, "v3.6 v3.6.1 3.6 v3.5 3.5 v3.4 3.4 v3.3 3.3 v3.2 3.2 v3.1 3.1 v3.0 3.0", "v3.7.13", "v3.6.1"), derive(traefik3, "v2 v2.11 2 2.11 v2.10 2.10 v2.9 2.9 v2.8 v2.7 v2.6 v2.5 v2.4 v2.3 v2.2 v2.1 v2.0", "v3.7.13", "v2.11.30"), derive(traefik3, "v1.7 1.7 maroilles", "v3.7.13", "v1.7.34"),
	haproxy32, derive(haproxy32.on(alpineBase), "alpine 3.2-alpine lts-alpine"), derive(haproxy32, "3.1 3.0 2.9 2.8 2 2.6 2.4 2.3 2.2 2.0 1.9 1.8 1.7 1.6", "3.2.9", "2.8.18"), derive(haproxy32.on(alpineBase), "3.0-alpine 2.9-alpine 2.8-alpine 2.4-alpine 2.3-alpine", "3.2.9", "2.8.18"),
}
