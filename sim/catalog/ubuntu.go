package catalog

const nobleOS = `PRETTY_NAME="Ubuntu 24.04.4 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.4 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=noble
LOGO=ubuntu-logo
`

const jammyOS = `PRETTY_NAME="Ubuntu 22.04.5 LTS"
NAME="Ubuntu"
VERSION_ID="22.04"
VERSION="22.04.5 LTS (Jammy Jellyfish)"
VERSION_CODENAME=jammy
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=jammy
`

const nobleSources = `Types: deb
URIs: http://archive.ubuntu.com/ubuntu/
Suites: noble noble-updates noble-backports
Components: main universe restricted multiverse
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg

Types: deb
URIs: http://security.ubuntu.com/ubuntu/
Suites: noble-security
Components: main universe restricted multiverse
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
`

const jammySources = `deb http://archive.ubuntu.com/ubuntu/ jammy main restricted universe multiverse
deb http://archive.ubuntu.com/ubuntu/ jammy-updates main restricted universe multiverse
deb http://archive.ubuntu.com/ubuntu/ jammy-backports main restricted universe multiverse
deb http://security.ubuntu.com/ubuntu/ jammy-security main restricted universe multiverse
`

// noble is the first Ubuntu whose image has an ordinary user.
var noble = debian{
	osRelease: nobleOS, version: "trixie/sid", sources: nobleSources, libc: 2125328,
	users:  "ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash\n",
	groups: "ubuntu:x:1000:\n",
	extra: list(
		file("/root/.bashrc", skelBashrc),
		special("/home/ubuntu", 0o750).own(1000, 1000),
		file("/home/ubuntu/.bashrc", skelBashrc).own(1000, 1000),
		file("/home/ubuntu/.profile", rootProfile).own(1000, 1000),
		file("/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=24.04\nDISTRIB_CODENAME=noble\nDISTRIB_DESCRIPTION=\"Ubuntu 24.04.4 LTS\"\n"),
	),
}

var jammy = debian{
	osRelease: jammyOS, version: "bookworm/sid", sources: jammySources, libc: 2220400,
	extra: append(tools(procps),
		file("/root/.bashrc", skelBashrc),
		file("/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\nDISTRIB_DESCRIPTION=\"Ubuntu 22.04.5 LTS\"\n"),
	),
}

// nobleBase is the Ubuntu other images stand on.
var nobleBase = foundation(
	step{by: "/bin/sh -c #(nop)  ARG RELEASE", at: "2026-09-11T11:44:06Z"},
	step{by: "/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH", at: "2026-09-11T11:44:06Z"},
	step{by: "/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=24.04", at: "2026-09-11T11:44:06Z"},
	step{
		at:   "2026-09-11T11:44:06Z",
		by:   "/bin/sh -c #(nop) ADD file:43d479b270bbaf47965cfc86b37f4c517bda83ddefda6f708f98c3b2b7d15396 in / ",
		blob: "edd1ed89f0d443580bd42e5a10cd8736aba5a3438b2a0645c2ebb50119bb0eba", packed: 29764116, size: 78100000,
		files: noble.files,
	},
	step{by: `/bin/sh -c #(nop)  CMD ["/bin/bash"]`, at: "2026-09-11T11:44:06Z"},
)

var ubuntuReleases = []release{
	{
		repository: "ubuntu", tags: []string{"24.04", "noble", "latest"}, created: "2026-09-11T11:44:06Z",
		index:    "69cecf4bbf72d2d44a9eef1b71fb98c7fb973d78af11399deccef19beb008ad9",
		manifest: "496754492fb28b4d3049432f2ca787449331e23fb14f0dd3fffea86bf5a93eb4",
		config:   "6232b38791000e3818b58d8847b5a8f5612d606929e01156dd8febc423e0f2ef",
		cmd:      []string{"/bin/bash"},
		labels:   map[string]string{"org.opencontainers.image.version": "24.04"},
		steps:    nobleBase,
	},
	{
		repository: "ubuntu", tags: []string{"22.04", "jammy"}, created: "2026-08-17T13:00:00Z",
		index:    "e8ec56109fcf87551c51d7ed6c8212b0aa7591e6e17fdcca7194f14175ed8299",
		manifest: "0b3b4c6aa26cac7c66a2d4201bb52a1fb5b07163a5b20af4c47f3ce23854c7dc",
		config:   "dd9ee70c64db0ea513d7c3b46c43745576b892f142555dcb2097142c253db435",
		cmd:      []string{"/bin/bash"},
		labels:   map[string]string{"org.opencontainers.image.version": "22.04"},
		steps: []step{
			meta("/bin/sh -c #(nop)  ARG RELEASE"),
			meta("/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH"),
			meta("/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=22.04"),
			{
				by:   "/bin/sh -c #(nop) ADD file:... in / ",
				blob: "3cbe63db7bd3db6e35c043f0204ebb0fe032e67ed347a7b63bfaeafae41e5f7d", packed: 29540000, size: 77900000,
				files: jammy.files,
			},
			meta(`/bin/sh -c #(nop)  CMD ["/bin/bash"]`),
		},
	},
}
