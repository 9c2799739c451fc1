package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"drydock/sim/lesson"
	"drydock/sim/lessontest"
	"drydock/web"
)

// lessonDir is a directory of lessons that are being written.
type lessonDir struct {
	files fs.FS
	now   atomic.Pointer[web.Lessons]
	seen  string // what the files looked like when they were last read
}

// openLessons reads a directory of lessons.
func openLessons(dir string) (*lessonDir, error) {
	d := &lessonDir{files: os.DirFS(dir)}
	if _, err := d.read(); err != nil {
		return nil, err
	}
	if len(d.now.Load().List) == 0 {
		return nil, fmt.Errorf("%s has no lessons: no files *.md", dir)
	}
	return d, nil
}

// read reads the lessons when a file is another one than before, and tells
// whether that was so.
func (d *lessonDir) read() (changed bool, err error) {
	seen, err := d.look()
	if err != nil || seen == d.seen && d.now.Load() != nil {
		return false, err
	}
	d.seen = seen
	names, err := fs.Glob(d.files, "*.md")
	if err != nil {
		return false, err
	}
	next := web.Lessons{Version: 1}
	if old := d.now.Load(); old != nil {
		next.Version = old.Version + 1
	}
	for _, name := range names { // sorted
		l, faults, err := lesson.Load(d.files, strings.TrimSuffix(name, ".md"))
		if err != nil {
			return false, err
		}
		for _, f := range faults {
			next.Faults = append(next.Faults, lessontest.Fault{File: name, Fault: f}.String())
		}
		next.List = append(next.List, l)
	}
	d.now.Store(&next)
	return true, nil
}

// look is what the files look like: names, sizes and times.
func (d *lessonDir) look() (string, error) {
	var b strings.Builder
	err := fs.WalkDir(d.files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	return b.String(), err
}

// lookEvery is how often the directory is looked at.
const lookEvery = 300 * time.Millisecond

// follow reads the lessons anew whenever a file changes, until the context ends.
func (d *lessonDir) follow(ctx context.Context, changed func()) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if anew, err := d.read(); err == nil && anew {
			changed()
		}
	}
}
