package docker_test

import (
	"strings"
	"testing"
	"time"

	"drydock/sim/docker"
	"drydock/sim/engine"
)

var pipe = engine.TerminalOptions{Pipe: true}

var tty = engine.TerminalOptions{Cols: 120, Rows: 40}

// Source of the sentences: a Docker 29.8.
func TestUsageErrors(t *testing.T) {
	s := newSession(t, pipe)
	hint := func(use, name string) string {
		return "\n\nUsage:  " + use + "\n\nRun '" + name + " --help' for more information\n"
	}
	for line, want := range map[string]string{
		"docker imags":            "docker: unknown command: docker imags\n\nRun 'docker --help' for more information\n",
		"docker container nosuch": "docker: unknown command: docker container nosuch\n\nUsage:  docker container\n\nRun 'docker container --help' for more information\n",
		"docker volume nosuch":    "docker: unknown command: docker volume nosuch\n\nUsage:  docker volume COMMAND\n\nRun 'docker volume --help' for more information\n",
		"docker --nosuch":         "unknown flag: --nosuch" + hint("docker [OPTIONS] COMMAND [ARG...]", "docker"),
		"docker ps -z":            "unknown shorthand flag: 'z' in -z" + hint("docker ps [OPTIONS]", "docker ps"),
		"docker ps extra":         "docker: 'docker ps' accepts no arguments" + hint("docker ps [OPTIONS]", "docker ps"),
		"docker images a b":       "docker: 'docker images' requires at most 1 argument" + hint("docker images [OPTIONS] [REPOSITORY[:TAG]]", "docker images"),
		"docker commit":           "docker: 'docker commit' requires at least 1 and at most 2 arguments" + hint("docker commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]]", "docker commit"),
		"docker tag a":            "docker: 'docker tag' requires 2 arguments" + hint("docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]", "docker tag"),
		"docker run --name":       "flag needs an argument: --name" + hint("docker run [OPTIONS] IMAGE [COMMAND] [ARG...]", "docker run"),
		"docker stop --time abc x": `invalid argument "abc" for "--time" flag: strconv.ParseInt: parsing "abc": invalid syntax` +
			hint("docker stop [OPTIONS] CONTAINER [CONTAINER...]", "docker stop"),
		"docker stop --timeout abc x": `invalid argument "abc" for "-t, --timeout" flag: strconv.ParseInt: parsing "abc": invalid syntax` +
			hint("docker stop [OPTIONS] CONTAINER [CONTAINER...]", "docker stop"),
		"docker run --memory 100x busybox": `invalid argument "100x" for "-m, --memory" flag: invalid suffix: 'x'` +
			hint("docker run [OPTIONS] IMAGE [COMMAND] [ARG...]", "docker run"),
		"docker run -e =x busybox": `invalid argument "=x" for "-e, --env" flag: invalid environment variable: =x` +
			hint("docker run [OPTIONS] IMAGE [COMMAND] [ARG...]", "docker run"),
		"docker ps -f bogus": `invalid argument "bogus" for "-f, --filter" flag: bad format of filter (expected name=value)` +
			hint("docker ps [OPTIONS]", "docker ps"),
		"docker image rm": "docker: 'docker image rm' requires at least 1 argument\n\nUsage:  docker image rm [OPTIONS] IMAGE [IMAGE...]\n\n" +
			"See 'docker image rm --help' for more information\n",
		"docker run --use-api-socket busybox": "docker run: --use-api-socket is not simulated yet\n",
		"docker run -p 80:abc busybox":        "docker: invalid containerPort: abc\n\nRun 'docker run --help' for more information\n",
		"docker build":                        "ERROR: docker: 'docker buildx build' requires 1 argument" + hint("docker buildx build [OPTIONS] PATH | URL | -", "docker buildx build"),
		"docker build --nosuch .":             "unknown flag: --nosuch" + hint("docker buildx build [OPTIONS] PATH | URL | -", "docker buildx build"),
		"docker compose up --nosuch":          "unknown flag: --nosuch\n",
		"docker compose -p x exec a":          "requires at least 2 arg(s), only received 1\n",
		"docker builder ls x":                 "ERROR: docker: 'docker buildx ls' accepts no arguments" + hint("docker buildx ls", "docker buildx ls"),
		"docker compose publish x":            "docker compose publish: not simulated yet\n",
		"docker checkpoint ls web":            "docker checkpoint is only supported on a Docker daemon with experimental features enabled\n",
		"docker start --checkpoint one web":   "\"--checkpoint\" is only supported on a Docker daemon with experimental features enabled\n",
		"docker help nosuch":                  "unknown help topic: nosuch\n",
		"docker ps --format '{{.Bogus}}'":     "failed to execute template: template: :1:2: executing \"\" at <.Bogus>: can't evaluate field Bogus in type *formatter.ContainerContext\n",
		"docker ps --format '{{.Names'":       "failed to parse template: template: :1: unclosed action\n",
	} {
		s.expect(line, "", want)
	}
}

func TestLifecycle(t *testing.T) {
	s := newSession(t, pipe)
	s.run("docker pull -q busybox:1.37")
	s.expect("docker create --name c1 busybox:1.37 sleep 1000", "<id>\n", "")
	s.expect("docker stop c1", "c1\n", "")
	s.expect("docker logs c1", "", "")
	s.expect("docker kill c1", "", "Error response from daemon: cannot kill container: c1: container <id> is not running\n")
	s.expect("docker start c1 nosuch", "c1\n", "Error response from daemon: No such container: nosuch\nfailed to start containers: nosuch\n")
	s.expect("docker ps --format '{{.Names}} {{.State}} {{.Command}}'", "c1 running \"sleep 1000\"\n", "")
	s.expect("docker stop -t 1 c1", "c1\n", "")
	s.expect("docker wait c1", "137\n", "")
	s.expect("docker restart -t 1 c1", "c1\n", "")
	s.expect("docker inspect -f '{{.State.Status}} {{.Nope}}' c1", "\n",
		"template parsing error: template: :1:20: executing \"\" at <.Nope>: map has no entry for key \"Nope\"\n")
	s.expect("docker rename c1 c3", "", "")
	s.expect("docker rename c1 c2", "", "failed to rename container: Error response from daemon: No such container: c1\n")
	s.expect("docker rm -f c3 nosuch; docker ps -aq", "c3\n", "")
}

func TestRunPassesOutputAndExitCode(t *testing.T) {
	s := newSession(t, pipe)
	s.run("docker pull -q busybox:1.37")
	s.expect("docker run --rm busybox:1.37 sh -c 'echo out; echo err >&2; exit 3'; echo $?", "out\n3\n", "err\n")
	s.expect("docker run --rm busybox:1.37 nosuch; echo $?", "127\n", "docker: Error response from daemon: failed to create task for container: "+
		"failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: "+
		"exec: \"nosuch\": executable file not found in $PATH\n\nRun 'docker run --help' for more information\n")
	s.expect("echo piped | docker run -i --rm busybox:1.37 cat", "piped\n", "")
	s.expect("docker run -d --name log busybox:1.37 sh -c 'echo one; echo two >&2; sleep 2; echo three'; docker logs -f log", "<id>\none\nthree\n", "two\n")
	s.expect("docker logs --tail 1 log; docker start -a log; docker run --rm -e A=1 -e B=2 -e A=3 busybox:1.37 sh -c 'echo $A$B'", "three\none\nthree\n32\n", "two\n")
	s.expect("docker run -d --name ex busybox:1.37 sleep 100; docker exec -e X=y ex sh -c 'echo $X; exit 5'; echo $?; docker exec ex nosuch; echo $?",
		"<id>\ny\n5\nOCI runtime exec failed: exec failed: unable to start container process: exec: \"nosuch\": executable file not found in $PATH\n127\n", "")
}

func TestPullProgress(t *testing.T) {
	s := newSession(t, pipe)
	out, _ := s.run("docker pull hello-world")
	for _, want := range []string{"Using default tag: latest\nlatest: Pulling from library/hello-world\n", ": Pulling fs layer\n", ": Pull complete\nDigest: sha256:",
		"\nStatus: Downloaded newer image for hello-world:latest\ndocker.io/library/hello-world:latest\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %q", want, out)
		}
	}
	out, _ = s.run("docker pull hello-world")
	if !strings.HasSuffix(out, "Status: Image is up to date for hello-world:latest\ndocker.io/library/hello-world:latest\n") {
		t.Error(out)
	}
	shown := newSession(t, tty).both("docker pull debian:bookworm-slim")
	for _, want := range []string{"\n\x1b[1A\x1b[2K\r", ": Downloading [=", ": Pull complete \r\x1b["} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in %q", want, shown)
		}
	}
}

func TestImagesOnATerminal(t *testing.T) {
	s := newSession(t, tty)
	s.run("docker pull -q hello-world; docker run -d hello-world")
	shown := s.both("docker images")
	lines := strings.Split(strings.ReplaceAll(shown, "\r", ""), "\n")
	if len(lines) < 3 || !strings.HasPrefix(lines[0], strings.Repeat(" ", 100)+"\x1b[1m\x1b[106m") ||
		!strings.HasPrefix(lines[1], "\x1b[39m\x1b[1mIMAGE\x1b[0m                \x1b[39m\x1b[1mID\x1b[0m             \x1b[39m\x1b[1mDISK USAGE\x1b[0m   ") ||
		!strings.HasPrefix(lines[2], "\x1b[34m\x1b[1mhello-world:latest\x1b[0m   \x1b[39m") ||
		!strings.HasSuffix(lines[2], "\x1b[38;5;0m\x1b[48;5;14m U \x1b[0m  ") {
		t.Errorf("%q", shown)
	}
}

func TestDetachAndAttach(t *testing.T) {
	s := newSession(t, tty)
	s.run("docker run -it --name box busybox:1.37")
	s.run("echo one")
	s.take(s.h.Detach(s.term))
	if got := s.both("docker ps --format '{{.Names}} {{.State}}'"); !strings.Contains(got, "box running") {
		t.Errorf("%q", got)
	}
	s.run("docker attach box")
	out, errs := s.take(s.h.Detach(s.term))
	if !strings.Contains(out+errs, "read escape sequence") {
		t.Errorf("%q", out+errs)
	}
	s.run("docker attach box")
	if got := s.both("exit 9") + s.both("echo code $?"); !strings.Contains(got, "code 9") {
		t.Errorf("%q", got)
	}
}

func TestInterrupts(t *testing.T) {
	s := newSession(t, tty)
	s.run(`docker run --name fg busybox:1.37 sh -c 'trap "exit 7" INT; while :; do sleep 1; done'`)
	s.take(s.h.Advance(5 * time.Second).Interrupt(s.term))
	if got := s.both("echo code $?"); !strings.Contains(got, "code 7") {
		t.Errorf("run: %q", got)
	}
	s.run("docker run -d --name loop busybox:1.37 sh -c 'while true; do echo tick; sleep 1; done'")
	s.run("docker logs -f loop")
	s.take(s.h.Advance(5 * time.Second).Interrupt(s.term))
	if got := s.both("echo code $?"); !strings.Contains(got, "code 130") {
		t.Errorf("logs -f: %q", got)
	}
}

func TestComplete(t *testing.T) {
	s := newSession(t, pipe)
	s.run("docker pull -q busybox:1.37; docker run -d --name up busybox:1.37 sleep 1000; docker create --name idle busybox:1.37")
	for line, want := range map[string]string{
		"docker st":                  "start stats stop",
		"docker container re":        "rename restart",
		"docker start ":              "idle",
		"docker stop ":               "up",
		"docker logs ":               "idle up",
		"docker logs --t":            "--tail --timestamps",
		"docker run --rm b":          "busybox:1.37",
		"docker run busybox b":       "",
		"docker unpause ":            "",
		"docker image in":            "inspect",
		"docker pull hello-world:la": "hello-world:latest",
	} {
		if got := strings.Join(docker.Complete(s.h, strings.Split(line, " ")), " "); got != want {
			t.Errorf("%s: %q, not %q", line, got, want)
		}
	}
}
