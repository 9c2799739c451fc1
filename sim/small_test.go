package sim_test

import (
	"os/exec"
	"testing"
)

// The small build, which a browser runs first, holds together: what it leaves
// out (files with the tag !core) is called by nothing that it keeps.
func TestFloorsOfTheSmallBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles half of the simulator")
	}
	if out, err := exec.Command("go", "build", "-tags", "core", ".").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\nA file that only the whole build needs begins with //go:build !core; sim/docker/absent.go and sim/bin/absent.go stand in for what it has.", err, out)
	}
}
