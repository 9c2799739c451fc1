package main

import (
	"fmt"
	"os"

	"drydock/sim/lessontest"
)

// check plays the lessons of a directory and prints what is wrong with them,
// one fault a line as file:line: what. It ends with 1 when there is any.
func check(args []string) int {
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: drydock check DIR")
		return 2
	}
	lessons, faults, err := lessontest.Check(os.DirFS(args[0]))
	if err != nil {
		return fail(err)
	}
	if len(lessons) == 0 {
		return fail(fmt.Errorf("%s has no lessons: no files *.md", args[0]))
	}
	for _, f := range faults {
		fmt.Println(f)
	}
	fmt.Printf("%d lessons, %d faults\n", len(lessons), len(faults))
	if len(faults) > 0 {
		return 1
	}
	return 0
}
