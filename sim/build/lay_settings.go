package build

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

func layArg(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	var words []string
	for _, p := range in.Pairs {
		b.lintSecret(in, p.Name)
		meta, err := b.metaArgs()
		if err != nil {
			return err
		}
		inherited := append(platformArgs(b.opts.Platform), meta...)
		if p.Given {
			v, err := b.expand(s, in, p.Value)
			if err != nil {
				return err
			}
			p.Value = v
		}
		a := Pair{Name: p.Name, Value: p.Value, Given: p.Given}
		if v, ok := find(inherited, p.Name); ok && !p.Given {
			a.Value, a.Given = v, true
		}
		if v, ok := find(b.opts.Args, p.Name); ok {
			a.Value, a.Given = v, true
			b.used = append(slices.Clip(b.used), p.Name)
		}
		s.args = append(slices.DeleteFunc(slices.Clone(s.args), func(x Pair) bool { return x.Name == a.Name }), a)
		word := a.Name
		if a.Given {
			word += "=" + a.Value
		}
		words = append(words, word)
	}
	s.record(h, in, "ARG "+strings.Join(words, " "), -1)
	return nil
}

func layEnv(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	env, text := s.config.Env, "ENV"
	var names []string
	for _, p := range in.Pairs {
		name, err := b.expand(s, in, p.Name)
		if err != nil {
			return err
		}
		value, err := b.expand(s, in, p.Value)
		if err != nil {
			return err
		}
		env, names = proc.Setenv(env, name, value), append(names, name)
		text += " " + name + "=" + value
	}
	b.lintLegacy(in)
	for _, name := range names {
		b.lintSecret(in, name)
	}
	s.config.Env = env
	s.record(h, in, text, -1)
	return nil
}

func layLabel(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	labels, text := maps.Clone(s.config.Labels), "LABEL"
	if labels == nil {
		labels = map[string]string{}
	}
	for _, p := range in.Pairs {
		name, err := b.expand(s, in, p.Name)
		if err != nil {
			return err
		}
		value, err := b.expand(s, in, p.Value)
		if err != nil {
			return err
		}
		labels[name] = value
		text += " " + name + "=" + value
	}
	b.lintLegacy(in)
	s.config.Labels = labels
	s.record(h, in, text, -1)
	return nil
}

func layMaintainer(_ *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	s.author = in.Args[0]
	s.record(h, in, "MAINTAINER "+in.Args[0], -1)
	return nil
}

func layVolume(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	dirs, err := b.expandAll(s, in, in.Args)
	if err != nil {
		return err
	}
	volumes := maps.Clone(s.config.Volumes)
	if volumes == nil {
		volumes = map[string]struct{}{}
	}
	for _, d := range dirs {
		if d == "" {
			return fail(in, "VOLUME specified can not be an empty string")
		}
		volumes[d] = struct{}{}
	}
	s.config.Volumes = volumes
	s.record(h, in, fmt.Sprintf("VOLUME %v", dirs), -1)
	return nil
}

func layUser(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) (err error) {
	if s.config.User, err = b.expand(s, in, in.Args[0]); err != nil {
		return err
	}
	s.record(h, in, "USER "+s.config.User, -1)
	return nil
}

func layStopSignal(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	sig, err := b.expand(s, in, in.Args[0])
	if err != nil {
		return err
	}
	if _, ok := proc.ParseSignal(sig); !ok {
		return fail(in, "invalid signal: %s", sig)
	}
	s.config.StopSignal = sig
	s.record(h, in, "STOPSIGNAL "+sig, -1)
	return nil
}
