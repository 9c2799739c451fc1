package catalog

import (
	"io/fs"
	"slices"
)

func goFiles() []item {
	return slices.Concat(dirs("/usr/local/go /usr/local/go/bin /usr/local/go/src /usr/local/go/src/fmt /usr/local/go/pkg"),
		bins("/usr/local/go/bin/", "go:14500000 gofmt:2900000"), list(file("/usr/local/go/VERSION", "go1.26.5\n")))
}

var goContents = []content{
	{"go", goFiles},
	{"tools", func() []item { return bins("/usr/bin/", "gcc:1100000 g++:1100000 make:240000 pkg-config:44000") }},
	{"path", put(special("/go", fs.ModeSticky|0o777), special("/go/src", fs.ModeSticky|0o777), special("/go/bin", fs.ModeSticky|0o777))},
}

var (
	golang126 = page(trixieSCM, `
golang latest 1 1.26 1.26.5 trixie
2026-07-14T03:17:34Z 3aff6657219a4d9c14e27fb1d8976c49c29fddb70ba835014f477e1c70636647 dbb10bd1b3400ba0858e2f7c354fd4556b782c187feeff52789d4ee156a84db8 b0bb43a2dcec5fbd07bedbe887849d53b2ac412c7876dd0bfa4c4e07ae80fe1c
1804aaf9409d58a6cb447e6aa878d19fbb73a523c66c92e7b725490771b373a0 102272980 280000000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends g++ gcc libc6-dev make pkg-config ; ... rm -rf /var/lib/apt/lists/* # buildkit @tools
ENV GOLANG_VERSION=1.26.5
ENV GOTOOLCHAIN=local
ENV GOPATH=/go
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
cea3d467f844b8e6fffc2d7793807a1ec9e3a0582655418c1c17013372a3a910 67288392 240000000 COPY /target/ / # buildkit @go
e0baa5049848664e2cf82490fb01950fed63c0373e9c8a832ed3d030a92e1c7e 127 0 RUN /bin/sh -c mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH" # buildkit @path
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /go
CMD ["bash"]
`, goContents...)
	golang126Alpine = page(alpineBase, `
golang 1.26-alpine 1.26.5-alpine alpine 1-alpine
2026-09-18T00:00:00Z
~ 300000 650000 RUN /bin/sh -c apk add --no-cache ca-certificates # buildkit
ENV GOLANG_VERSION=1.26.5
ENV GOTOOLCHAIN=local
ENV GOPATH=/go
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
~ 67000000 240000000 COPY /target/ / # buildkit @go
~ 127 0 RUN /bin/sh -c mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH" # buildkit @path
4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 32 0 WORKDIR /go
`, goContents...)
)

// goVersions are the other versions, of the old ones the last.
var goVersions = []struct{ minor, patch string }{
	{"1.25", "1.25.12"}, {"1.24", "1.24.13"}, {"1.23", "1.23.12"}, {"1.22", "1.22.12"}, {"1.21", "1.21.13"}, {"1.20", "1.20.14"}, {"1.19", "1.19.13"},
	{"1.18", "1.18.10"}, {"1.17", "1.17.13"}, {"1.16", "1.16.15"}, {"1.15", "1.15.15"}, {"1.14", "1.14.15"}, {"1.13", "1.13.15"}, {"1.12", "1.12.17"},
	{"1.11", "1.11.13"}, {"1.10", "1.10.8"}, {"1.9", "1.9.7"}, {"1.8", "1.8.7"}, {"1.7", "1.7.6"}, {"1.5", "1.5.4"},
}

func golangReleases() []release {
	all := []release{golang126, golang126Alpine}
	for _, v := range goVersions {
		alpine := v.minor + "-alpine " + v.patch + "-alpine"
		if v.minor == "1.12" {
			alpine += " 1.12-alpine3.10"
		}
		all = append(all, derive(golang126, v.minor+" "+v.patch+" "+v.minor+"-bookworm", "1.26.5", v.patch), derive(golang126Alpine, alpine, "1.26.5", v.patch))
	}
	return all
}
