package build

import (
	"bufio"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
)

// ignoreFile is the step that brings .dockerignore.
type ignoreFile struct{}

func (ignoreFile) plan(b *Build, _ *engine.Host, i int) error {
	bytes := int64(2)
	if b.opts.Ignore != "" {
		bytes = transferred([]sent{{path: ".dockerignore", mode: 0o644, size: int64(len(b.opts.Ignore)), whole: true}})
	}
	b.steps[i].status("transferring context:", 0, 3*time.Millisecond, bytes)
	b.steps[i].lasts(15 * time.Millisecond)
	return nil
}

// finish lays out all the rest: now everything is known.
func (ignoreFile) finish(b *Build, h *engine.Host, i int) error {
	g, err := newIgnore(b.opts.Ignore)
	if err != nil {
		return fail(dockerfile.Instruction{}, "failed to parse excludepatterns: %s", err)
	}
	b.ignore = g
	b.keepSource(h, "dockerignore:"+b.opts.ContextID, "local source for dockerignore", int64(len(b.opts.Ignore)))
	known := len(b.warnings)
	if err := b.lay(h); err != nil {
		b.warnLater(h, known)
		return err
	}
	b.warnLater(h, known)
	if b.opts.Check {
		b.over = true
		return nil
	}
	return nil
}

// warnLater tells of the warnings that came after the first known ones.
func (b *Build) warnLater(h *engine.Host, known int) {
	fresh := b.program.Directives.Filter(b.warnings[known:])
	b.warnings = append(b.warnings[:known:known], fresh...)
	for _, w := range fresh {
		if b.opts.Check {
			break // they are told at the end
		}
		b.tell(Update{At: h.Now(), Step: 0, What: Warn, Text: w.Rule + ": " + w.Detail + " " + lines(w.Range)})
	}
}

// mostPatterns is how many lines .dockerignore may have.
const mostPatterns = 500

// ignore is what .dockerignore leaves out. The zero value leaves nothing out.
type ignore struct{ patterns []string }

func newIgnore(text string) (ignore, error) {
	patterns, err := ignorefile.ReadAll(bufio.NewReader(strings.NewReader(text)))
	if err != nil {
		return ignore{}, err
	}
	if len(patterns) > mostPatterns {
		return ignore{}, fmt.Errorf("more than %d patterns are not simulated", mostPatterns)
	}
	_, err = patternmatcher.New(patterns)
	return ignore{patterns}, err
}

// excludes tells whether a path, without the slash at its front, is left out.
func (g ignore) excludes(p string) bool {
	if len(g.patterns) == 0 {
		return false
	}
	m, err := patternmatcher.New(g.patterns)
	if err != nil {
		return false
	}
	ok, err := m.MatchesOrParentMatches(path.Clean(p))
	return err == nil && ok
}
