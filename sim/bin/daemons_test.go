package bin

import (
	"strings"
	"testing"
	"time"

	"drydock/sim/proc"
)

var nginxFiles = map[string]string{
	"/etc/nginx/nginx.conf": "user www-data;\nworker_processes auto;\nevents {\n}\nhttp {\n  include /etc/nginx/conf.d/*.conf;\n}\n",
	"/etc/nginx/conf.d/default.conf": "server {\n    listen       80;\n    server_name  localhost;\n    location / {\n" +
		"        root   /usr/share/nginx/html;\n    }\n}\n",
	"/var/cache/nginx/": "", "/var/log/nginx/": "", "/run/": "", "/etc/debian_version": "13.1\n",
}

// daemon starts a program that does not end by itself.
func daemon(t *testing.T, files map[string]string, argv ...string) *fake {
	t.Helper()
	f := newFake(files)
	f.p = &proc.Proc{PID: 1, Argv: argv, Dir: "/data", Umask: 0o022, Sys: f, Env: []string{"NGINX_VERSION=1.29.1", "REDIS_VERSION=8.2.1"}}
	f.run(argv, nil)
	return f
}

func (f *fake) signal(sig proc.Signal) {
	f.p.Sys = f
	for ev := (proc.Event{Kind: proc.Signaled, Signal: sig}); !f.exited; ev = (proc.Event{}) {
		before := len(f.kids)
		f.p.Next(f.p, ev)
		if len(f.kids) == before {
			return
		}
	}
}

func TestNginx(t *testing.T) {
	f := daemon(t, nginxFiles, "nginx", "-g", "daemon off;")
	at := "2026/11/23 03:42:15 [notice] "
	want := at + "1#1: using the \"epoll\" event method\n" + at + "1#1: nginx/1.29.1\n" +
		at + "1#1: built by gcc 14.2.0 (Debian 14.2.0-19) \n" + at + "1#1: OS: Linux 6.12.48\n" +
		at + "1#1: getrlimit(RLIMIT_NOFILE): 1048576:1048576\n" + at + "1#1: start worker processes\n" +
		at + "1#1: start worker process 2\n" + at + "1#1: start worker process 3\n"
	if f.err.String() != want || f.exited || len(f.ports) != 1 || f.ports[0] != 80 {
		t.Errorf("start: %v %v\n%s\nwant\n%s", f.exited, f.ports, f.err.String(), want)
	}
	if f.p.Argv[0] != "nginx: master process nginx -g daemon off;" || f.background[0].Argv[0] != "nginx: worker process" || f.background[0].UID != 33 {
		t.Errorf("argv %q %q %d", f.p.Argv, f.background[0].Argv, f.background[0].UID)
	}
	f.err.Reset()
	f.signal(proc.SIGQUIT)
	want = at + "1#1: signal 3 (SIGQUIT) received, shutting down\n" + at + "2#2: gracefully shutting down\n" + at + "2#2: exiting\n" +
		at + "2#2: exit\n" + at + "3#3: gracefully shutting down\n" + at + "3#3: exiting\n" + at + "3#3: exit\n" +
		at + "1#1: signal 17 (SIGCHLD) received from 2\n" + at + "1#1: worker process 2 exited with code 0\n" +
		at + "1#1: signal 17 (SIGCHLD) received from 3\n" + at + "1#1: worker process 3 exited with code 0\n" + at + "1#1: exit\n"
	if f.err.String() != want || !f.exited || f.code != 0 || f.tree.Has("/run/nginx.pid") {
		t.Errorf("quit: %v %d\n%s", f.exited, f.code, f.err.String())
	}
}

func TestNginxConfiguration(t *testing.T) {
	for _, c := range []struct{ conf, want string }{
		{"server { listen 80; }\n", "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n"},
		{"server {\n root /x\n}\n", "unexpected \"}\" in /etc/nginx/conf.d/default.conf:3"},
		{"server {\n listne 80;\n}\n", "unknown directive \"listne\" in /etc/nginx/conf.d/default.conf:2"},
		{"server {\n listen 80;\n", "unexpected end of file, expecting \"}\" in /etc/nginx/conf.d/default.conf:3"},
		{"}\n", "unexpected \"}\" in /etc/nginx/conf.d/default.conf:1"},
	} {
		files := map[string]string{}
		for k, v := range nginxFiles {
			files[k] = v
		}
		files["/etc/nginx/conf.d/default.conf"] = c.conf
		f := daemon(t, files, "nginx", "-t")
		want := c.want
		if !strings.HasPrefix(want, "nginx") {
			want = "nginx: [emerg] " + want + "\nnginx: configuration file /etc/nginx/nginx.conf test failed\n"
		}
		if f.err.String() != want {
			t.Errorf("%q: %s", c.conf, f.err.String())
		}
	}
}

func TestRedis(t *testing.T) {
	f := daemon(t, map[string]string{"/data/": ""}, "redis-server")
	at := "23 Nov 2026 03:42:15.123 "
	want := "1:C " + at + "* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo\n" +
		"1:C " + at + "* Redis version=8.2.1, bits=64, commit=00000000, modified=0, pid=1, just started\n" +
		"1:C " + at + "# Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf\n" +
		"1:M " + at + "* monotonic clock: POSIX clock_gettime\n1:M " + at + "* Running mode=standalone, port=6379.\n" +
		"1:M " + at + "* Server initialized\n1:M " + at + "* Ready to accept connections tcp\n"
	if f.out.String() != want || f.exited {
		t.Errorf("start:\n%s", f.out.String())
	}
	f.out.Reset()
	f.signal(proc.SIGTERM)
	want = "1:signal-handler (1795405335) Received SIGTERM scheduling shutdown...\n1:M " + at + "* User requested shutdown...\n" +
		"1:M " + at + "* Saving the final RDB snapshot before exiting.\n1:M " + at + "* DB saved on disk\n" +
		"1:M " + at + "# Redis is now ready to exit, bye bye...\n"
	if f.out.String() != want || !f.exited || f.code != 0 || !f.tree.Has("/data/dump.rdb") {
		t.Errorf("stop: %d\n%s", f.code, f.out.String())
	}
}

var processes = []proc.Info{
	{PID: 1, Argv: []string{"sleep", "1000"}, Name: "sleep", State: 'S', Started: testNow},
	{PID: 28, PPID: 1, UID: 33, Argv: []string{"nginx: worker process"}, Name: "nginx", State: 'S', Started: testNow.Add(-time.Hour)},
}

func TestProcesses(t *testing.T) {
	for _, c := range []check{
		{argv: "busybox ps", out: "PID   USER     TIME  COMMAND\n    1 root      0:00 sleep 1000\n   28 www-data  0:00 nginx: worker process\n"},
		{argv: "busybox ps -o pid,args", out: "PID   COMMAND\n    1 sleep 1000\n   28 nginx: worker process\n"},
		{argv: "ps -ef", out: "UID          PID    PPID  C STIME TTY          TIME CMD\n" +
			"root           1       0  0 03:42 ?        00:00:00 sleep 1000\nwww-data      28       1  0 02:42 ?        00:00:00 nginx: worker process\n"},
		{argv: "ps aux", out: "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n" +
			"root           1  0.0  0.0   3220  1280 ?        Ss   03:42   0:00 sleep 1000\nwww-data      28  0.0  0.0   3220  1280 ?        S    02:42   0:00 nginx: worker process\n"},
		{argv: "ps -o pid,comm -p 28", out: "    PID COMMAND\n     28 nginx\n"},
		{argv: "pgrep -f worker", out: "28\n"},
		{argv: "pgrep nosuch", code: 1},
		{argv: "kill -9 28"},
		{argv: "kill -s HUP 28"},
		{argv: "kill -l 15", out: "TERM\n"},
		{argv: "kill 9999", err: "kill: (9999): No such process\n", code: 1},
		{argv: "busybox kill x", err: "kill: invalid number 'x'\n", code: 1},
		{argv: "pkill -HUP nginx"},
		{argv: "pidof nginx", out: "28\n"},
	} {
		c.list = processes
		c.run(t)
	}
}

func TestTailFollows(t *testing.T) {
	f := newFake(map[string]string{"/log": "one\n"})
	f.p = &proc.Proc{PID: 1, Argv: []string{"tail", "-f", "/log"}, Dir: "/", Sys: f}
	tail, _ := Lookup("tail")
	tail(f.p, proc.Event{})
	f.tree, _ = f.tree.Put("/log", nodeOf("one\ntwo\n"))
	f.p.Next(f.p, proc.Event{Kind: proc.Wake})
	if f.out.String() != "one\ntwo\n" {
		t.Errorf("tail -f: %q", f.out.String())
	}
}

func TestTimeoutKills(t *testing.T) {
	f := newFake(nil)
	f.p = &proc.Proc{PID: 1, Argv: []string{"timeout", "1", "tail", "-f", "/etc/passwd"}, Dir: "/", Sys: f}
	run, _ := Lookup("timeout")
	run(f.p, proc.Event{})
	if f.exited || f.p.Next == nil || f.slept == 0 {
		t.Errorf("timeout does not wait: %v %v", f.exited, f.slept)
	}
}
