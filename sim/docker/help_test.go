package docker

import (
	"regexp"
	"strings"
	"testing"
)

// runLines are the flags of docker run with their types, in the order of its
// help. Source: Docker 29.8.
const runLines = `
--add-host list
--annotation map
-a --attach list
--blkio-weight uint16
--blkio-weight-device list
--cap-add list
--cap-drop list
--cgroup-parent string
--cgroupns string
--cidfile string
--cpu-period int
--cpu-quota int
--cpu-rt-period int
--cpu-rt-runtime int
-c --cpu-shares int
--cpus decimal
--cpuset-cpus string
--cpuset-mems string
-d --detach
--detach-keys string
--device list
--device-cgroup-rule list
--device-read-bps list
--device-read-iops list
--device-write-bps list
--device-write-iops list
--dns list
--dns-option list
--dns-search list
--domainname string
--entrypoint string
-e --env list
--env-file list
--expose list
--gpus gpu-request
--group-add list
--health-cmd string
--health-interval duration
--health-retries int
--health-start-interval duration
--health-start-period duration
--health-timeout duration
--help
-h --hostname string
--init
-i --interactive
--ip ip
--ip6 ip
--ipc string
--isolation string
-l --label list
--label-file list
--link list
--link-local-ip list
--log-driver string
--log-opt list
--mac-address string
-m --memory bytes
--memory-reservation bytes
--memory-swap bytes
--memory-swappiness int
--mount mount
--name string
--network network
--network-alias list
--no-healthcheck
--oom-kill-disable
--oom-score-adj int
--pid string
--pids-limit int
--platform string
--privileged
-p --publish list
-P --publish-all
--pull string
-q --quiet
--read-only
--restart string
--rm
--runtime string
--security-opt list
--shm-size bytes
--sig-proxy
--stop-signal string
--stop-timeout int
--storage-opt list
--sysctl map
--tmpfs list
-t --tty
--ulimit ulimit
--use-api-socket
-u --user string
--userns string
--uts string
-v --volume list
--volume-driver string
--volumes-from list
-w --workdir string
`

var flagLine = regexp.MustCompile(`(?m)^  (-\w, |    )(--[\w-]+)( [\w-]+)?(  |$)`)

func TestHelpOfRunHasDockersFlags(t *testing.T) {
	cmd, name, _, ok := find([]string{"run"})
	if !ok {
		t.Fatal("no run")
	}
	page := help(cmd, name, 80)
	var got []string
	for _, m := range flagLine.FindAllStringSubmatch(page, -1) {
		short := strings.Trim(m[1], " ,")
		got = append(got, strings.TrimSpace(short+" "+m[2]+m[3]))
	}
	want := strings.Split(strings.TrimSpace(runLines), "\n")
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("line %d differs:\n%q\n%q", i, got[min(i, len(got)):], want[min(i, len(want)):])
		}
	}
	for _, want := range []string{`(default "missing")`, `(default "no")`, "(default true)", "(default map[])", "(default -1)", "(default [])"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for line := range strings.Lines(page) {
		if len(line) > 81 {
			t.Errorf("wider than 80 columns: %q", line)
		}
	}
	if !strings.HasPrefix(page, "Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\n") ||
		!strings.Contains(page, "\n\nAliases:\n  docker container run, docker run\n\nOptions:\n      --add-host list                    ") {
		t.Errorf("%.400s", page)
	}
}

func TestCommandsAreSound(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range allCommands {
		if c.Short == "" {
			t.Errorf("%v has no description", c.Paths)
		}
		for _, p := range c.Paths {
			if seen[p] {
				t.Errorf("%s stands there twice", p)
			}
			seen[p] = true
		}
		flagSet(c.Flags) // panics when a flag stands there twice
	}
}
