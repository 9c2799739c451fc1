//go:build !core

package docker

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/docker/go-units"

	"drydock/sim/build"
	"drydock/sim/vfs"
)

// classicFlags are the flags of docker build that the classic builder has.
// Source: docker/cli 29 cli/command/image/build.go.
var classicFlags = map[string]bool{"add-host": true, "build-arg": true, "cache-from": true, "cgroup-parent": true, "file": true,
	"iidfile": true, "label": true, "network": true, "no-cache": true, "platform": true, "pull": true, "quiet": true,
	"shm-size": true, "tag": true, "target": true, "ulimit": true, "compress": true, "isolation": true, "security-opt": true,
	"memory": true, "memory-swap": true, "cpu-shares": true, "cpu-period": true, "cpu-quota": true, "cpuset-cpus": true,
	"cpuset-mems": true, "rm": true, "force-rm": true}

const classicNotice = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

`

// classic tells whether the environment asks for the builder before BuildKit,
// which docker buildx build does not listen to.
func (c Call) classic() bool {
	v, _ := c.p.Getenv("DOCKER_BUILDKIT")
	on, err := strconv.ParseBool(v)
	if err != nil || on {
		return false
	}
	for _, word := range c.p.Argv[1:] {
		if !strings.HasPrefix(word, "-") {
			return word != "buildx"
		}
	}
	return false
}

// buildClassic is docker build with DOCKER_BUILDKIT=0.
func (c Call) buildClassic() error {
	for _, f := range c.cmd.Flags {
		if c.given(f.Name) && !classicFlags[f.Name] {
			return &exitError{125, "unknown flag: --" + f.Name + "\n\nUsage:  docker build [OPTIONS] PATH | URL | -\n\nRun 'docker build --help' for more information"}
		}
	}
	if !c.on("rm") {
		return &exitError{1, "docker build: --rm=false is not simulated: intermediate containers are always removed"}
	}
	return c.emit(2, classicNotice, func(c Call) error {
		err := c.buildOptions(func(c Call, o build.Options) error {
			o.Classic = true
			if o.Missing != "" {
				full := path.Join(o.ContextID, o.File)
				return fmt.Errorf("unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat %s: no such file or directory", full)
			}
			if strings.TrimSpace(o.Dockerfile) == "" {
				return errors.New("Error response from daemon: the Dockerfile (" + o.File + ") cannot be empty")
			}
			return c.building(buildView{build: build.New(o), plain: build.NewPlain(), mode: "classic", opts: o})
		})
		if said, ok := errors.AsType[*exitError](err); ok {
			return &exitError{said.code, strings.TrimPrefix(said.text, "ERROR: failed to build: ")}
		}
		return err
	})
}

// sentContext is the line about the archive of the build context: a header for
// each file, and its bytes in blocks of 512. Source: archive/tar.
func sentContext(o build.Options) string {
	size := 1024
	for p, n := range build.Sent(o).Walk() {
		if p != "/" {
			size += 512 + (len(n.Data)+511)/512*512
		}
	}
	return fmt.Sprintf("Sending build context to Docker daemon %8v\r\r\n", units.HumanSize(float64(size)))
}

// classicText is what the classic builder has printed since the last time.
func classicText(list []build.Update) string {
	var out strings.Builder
	for _, u := range list {
		if u.What == build.Said || u.What == build.Log {
			out.WriteString(u.Text + "\n")
		}
	}
	return out.String()
}

// builtClassic ends docker build of the classic builder.
func (c Call) builtClassic(v buildView, failure *build.Failure) error {
	if failure != nil && failure.Step < 0 {
		return &exitError{failure.Code, "Error response from daemon: " + failure.Message}
	}
	if failure != nil {
		return &exitError{failure.Code, failure.Message}
	}
	if file := c.text("iidfile"); file != "" {
		if err := c.sys.WriteFile(file, string(v.build.Image().ID), 0o644); err != nil {
			return fmt.Errorf("open %s: %s", file, vfsText(err))
		}
	}
	if c.on("quiet") {
		return c.finish(string(v.build.Image().ID) + "\n")
	}
	return exit(0)(c)
}

// vfsText is an error of the file system as Go programs write it.
func vfsText(err error) string {
	var e vfs.Errno
	if errors.As(err, &e) {
		return strings.ToLower(string(e))
	}
	return err.Error()
}
