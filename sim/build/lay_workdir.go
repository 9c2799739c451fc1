package build

import (
	"path"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
)

func layWorkdir(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	dir, err := b.expand(s, in, in.Args[0])
	if err != nil {
		return err
	}
	if path.IsAbs(dir) {
		s.absolute = true
	} else if !s.absolute {
		b.lint(in, "WorkdirRelativePath", "Relative workdir %q can have unexpected results if the base image changes", dir)
		s.absolute = true
	}
	if !path.IsAbs(dir) {
		dir = path.Join("/", s.config.WorkingDir, dir)
	}
	s.config.WorkingDir = path.Clean(dir)
	b.layStep(s, in, "WORKDIR "+in.Args[0], workdir{dir: s.config.WorkingDir, user: s.config.User})
	s.record(h, in, "WORKDIR "+s.config.WorkingDir, s.tip)
	return nil
}
