package catalog

import "slices"

// The foundations of most images, as of one week. Source: docker-library/buildpack-deps.
var (
	trixieFull = foundation(step{
		by: "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'", at: "2026-08-03T00:00:00Z",
		blob: "1da3cb2f93f2ca3c5bdaf4c024a7f1ebd717938d20c858e4be4b9aa81fc8608c", packed: 49312314, size: 120000000,
		files: trixie(true).files,
	})
	trixieCurl = foundation(append(slices.Clone(trixieFull), step{
		by: "RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates curl gnupg netbase sq wget ; apt-get dist-clean # buildkit",
		at: "2026-08-05T00:29:10Z", blob: "68b64c51cda3d04397bcf5742a29a9a1ba7adcfd18a376bacb8d114ed64cbd5a", packed: 25638637, size: 53000000,
		files: depsCurl,
	})...)
	trixieSCM = foundation(append(slices.Clone(trixieCurl), step{
		by: "RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends git mercurial openssh-client subversion procps ; apt-get dist-clean # buildkit",
		at: "2026-08-05T00:31:02Z", blob: "ec935196e6a095bdd6ac865248321ea4fd33424071fe14264cd33900f8ae6212", packed: 67797999, size: 185000000,
		files: depsSCM,
	})...)
	trixieDeps = foundation(append(slices.Clone(trixieSCM), step{
		by: "RUN /bin/sh -c set -ex; apt-get update; apt-get install -y --no-install-recommends autoconf automake bzip2 default-libmysqlclient-dev ... # buildkit",
		at: "2026-08-05T00:36:44Z", blob: "d74736caedd40737be802d27bfe1d5d0e10377ddb1c7b4103391e0bbff5152e0", packed: 236319920, size: 660000000,
		files: depsFull,
	})...)
	bookwormFull = foundation(step{
		by: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1785715200'", at: "2026-08-03T00:00:00Z",
		blob: "3af9207d37990175f61d5ce9faa0c7373ffcd2d6da1b6ba0a9ca9d61f8f47cc9", packed: 48497091, size: 116600000,
		files: bookworm(true).files,
	})
	bookwormDeps = foundation(append(slices.Clone(bookwormFull), step{
		by: "RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates curl gnupg netbase sq wget ; rm -rf /var/lib/apt/lists/* # buildkit",
		at: "2026-08-05T00:28:30Z", blob: "7b2de2423ebd9d3290883175c0e46dccd6de955b08e6e9a5bd20909e3face240", packed: 24056077, size: 48500000,
		files: depsCurl,
	}, step{
		by: "RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends git mercurial openssh-client subversion procps ; rm -rf /var/lib/apt/lists/* # buildkit",
		at: "2026-08-05T00:30:11Z", blob: "81578410df169380efec491bfdc60a7e586d4b48ef4c0aeb9b6ff085812d9a7d", packed: 64424271, size: 177000000,
		files: depsSCM,
	}, step{
		by: "RUN /bin/sh -c set -ex; apt-get update; apt-get install -y --no-install-recommends autoconf automake bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick ... # buildkit",
		at: "2026-08-05T00:35:29Z", blob: "de9e8d0a007171cac57d643a3982902d45431cd860400eea55e18df75fc0b12a", packed: 211707818, size: 588000000,
		files: depsFull,
	})...)
)

func depsCurl() []item {
	return slices.Concat(bins("/usr/bin/", "curl:280800 wget:487984 gpg:4898752 sq:22000000"), certificates(), list(
		file("/etc/protocols", "tcp 6 TCP\nudp 17 UDP\nicmp 1 ICMP\n"), file("/etc/services", "http 80/tcp www\nhttps 443/tcp\nssh 22/tcp\ndomain 53/tcp\n"),
	))
}

func depsSCM() []item {
	return slices.Concat(tools(procps), bins("/usr/bin/", "git:3900000 hg:160000 ssh:846888 scp:171528 ssh-keygen:510000 svn:310000 top:130000 watch:26920 less:203544 openssl:1086632"))
}

func depsFull() []item {
	return bins("/usr/bin/", "gcc:1100000 g++:1100000 cc=gcc:1100000 c++=g++:1100000 make:240000 autoconf:15000 automake:258000 bzip2:39144 file:27656 patch:190000 pkg-config:44000 unzip:177000 xz:84000 gzip:98000 tar:531984 perl:3500000")
}

// certificates are what ca-certificates installs.
func certificates() []item {
	return list(opaque("/etc/ssl/certs/ca-certificates.crt", 219342), file("/etc/ca-certificates.conf", "# Certificates that are trusted, one a line.\n"))
}

var buildpackReleases = []release{
	page(trixieDeps, "buildpack-deps latest stable trixie\n2026-08-05T00:36:44Z\nCMD [\"bash\"]"),
	page(trixieSCM, "buildpack-deps scm stable-scm trixie-scm\n2026-08-05T00:31:02Z\nCMD [\"bash\"]"),
	page(trixieCurl, "buildpack-deps curl stable-curl trixie-curl\n2026-08-05T00:29:10Z\nCMD [\"bash\"]"),
	page(bookwormDeps, "buildpack-deps bookworm oldstable\n2026-08-05T00:35:29Z\nCMD [\"bash\"]"),
}
