//go:build !core

package docker

import (
	"crypto/sha1"
	"fmt"
	"slices"

	"drydock/sim/compose"
)

// dryMark stands before what is told and not done.
const dryMark = "DRY-RUN MODE -  "

// dryRuns are the commands that --dry-run is simulated for: those whose work is
// a plan that can be told without being done, and those that only look.
var dryRuns = []string{"alpha viz", "build", "config", "create", "down", "events", "images", "kill", "logs", "ls", "pause", "port", "ps", "pull", "restart", "rm", "scale",
	"start", "stats", "stop", "top", "unpause", "up", "version", "volumes"}

// dryRun tells whether nothing is to be done.
func (c Call) dryRun() bool {
	return c.client.compose != nil && on(c.client.compose, "dry-run") || c.flags.Lookup("dry-run") != nil && c.on("dry-run")
}

// checkDry refuses --dry-run where it is not simulated.
func (c Call) checkDry() error {
	if c.dryRun() && !slices.Contains(dryRuns, c.name[len("docker compose "):]) {
		return &exitError{1, c.name + ": --dry-run is not simulated"}
	}
	return nil
}

// buildsDry tells of builds that would be done.
// Source: docker/compose v5 pkg/compose/build_bake.go, dryRunBake.
func (c Call) buildsDry(all []compose.Building, show board, next func(Call, board) error) error {
	show.text, show.lines = "", nil
	for _, b := range all {
		show = show.tell(c, dryMark+"Image "+b.Image, "Building", "", true)
	}
	for _, b := range all {
		show = show.tell(c, dryMark+b.Service+" ==>", fmt.Sprintf("==> writing image dryRun-%x", sha1.Sum([]byte(b.Service))), "", false)
		show = show.tell(c, dryMark+b.Service+" ==> ==>", "naming to "+b.Tags[0], "", false)
	}
	for _, b := range all {
		show = show.tell(c, dryMark+"Image "+b.Service, "Built", "", false)
	}
	return next(c, show)
}

// dry is a plan that tells what it would do and does nothing but look whether
// it may. Source: docker/compose v5 pkg/dryrun, which answers each call itself.
func dry(plan []task) []task {
	plan = slices.Clone(plan)
	for i := range plan {
		t := &plan[i]
		t.about, t.again = dryMark+t.about, 0
		if !t.looks {
			t.stages = nil
		}
	}
	return plan
}
