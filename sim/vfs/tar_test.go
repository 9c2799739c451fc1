package vfs_test

import (
	"io/fs"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drydock/sim/vfs"
)

// TestUntarReadsWhatTarWrites: an archive gives back every entry, also of files
// whose bytes are not all stored.
func TestUntarReadsWhatTarWrites(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var entries []vfs.Entry
		for i := range rapid.IntRange(0, 6).Draw(t, "entries") {
			name := rapid.StringMatching(`[a-zäß.][a-z ]{0,20}(/[a-z]{1,120}){0,2}`).Draw(t, "name")
			n := vfs.File(fs.FileMode(rapid.IntRange(0, 0o777).Draw(t, "perm")), rapid.String().Draw(t, "data"), at.Add(time.Duration(i)*time.Hour))
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				n = vfs.Dir(0o755|fs.ModeSticky, at)
			case 1:
				n = vfs.Symlink("/x/"+name, at)
			case 2:
				n.Size += 1 << 20
			case 3:
				n.Mode |= fs.ModeSetuid
			case 4: // one program under several names
				program := vfs.File(0o755, "\x7fELF busybox", at)
				program.Size = 1 << 20
				entries = append(entries, vfs.Entry{name, program})
				continue
			}
			n.UID, n.GID = rapid.IntRange(0, 70000).Draw(t, "uid"), i
			entries = append(entries, vfs.Entry{name, n})
		}
		got, err := vfs.Untar(vfs.Tar(entries))
		if err != nil || len(got) != len(entries) {
			t.Fatalf("%d of %d entries, %v", len(got), len(entries), err)
		}
		for i, e := range entries {
			if got[i].Name != e.Name || !got[i].Node.Same(e.Node) {
				t.Fatalf("wrote %v, read %v", e, got[i])
			}
		}
	})
}

// FuzzUntar: no input makes the reader fall over.
func FuzzUntar(f *testing.F) {
	f.Add(vfs.Tar([]vfs.Entry{{"a", vfs.File(0o644, "x", time.Time{})}}))
	f.Fuzz(func(_ *testing.T, data string) { _, _ = vfs.Untar(data) })
}
