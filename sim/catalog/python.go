package catalog

import "slices"

// pythonFiles are what Python's own installation puts into /usr/local.
func pythonFiles() []item {
	const lib = "/usr/local/lib/python3.12/"
	return slices.Concat(dirs(lib+"site-packages "+lib+"site-packages/pip "+lib+"lib-dynload /usr/local/include/python3.12"),
		bins("/usr/local/bin/", "python3.12=python3:14344 pip3.12=pip:223 pip=pip:223 pip3=pip:223 idle3.12=idle:118 pydoc3.12=pydoc:103"),
		list(opaque("/usr/local/lib/libpython3.12.so.1.0", 31000000), file(lib+"os.py", "# The interface to the operating system.\n"),
			file(lib+"site-packages/README.txt", "Packages that were installed are here.\n")))
}

func pythonLinks() []item {
	return list(link("/usr/local/bin/python", "python3"), link("/usr/local/bin/python3", "python3.12"), link("/usr/local/bin/idle3", "idle3.12"),
		link("/usr/local/bin/pydoc3", "pydoc3.12"))
}

var pythonContents = []content{{"python", pythonFiles}, {"links", pythonLinks}, {"certificates", certificates}}

var (
	python312 = page(trixieDeps, `
python 3.12 3.12.14 3.12-trixie
2026-08-13T19:43:39Z e5931cdb4a8cec0ad083277c16a39114f14123b8b6c858c8c9689b677789975c 6c7a9cbaf81f5466d0b4311a249ba5eeb8cc3290c22a7d9d93392cc4d3a6c6ac 37ee34ed0a73271658c2a4ae71c0eff28365ed150c0e8421bbd105f13d5d22a7
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=C.UTF-8
1e94118fbd5f4b7d107a700bbb3bf7165e3f9606e94f4ec70a4486af773641e0 6100758 18500000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends libbluetooth-dev tk-dev uuid-dev ; apt-get dist-clean # buildkit
ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305
ENV PYTHON_VERSION=3.12.14
ENV PYTHON_SHA256=5c8462af5790baf43a321a1559dbe0db06d1be4300fb85fb53c40060668e548a
27fa823e08a1688873a6b520c8c3b1ed1c11cfb7dde5f2fc185b2ff549505d0f 25738585 69000000 RUN /bin/sh -c set -eux; wget -O python.tar.xz ... ./configure ... make install ... python3 --version; pip3 --version # buildkit @python
72a07b5b316d7734f3e7913c7621fec420f7ed6775cda93216d1b18693240342 246 36 RUN /bin/sh -c set -eux; for src in idle3 pip3 pydoc3 python3 python3-config; do ... done # buildkit @links
CMD ["python3"]
`, pythonContents...)
	python312Slim = page(trixieSlim, `
python 3.12-slim 3.12-slim-trixie
2026-08-05T01:12:35Z 229a2c5bfa27522db7815ea81f9bed70af17ccb9de9fc7ad142b1877b5830d36 d657ab0ade19f404a6ccc883ab399540de667aff751748ce23c07330c5a89e64 54a0b2beae90fe14c2131f1e880e1388c9df77390bc260d7317e589765e064e8
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=C.UTF-8
5a31db4cd47898e862a567028aa41f7a11d814cf69be6904173402a8b8eac5cb 1293276 3800000 RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates netbase tzdata ; apt-get dist-clean # buildkit @certificates
ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305
ENV PYTHON_VERSION=3.12.13
ENV PYTHON_SHA256=c08bc65a81971c1dd5783182826503369466c7e67374d1646519adf05207b684
c85ad0bcaca895afa08053538ec1ea7642c7e9e05f5684d18e3627a2316ca8ae 12113733 37000000 RUN /bin/sh -c set -eux; savedAptMark="$(apt-mark showmanual)"; ... make install; ... python3 --version; pip3 --version # buildkit @python
b3c7a9bdb4f2a30d0a1358438d1539c06b86da99135cfd9d92756863cc87ae18 249 36 RUN /bin/sh -c set -eux; for src in idle3 pip3 pydoc3 python3 python3-config; do ... done # buildkit @links
CMD ["python3"]
`, pythonContents...)
	python312Alpine = page(alpineBase, `
python 3.12-alpine
2026-09-18T00:00:00Z
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=C.UTF-8
~ 460000 1500000 RUN /bin/sh -c set -eux; apk add --no-cache ca-certificates tzdata ; # buildkit
ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305
ENV PYTHON_VERSION=3.12.14
~ 13700000 38000000 RUN /bin/sh -c set -eux; apk add --no-cache --virtual .build-deps ... python3 --version; pip3 --version # buildkit @python
~ 249 36 RUN /bin/sh -c set -eux; for src in idle3 pip3 pydoc3 python3 python3-config; do ... done # buildkit @links
CMD ["python3"]
`, pythonContents...)
)

// pythonVersions are the other versions, of the old ones the last.
var pythonVersions = []struct{ minor, patch, also string }{
	{"3.14", "3.14.7", "latest 3"}, {"3.13", "3.13.14", ""}, {"3.11", "3.11.15", ""}, {"3.10", "3.10.20", ""}, {"3.9", "3.9.25", ""},
	{"3.8", "3.8.20", ""}, {"3.7", "3.7.17", ""}, {"3.6", "3.6.15", ""}, {"3.5", "3.5.10", ""}, {"3.4", "3.4.10", ""},
}

func pythonReleases() []release {
	all := []release{python312, python312Slim, python312Alpine}
	for _, v := range pythonVersions {
		all = append(all, derive(python312, v.minor+" "+v.patch+" "+v.also, "3.12.14", v.patch, "3.12", v.minor))
		slim, alpine := v.minor+"-slim "+v.patch+"-slim "+v.minor+"-slim-bookworm", v.minor+"-alpine "+v.patch+"-alpine"
		if v.also != "" {
			slim, alpine = slim+" slim 3-slim", alpine+" alpine 3-alpine"
		}
		if v.minor == "3.7" {
			alpine += " alpine3.7" // the Alpine, not the Python
		}
		all = append(all, derive(python312Slim, slim, "3.12.13", v.patch, "3.12", v.minor), derive(python312Alpine, alpine, "3.12.14", v.patch, "3.12", v.minor))
	}
	return all
}
