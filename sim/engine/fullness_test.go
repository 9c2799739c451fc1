package engine

import (
	"strings"
	"testing"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// TestFilesHaveABound: the last file a lab may keep is made, the next is not,
// and one removed makes room for another.
func TestFilesHaveABound(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	h := New(Setup{Seed: "files", Now: now, Root: vfs.NewTree(now)})
	h.entries = mostEntries - 1
	key := h.spawn(process{Proc: proc.Proc{Dir: "/", Umask: 0o022}})
	p := h.procs.At(key).Proc
	s := &Sys{h: &h, p: &p, key: key}
	if err := s.WriteFile("/last", "x", 0o644); err != nil {
		t.Fatal(err)
	}
	err := s.WriteFile("/over", "x", 0o644)
	if err == nil || !strings.Contains(err.Error(), "this lab may keep 20000 files") {
		t.Errorf("one file too many: %v", err)
	}
	if err := s.WriteFile("/last", "changed", 0o644); err != nil {
		t.Errorf("a file that is there: %v", err)
	}
	if err := s.Remove("/last"); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteFile("/over", "x", 0o644); err != nil {
		t.Errorf("after a removal: %v", err)
	}
}

// TestRoom: what is one too many is refused with the way out.
func TestRoom(t *testing.T) {
	if err := room(mostVolumes-1, mostVolumes, "volumes", "docker volume rm"); err != nil {
		t.Error(err)
	}
	err := room(mostVolumes, mostVolumes, "volumes", "docker volume rm")
	if err == nil || err.Error() != "drydock: this lab may keep 300 volumes: docker volume rm makes room" {
		t.Error(err)
	}
}
