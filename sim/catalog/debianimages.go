package catalog

const bookwormOS = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`

const trixieOS = `PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
NAME="Debian GNU/Linux"
VERSION_ID="13"
VERSION="13 (trixie)"
VERSION_CODENAME=trixie
DEBIAN_VERSION_FULL=13.6
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`

func debianSources(suite string) string {
	return "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: " + suite + " " + suite + "-updates\n" +
		"Components: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\n" +
		"Types: deb\nURIs: http://deb.debian.org/debian-security\nSuites: " + suite + "-security\n" +
		"Components: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
}

func bookworm(docs bool) debian {
	return debian{osRelease: bookwormOS, version: "12.15", sources: debianSources("bookworm"), libc: 1926232, docs: docs}
}

func trixie(docs bool) debian {
	return debian{osRelease: trixieOS, version: "13.6", sources: debianSources("trixie"), libc: 2003408, docs: docs}
}

// The bases other images are built on.
var (
	bookwormSlim = foundation(step{
		by: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1785715200'", at: "2026-08-03T00:00:00Z",
		blob: "039e6f9f9752f74a3ff4a6a224f64c7c864da16ed98f882107704328f41b9c42", packed: 28232590, size: 74800000,
		files: bookworm(false).files,
	})
	trixieSlim = foundation(step{
		by: "# debian.sh --arch 'amd64' out/ 'trixie' '@1789689600'", at: "2026-09-18T00:00:00Z",
		blob: "6b37362b3da78869050b894b799ad4df04f1f3b52774087db0d81151570244c8", packed: 29830418, size: 78600000,
		files: trixie(false).files,
	})
)

var debianReleases = []release{
	{
		repository: "debian", tags: []string{"bookworm", "12", "bookworm-20260803"}, created: "2026-08-03T00:00:00Z",
		index:    "813017f3d62be4b5891a7acca6a01bdcd4b8513daa81b1ab99d3a50385b26931",
		manifest: "88a7d30d49e1d13f0aac17b0e5fb9e291717e3a7c4a512fe56636db576383b8a",
		config:   "a97c45fa72171d55c288623cfb1b66e14c9ef5bb3c7c179bc7dd75ad6f1cb73c",
		cmd:      []string{"bash"},
		steps:    bookwormFull,
	},
	{
		repository: "debian", tags: []string{"bookworm-slim", "12-slim"}, created: "2026-08-03T00:00:00Z",
		index:    "abd67ffcfa541b485a3dff59865ab629aa048a6c613e639d36e7456b0b229241",
		manifest: "362e64223cc0da95422b3b13c045186fc0a81250e765d31c025fbddf257f6143",
		config:   "9fff73c337b947e6e3120b8ce929c92a7c5820228fda7c163145954c31cd32ba",
		cmd:      []string{"bash"},
		steps:    bookwormSlim,
	},
	{
		repository: "debian", tags: []string{"trixie-slim", "13-slim", "stable-slim"}, created: "2026-09-18T00:00:00Z",
		index:    "629fbba675c585eba17d52d2ba45228b362bf9087ef8df9c182d7a9a70c98611",
		manifest: "7c3057e0ce54612213e49d19c283a8bff790f9029360db1e0f4be26eb702e278",
		config:   "60d588cec56597d008e19d0d73310d4961ccb00538415f69d45137fd8b3bea9b",
		cmd:      []string{"bash"},
		steps:    trixieSlim,
	},
	{
		repository: "debian", tags: []string{"latest", "trixie", "13", "stable"}, created: "2026-08-03T00:00:00Z",
		index:    "c6a769025ca9ffdd96ac99b01eac8160f4a0374380196415baf5eb8cb36c6445",
		manifest: "ca4687b930319073cf2c0ee891f9890d40f3e6bde5edeed04445d594d5c8dcd0",
		config:   "a776e5f24509e302655643b46a9fe617a2a67185c75308ee9043333cceab3461",
		cmd:      []string{"bash"},
		steps:    trixieFull,
	},
}
