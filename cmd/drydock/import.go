package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"drydock/sim/foreign"
	"drydock/sim/lesson"
	"drydock/sim/lessontest"
)

const importUsage = "usage: drydock import DIR|FILE --out DIR"

// importLessons makes lessons of other services' scenarios, plays them, and
// prints for each how many of its commands run and what could not be brought.
func importLessons(args []string) int {
	from, out, err := importArgs(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, importUsage)
		return 2
	}
	if err := bring(from, out); err != nil {
		return fail(err)
	}
	return 0
}

// importArgs takes the flag on either side of the argument.
func importArgs(args []string) (from, out string, err error) {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.Usage = func() {}
	flags.StringVar(&out, "out", "", "")
	if err = flags.Parse(args); err != nil {
		return "", "", err
	}
	from = flags.Arg(0)
	if err = flags.Parse(flags.Args()[min(1, flags.NArg()):]); err != nil {
		return "", "", err
	}
	if from == "" || out == "" || flags.NArg() > 0 {
		return "", "", errors.New("arguments")
	}
	return from, out, nil
}

func bring(from, out string) error {
	dir, only := from, ""
	if info, err := os.Stat(from); err != nil {
		return err
	} else if !info.IsDir() {
		dir, only = filepath.Split(filepath.Clean(from))
		if dir == "" {
			dir = "."
		}
	}
	list, err := foreign.Import(os.DirFS(dir))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	scenarios, ran, all := 0, 0, 0
	for _, s := range list {
		if only != "" && s.From != only {
			continue
		}
		name := filepath.Join(out, s.ID+".md")
		if err := writeNew(name, s.File); err != nil {
			return err
		}
		r, a := tell(name, s)
		scenarios, ran, all = scenarios+1, ran+r, all+a
	}
	if scenarios == 0 {
		return fmt.Errorf("%s has no scenario: no post with front matter, no index.json", from)
	}
	fmt.Printf("%d scenarios, %d of %d commands run%s\n", scenarios, ran, all, percent(ran, all))
	return nil
}

// writeNew writes a file that is not there yet.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: nothing is overwritten", name)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// tell prints what became of a scenario and returns how many of its commands run.
func tell(name string, s foreign.Scenario) (ran, all int) {
	l, faults := lesson.Parse(s.ID, s.File)
	ran, all, not := lessontest.Share(l)
	fmt.Printf("%s: %d of %d commands run%s\n", name, ran, all, percent(ran, all))
	for _, n := range s.Notes {
		fmt.Printf("  not brought: %s\n", n)
	}
	for _, u := range not {
		fmt.Printf("  does not run: %s\n", u)
	}
	for _, f := range faults {
		fmt.Printf("  to be mended: %s\n", f)
	}
	return ran, all
}

func percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d%%)", 100*part/whole)
}
