package docker_test

import (
	"strings"
	"testing"

	"mvdan.cc/sh/v3/syntax"
)

// hostile are command lines that must end, and say something.
var hostile = []string{
	"docker ps -a --format '{{range 100000000000}}x{{end}}'",
	"docker ps -a --format '{{range 100000000000}}{{end}}'",
	`docker ps -a --format '{{define "a"}}{{template "a"}}{{end}}{{template "a"}}'`,
	`docker inspect -f '{{define "a"}}{{template "b"}}{{template "b"}}{{end}}{{define "b"}}{{template "a"}}{{template "a"}}{{end}}{{template "a"}}' box`,
	`docker inspect -f '{{$x := "aaaa"}}{{range 60}}{{$x = print $x $x}}{{end}}{{$x}}' box`,
	`docker inspect -f '{{$x := "&&&&"}}{{range 60}}{{$x = html $x}}{{end}}{{len $x}}' box`,
	`docker inspect -f '{{$x := "\"\""}}{{range 60}}{{$x = json $x}}{{end}}{{len $x}}' box`,
	"docker inspect -f '{{pad .Name 1000000000 1000000000}}' box",
	"docker inspect -f '{{printf \"%1000000000d\" 1}}' box",
	"docker inspect -f '{{printf \"%*d\" 1000000000 1}}' box",
	"docker inspect -f '{{range 9999}}{{range 9999}}{{json $}}{{end}}{{end}}' box",
	"docker version --format '{{range 100000000000}}{{.}}{{end}}'",
	"docker inspect -f '{{_turn}}' box",
	"docker ps --filter name='(((((((((((a*)*)*)*)*)*)*)*)*)*)*$'",
	"docker ps --filter =", "docker ps --filter id=", "docker ps -n 99999999999999999999", "docker ps -n -5", "docker inspect ''",
	"docker run --cpus 1e999999999 box", "docker run --memory 99999999999999999999g box", "docker run --cpuset-cpus 0-99999999999 box",
	"docker run --add-host = box", "docker run --add-host : box", "docker run --ulimit nofile=:: box", "docker run --gpus '\"' box",
	"docker run --device ::: box", "docker run --health-interval -1h box", "docker run --health-interval 1ns box", "docker run --env-file / box",
	"docker run --security-opt seccomp=/ box", "docker run --log-opt max-size=-1 busybox:1.37", "docker run --device / busybox:1.37",
	"docker context create x --docker a", "docker context create x --docker host=,ca=/", "docker --config /dev/null context ls", "docker context use ../../x",
	"DOCKER_HOST=:// docker ps", "DOCKER_HOST='tcp://[' docker ps", "DOCKER_API_VERSION=x docker ps", "docker --context '' ps",
	"docker run sha256:zz true", "docker run @ true", "docker run : true", "docker pull a@sha256:x", "docker tag busybox:1.37 'x:@'",
}

func TestHostileLinesEnd(t *testing.T) {
	base := newSession(t, pipe)
	base.run("docker pull -q busybox:1.37; docker create --name box busybox:1.37 true")
	for _, line := range hostile {
		s := *base
		out, errs := s.run(line)
		if out+errs == "" && !strings.Contains(line, "filter") {
			t.Errorf("%s: no answer", line)
		}
		if !strings.Contains(s.both("echo still here"), "still here") {
			t.Errorf("%s: the shell is gone", line)
		}
	}
}

// FuzzCommandLine types words after docker; each must be answered, and the
// shell come back.
func FuzzCommandLine(f *testing.F) {
	for _, line := range hostile {
		f.Add(strings.TrimPrefix(line, "docker "))
	}
	base := newSession(&testing.T{}, pipe)
	base.run("docker pull -q busybox:1.37; docker create --name box busybox:1.37 true")
	f.Fuzz(func(t *testing.T, text string) {
		line := "docker"
		for _, word := range strings.Split(text, " ") {
			q, err := syntax.Quote(word, syntax.LangBash)
			if err != nil || strings.ContainsAny(word, "\n\r") {
				return
			}
			line += " " + q
		}
		s := *base
		s.t = t
		s.run(line)
		if !strings.Contains(s.both("\necho still here"), "still here") && !strings.Contains(text, "-i") && !strings.Contains(text, "events") {
			t.Errorf("%s: the shell is gone", line)
		}
	})
}

// fuzzWord puts one word of any text behind each of the commands.
func fuzzWord(f *testing.F, seeds []string, commands ...string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	base := newSession(&testing.T{}, pipe)
	base.run("docker pull -q busybox:1.37; docker run --name box --label a=b -p 80 busybox:1.37 true")
	f.Fuzz(func(t *testing.T, text string) {
		word, err := syntax.Quote(text, syntax.LangBash)
		if err != nil || strings.ContainsAny(text, "\n\r") || len(text) > 4000 {
			return
		}
		for _, command := range commands {
			s := *base
			s.t = t
			s.run(command + " " + word)
			if !strings.Contains(s.both("\necho still here"), "still here") {
				t.Errorf("%s %s: the shell is gone", command, word)
			}
		}
	})
}

// FuzzTemplate gives format templates to a list, an object and a version.
func FuzzTemplate(f *testing.F) {
	fuzzWord(f, []string{"{{json .}}", "{{range .Mounts}}{{.}}{{end}}", "table {{.ID}}\\t{{.Names}}", `{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`,
		"{{index .Config.Env 0}}", "{{range 100000000000}}x{{end}}", "{{pad .Name 1000000000 1}}", "{{with $x := .}}{{$x}}{{end}}", "{{"},
		"docker ps -a --format", "docker inspect box --format", "docker version --format")
}

// FuzzFilter gives filters to lists of each kind.
func FuzzFilter(f *testing.F) {
	fuzzWord(f, []string{"name=((a*)*)*$", "status=exited", "label=a=b", "since=", "before=box", "until=10m", "reference=*[", "publish=1-9", "exited=x", "=", "ancestor=@"},
		"docker ps -a --filter", "docker images --filter", "docker network ls --filter", "docker volume ls --filter", "docker events --until 0s --filter")
}

// FuzzReference gives references of images to what takes one.
func FuzzReference(f *testing.F) {
	fuzzWord(f, []string{"busybox:1.37", "a/b@sha256:x", "localhost:5000/a", "UPPER", ":", "@", "a:b:c", strings.Repeat("a", 300), "sha256:" + strings.Repeat("0", 64), "-"},
		"docker pull -q", "docker tag busybox:1.37", "docker create", "docker commit box", "docker image inspect", "docker rmi -f")
}
