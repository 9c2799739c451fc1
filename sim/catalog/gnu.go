package catalog

import "slices"

// tool is a program of a Debian package, with the size it has in Debian 12.
type tool struct {
	name string
	size int64
}

// The programs of Debian's packages that the machine can run.
var (
	coreutils = []tool{
		{"[", 68496}, {"base64", 48016}, {"basename", 43856}, {"cat", 44016}, {"chgrp", 68656}, {"chmod", 64496},
		{"chown", 72752}, {"cp", 151152}, {"cut", 48112}, {"date", 121904}, {"dd", 89240}, {"df", 102200},
		{"dirname", 39760}, {"du", 175440}, {"echo", 43856}, {"env", 48536}, {"expr", 117808}, {"false", 35664},
		{"groups", 43920}, {"head", 48080}, {"id", 48144}, {"ln", 72824}, {"ls", 151344}, {"md5sum", 52176},
		{"mkdir", 97552}, {"mktemp", 43952}, {"mv", 142968}, {"nl", 113776}, {"nohup", 43920}, {"nproc", 43920},
		{"printenv", 35664}, {"printf", 64432}, {"pwd", 43952}, {"readlink", 52112}, {"realpath", 52144}, {"rm", 72752},
		{"rmdir", 56240}, {"seq", 60336}, {"sha256sum", 60368}, {"sleep", 43888}, {"sort", 118456}, {"stat", 97488},
		{"sync", 39824}, {"tac", 113712}, {"tail", 76944}, {"tee", 43984}, {"test", 60304}, {"timeout", 48632},
		{"touch", 109616}, {"tr", 56208}, {"true", 35664}, {"tty", 35696}, {"uname", 43888}, {"uniq", 48080},
		{"wc", 52280}, {"whoami", 39792}, {"yes", 39760},
	}
	// essential are the other packages no Debian system is without.
	essential = []tool{
		{"bash", 1265648}, {"dash", 125640}, {"clear", 14584}, {"cmp", 52176}, {"egrep", 41}, {"fgrep", 41},
		{"find", 224848}, {"getent", 35112}, {"grep", 203152}, {"hostname", 22680}, {"sed", 126424}, {"setpriv", 80192}, {"xargs", 72136},
	}
	aptTools = []tool{{"apt", 18752}, {"apt-get", 51592}, {"apt-cache", 88520}, {"dpkg", 318176}, {"dpkg-query", 150144}}
	// networking is what the machine has to look at networks with.
	networking = []tool{
		{"arp", 63400}, {"dig", 158328}, {"host", 133696}, {"ifconfig", 83640}, {"ip", 755784}, {"nc", 43792}, {"netstat", 155080}, {"nslookup", 129656},
		{"ping", 90568}, {"ping6", 90568}, {"route", 64720}, {"ss", 190352}, {"telnet", 111152}, {"traceroute", 72496}, {"wget", 536824},
	}
	// procps is missing from most images, to the surprise of many.
	procps = []tool{
		{"free", 26936}, {"kill", 22840}, {"pgrep", 35248}, {"pkill", 35248}, {"ps", 146360}, {"uptime", 14648},
	}
)

// gnuPrograms are the files of a merged /usr that every Debian has.
func gnuPrograms() []item {
	return slices.Concat(tools(coreutils), tools(moreCoreutils), tools(essential), tools(utilLinux), sbin(admin), tools(aptTools), list(
		link("/usr/bin/sh", "dash"),
		program("/usr/bin/mawk", "awk", 158376),
		link("/usr/bin/awk", "/etc/alternatives/awk"),
		link("/etc/alternatives/awk", "/usr/bin/mawk"),
		program("/usr/bin/which.debianutils", "which", 946),
		link("/usr/bin/which", "/etc/alternatives/which"),
		link("/etc/alternatives/which", "/usr/bin/which.debianutils"),
	))
}

func tools(all []tool) (items []item) {
	for _, t := range all {
		items = append(items, program("/usr/bin/"+t.name, t.name, t.size))
	}
	return items
}
