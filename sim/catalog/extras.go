package catalog

import "slices"

// Images of courses and tools, none of them looked up: what they do is right,
// their digests and exact sizes are not known.

// single is an image of one program and nothing else.
func single(names, created string, size int64, name string, steps string) release {
	return page(nil, names+"\n"+created+"\n~ "+itoa(size*2/5)+" "+itoa(size)+" COPY "+name+" / # buildkit @program\n"+steps,
		content{"program", put(program("/"+name, known(name), size))})
}

// known is the name by which the machine knows a program; whoami alone is the
// one of coreutils.
func known(name string) string {
	if name == "whoami" {
		return "traefik-whoami"
	}
	return name
}

func itoa(n int64) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// withPrograms is a base with a few programs in /usr/local/bin.
func withPrograms(base []step, names, created string, size int64, words, steps string) release {
	return page(base, names+"\n"+created+"\n~ "+itoa(size*2/5)+" "+itoa(size)+" RUN /bin/sh -c ... # buildkit @programs\n"+steps,
		content{"programs", func() []item { return bins("/usr/local/bin/", words) }})
}

// withTools is withPrograms for images whose bash is where Alpine's package puts it, too.
func withTools(base []step, names, created string, size int64, words, steps string) release {
	return page(base, names+"\n"+created+"\n~ "+itoa(size*2/5)+" "+itoa(size)+" RUN /bin/sh -c ... # buildkit @programs\n"+steps,
		content{"programs", func() []item {
			return append(bins("/usr/local/bin/", words), link("/usr/bin/bash", "/usr/local/bin/bash"))
		}})
}

// site is an image on nginx:alpine with its own files in the document root.
func site(names, created string, index string, more ...item) release {
	return page(nginxAlpineBase, names+"\n"+created+"\n~ 4200 9800 COPY . /usr/share/nginx/html # buildkit @site",
		content{"site", put(append(more, file("/usr/share/nginx/html/index.html", index))...)})
}

var nginxAlpineBase = foundation(dated(nginxReleases[len(nginxReleases)-1].steps, "2026-09-22T22:10:17Z")...)

// dated gives steps without a time one.
func dated(steps []step, at string) []step {
	steps = slices.Clone(steps)
	for i := range steps {
		if steps[i].at == "" {
			steps[i].at = at
		}
	}
	return steps
}

func html(title, text string) string {
	return "<!DOCTYPE html>\n<html>\n<head><title>" + title + "</title></head>\n<body>\n<h1>" + title + "</h1>\n<p>" + text + "</p>\n</body>\n</html>\n"
}

var whaleContents = []content{
	{"base", noble.files}, {"git", func() []item { return bins("/usr/bin/", "git:1900000 perl:10000") }},
	{"cow", func() []item {
		return append(bins("/usr/local/bin/", "cowsay:4500"), append(dirs("/usr/local/share /usr/local/share/cows"), file("/usr/local/share/cows/docker.cow", dockerCow), link("/usr/local/share/cows/default.cow", "docker.cow"))...)
	}},
}

// dockerCow is a whale of our own, in the form cowsay reads.
const dockerCow = `$the_cow = <<EOC;
    $thoughts
     $thoughts
      $thoughts     ## ## ##
         ## ## ## ## ##    ==
      {~~~~~~~~~~~~~~~~~/  ===
       \\  o           __/
        \\____________/
EOC
`

// dockerEntrypoint makes options and docker's own commands arguments of
// docker, and looks for the daemon of another container if no socket is here.
const dockerEntrypoint = `#!/bin/sh
set -eu
if [ "${1#-}" != "$1" ] || docker help "$1" > /dev/null 2>&1; then
	set -- docker "$@"
fi
if [ -z "${DOCKER_HOST:-}" ] && [ ! -S /var/run/docker.sock ]; then
	export DOCKER_HOST=tcp://docker:2375
fi
exec "$@"
`

const dockerdEntrypoint = `#!/bin/sh
set -eu
case "${1:-}" in
'' | -*) exec dockerd "$@" ;;
dockerd) exec "$@" ;;
esac
exec docker-entrypoint.sh "$@"
`

const dockerPath = "ENV DOCKER_VERSION=29.8.0\n"

func extraReleases() []release {
	cli := withPrograms(alpineBase, "docker cli 29-cli 29.8-cli 29.8.0-cli", "2026-09-20T00:00:00Z", 92000000, "docker:42834680 docker-compose:63000000",
		dockerPath+"ENTRYPOINT [\"docker-entrypoint.sh\"]\nCMD [\"sh\"]\n~ 600 1000 COPY docker-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint\n")
	cli.contents = append(cli.contents, content{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", dockerEntrypoint))})
	dind := withPrograms(alpineBase, "docker latest dind 29 29-dind 29.8 29.8.0 29.8.0-dind 27-dind 20.10-dind 18.09-dind stable-dind stable", "2026-09-20T00:00:00Z", 250000000,
		"docker:42834680 docker-compose:63000000 dockerd:95000000 containerd:40000000 runc:9000000 docker-init:800000",
		dockerPath+"VOLUME [/var/lib/docker]\nEXPOSE map[2375/tcp:{} 2376/tcp:{}]\nENTRYPOINT [\"dockerd-entrypoint.sh\"]\nCMD []\n~ 600 1000 COPY docker-entrypoint.sh dockerd-entrypoint.sh /usr/local/bin/ # buildkit @entrypoint\n")
	dind.contents = append(dind.contents, content{"entrypoint", put(file("/usr/local/bin/docker-entrypoint.sh", dockerEntrypoint), file("/usr/local/bin/dockerd-entrypoint.sh", dockerdEntrypoint))})
	return []release{
		single("traefik/whoami latest v1.11 v1.10", "2025-03-29T00:00:00Z", 7222000, "whoami", "ENTRYPOINT [\"/whoami\"]\nEXPOSE map[80/tcp:{}]"),
		single("containous/whoami latest v1.5.0", "2020-02-27T00:00:00Z", 7390000, "whoami", "ENTRYPOINT [\"/whoami\"]\nEXPOSE map[80/tcp:{}]"),
		single("jwilder/whoami latest", "2023-01-12T00:00:00Z", 10100000, "whoami", "ENV PORT=8000\nEXPOSE map[8000/tcp:{}]\nCMD [\"/whoami\"]"),
		single("emilevauge/whoami latest", "2016-02-10T00:00:00Z", 5990000, "whoami", "ENTRYPOINT [\"/whoami\"]\nEXPOSE map[80/tcp:{}]"),
		single("hashicorp/http-echo latest 1.0.0 0.2.3", "2023-06-20T00:00:00Z", 8900000, "http-echo", "EXPOSE map[5678/tcp:{}]\nENV ECHO_TEXT=hello-world\nENTRYPOINT [\"/http-echo\"]"),
		single("portainer/portainer-ce latest 2.33.1 lts sts alpine", "2026-08-12T00:00:00Z", 290000000, "portainer", "VOLUME [/data]\nWORKDIR /\nEXPOSE map[8000/tcp:{} 9000/tcp:{} 9443/tcp:{}]\nENTRYPOINT [\"/portainer\"]"),
		single("portainer/portainer latest", "2021-02-02T00:00:00Z", 172000000, "portainer", "VOLUME [/data]\nEXPOSE map[8000/tcp:{} 9000/tcp:{}]\nENTRYPOINT [\"/portainer\"]"),
		single("docker/dockerfile latest 1 1.20 1.19 1.18 1.17 1.16 1.15 1.14 1.13 1.12 1.11 1.10 1.9 1.8 1.7 1.6 1.5 1.4 1.3 1.2 1.1 1.0 labs 1-labs experimental 1.0-experimental 1.1-experimental", "2026-08-25T00:00:00Z", 31700000, "dockerfile-frontend", "LABEL moby.buildkit.frontend.network.none=true\nLABEL moby.buildkit.frontend.caps=moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts\nENTRYPOINT [\"/dockerfile-frontend\"]"),
		single("docker/dockerfile-upstream latest master", "2026-09-20T00:00:00Z", 31700000, "dockerfile-frontend", "ENTRYPOINT [\"/dockerfile-frontend\"]"),
		single("tianon/true latest", "2021-01-01T00:00:00Z", 125, "true", "CMD [\"/true\"]"),
		cli, dind,
		withTools(alpineBase, "nicolaka/netshoot latest v0.14", "2026-05-01T00:00:00Z", 480000000, "curl:270000 dig:150000 drill:60000 jq:35000 tcpdump:1200000 iperf3:30000 nmap:3000000 socat:400000 ab:100000 mtr:90000 iftop:70000 bash:755000 ping:64000 ip:700000 tshark:500000 telnet:80000 httpie=http:900 zsh=bash:900000",
			"WORKDIR /root\nENV HOSTNAME=netshoot\nCMD [\"sh\"]"),
		withTools(nginxAlpineBase, "praqma/network-multitool latest", "2021-01-20T00:00:00Z", 15000000, "dig:150000 drill:60000 jq:35000 mtr:90000 tcpdump:1200000 bash:755000 ping:64000 ip:700000", "EXPOSE map[80/tcp:{} 443/tcp:{}]"),
		withPrograms(alpineBase, "curlimages/curl latest 8.16.0 8.1.2", "2026-08-02T00:00:00Z", 13000000, "curl:270000 entrypoint.sh=curl:270000", "USER curl_user\nENTRYPOINT [\"/usr/local/bin/entrypoint.sh\"]\nCMD [\"curl\"]"),
		withPrograms(alpineBase, "appropriate/curl latest", "2017-01-01T00:00:00Z", 1500000, "curl:270000", "ENTRYPOINT [\"curl\"]"),
		withPrograms(alpineBase, "alpine/git latest v2.49.1", "2026-06-01T00:00:00Z", 60000000, "git:3400000 ssh:846888", "VOLUME [/git]\nWORKDIR /git\nENTRYPOINT [\"git\"]\nCMD [\"--help\"]"),
		withPrograms(alpineBase, "bash latest 5 5.3", "2026-08-01T00:00:00Z", 9000000, "bash:1100000 docker-entrypoint.sh=bash:1100000", "CMD [\"bash\"]"),
		withPrograms(bookwormSlim, "jpetazzo/clock latest", "2019-05-06T00:00:00Z", 100, "", "CMD [\"/bin/sh\" \"-c\" \"while date; do sleep 1; done\"]"),
		withPrograms(nobleBase, "training/webapp latest", "2015-06-17T00:00:00Z", 210000000, "python=python3:3300000", "ENV PORT=5000\nWORKDIR /opt/webapp\nEXPOSE map[5000/tcp:{}]\nCMD [\"python\" \"app.py\"]"),
		withPrograms(nobleBase, "progrium/stress latest polinux", "2014-05-05T00:00:00Z", 95000000, "stress:21000", "ENTRYPOINT [\"stress\" \"--verbose\"]\nCMD []"),
		withPrograms(alpineBase, "polinux/stress latest", "2019-05-05T00:00:00Z", 5000000, "stress:21000", "CMD [\"stress\" \"--verbose\"]"),
		withPrograms(alpineBase, "delner/ping 1.0 latest 1.1", "2017-03-12T00:00:00Z", 1000, "pings=ping-loop:900", "ENV PING_TARGET=google.com\nCMD [\"sh\" \"-c\" \"ping $PING_TARGET\"]"),
		withPrograms(alpineBase, "ghcr.io/sikalabs/slu v0.95.2 latest", "2026-03-01T00:00:00Z", 90000000, "slu:80000000", "CMD [\"slu\"]"),
		site("docker/welcome-to-docker latest", "2023-09-21T00:00:00Z", html("Welcome to Docker", "This page is served by a container.")),
		site("docker/getting-started latest pwd", "2022-01-05T00:00:00Z", html("Getting started", "The tutorial of the command you just ran.")),
		site("dockersamples/101-tutorial latest", "2019-11-01T00:00:00Z", html("Getting started", "The tutorial of the command you just ran.")),
		site("dockersamples/static-site latest", "2016-06-15T00:00:00Z", html("Hello Docker!", "A page in an image.")),
		site("prakhar1989/static-site latest", "2016-01-27T00:00:00Z", html("Hello Docker!", "A page in an image.")),
		site("seqvence/static-site latest", "2016-01-27T00:00:00Z", html("Hello Docker!", "A page in an image.")),
		site("nginxdemos/hello latest plain-text 0.4", "2024-11-27T00:00:00Z", html("Hello", "Served by nginx.")),
		page(nil, `
docker/whalesay latest
2015-05-25T22:04:23Z
~ 65700000 188000000 /bin/sh -c #(nop) ADD file:... in / @base
~ 71600 195000 /bin/sh -c echo '#!/bin/sh' > /usr/sbin/policy-rc.d ...
/bin/sh -c #(nop) CMD ["/bin/bash"]
/bin/sh -c #(nop) WORKDIR /cowsay
~ 20300000 38600000 /bin/sh -c apt-get -y update && apt-get install -y git @git
~ 14200000 18700000 /bin/sh -c git clone --reference / https://github.com/moxiegirl/whalesay.git cowsay
~ 360 1300 /bin/sh -c sh install.sh @cow
`, whaleContents...),
		page(trixieDeps, "rust latest 1 1.95 1.95.0 bookworm trixie 1-bookworm 1.94 1.93 1.92 1.91 1.90 1.89 1.88 1.87 1.86 1.85 1.84 1.83 1.82 1.81 1.80 1.79 1.78 1.77 1.76 1.75 1.74 1.73 1.72 1.71 1.70 1.69 1.67 1.65 1.60 slim 1-slim slim-bookworm 1.75-slim 1.80-slim\n2026-08-20T00:00:00Z\nENV RUSTUP_HOME=/usr/local/rustup\nENV CARGO_HOME=/usr/local/cargo\nENV PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nENV RUST_VERSION=1.95.0\n~ 190000000 650000000 RUN /bin/sh -c set -eux; ... rustc --version; # buildkit @rust\nCMD [\"bash\"]", rustContents...),
		page(alpineBase, "rust alpine 1.95-alpine 1-alpine 1.90-alpine 1.85-alpine 1.80-alpine 1.75-alpine 1.70-alpine\n2026-08-20T00:00:00Z\nENV PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nENV RUST_VERSION=1.95.0\n~ 180000000 620000000 RUN /bin/sh -c set -eux; ... rustc --version; # buildkit @rust\nCMD [\"/bin/sh\"]", rustContents...),
		elastic("elasticsearch 8.19.3 9.1.3 9.1.0 9.0.0 8.18.0 8.17.0 8.16.0 8.15.3 8.15.0 8.14.3 8.14.0 8.13.4 8.13.0 8.12.2 8.11.4 8.11.1 8.10.2 8.8.0 8.7.1 8.6.2 8.5.0 8.4.3 8.3.3 8.2.0 8.1.3 8.0.0 7.17.28 7.17.10 7.17.9 7.17.0 7.16.2 7.14.0 7.13.2 7.12.1 7.10.1 7.9.3 7.8.0 7.7.0 7.6.2 7.5.1 7.4.2 7.3.1 7.2.0 7.1.1 6.8.23 6.5.4 8 7.17.18 7 6 5 2 latest", "9200/tcp:{} 9300/tcp:{}", "elasticsearch"), elastic("kibana latest 9.1.3 9.1.0 9.0.0 8.18.0 8.17.0 8.16.0 8.15.3 8.15.0 8.14.3 8.14.0 8.13.4 8.13.0 8.12.2 8.11.4 8.11.1 8.10.2 8.8.0 8.7.1 8.6.2 8.5.0 8.4.3 8.3.3 8.2.0 8.1.3 8.0.0 7.17.28 7.17.10 7.17.9 7.17.0 7.16.2 7.14.0 7.13.2 7.12.1 7.10.1 7.9.3 7.8.0 7.7.0 7.6.2 7.5.1 7.4.2 7.3.1 7.2.0 7.1.1 6.8.23 6.5.4 8.19.3 8 7.17.18 6 5", "5601/tcp:{}", "kibana"),
		elastic("logstash latest 9.1.3 9.1.0 9.0.0 8.18.0 8.17.0 8.16.0 8.15.3 8.15.0 8.14.3 8.14.0 8.13.4 8.13.0 8.12.2 8.11.4 8.11.1 8.10.2 8.8.0 8.7.1 8.6.2 8.5.0 8.4.3 8.3.3 8.2.0 8.1.3 8.0.0 7.17.28 7.17.10 7.17.9 7.17.0 7.16.2 7.14.0 7.13.2 7.12.1 7.10.1 7.9.3 7.8.0 7.7.0 7.6.2 7.5.1 7.4.2 7.3.1 7.2.0 7.1.1 6.8.23 6.5.4 8.19.3 8 7.17.18 6 5", "5044/tcp:{} 9600/tcp:{}", "logstash"), elastic("docker.elastic.co/elasticsearch/elasticsearch 6.3.2 9.1.3 9.1.0 9.0.0 8.18.0 8.17.0 8.16.0 8.15.3 8.15.0 8.14.3 8.14.0 8.13.4 8.13.0 8.12.2 8.11.4 8.11.1 8.10.2 8.8.0 8.7.1 8.6.2 8.5.0 8.4.3 8.3.3 8.2.0 8.1.3 8.0.0 7.17.28 7.17.10 7.17.9 7.17.0 7.16.2 7.14.0 7.13.2 7.12.1 7.10.1 7.9.3 7.8.0 7.7.0 7.6.2 7.5.1 7.4.2 7.3.1 7.2.0 7.1.1 6.8.23 6.5.4 7.17.18 8.19.3", "9200/tcp:{} 9300/tcp:{}", "elasticsearch"),
		elastic("docker.elastic.co/logstash/logstash 9.1.3 9.1.0 9.0.0 8.18.0 8.17.0 8.16.0 8.15.3 8.15.0 8.14.3 8.14.0 8.13.4 8.13.0 8.12.2 8.11.4 8.11.1 8.10.2 8.8.0 8.7.1 8.6.2 8.5.0 8.4.3 8.3.3 8.2.0 8.1.3 8.0.0 7.17.28 7.17.10 7.17.9 7.17.0 7.16.2 7.14.0 7.13.2 7.12.1 7.10.1 7.9.3 7.8.0 7.7.0 7.6.2 7.5.1 7.4.2 7.3.1 7.2.0 7.1.1 6.8.23 6.5.4", "5044/tcp:{} 9600/tcp:{}", "logstash"), elastic("docker.elastic.co/kibana/kibana 6.3.2 9.1.3 9.1.0 9.0.0 8.18.0 8.17.0 8.16.0 8.15.3 8.15.0 8.14.3 8.14.0 8.13.4 8.13.0 8.12.2 8.11.4 8.11.1 8.10.2 8.8.0 8.7.1 8.6.2 8.5.0 8.4.3 8.3.3 8.2.0 8.1.3 8.0.0 7.17.28 7.17.10 7.17.9 7.17.0 7.16.2 7.14.0 7.13.2 7.12.1 7.10.1 7.9.3 7.8.0 7.7.0 7.6.2 7.5.1 7.4.2 7.3.1 7.2.0 7.1.1 6.8.23 6.5.4 7.17.18 8.19.3", "5601/tcp:{}", "kibana"),
		withPrograms(alpineBase, "consul latest 1.15 0.7.2", "2023-02-01T00:00:00Z", 150000000, "consul:140000000", "VOLUME [/consul/data]\nEXPOSE map[8300/tcp:{} 8500/tcp:{} 8600/tcp:{}]\nCMD [\"consul\" \"agent\" \"-dev\" \"-client\" \"0.0.0.0\"]"),
		withPrograms(trixieSlim, "dockerfile/rethinkdb latest", "2015-06-01T00:00:00Z", 150000000, "rethinkdb:50000000", "VOLUME [/data]\nWORKDIR /data\nEXPOSE map[8080/tcp:{} 28015/tcp:{} 29015/tcp:{}]\nCMD [\"rethinkdb\" \"--bind\" \"all\"]"),
		withPrograms(trixieSlim, "rethinkdb latest 2.4", "2024-06-01T00:00:00Z", 150000000, "rethinkdb:50000000", "VOLUME [/data]\nWORKDIR /data\nEXPOSE map[8080/tcp:{} 28015/tcp:{} 29015/tcp:{}]\nCMD [\"rethinkdb\" \"--bind\" \"all\"]"),
		withPrograms(trixieSlim, "jenkins/jenkins lts lts-jdk21 latest lts-jdk17 jdk21", "2026-09-10T00:00:00Z", 303000000, "jenkins.sh=jenkins:4400 tini:24000", "ENV JENKINS_HOME=/var/jenkins_home\nVOLUME [/var/jenkins_home]\nEXPOSE map[8080/tcp:{}]\nEXPOSE map[50000/tcp:{}]\nENTRYPOINT [\"/usr/local/bin/jenkins.sh\"]"),
		withPrograms(alpineBase, "prom/prometheus latest v3.6.0", "2026-08-22T00:00:00Z", 300000000, "prometheus:150000000", "VOLUME [/prometheus]\nEXPOSE map[9090/tcp:{}]\nENTRYPOINT [\"prometheus\"]"),
		withPrograms(alpineBase, "grafana/grafana latest 12.2.0", "2026-08-24T00:00:00Z", 600000000, "grafana:200000000", "EXPOSE map[3000/tcp:{}]\nENTRYPOINT [\"grafana\" \"server\"]"),
		withPrograms(trixieSlim, "jwilder/nginx-proxy latest alpine", "2023-01-20T00:00:00Z", 110000000, "nginx:1713200 forego:6000000 docker-gen:8000000", "EXPOSE map[80/tcp:{}]\nCMD [\"forego\" \"start\" \"-r\"]"),
		withPrograms(alpineBase, "mendhak/http-https-echo latest 36", "2025-03-01T00:00:00Z", 160000000, "node:120000000 http-https-echo:4000", "EXPOSE map[8080/tcp:{} 8443/tcp:{}]\nCMD [\"http-https-echo\"]"),
		withPrograms(alpineBase, "mailhog/mailhog latest", "2020-08-01T00:00:00Z", 390000000, "MailHog:20000000", "EXPOSE map[1025/tcp:{} 8025/tcp:{}]\nENTRYPOINT [\"MailHog\"]"),
		withPrograms(alpineBase, "minio/minio latest", "2025-09-01T00:00:00Z", 170000000, "minio:110000000", "VOLUME [/data]\nEXPOSE map[9000/tcp:{}]\nENTRYPOINT [\"minio\"]\nCMD [\"--help\"]"),
		single("gcr.io/google-samples/hello-app 1.0 2.0", "2021-01-01T00:00:00Z", 11500000, "hello-app", "ENV PORT=8080\nCMD [\"/hello-app\"]"),
		single("hello-seattle latest linux", "2023-05-04T17:37:03Z", 13300, "hello", "CMD [\"/hello\"]"), single("hola-mundo latest linux", "2023-05-04T17:37:03Z", 13300, "hello", "CMD [\"/hello\"]"),
	}
}

var rustContents = []content{{"rust", func() []item {
	return append(dirs("/usr/local/cargo /usr/local/cargo/bin /usr/local/rustup"), bins("/usr/local/cargo/bin/", "cargo:10000000 rustc:10000000 rustup:10000000 rustfmt:10000000")...)
}}}

// elastic is one of Elastic's servers.
func elastic(names, ports, name string) release {
	return withPrograms(oracleLinux, names, "2026-08-26T00:00:00Z", 600000000, name+":12000 java:12000 docker-entrypoint.sh="+name+":4000",
		"WORKDIR /usr/share/"+name+"\nEXPOSE map["+ports+"]\nCMD [\""+name+"\"]")
}
