package catalog

import "slices"

// nginxFiles is what the packages put into a system.
func nginxFiles(modules string) []item {
	return append(dirs(`/docker-entrypoint.d /etc/nginx /etc/nginx/conf.d /usr/share/nginx /usr/share/nginx/html
		/usr/lib/nginx /usr/lib/nginx/modules /var/log/nginx /var/cache/nginx`),
		program("/usr/sbin/nginx", "nginx", 1713200),
		file("/etc/nginx/nginx.conf", nginxConf), file("/etc/nginx/conf.d/default.conf", nginxDefaultConf),
		file("/etc/nginx/mime.types", nginxMimeTypes), link("/etc/nginx/modules", modules),
		file("/etc/nginx/fastcgi_params", "fastcgi_param  QUERY_STRING       $query_string;\nfastcgi_param  REQUEST_METHOD     $request_method;\nfastcgi_param  CONTENT_TYPE       $content_type;\nfastcgi_param  CONTENT_LENGTH     $content_length;\n"),
		file("/etc/nginx/scgi_params", "scgi_param  REQUEST_METHOD     $request_method;\nscgi_param  REQUEST_URI        $request_uri;\n"),
		file("/etc/nginx/uwsgi_params", "uwsgi_param  QUERY_STRING       $query_string;\nuwsgi_param  REQUEST_METHOD     $request_method;\n"),
		file("/usr/share/nginx/html/index.html", nginxIndex), file("/usr/share/nginx/html/50x.html", nginx50x),
		link("/var/log/nginx/access.log", "/dev/stdout"), link("/var/log/nginx/error.log", "/dev/stderr"),
	)
}

// nginxOnDebian is the large step of the Debian variants, which also brings curl.
func nginxOnDebian() []item {
	passwd := debianPasswd + "nginx:x:101:101:nginx user:/nonexistent:/bin/false\n"
	return append(nginxFiles("/usr/lib/nginx/modules"),
		file("/etc/passwd", passwd), file("/etc/group", debianGroup+"nginx:x:101:\n"),
		file("/etc/shadow", shadow(passwd)).mode(0o640).own(0, 42),
		program("/usr/bin/curl", "curl", 280800),
	)
}

func nginxOnAlpine() []item {
	passwd := alpinePasswd + "nginx:x:101:101:nginx:/var/cache/nginx:/sbin/nologin\n"
	return append(nginxFiles("/usr/lib/nginx/modules"),
		file("/etc/passwd", passwd), file("/etc/group", alpineGroup+"nginx:x:101:nginx\n"),
		file("/etc/shadow", shadow(passwd)).mode(0o640).own(0, 42),
	)
}

// nginxBlob is one of the five layers that copy a script.
type nginxBlob struct {
	digest string
	packed int64
}

// nginxScripts are the steps that copy the entrypoint and its helpers.
func nginxScripts(blobs [5]nginxBlob) (steps []step) {
	for i, s := range []struct {
		by   string
		size int64 // of the real script
		item item
	}{
		{"COPY docker-entrypoint.sh / # buildkit", 1620, file("/docker-entrypoint.sh", nginxEntrypoint)},
		{"COPY 10-listen-on-ipv6-by-default.sh /docker-entrypoint.d # buildkit", 2125,
			file("/docker-entrypoint.d/10-listen-on-ipv6-by-default.sh", nginxListenIPv6)},
		{"COPY 15-local-resolvers.envsh /docker-entrypoint.d # buildkit", 389,
			file("/docker-entrypoint.d/15-local-resolvers.envsh", nginxLocalResolvers)},
		{"COPY 20-envsubst-on-templates.sh /docker-entrypoint.d # buildkit", 3020,
			file("/docker-entrypoint.d/20-envsubst-on-templates.sh", nginxEnvsubst)},
		{"COPY 30-tune-worker-processes.sh /docker-entrypoint.d # buildkit", 4620,
			file("/docker-entrypoint.d/30-tune-worker-processes.sh", nginxTuneWorkers)},
	} {
		steps = append(steps, step{by: s.by, blob: blobs[i].digest, packed: blobs[i].packed, size: s.size, files: put(s.item)})
	}
	return steps
}

const (
	nginxOnDebianBy = "RUN /bin/sh -c set -x     && groupadd --system --gid 101 nginx     && useradd --system --gid nginx --no-create-home --home /nonexistent ... # buildkit"
	nginxOnAlpineBy = "RUN /bin/sh -c set -x     && addgroup -g 101 -S nginx     && adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nologin -G nginx -g nginx nginx ... # buildkit"
	nginxModulesBy  = "RUN /bin/sh -c set -x     && apkArch=\"$(cat /etc/apk/arch)\"     && nginxPackages=\" nginx nginx-module-xslt nginx-module-geoip nginx-module-image-filter nginx-module-njs ... && apk add --no-cache curl ca-certificates # buildkit"
	nginxLabelBy    = "LABEL maintainer=NGINX Docker Maintainers <docker-maint@nginx.com>"
)

var nginxLabels = map[string]string{"maintainer": "NGINX Docker Maintainers <docker-maint@nginx.com>"}

func nginxEnding() []step {
	return metas(`ENTRYPOINT ["/docker-entrypoint.sh"]`, "EXPOSE map[80/tcp:{}]", "STOPSIGNAL SIGQUIT",
		`CMD ["nginx" "-g" "daemon off;"]`)
}

// envs are the steps that set the variables.
func envs(vars []string) (steps []step) {
	for _, v := range vars {
		steps = append(steps, meta("ENV "+v))
	}
	return steps
}

// nginx completes what is the same in every image of nginx.
func nginx(r release, steps ...[]step) release {
	r.repository, r.labels = "nginx", nginxLabels
	r.entrypoint, r.cmd = []string{"/docker-entrypoint.sh"}, []string{"nginx", "-g", "daemon off;"}
	r.ports, r.stopSignal = []string{"80/tcp"}, "SIGQUIT"
	r.steps = slices.Concat(steps...)
	return r
}

// nginxDebian is an image of nginx on a Debian base.
func nginxDebian(r release, base []step, install step, scripts [5]nginxBlob) release {
	install.by, install.files = nginxOnDebianBy, nginxOnDebian
	return nginx(r, base, metas(nginxLabelBy), envs(r.env), []step{install}, nginxScripts(scripts), nginxEnding())
}

var nginxReleases = []release{
	nginxDebian(release{
		tags:     []string{"latest", "1", "1.31", "1.31.3", "mainline"},
		created:  "2026-07-15T23:30:55Z",
		index:    "5a88c9c45479443d7be2eadc894b4ed0a9801bae03d97a5760ae13b5c2005942",
		manifest: "db4f612f385437d11eb26620a4f1d7efb3ff44e1296a3c21540b30454e6e2bf3",
		config:   "4e5db4761e0ff445f7fd29aad680ad28e8abf7d204895557f145d65535abcc1c",
		env: []string{"NGINX_VERSION=1.31.3", "NJS_VERSION=1.0.0", "NJS_RELEASE=1~trixie", "ACME_VERSION=0.4.1",
			"PKG_RELEASE=1~trixie", "DYNPKG_RELEASE=1~trixie"},
	}, trixieSlim, step{
		blob: "82454cdbf456a77f9ff1bb88b121c2a739e38c30ea689c135c7cca6249eabe4e", packed: 33325076, size: 85000000,
	}, [5]nginxBlob{
		{"3c7ab7949321f47c96fc0918f9f72e8f51bd452cdef1e0dad9599880317380b9", 626},
		{"cacfcdd01f309c65d69372716e799ea741065ac1b1e60880b3a6981ae105cb55", 955},
		{"b6698f04e005497a7f495c0719358d43890cb3997ad7b4ab0b06748247c574a3", 403},
		{"2bedaf25031a24fb70b9dc2d56cb17139186d1ae5fd2054ecbd0dfe1a69585ba", 1210},
		{"d26f27cc8c41e321394cb3c9a80915d90d5f1f1d3cbbbcda3be00f13c53b041e", 1397},
	}),
	nginxDebian(release{
		tags:        []string{"1.29", "1.29.2"},
		created:     "2025-10-07T21:06:46Z",
		index:       "029d4461bd98f124e531380505ceea2072418fdf28752aa73b7b273ba3048903",
		manifest:    "7e034cabf67d95246a996a3b92ad1c49c20d81526c9d7ba982aead057a0606e8",
		config:      "657fdcd1c3659cf57cfaa13f40842e0a26b49ec9654d48fdefee9fc8259b4aab",
		attestation: "fda124d11e0eca2b1977e5bb736d735f5b8d69c62b199ea32d41d3a0afa9cd7c",
		env: []string{"NGINX_VERSION=1.29.2", "NJS_VERSION=0.9.3", "NJS_RELEASE=1~trixie", "PKG_RELEASE=1~trixie",
			"DYNPKG_RELEASE=1~trixie"},
	}, trixieSlim, step{
		blob: "10d18f46ee87c8aeccaa2f2dd30b13e785851aea01b60141dfa4696d4a80c05e", packed: 29956994, size: 73600000,
	}, [5]nginxBlob{
		{"a8d825a0683a9ab1305f4d4449745a156f4f8347f8aad942c3fd69af8d1348e5", 627},
		{"a131bc1d4bd5679e3fb45bc4f3fec5c899584a74104a7ecb735907fb0c1fa038", 956},
		{"3818929ac19fe9d79fe930c50f8b805dd21e66c81fad2827ef0449767a44792e", 406},
		{"1498b1cfda15feb35e3ed793c4f4899908866a07f6a906c2850a05ef311c47bf", 1209},
		{"c50c84d0ed4d284980bee74762596dfb9dd18d84df2a9f35e67d801122be4d2b", 1398},
	}),
	nginxDebian(release{
		tags:        []string{"1.27", "1.27.5", "1.27-bookworm"},
		created:     "2025-04-16T14:50:31Z",
		index:       "5ed8fcc66f4ed123c1b2560ed708dc148755b6e4cbd8b943fab094f2c6bfa91e",
		manifest:    "69747b174b56bc170ca99a6d8e7a80e77a020c9702dda7e44a2154066a7a4dbe",
		config:      "4e1b6bae1e48cdbde8e6ec3e6ee42d86ad4780156e75790465bf6fb16c551c27",
		attestation: "8273a668194faa4169c525c2364de111cebf22b3c14396731a05ecfe32ba11fb",
		env: []string{"NGINX_VERSION=1.27.5", "NJS_VERSION=0.8.10", "NJS_RELEASE=1~bookworm", "PKG_RELEASE=1~bookworm",
			"DYNPKG_RELEASE=1~bookworm"},
	}, bookwormSlim, step{
		blob: "b0c073cda91fdc0aac18d3b7ad19faeea4c3e1f1e45c8e97256410a580d48bb4", packed: 44150318, size: 117700000,
	}, [5]nginxBlob{
		{"e6557c42ebeaea010d8a8883fdacdc5a17dea1221416d0d980e206dd42dc7e29", 627},
		{"ec74683520b9c235ea1336a5165c6118a35cacd4d9878893a36b506b89334c50", 956},
		{"6c95adab80c5df4140fa3f348e07f127ba6f5c2a9ed8637cd27d5a5be5010330", 405},
		{"ad8a0171f43ec421ec572495b70d68bfd77b63acd094e4a4af794cb427516246", 1211},
		{"32ef64864ec3b7cd667027631b05dc66a5fa40b05affe0e74a1bd01d1d57d6e5", 1399},
	}),
	nginx(release{
		tags:     []string{"alpine", "1-alpine", "1.31-alpine", "mainline-alpine"},
		created:  "2026-09-22T22:10:17Z",
		index:    "df221db836e1754089190208cee7eeda94f233197056426eda74a43ab1abeac2",
		manifest: "0530961ff0592b58c10f767535cc0abdfccf9e389ff7cc90f87320c1bc7e8506",
		config:   "3dd08163706a20b20622f310ec10258cc96e9007ab357f7201955bc880ac17f4",
		env: []string{"NGINX_VERSION=1.31.6", "PKG_RELEASE=1", "DYNPKG_RELEASE=1", "NJS_VERSION=1.0.1", "NJS_RELEASE=1",
			"ACME_VERSION=0.4.1"},
	}, alpineBase, metas(nginxLabelBy, "ENV NGINX_VERSION=1.31.6", "ENV PKG_RELEASE=1", "ENV DYNPKG_RELEASE=1"), []step{{
		by:   nginxOnAlpineBy,
		blob: "d9aae54b58315e84b9c3ac5f00bad6610e0e28ad9ff28fcde694647e0be13131", packed: 1931156, size: 4800000,
		files: nginxOnAlpine,
	}}, nginxScripts([5]nginxBlob{
		{"6c53d0b2a666ed8f8fad8d9982e30cf24eb085036c17b27591665ca25e1ba40c", 629},
		{"745dfb2690dd8627e1593941caccc756f14943df7930a478beb4e808c5695cb9", 965},
		{"9a9a644fdd6a3681d43dace44c8cfef374cfd7b24f433113379ea483692498a8", 404},
		{"64c8194480fee2c03e01cc561cf5542733627d2c7de493a028139677025f975c", 1210},
		{"e76228b47809e8a4bd37a6ba52a04d282d8c72ddf0ff9e8b83fd6318631abd52", 1400},
	}), nginxEnding(), metas("ENV NJS_VERSION=1.0.1", "ENV NJS_RELEASE=1", "ENV ACME_VERSION=0.4.1"), []step{{
		by:   nginxModulesBy,
		blob: "e72112c14215406dc7f23ef8e5cfdfddeb8662176167382ad64ec86f52b7a88e", packed: 20525064, size: 48000000,
		files: put(program("/usr/bin/curl", "curl", 268120), opaque("/usr/lib/nginx/modules/ngx_http_js_module.so", 1048704)),
	}}),
}
