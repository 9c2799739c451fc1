package catalog

// More programs of Debian's packages, with the sizes they have in Debian 12.
var (
	moreCoreutils = []tool{
		{"comm", 48048}, {"expand", 43952}, {"fold", 43920}, {"hostid", 39760}, {"install", 159544}, {"join", 56304},
		{"logname", 39760}, {"nice", 43888}, {"od", 80912}, {"paste", 43920}, {"sha1sum", 56272}, {"sha512sum", 64464},
		{"shuf", 60400}, {"split", 60984}, {"stty", 85008}, {"truncate", 43920}, {"unexpand", 43952}, {"users", 39824},
		{"who", 60432}, {"arch", 43888}, {"mkfifo", 72696},
	}
	// utilLinux are those of util-linux, bsdutils, diffutils, ncurses-bin, sysvinit-utils, tar and gzip.
	utilLinux = []tool{
		{"su", 72000}, {"dmesg", 88656}, {"last", 51520}, {"more", 59712}, {"renice", 14648}, {"setsid", 14648}, {"logger", 56216},
		{"mount", 59712}, {"diff", 155216}, {"tput", 26896}, {"reset", 30968}, {"pidof", 26944}, {"login", 53024},
		{"tar", 531984}, {"gzip", 98136}, {"gunzip", 2346}, {"zcat", 1984}, {"passwd", 68248}, {"flock", 31200},
	}
	// admin are the programs in /usr/sbin.
	admin = []tool{
		{"useradd", 159536}, {"usermod", 147056}, {"userdel", 113608}, {"groupadd", 101416}, {"groupmod", 101384},
		{"groupdel", 88936}, {"chpasswd", 63856}, {"nologin", 14568}, {"adduser", 48382}, {"addgroup", 48382},
		{"deluser", 16727}, {"delgroup", 16727},
	}
	// everyday are what people put on a host of their own.
	everyday = []tool{
		{"top", 134736}, {"watch", 27352}, {"w", 22840}, {"pstree", 35560}, {"killall", 31784}, {"tree", 81592}, {"less", 198960},
		{"column", 55616}, {"hexdump", 59720}, {"strings", 31728}, {"xxd", 18744}, {"bc", 96968}, {"dc", 51712}, {"file", 27264},
		{"vi", 1668200}, {"vim", 1668200}, {"nano", 283144}, {"code", 2210}, {"time", 22912}, {"crontab", 43568}, {"bzip2", 39144}, {"bunzip2", 39144}, {"bzcat", 39144},
		{"lsof", 171552}, {"patch", 195128}, {"jq", 31040},
	}
)

// sbin are programs of /usr/sbin.
func sbin(all []tool) (items []item) {
	for _, t := range all {
		items = append(items, program("/usr/sbin/"+t.name, t.name, t.size))
	}
	return items
}
