package bin

import "testing"

var fruit = map[string]string{"/shed/fruit": "pear\napple\nfig\napple\n", "/shed/a/b/two": "", "/shed/one": ""}

// What a real BusyBox printed.
var recordedBusyBox = []check{
	{argv: "busybox cat /etc/os-release", err: "cat: can't open '/etc/os-release': No such file or directory\n", code: 1},
	{argv: "busybox env", out: "PATH=/bin\nHOME=/root\nCOLOR=blue\n"},
	{argv: "busybox whoami", out: "root\n"},
	{argv: "busybox whoami", uid: 1000, err: "whoami: unknown uid 1000\n", code: 1},
	{argv: "busybox hostname", out: "boxhost\n"},
	{argv: "busybox hostname newname", err: "hostname: sethostname: Operation not permitted\n", code: 1},
	{argv: "busybox uname -s -m", out: "Linux x86_64\n"},
	{argv: "busybox uname -n", out: "boxhost\n"},
	{argv: "busybox pwd", out: "/\n"},
	{argv: "busybox ls /nosuch", err: "ls: /nosuch: No such file or directory\n", code: 1},
	{argv: "busybox echo  '$COLOR'", out: "$COLOR\n"},
	{argv: "busybox find /shed", files: fruit, out: "/shed\n/shed/a\n/shed/a/b\n/shed/a/b/two\n/shed/fruit\n/shed/one\n"},
	{argv: "busybox sort /shed/fruit", files: fruit, out: "apple\napple\nfig\npear\n"},
	{argv: "busybox uniq -c", stdin: "apple\napple\nfig\npear\n", out: "      2 apple\n      1 fig\n      1 pear\n"},
	{argv: "busybox tail -n 1 /shed/fruit", files: fruit, out: "apple\n"},
	{argv: "busybox wc -l /shed/fruit", files: fruit, out: "4 /shed/fruit\n"},
	{argv: "busybox wc", stdin: "pear\napple\nfig\napple\n", out: "        4         4        21\n"},
	{argv: "busybox grep -n apple /shed/fruit", files: fruit, out: "2:apple\n4:apple\n"},
	{argv: "busybox grep kiwi /shed/fruit", files: fruit, code: 1},
	{argv: "busybox grep -c apple /shed/fruit /nosuch", files: fruit, out: "/shed/fruit:2\n", err: "grep: /nosuch: No such file or directory\n", code: 2},
	{argv: "busybox sed s/apple/APPLE/ /shed/fruit", files: fruit, out: "pear\nAPPLE\nfig\nAPPLE\n"},
	{argv: `busybox awk '{print NR": "$1}' /shed/fruit`, files: fruit, out: "1: pear\n2: apple\n3: fig\n4: apple\n"},
	{argv: "busybox cut -d: -f1,7 /etc/passwd", out: "root:/bin/sh\nwww-data:/bin/false\nnobody:/bin/false\n"},
	{argv: "busybox tr a-z A-Z", stdin: "hello\n", out: "HELLO\n"},
	{argv: "busybox rev", stdin: "hello\n", out: "olleh\n"},
	{argv: "busybox [ -d /shed/fruit ]", files: fruit, code: 1},
	{argv: "busybox [ 3 -gt 2 ]"},
	{argv: "busybox rm /shed", files: fruit, err: "rm: '/shed' is a directory\n", code: 1},
	{argv: "busybox rm /shed/nosuch", files: fruit, err: "rm: can't remove '/shed/nosuch': No such file or directory\n", code: 1},
	{argv: "busybox rmdir /shed", files: fruit, err: "rmdir: '/shed': Directory not empty\n", code: 1},
	{argv: "busybox mkdir /shed", files: fruit, err: "mkdir: can't create directory '/shed': File exists\n", code: 1},
	{argv: "busybox stat -c '%a %U %s %n' /shed/fruit", files: fruit, out: "644 root 21 /shed/fruit\n"},
	{argv: "busybox readlink /shed/link", files: map[string]string{"/shed/link": "-> /shed/fruit"}, out: "/shed/fruit\n"},
	{argv: "busybox cp /shed/nosuch /tmp", files: fruit, err: "cp: can't stat '/shed/nosuch': No such file or directory\n", code: 1},
	{argv: "busybox mv /shed/nosuch /tmp", files: fruit, err: "mv: can't rename '/shed/nosuch': No such file or directory\n", code: 1},
	{argv: "busybox cp /shed /tmp", files: fruit, err: "cp: omitting directory '/shed'\n", code: 1},
	{argv: "busybox touch /nosuch/dir/file", err: "touch: /nosuch/dir/file: No such file or directory\n", code: 1},
	{argv: "busybox cat /shed", files: fruit, err: "cat: read error: Is a directory\n", code: 1},
	{argv: "busybox kill 9999", err: "kill: can't kill pid 9999: No such process\n", code: 1},
	{argv: "busybox sleep abc", err: "sleep: invalid number 'abc'\n", code: 1},
	{argv: "busybox ls -a /tmp", out: ".\n..\n"},
	{argv: "busybox id", out: "uid=0(root) gid=0(root) groups=0(root)\n"},
	{argv: "busybox touch /x", uid: 1000, err: "touch: /x: Permission denied\n", code: 1},
	{argv: "busybox chown nobody /tmp", uid: 1000, err: "chown: /tmp: Operation not permitted\n", code: 1},
	{argv: "busybox mkdir /app", uid: 1000, err: "mkdir: can't create directory '/app': Permission denied\n", code: 1},
	{argv: "busybox mount -t tmpfs none /mnt", err: "mount: permission denied (are you root?)\n", code: 1},
	{argv: "busybox nosuch", err: "nosuch: applet not found\n", code: 127},
	{argv: "busybox ls -l /shed", files: fruit, out: "total 8\n" +
		"drwxr-xr-x    3 root     root          4096 Nov 23 03:42 a\n" +
		"-rw-r--r--    1 root     root            21 Nov 23 03:42 fruit\n" +
		"-rw-r--r--    1 root     root             0 Nov 23 03:42 one\n"},
	{argv: "busybox df -h /t", files: map[string]string{"/t/": "", "/proc/mounts": "overlay / overlay rw 0 0\ntmpfs /t tmpfs rw,size=1024k 0 0\n"},
		out: "Filesystem                Size      Used Available Use% Mounted on\ntmpfs                     1.0M         0      1.0M   0% /t\n"},
}

// What Debian's programs printed.
var recordedGNU = []check{
	{argv: "ls -l /l", files: map[string]string{"/l/bin": "-> usr/bin", "/l/boot/": ""}, out: "total 4\n" +
		"lrwxrwxrwx 1 root root    7 Nov 23 03:42 bin -> usr/bin\ndrwxr-xr-x 2 root root 4096 Nov 23 03:42 boot\n"},
	{argv: "ls /nosuch", err: "ls: cannot access '/nosuch': No such file or directory\n", code: 2},
	{argv: "cat /nosuch", err: "cat: /nosuch: No such file or directory\n", code: 1},
	{argv: "cat /etc", err: "cat: /etc: Is a directory\n", code: 1},
	{argv: "rm /etc", err: "rm: cannot remove '/etc': Is a directory\n", code: 1},
	{argv: "rm /nosuch", err: "rm: cannot remove '/nosuch': No such file or directory\n", code: 1},
	{argv: "mkdir /etc", err: "mkdir: cannot create directory '/etc': File exists\n", code: 1},
	{argv: "mkdir /a/b/c", err: "mkdir: cannot create directory '/a/b/c': No such file or directory\n", code: 1},
	{argv: "rmdir /etc", err: "rmdir: failed to remove '/etc': Directory not empty\n", code: 1},
	{argv: "cp /etc /tmp", err: "cp: -r not specified; omitting directory '/etc'\n", code: 1},
	{argv: "cp /nosuch /tmp", err: "cp: cannot stat '/nosuch': No such file or directory\n", code: 1},
	{argv: "mv /nosuch /tmp", err: "mv: cannot stat '/nosuch': No such file or directory\n", code: 1},
	{argv: "touch /nosuch/x", err: "touch: cannot touch '/nosuch/x': No such file or directory\n", code: 1},
	{argv: "touch /x", uid: 65534, err: "touch: cannot touch '/x': Permission denied\n", code: 1},
	{argv: "chmod 999 /tmp", err: "chmod: invalid mode: '999'\nTry 'chmod --help' for more information.\n", code: 1},
	{argv: "chown nosuch /tmp", err: "chown: invalid user: 'nosuch'\n", code: 1},
	{argv: "ls --nosuch", err: "ls: unrecognized option '--nosuch'\nTry 'ls --help' for more information.\n", code: 2},
	{argv: "head -n x /etc/passwd", err: "head: invalid number of lines: 'x'\n", code: 1},
	{argv: "sleep abc", err: "sleep: invalid time interval 'abc'\nTry 'sleep --help' for more information.\n", code: 1},
	{argv: "grep root /etc/passwd", out: "root:x:0:0:root:/root:/bin/sh\n"},
	{argv: "grep -r nosuchword /etc/hostname", files: map[string]string{"/etc/hostname": "deb\n"}, code: 1},
	{argv: "paste -sd+", stdin: "1\n2\n3\n", out: "1+2+3\n"},
	{argv: "sed s/h/H/", stdin: "hi\n", out: "Hi\n"},
	{argv: "date -d @0 -u +%F", out: "1970-01-01\n"},
	{argv: "date +%Y", out: "2026\n"},
	{argv: "which bash", out: "/bin/bash\n"},
	{argv: "which emacs-nox", code: 1},
	{argv: "su - nosuch", err: "su: user nosuch does not exist or the user entry does not contain all the required fields\n", code: 1},
	{argv: "df -h /nosuch", err: "df: /nosuch: No such file or directory\n", code: 1},
	{argv: "stat -c '%a %U:%G %F' /tmp /etc/passwd", out: "1777 root:root directory\n644 root:root regular file\n"},
	{argv: "whoami", uid: 1000, err: "whoami: cannot find name for user ID 1000\n", code: 1},
	{argv: "id", uid: 33, out: "uid=33(www-data) gid=33(www-data) groups=33(www-data)\n"},
}

func TestRecorded(t *testing.T) {
	for _, c := range append(recordedBusyBox, recordedGNU...) {
		c.run(t)
	}
}
