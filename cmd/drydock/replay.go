package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	"drydock/sim/lesson"
	"drydock/web"
)

const replayUsage = "usage: drydock replay [--lessons DIR] RESULTS.json"

// replay does again what the results of a class say was done, and prints what
// comes out otherwise. It ends with 1 when there is any.
func replay(args []string) int {
	file, lessons, err := replayArgs(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, replayUsage)
		return 2
	}
	labs, differ, err := replayed(file, lessons)
	if err != nil {
		return fail(err)
	}
	for _, d := range differ {
		fmt.Println(d)
	}
	fmt.Printf("%d labs replayed, %d differ\n", labs, len(differ))
	if len(differ) > 0 {
		return 1
	}
	return 0
}

// replayArgs takes the flag on either side of the argument.
func replayArgs(args []string) (file, lessons string, err error) {
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	flags.Usage = func() {}
	flags.StringVar(&lessons, "lessons", "", "")
	if err = flags.Parse(args); err != nil {
		return "", "", err
	}
	file = flags.Arg(0)
	if err = flags.Parse(flags.Args()[min(1, flags.NArg()):]); err != nil {
		return "", "", err
	}
	if file == "" || flags.NArg() > 0 {
		return "", "", errors.New("arguments")
	}
	return file, lessons, nil
}

// replayed plays the labs of a file of results, about the lessons that serve
// has with the same directory.
func replayed(file, dir string) (labs int, differ []string, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, nil, err
	}
	var r web.Results
	if err := json.Unmarshal(data, &r); err != nil {
		return 0, nil, fmt.Errorf("%s: %w", file, err)
	}
	list := lesson.Course()
	if dir != "" {
		d, err := openLessons(dir)
		if err != nil {
			return 0, nil, err
		}
		list = append(list, d.now.Load().List...)
	}
	labs, differ = web.Replay(r, list)
	return labs, differ, nil
}
