package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const oneLesson = "---\ntitle: TITLE\nsummary: One.\nlevel: beginner\nminutes: 5\n---\n## A\n\n```goal a\ntext: A.\ncheck:\n  - run: docker inspect box\n    missing: No box.\nhints: [Make it.]\nsolution: docker create --name box busybox\n```\n"

// TestLessonDir reads lessons anew when one is written anew, and says what is
// wrong with them.
func TestLessonDir(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "one.md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := openLessons(dir); err == nil {
		t.Error("an empty directory is served")
	}
	write(oneLesson)
	d, err := openLessons(dir)
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := d.read(); changed || err != nil {
		t.Errorf("nothing was written, and that is read as %v, %v", changed, err)
	}
	before := d.now.Load().Version
	write(strings.Replace(oneLesson, "TITLE", "Another title", 1))
	if changed, err := d.read(); !changed || err != nil {
		t.Fatalf("a change is read as %v, %v", changed, err)
	}
	if now := d.now.Load(); now.Version == before || now.List[0].Title != "Another title" || len(now.Faults) != 0 {
		t.Errorf("then there is %+v", now)
	}
	write(strings.Replace(oneLesson, "hints: [Make it.]\n", "", 1))
	if _, err := d.read(); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(d.now.Load().Faults, "\n"); got != "one.md:10: the goal has no hint" {
		t.Errorf("the faults are %q", got)
	}
}
