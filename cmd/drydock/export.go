package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"

	"drydock/sim/lesson"
	"drydock/web/export"
)

// exportSite writes a site of plain files.
func exportSite(args []string) int {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	out := flags.String("out", "", "write the site into this directory")
	wasm := flags.String("wasm", "", "take this program for the browser, with wasm_exec.js beside it (default: build it with the go command from the checkout this is run in)")
	level := flags.Int("brotli", 9, "pack the program with brotli at this level, 0 to 11; below 0 with gzip alone")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case *out == "":
		fmt.Fprintln(os.Stderr, "drydock: export needs --out DIR")
		return 2
	}
	lessons, err := chosenLessons(flags.Args())
	if err != nil {
		return fail(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	program, err := browserProgram(ctx, *wasm)
	if err != nil {
		return fail(err)
	}
	site, err := export.Make(export.Options{Lessons: lessons, Simulator: version(), Program: program, Level: *level})
	if err == nil {
		err = site.Write(*out)
	}
	if err != nil {
		return fail(err)
	}
	fmt.Printf("drydock: %d files in %s: serve them from anywhere, or open %s\n", len(site), *out, filepath.Join(*out, "index.html"))
	return 0
}

func browserProgram(ctx context.Context, wasm string) (export.Program, error) {
	if wasm != "" {
		return export.Read(wasm, filepath.Join(filepath.Dir(wasm), "wasm_exec.js"))
	}
	return export.Build(ctx, ".")
}

// chosenLessons are the lessons of the course with these ids, all for none.
func chosenLessons(ids []string) ([]lesson.Lesson, error) {
	course := lesson.Course()
	if len(ids) == 0 {
		return course, nil
	}
	var list []lesson.Lesson
	for _, id := range ids {
		i := slices.IndexFunc(course, func(l lesson.Lesson) bool { return l.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("there is no lesson %q", id)
		}
		list = append(list, course[i])
	}
	return list, nil
}
