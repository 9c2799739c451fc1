//go:build core

package bin

import "drydock/sim/proc"

// absent stands where the whole build has a program: its name and what help
// says of it are in the tables, so that lists of programs are whole.
func absent(_ *proc.Proc, c call) { panic(proc.Beyond(c.name)) }

// absentAs is that for the programs that are made of an option.
func absentAs[T any](T) func(*proc.Proc, call) { return absent }

var (
	aptProgram, dpkg, dpkgQuery, apkProgram, gitProgram, pip, npm, npx, yarn = absent, absent, absent, absent, absent, absent, absent, absent, absent

	awk, jq, diff, cmp, patchFile, split, truncate, shuf, fold, expand, unexpand, columnate = absent, absent, absent, absent, absent, absent, absent, absent, absent, absent, absent, absent
	od, hexdump, xxd, stringsProgram, bc, dc, cal, less, editFile, dd, install              = absent, absent, absent, absent, absent, absent, absent, absent, absent, absent, absent
	tarProgram, gzipProgram, bunzip2, openssl, htpasswd, figlet, cowsay, stress, slu        = absent, absent, absent, absent, absent, absent, absent, absent, absent

	useradd, usermod, userdel, groupadd, groupmod, groupdel, adduser, addgroup, deluser  = absent, absent, absent, absent, absent, absent, absent, absent, absent
	top, watch, timed, crond, lsof, systemctl, serviceCommand, hostnamectl, lsbRelease   = absent, absent, absent, absent, absent, absent, absent, absent, absent
	nc, telnet, nslookup, dig, hostProgram, getent, ss, netstat, ifconfig, route         = absent, absent, absent, absent, absent, absent, absent, absent, absent, absent
	redisServer, redisCLI, registryServer, postgresServer, psql, pgIsReady, apacheServer = absent, absent, absent, absent, absent, absent, absent
	whoamiServer, echoServer                                                             = absent, absent
	pgStatement, mysqld, mysqlClient, mysqlAdmin, mysqlDump                              = absentAs[string], absentAs[bool], absentAs[bool], absentAs[bool], absentAs[bool]
)

// interpreters and what images bring that they run are of the whole build.
var interpreters []Row

func built(name string) proc.Program { return proc.Absent(name) }

var (
	passwd, chpasswd, login, nologin, su, crontab                                     = absent, absent, absent, absent, absent, absent
	ping, traceroute, ip, arp, busyboxHTTPD, sysctl, dmesg, stty, tput, reset         = absent, absent, absent, absent, absent, absent, absent, absent, absent, absent
	expr, seq, xargs, du, mktemp, mkfifo, flock, fileProgram, treeProgram, pstree     = absent, absent, absent, absent, absent, absent, absent, absent, absent, absent
	getcap, filecap, capsh, localeGen, df, mount, who, loggedIn, last, timeout, nohup = absent, absent, absent, absent, absent, absent, absent, absent, absent, absent, absent
	whatUsersDo                                                                       = absent
	nice, renice, setsid, logger                                                      = absent, absent, absent, absent
)
