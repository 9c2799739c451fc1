package bin

import "testing"

var bytesFile = map[string]string{"/h": "hello\x00world\xff 12345678\nab", "/p": "a\nb\nc\n", "/q": "b\nc\nd\n", "/t/d/a": "hi\n", "/t/d/l": "-> a",
	"/etc/shadow": "root:*:20669:0:99999:7:::\n", "/etc/gshadow": "root:*::\n"}

// What coreutils 9.1, util-linux 2.38, vim's xxd, bc and BusyBox 1.35 printed.
var recordedMore = []check{
	{argv: "od /h", files: bytesFile, out: "0000000 062550 066154 000157 067567 066162 177544 030440 031462\n0000020 032464 033466 005070 061141\n0000030\n"},
	{argv: "od -c /h", files: bytesFile, out: "0000000   h   e   l   l   o  \\0   w   o   r   l   d 377       1   2   3\n0000020   4   5   6   7   8  \\n   a   b\n0000030\n"},
	{argv: "od -An -tx1 /h", files: bytesFile, out: " 68 65 6c 6c 6f 00 77 6f 72 6c 64 ff 20 31 32 33\n 34 35 36 37 38 0a 61 62\n"},
	{argv: "od -x /h", files: bytesFile, out: "0000000 6568 6c6c 006f 6f77 6c72 ff64 3120 3332\n0000020 3534 3736 0a38 6261\n0000030\n"},
	{argv: "od -A x -t x1z /h", files: bytesFile, out: "000000 68 65 6c 6c 6f 00 77 6f 72 6c 64 ff 20 31 32 33  >hello.world. 123<\n000010 34 35 36 37 38 0a 61 62                          >45678.ab<\n000018\n"},
	{argv: "od -b /h", files: bytesFile, out: "0000000 150 145 154 154 157 000 167 157 162 154 144 377 040 061 062 063\n0000020 064 065 066 067 070 012 141 142\n0000030\n"},
	{argv: "od -t d2 /h", files: bytesFile, out: "0000000  25960  27756    111  28535  27762   -156  12576  13106\n0000020  13620  14134   2616  25185\n0000030\n"},
	{argv: "hexdump /h", files: bytesFile, out: "0000000 6568 6c6c 006f 6f77 6c72 ff64 3120 3332\n0000010 3534 3736 0a38 6261                    \n0000018\n"},
	{argv: "hexdump -C /h", files: bytesFile, out: "00000000  68 65 6c 6c 6f 00 77 6f  72 6c 64 ff 20 31 32 33  |hello.world. 123|\n00000010  34 35 36 37 38 0a 61 62                           |45678.ab|\n00000018\n"},
	{argv: "xxd /h", files: bytesFile, out: "00000000: 6865 6c6c 6f00 776f 726c 64ff 2031 3233  hello.world. 123\n00000010: 3435 3637 380a 6162                      45678.ab\n"},
	{argv: "xxd -p /h", files: bytesFile, out: "68656c6c6f00776f726c64ff2031323334353637380a6162\n"},
	{argv: "xxd -r -p", stdin: "6869 0a\n", out: "hi\n"},
	{argv: "strings /h", files: bytesFile, out: "hello\nworld\n 12345678\n"},
	{argv: "comm /p /q", files: bytesFile, out: "a\n\t\tb\n\t\tc\n\td\n"},
	{argv: "comm -12 /p /q", files: bytesFile, out: "b\nc\n"},
	{argv: "join - /g", files: map[string]string{"/g": "1 x\n2 y\n"}, stdin: "1 a\n2 b\n3 c\n", out: "1 a x\n2 b y\n"},
	{argv: "fold -w 5", stdin: "abcdefghijkl\n", out: "abcde\nfghij\nkl\n"},
	{argv: "fold -s -w 6", stdin: "ab cd ef gh\n", out: "ab cd \nef gh\n"},
	{argv: "expand", stdin: "a\tb\n", out: "a       b\n"},
	{argv: "unexpand -a", stdin: "a       b\n", out: "a\tb\n"},
	{argv: "column -t", stdin: "a bb c\naaa b c\n", out: "a    bb  c\naaa  b   c\n"},
	{argv: "column -t -s :", stdin: "root:x:0\nw:xx:33\n", out: "root  x   0\nw     xx  33\n"},
	{argv: "bc", stdin: "2+3*4\nscale=3\n10/3\n2^64\nsqrt(2)\n1/0\n10%3\n.5+.25\n", out: "14\n3.333\n18446744073709551616\n1.414\n(standard_in) 1: divide by zero\n.001\n.75\n"},
	{argv: "dc -e 2k_3_4/p", out: ".75\n"},
	{argv: "cal 11 2026", out: "   November 2026\nSu Mo Tu We Th Fr Sa\n 1  2  3  4  5  6  7\n 8  9 10 11 12 13 14\n15 16 17 18 19 20 21\n22 23 24 25 26 27 28\n29 30\n                     \n"},
	{argv: "tar tvf /x.tar", files: map[string]string{}, err: "tar: /x.tar: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n", code: 2},
	{argv: "busybox tar tf /nosuch", err: "tar: can't open '/nosuch': No such file or directory\n", code: 1},
	{argv: "tar", err: "tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry 'tar --help' or 'tar --usage' for more information.\n", code: 2},
	{argv: "tar cf /x.tar", err: "tar: Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information.\n", code: 2},
	{argv: "tar cvf /x.tar /t", files: bytesFile, out: "/t/\n/t/d/\n/t/d/a\n/t/d/l\n", err: "tar: Removing leading `/' from member names\n"},
	{argv: "tar cf /q.tar nosuch", err: "tar: nosuch: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n", code: 2},
	{argv: "tar xf /p", files: bytesFile, err: "tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors\n", code: 2},
	{argv: "gzip /nosuch", err: "gzip: /nosuch: No such file or directory\n", code: 1},
	{argv: "gunzip /nosuch", err: "gzip: /nosuch.gz: No such file or directory\n", code: 1},
	{argv: "gzip /t", files: bytesFile, err: "gzip: /t is a directory -- ignored\n", code: 2},
	{argv: "gunzip /p.gz", files: map[string]string{"/p.gz": "x\n"}, err: "\ngzip: /p.gz: not in gzip format\n", code: 1},
	{argv: "busybox gunzip /p.gz", files: map[string]string{"/p.gz": "x\n"}, err: "gunzip: invalid magic\n", code: 1},
	{argv: "tree /t", files: bytesFile, out: "/t\n`-- d\n    |-- a\n    `-- l -> a\n\n2 directories, 2 files\n"},
	{argv: "busybox tree -L 1 /t", files: bytesFile, out: "/t\n└── d\n\n1 directory, 0 files\n"},
	{argv: "truncate -s 5 /n", out: ""},
	{argv: "split -l 2 /p /tmp/x", files: bytesFile},
	{argv: "install -v -m 600 /p /tmp/z", files: bytesFile, out: "'/p' -> '/tmp/z'\n"},
	{argv: "file /p /bin/ls /etc", files: bytesFile, out: "/p:      ASCII text\n/bin/ls: ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, interpreter /lib64/ld-linux-x86-64.so.2, for GNU/Linux 3.2.0, stripped\n/etc:    directory\n"},
	{argv: "useradd root", err: "useradd: user 'root' already exists\n", code: 9},
	{argv: "useradd -u 0 zed", files: bytesFile, err: "useradd: UID 0 is not unique\n", code: 4},
	{argv: "useradd -g nosuch zz", files: bytesFile, err: "useradd: group 'nosuch' does not exist\n", code: 6},
	{argv: "userdel nosuch", err: "userdel: user 'nosuch' does not exist\n", code: 6},
	{argv: "groupadd root", err: "groupadd: group 'root' already exists\n", code: 9},
	{argv: "adduser root", err: "adduser: The user `root' already exists.\n", code: 1},
	{argv: "addgroup foo", files: bytesFile, out: "Adding group `foo' (GID 1000) ...\nDone.\n"},
	{argv: "adduser --disabled-password --gecos= bobby", files: bytesFile, out: "Adding user `bobby' ...\nAdding new group `bobby' (1000) ...\nAdding new user `bobby' (1000) with group `bobby (1000)' ...\nCreating home directory `/home/bobby' ...\nCopying files from `/etc/skel' ...\n"},
	{argv: "deluser nosuch", err: "deluser: The user `nosuch' does not exist.\n", code: 2},
	{argv: "busybox adduser root", err: "adduser: user 'root' in use\n", code: 1},
	{argv: "busybox deluser nosuch", err: "deluser: unknown user nosuch\n", code: 1},
	{argv: "chpasswd", stdin: "root2:pw\n", files: bytesFile, err: "chpasswd: (user root2) pam_chauthtok() failed, error:\nAuthentication token manipulation error\nchpasswd: (line 1, user root2) password not changed\n", code: 1},
	{argv: "su nosuch", err: "su: user nosuch does not exist or the user entry does not contain all the required fields\n", code: 1},
	{argv: "nice", out: "0\n"},
	{argv: "who"}, {argv: "users"}, {argv: "logger hi"},
	{argv: "more /p", files: bytesFile, out: "a\nb\nc\n"},
	{argv: "less /nosuch", err: "less: /nosuch: No such file or directory\n", code: 1},
	{argv: "shuf -e a", out: "a\n"},
	{argv: "stty size", err: "stty: 'standard input': Inappropriate ioctl for device\n", code: 1},
	{argv: "tput bold", err: "tput: No value for $TERM and no -T specified\n", code: 2},
	{argv: "crontab -l", err: "no crontab for root\n", code: 1},
	{argv: "bunzip2 /nosuch.bz2", err: "bunzip2: Can't open input file /nosuch.bz2: No such file or directory.\n", code: 1},
}

func TestRecordedMore(t *testing.T) {
	for _, c := range recordedMore {
		c.run(t)
	}
}

func TestCronFields(t *testing.T) {
	for _, c := range []struct {
		field string
		n     int
		want  bool
	}{{"*", 7, true}, {"*/5", 10, true}, {"*/5", 11, false}, {"1-3", 2, true}, {"1-3", 4, false}, {"1,9", 9, true}, {"x", 0, false}, {"10-20/5", 15, true}} {
		if got := cronField(c.field, c.n); got != c.want {
			t.Errorf("%s has %d: %v", c.field, c.n, got)
		}
	}
}
