package build

import (
	"fmt"
	"strings"

	"drydock/sim/dockerfile"
)

// Failure is why a build ended early.
type Failure struct {
	Message string
	Ranges  []dockerfile.Range // places in the Dockerfile
	Code    int                // the client's exit code
	Step    int                // the step that failed, -1: none
	// Told is what that step is shown to have failed with; "": it just ends.
	Told string
}

func (f *Failure) Error() string { return f.Message }

func fail(in dockerfile.Instruction, format string, args ...any) *Failure {
	f := &Failure{Message: fmt.Sprintf(format, args...), Code: 1, Step: -1}
	if in.Start > 0 {
		f.Ranges = []dockerfile.Range{in.Range}
	}
	return f
}

func failureOf(err error) *Failure {
	switch e := err.(type) {
	case *Failure:
		return e
	case *dockerfile.Error:
		return &Failure{Message: e.Message, Ranges: e.Ranges, Code: 1, Step: -1}
	}
	return &Failure{Message: err.Error(), Code: 1, Step: -1}
}

// Excerpt shows lines of a Dockerfile around a range, as BuildKit does.
// Source: moby/buildkit solver/errdefs/source.go.
func Excerpt(name, src string, at dockerfile.Range) string {
	lines := strings.Split(src, "\n")
	if at.Start < 1 || at.End > len(lines) {
		return ""
	}
	from, to := at.Start, at.End
	for padding := 0; padding < 4; padding++ {
		if from > 1 {
			from--
			padding++
		}
		if to < len(lines) {
			to++
			padding++
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%s:%d\n--------------------\n", name, at.Start)
	for i := from; i <= to; i++ {
		mark := "   "
		if i >= at.Start && i <= at.End {
			mark = ">>>"
		}
		fmt.Fprintf(&out, " %3d | %s %s\n", i, mark, strings.TrimSuffix(lines[i-1], "\r"))
	}
	return out.String() + "--------------------\n"
}
