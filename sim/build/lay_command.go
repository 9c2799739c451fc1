package build

import (
	"fmt"
	"slices"
	"strings"

	spec "github.com/moby/docker-image-spec/specs-go/v1"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
)

func layShell(_ *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	s.config.Shell = in.Command
	s.record(h, in, fmt.Sprintf("SHELL %v", in.Command), -1)
	return nil
}

// shell is the shell of a stage's commands.
func (s *stage) shell() []string {
	if len(s.config.Shell) > 0 {
		return s.config.Shell
	}
	return []string{"/bin/sh", "-c"}
}

// argv is a command as it is executed.
func (s *stage) argv(in dockerfile.Instruction) []string {
	if in.Shell {
		return append(slices.Clone(s.shell()), strings.Join(in.Command, " "))
	}
	return in.Command
}

func layCmd(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	b.lintShell(s, in)
	b.lintOnce(s, in)
	s.config.Cmd = s.argv(in)
	//lint:ignore SA1019 BuildKit still sets it
	s.config.ArgsEscaped = in.Shell
	s.record(h, in, fmt.Sprintf("CMD %q", s.config.Cmd), -1)
	return nil
}

func layEntrypoint(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	b.lintShell(s, in)
	b.lintOnce(s, in)
	s.config.Entrypoint = s.argv(in)
	if _, own := s.seen["CMD"]; !own {
		s.config.Cmd = nil
	}
	s.record(h, in, fmt.Sprintf("ENTRYPOINT %q", s.config.Entrypoint), -1)
	return nil
}

func layHealth(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	b.lintOnce(s, in)
	x := in.Health
	s.config.Healthcheck = &spec.HealthcheckConfig{Test: x.Test, Interval: x.Interval, Timeout: x.Timeout,
		StartPeriod: x.StartPeriod, StartInterval: x.StartInterval, Retries: x.Retries}
	s.record(h, in, fmt.Sprintf("HEALTHCHECK {Test:%v Interval:%s Timeout:%s StartPeriod:%s StartInterval:%s Retries:%d}",
		x.Test, x.Interval, x.Timeout, x.StartPeriod, x.StartInterval, x.Retries), -1)
	return nil
}

func layOnbuild(_ *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	s.config.OnBuild = append(slices.Clone(s.config.OnBuild), in.Expression())
	s.record(h, in, "ONBUILD "+in.Expression(), -1)
	return nil
}
