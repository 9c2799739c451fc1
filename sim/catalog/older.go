package catalog

import "strings"

// The releases of distributions that were not looked up: their names, versions
// and sizes are right, their digests are not known.

// alpineVersions are the last ones of each branch.
var alpineVersions = []struct {
	tags    string
	version string
	date    string
	packed  int64
	size    int64
}{
	{"3.23 3.23.6", "3.23.6", "2026-09-17T20:37:30Z", 3861000, 8440000}, {"3.21 3.21.9", "3.21.9", "2026-09-17T20:38:00Z", 3640000, 7840000},
	{"3.20 3.20.10", "3.20.10", "2026-04-14T20:00:00Z", 3620000, 7800000}, {"3.19 3.19.9", "3.19.9", "2025-10-08T11:00:00Z", 3420000, 7400000},
	{"3.18 3.18.12", "3.18.12", "2025-02-14T00:00:00Z", 3410000, 7360000}, {"3.17 3.17.10", "3.17.10", "2024-09-06T12:00:00Z", 3380000, 7080000},
	{"3.16 3.16.9", "3.16.9", "2024-01-27T00:30:00Z", 2810000, 5550000}, {"3.15 3.15.11", "3.15.11", "2023-11-30T23:00:00Z", 2830000, 5610000},
	{"3.14 3.14.10", "3.14.10", "2023-03-29T18:00:00Z", 2830000, 5610000}, {"3.13 3.13.12", "3.13.12", "2022-08-09T17:00:00Z", 2820000, 5620000},
	{"3.12 3.12.12", "3.12.12", "2022-04-04T23:00:00Z", 2810000, 5590000}, {"3.11 3.11.13", "3.11.13", "2021-11-12T16:00:00Z", 2820000, 5620000},
	{"3.10 3.10.9", "3.10.9", "2021-04-14T19:00:00Z", 2800000, 5590000}, {"3.9 3.9.6", "3.9.6", "2020-04-24T00:00:00Z", 2770000, 5560000},
	{"3.9.3", "3.9.3", "2019-04-09T23:20:00Z", 2760000, 5530000}, {"3.8 3.8.5", "3.8.5", "2020-01-23T16:00:00Z", 2210000, 4410000},
	{"3.7 3.7.3", "3.7.3", "2019-03-07T22:00:00Z", 2110000, 4210000}, {"3.6 3.6.5", "3.6.5", "2019-03-07T22:00:00Z", 2020000, 4030000},
	{"3.5 3.5.3", "3.5.3", "2019-01-30T22:00:00Z", 1980000, 4000000}, {"3.4 3.4.6", "3.4.6", "2019-01-30T22:00:00Z", 2390000, 4820000},
	{"3.3 3.3.3", "3.3.3", "2019-01-30T22:00:00Z", 2400000, 4820000}, {"edge 20260901", "3.25.0", "2026-09-01T20:00:00Z", 3880000, 8480000},
}

func olderAlpines() (all []release) {
	for _, v := range alpineVersions {
		a := alpine{version: v.version, busybox: 808712, apk: 74224}
		all = append(all, release{
			repository: "alpine", tags: strings.Fields(v.tags), created: v.date, index: unknown, manifest: unknown, config: unknown, cmd: []string{"/bin/sh"},
			steps: []step{
				{by: "ADD alpine-minirootfs-" + v.version + "-x86_64.tar.gz / # buildkit", blob: unknown, packed: v.packed, size: v.size, files: a.files},
				meta(`CMD ["/bin/sh"]`),
			},
		})
	}
	return all
}

var debianVersions = []struct {
	tags, slim         string
	name, number, date string
	size               int64
}{
	{"bullseye 11 oldoldstable", "bullseye-slim 11-slim", "bullseye", "11.11", "2026-08-03T00:00:00Z", 124000000},
	{"buster 10", "buster-slim 10-slim", "buster", "10.13", "2024-06-12T00:00:00Z", 114000000},
	{"stretch 9", "stretch-slim 9-slim", "stretch", "9.13", "2022-06-22T00:00:00Z", 101000000},
	{"jessie 8", "jessie-slim 8-slim", "jessie", "8.11", "2021-03-29T00:00:00Z", 129000000},
	{"wheezy 7", "wheezy-slim 7-slim", "wheezy", "7.11", "2019-03-26T00:00:00Z", 88200000},
	{"sid unstable", "sid-slim unstable-slim", "sid", "forky/sid", "2026-08-03T00:00:00Z", 122000000},
	{"forky testing 14", "forky-slim testing-slim 14-slim", "forky", "forky/sid", "2026-08-03T00:00:00Z", 121000000},
}

func olderDebians() (all []release) {
	for _, v := range debianVersions {
		major, _, _ := strings.Cut(v.number, ".")
		r := strings.NewReplacer("bookworm", v.name, "12", major)
		for _, docs := range []bool{true, false} {
			d := debian{osRelease: r.Replace(bookwormOS), version: v.number, sources: debianSources(v.name), libc: 1926232, docs: docs}
			tags, size := v.tags, v.size
			if !docs {
				tags, size = v.slim, v.size*2/3
			}
			all = append(all, release{
				repository: "debian", tags: strings.Fields(tags), created: v.date, index: unknown, manifest: unknown, config: unknown, cmd: []string{"bash"},
				steps: []step{{by: "# debian.sh --arch 'amd64' out/ '" + v.name + "'", blob: unknown, packed: size * 2 / 5, size: size, files: d.files}},
			})
		}
	}
	return all
}

var ubuntuVersions = []struct {
	tags, number, long, name, words, date string
	size                                  int64
}{
	{"26.04 resolute rolling", "26.04", "26.04 LTS", "resolute", "Resolute Raccoon", "2026-09-10T12:00:00Z", 80300000},
	{"25.10 questing", "25.10", "25.10", "questing", "Questing Quokka", "2026-07-01T12:00:00Z", 79100000},
	{"20.04 focal", "20.04", "20.04.6 LTS", "focal", "Focal Fossa", "2025-04-08T11:00:00Z", 72800000},
	{"18.04 bionic", "18.04", "18.04.6 LTS", "bionic", "Bionic Beaver", "2023-05-30T09:00:00Z", 63100000},
	{"16.04 xenial", "16.04", "16.04.7 LTS", "xenial", "Xenial Xerus", "2021-08-31T01:00:00Z", 135000000},
	{"14.04 trusty", "14.04", "14.04.6 LTS", "trusty", "Trusty Tahr", "2021-03-25T22:00:00Z", 197000000},
	{"19.04 disco", "19.04", "19.04", "disco", "Disco Dingo", "2020-01-16T01:00:00Z", 70000000},
}

func olderUbuntus() (all []release) {
	for _, v := range ubuntuVersions {
		r := strings.NewReplacer("22.04.5 LTS", v.long, "22.04", v.number, "jammy", v.name, "Jammy Jellyfish", v.words)
		d := debian{
			osRelease: r.Replace(jammyOS), version: "sid", sources: r.Replace(jammySources), libc: 2029592,
			extra: append(tools(procps), file("/etc/lsb-release", r.Replace("DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\nDISTRIB_DESCRIPTION=\"Ubuntu 22.04.5 LTS\"\n"))),
		}
		all = append(all, release{
			repository: "ubuntu", tags: strings.Fields(v.tags), created: v.date, index: unknown, manifest: unknown, config: unknown, cmd: []string{"/bin/bash"},
			steps: []step{
				{by: "/bin/sh -c #(nop) ADD file:... in / ", blob: unknown, packed: v.size * 3 / 8, size: v.size, files: d.files},
				meta(`/bin/sh -c #(nop)  CMD ["/bin/bash"]`),
			},
		})
	}
	return all
}

// olderServers are versions of nginx, redis and busybox that were not looked up.
func olderServers() (all []release) {
	plain, small := nginxReleases[0], nginxReleases[len(nginxReleases)-1]
	for _, v := range []struct{ minor, patch, also string }{
		{"1.30", "1.30.4", "stable"}, {"1.28", "1.28.3", ""}, {"1.26", "1.26.3", ""}, {"1.25", "1.25.5", ""}, {"1.24", "1.24.0", ""}, {"1.23", "1.23.4", ""}, {"1.22", "1.22.1", ""},
		{"1.21", "1.21.6", "1.21.0 1.21.1"}, {"1.20", "1.20.2", ""}, {"1.19", "1.19.10", "1.19.2 1.19.6"}, {"1.18", "1.18.0", ""}, {"1.17", "1.17.10", ""}, {"1.16", "1.16.1", ""},
		{"1.15", "1.15.12", "1.15.1"}, {"1.14", "1.14.2", ""}, {"1.13", "1.13.12", ""}, {"1.12", "1.12.2", ""}, {"1.11", "1.11.13", "1.11.3"}, {"1.10", "1.10.3", ""}, {"1.9", "1.9.15", "1.9.1"},
	} {
		alpine := v.minor + "-alpine " + v.patch + "-alpine " + v.minor + "-alpine-slim"
		if v.also == "stable" {
			alpine += " stable-alpine stable-alpine-slim"
		}
		all = append(all, derive(plain, v.minor+" "+v.patch+" "+v.also, "1.31.3", v.patch), derive(small, alpine, "1.31.6", v.patch))
	}
	all = append(all, derive(small, "alpine-slim mainline-alpine-slim"), derive(small, "1.29-alpine 1.29.2-alpine", "1.31.6", "1.29.2"), derive(small, "1.27-alpine 1.27.5-alpine", "1.31.6", "1.27.5"))
	redis8, redisSmall := redisReleases[0], redisReleases[2]
	for _, v := range []struct{ minor, patch, also string }{
		{"8.2", "8.2.1", ""}, {"6", "6.2.19", "6.2 6.0"}, {"5", "5.0.14", "5.0"}, {"4", "4.0.14", "4.0"}, {"3.2", "3.2.12", "3"}, {"2.8", "2.8.23", ""},
	} {
		all = append(all, derive(redis8, v.minor+" "+v.patch+" "+v.also, "8.10.1", v.patch), derive(redisSmall, v.minor+"-alpine "+v.patch+"-alpine", "8.10.1", v.patch))
	}
	all = append(all, derive(redisSmall, "7-alpine 7.4-alpine 7.2-alpine", "8.10.1", "7.4.11"), derive(redis8, "trixie 8-trixie"))
	box := busyboxReleases[0]
	for _, v := range []string{"1.35", "1.34", "1.33", "1.32", "1.31", "1.30", "1.29", "1.28"} {
		all = append(all, derive(box, v+" "+v+".0 "+v+"-glibc", "1.38.0", v+".0"))
	}
	return append(all, derive(box, "musl 1.38-musl 1.36-musl stable-musl"), derive(box, "uclibc 1.38-uclibc stable-uclibc"))
}
