package bin

import (
	"strings"
	"testing"
)

var tree = map[string]string{"/d/a.txt": "aaa\n", "/d/run.sh": "#!/bin/sh\n", "/d/sub/b": "b\n", "/d/.hid": "", "/d/ln": "-> a.txt"}

var fileChecks = []check{
	{argv: "ls /d", files: tree, out: "a.txt\nln\nrun.sh\nsub\n"},
	{argv: "ls -aF /d", files: tree, out: "./\n../\n.hid\na.txt\nln@\nrun.sh*\nsub/\n"},
	{argv: "ls -A /d", files: tree, out: ".hid\na.txt\nln\nrun.sh\nsub\n"},
	{argv: "ls -R /d", files: tree, out: "/d:\na.txt\nln\nrun.sh\nsub\n\n/d/sub:\nb\n"},
	{argv: "ls -d /d", files: tree, out: "/d\n"},
	{argv: "ls /d", files: tree, tty: true, out: "a.txt  ln  run.sh  sub\n"},
	{argv: "busybox ls /d", files: tree, tty: true, out: "a.txt   ln      run.sh  sub\n"},
	{argv: "ls -S /d", files: tree, out: "sub\nrun.sh\nln\na.txt\n"},
	{argv: "ls -lh /d/a.txt", files: tree, out: "-rw-r--r-- 1 root root 4 Nov 23 03:42 /d/a.txt\n"},
	{argv: "ls -l /dev/null", out: "crw-rw-rw- 1 root root 1, 3 Nov 23 03:42 /dev/null\n"},
	{argv: "busybox ls -l /dev/null", out: "crw-rw-rw-    1 root     root        1,   3 Nov 23 03:42 /dev/null\n"},
	{argv: "ls /d /d/a.txt", files: tree, out: "/d/a.txt\n\n/d:\na.txt\nln\nrun.sh\nsub\n"},
	{argv: "ls -1 --color=always /d", files: tree, out: "a.txt\n\x1b[01;36mln\x1b[0m\n\x1b[01;32mrun.sh\x1b[0m\n\x1b[01;34msub\x1b[0m\n"},
	{argv: "rm -r /d", files: tree},
	{argv: "rm -f /nosuch"},
	{argv: "rm -rf /", err: "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n", code: 1},
	{argv: "rm", err: "rm: missing operand\nTry 'rm --help' for more information.\n", code: 1},
	{argv: "rm -v /d/a.txt", files: tree, out: "removed '/d/a.txt'\n"},
	{argv: "mkdir -pv /x/y", out: "mkdir: created directory '/x/y'\n"},
	{argv: "cp /d/a.txt /d/ln", files: tree, err: "cp: '/d/a.txt' and '/d/ln' are the same file\n", code: 1},
	{argv: "cp -r /d /d/sub", files: tree, err: "cp: cannot copy a directory, '/d', into itself, '/d/sub/d'\n", code: 1},
	{argv: "cp /d/a.txt", files: tree, err: "cp: missing destination file operand after '/d/a.txt'\nTry 'cp --help' for more information.\n", code: 1},
	{argv: "mv /d /d/sub", files: tree, err: "mv: cannot move '/d' to a subdirectory of itself, '/d/sub/d'\n", code: 1},
	{argv: "ln -s x /d/a.txt", files: tree, err: "ln: failed to create symbolic link '/d/a.txt': File exists\n", code: 1},
	{argv: "busybox ln -s x /d/a.txt", files: tree, err: "ln: /d/a.txt: File exists\n", code: 1},
	{argv: "readlink -f /d/ln", files: tree, out: "/d/a.txt\n"},
	{argv: "realpath /d/../d/ln", files: tree, out: "/d/a.txt\n"},
	{argv: "realpath /nosuch/x", err: "realpath: /nosuch/x: No such file or directory\n", code: 1},
	{argv: "basename /a/b.txt .txt", out: "b\n"},
	{argv: "dirname /a/b a /", out: "/a\n.\n/\n"},
	{argv: "find /d -name '*.txt' -o -type l", files: tree, out: "/d/a.txt\n/d/ln\n"},
	{argv: "find /d -maxdepth 1 -type d", files: tree, out: "/d\n/d/sub\n"},
	{argv: "find /d -type f -exec cat {} ;", files: tree, out: "aaa\n#!/bin/sh\nb\n"},
	{argv: "find /d -name a.txt -exec echo found {} +", files: tree, out: "found /d/a.txt\n"},
	{argv: "find /d ! -type f", files: tree, out: "/d\n/d/ln\n/d/sub\n"},
	{argv: "find /nosuch", err: "find: '/nosuch': No such file or directory\n", code: 1},
	{argv: "find -nosuch", err: "find: unknown predicate `-nosuch'\n", code: 1},
	{argv: "du -s /d", files: tree, out: "20\t/d\n"},
	{argv: "du -h /d", files: tree, out: "8.0K\t/d/sub\n20K\t/d\n"},
	{argv: "stat -c '%n %s %A %F' /d/ln", files: tree, out: "/d/ln 5 lrwxrwxrwx symbolic link\n"},
	{argv: "xargs", stdin: "a 'b c'\nd\n", out: "a b c d\n"},
	{argv: "xargs -n1 echo", stdin: "a b\n", out: "a\nb\n"},
	{argv: "xargs -I{} echo [{}]", stdin: "a b\nc\n", out: "[a b]\n[c]\n"},
	{argv: "xargs nosuch", stdin: "a\n", err: "xargs: nosuch: No such file or directory\n", code: 127},
	{argv: "xargs false", stdin: "a\n", code: 123},
	{argv: "env -i A=1 env", out: "A=1\n"},
	{argv: "env nosuch", err: "env: 'nosuch': No such file or directory\n", code: 127},
	{argv: "busybox env nosuch", err: "env: can't execute 'nosuch': No such file or directory\n", code: 127},
	{argv: "printenv COLOR NOSUCH", out: "blue\n", code: 1},
	{argv: "id -un", out: "root\n"},
	{argv: "id nosuch", err: "id: 'nosuch': no such user\n", code: 1},
	{argv: "groups", out: "root\n"},
	{argv: "uname -a", out: "Linux boxhost 6.12.48 #1 SMP PREEMPT_DYNAMIC x86_64 GNU/Linux\n"},
	{argv: "date", out: "Mon Nov 23 03:42:15 UTC 2026\n"},
	{argv: "date -R", out: "Mon, 23 Nov 2026 03:42:15 +0000\n"},
	{argv: "date -Iseconds", out: "2026-11-23T03:42:15+00:00\n"},
	{argv: "date -d '2 days ago' +%F_%-d_%j", out: "2026-11-21_21_325\n"},
	{argv: "date -d nonsense", err: "date: invalid date 'nonsense'\n", code: 1},
	{argv: "sleep 0.5 1m", out: ""},
	{argv: "timeout 5 true"},
	{argv: "timeout 5 false", code: 1},
	{argv: "timeout 5 nosuch", err: "timeout: failed to run command 'nosuch': No such file or directory\n", code: 127},
	{argv: "nohup echo hi", out: "hi\n"},
	{argv: "tty", out: "not a tty\n", code: 1},
	{argv: "nproc", out: "2\n"},
	{argv: "setpriv --reuid=www-data --regid=www-data --clear-groups -- whoami", out: "www-data\n"},
	{argv: "gosu www-data id -g", out: "33\n"},
	{argv: "dd if=/dev/zero of=/dev/null bs=1M count=2", err: "2+0 records in\n2+0 records out\n2097152 bytes (2.1 MB, 2.0 MiB) copied, 0.002097 s, 1.0 GB/s\n"},
	{argv: "dd bs=4", stdin: "abcdef", out: "abcdef", err: "1+1 records in\n1+1 records out\n6 bytes copied, 6e-09 s, 1.0 GB/s\n"},
	{argv: "umount /mnt", err: "umount: managing the kernel is not simulated\n", code: 1},
	{argv: "busybox vi x", out: "vi: the editor for x opens on the page; without a page write it with: cat > x\n"},
	{argv: "redis-cli ping", err: "Could not connect to Redis at 127.0.0.1:6379: Network is unreachable\n", code: 1},
	{argv: "ls --help", out: "Usage: ls [OPTION]... [FILE]...\nList directory contents.\n"},
	{argv: "busybox ls --nosuch", err: "ls: unrecognized option '--nosuch'\n" + version + "\n\nUsage: ls [OPTION]... [FILE]...\n\nList directory contents\n", code: 1},
	{argv: "hello", out: greeting},
}

func TestFiles(t *testing.T) {
	for _, c := range fileChecks {
		c.run(t)
	}
}

// What is left behind: a command line, then a look at a path.
func TestEffects(t *testing.T) {
	for _, c := range []struct{ argv, look, want string }{
		{"cp -r /d /e", "find /e", "/e\n/e/.hid\n/e/a.txt\n/e/ln\n/e/run.sh\n/e/sub\n/e/sub/b\n"},
		{"cp /d/a.txt /d/sub", "cat /d/sub/a.txt", "aaa\n"},
		{"mv /d/a.txt /d/z", "ls /d", "ln\nrun.sh\nsub\nz\n"},
		{"ln -s /d/sub /l", "ls /l/", "b\n"},
		{"chmod 600 /d/a.txt", "stat -c %a /d/a.txt", "600\n"},
		{"chmod +x /d/a.txt", "stat -c %a /d/a.txt", "755\n"},
		{"chmod -R go-rwx,u=rwX /d", "stat -c %a /d /d/a.txt", "700\n600\n"},
		{"chmod -x /d/run.sh", "stat -c %a /d/run.sh", "644\n"},
		{"chown 1000:www-data /d/a.txt", "stat -c '%u %g %U' /d/a.txt", "1000 33 UNKNOWN\n"},
		{"chown -R www-data: /d", "stat -c '%U:%G' /d/sub/b", "www-data:www-data\n"},
		{"touch -d @0 /new", "stat -c %y /new", "1970-01-01 00:00:00.000000000 +0000\n"},
		{"mkdir -p -m 700 /x/y/z", "stat -c '%a %n' /x /x/y/z", "755 /x\n700 /x/y/z\n"},
		{"sed -i s/a/b/g /d/a.txt", "cat /d/a.txt", "bbb\n"},
		{"sort -o /d/a.txt /d/run.sh /d/a.txt", "cat /d/a.txt", "#!/bin/sh\naaa\n"},
		{"find /d -type f -delete", "find /d", "/d\n/d/ln\n/d/sub\n"},
		{"rm -r /d/sub", "ls /d", "a.txt\nln\nrun.sh\n"},
		{"tar czf /x.tgz -C /d .", "tar tzf /x.tgz", "./\n./.hid\n./a.txt\n./ln\n./run.sh\n./sub/\n./sub/b\n"},
		{"tar cf /x.tar -C /d a.txt", "tar xOf /x.tar", "aaa\n"},
		{"tar cf /x.tar --exclude=*.txt -C / d", "tar tf /x.tar", "d/\nd/.hid\nd/ln\nd/run.sh\nd/sub/\nd/sub/b\n"},
		{"tar cf /x.tar -C /d a.txt", "busybox tar tvf /x.tar", "-rw-r--r-- root/root         4 2026-11-23 03:42:15 a.txt\n"},
		{"tar cf /x.tar -C /d a.txt", "tar tvf /x.tar", "-rw-r--r-- root/root         4 2026-11-23 03:42 a.txt\n"},
		{"gzip /d/a.txt", "zcat /d/a.txt.gz", "aaa\n"},
		{"gzip -k /d/a.txt", "ls /d", "a.txt\na.txt.gz\nln\nrun.sh\nsub\n"},
		{"split -b 2 /d/a.txt /x", "cat /xab", "a\n"},
		{"install -d -m 700 /n/m", "stat -c %a /n/m", "700\n"},
		{"useradd -m -s /bin/bash -G wheel bob", "grep bob /etc/passwd /etc/group", "/etc/passwd:bob:x:1000:1000::/home/bob:/bin/bash\n/etc/group:wheel:x:10:root,bob\n/etc/group:bob:x:1000:\n"},
		{"useradd -m bob", "stat -c '%U %a' /home/bob", "bob 755\n"},
		{"useradd -r sys1", "grep sys1 /etc/passwd", "sys1:x:999:999::/home/sys1:/bin/sh\n"},
		{"groupadd -g 50 staff", "grep staff /etc/group", "staff:x:50:\n"},
		{"usermod -aG wheel nobody", "id -Gn nobody", "nogroup wheel\n"},
		{"userdel www-data", "id www-data", ""},
		{"busybox adduser -D app", "grep app /etc/passwd", "app:x:1000:1000:Linux User,,,:/home/app:/bin/sh\n"},
		{"busybox adduser -S -D -H app", "id app", "uid=100(app) gid=65534(nogroup) groups=65534(nogroup)\n"},
		{"busybox addgroup -S app", "grep app /etc/group", "app:x:100:\n"},
	} {
		f := newFake(tree)
		f.run(words(c.argv), []string{"PATH=/bin"})
		if f.err.Len() > 0 || f.code != 0 {
			t.Errorf("%s: %q %d", c.argv, f.err.String(), f.code)
		}
		f.p, f.exited, f.out = nil, false, &strings.Builder{}
		f.run(words(c.look), []string{"PATH=/bin"})
		if f.out.String() != c.want && c.look != "id www-data" || c.want == "" && f.code == 0 {
			t.Errorf("%s, then %s:\ngot  %q %q\nwant %q", c.argv, c.look, f.out.String(), f.err.String(), c.want)
		}
	}
}
