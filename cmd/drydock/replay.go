package main

import (
	"encoding/json"
	"fmt"
	"os"

	"drydock/sim/lesson"
	"drydock/web"
)

// replay does again what the results of a class say was done, and prints what
// comes out otherwise. It ends with 1 when there is any.
func replay(args []string) int {
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: drydock replay RESULTS.json")
		return 2
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return fail(err)
	}
	var r web.Results
	if err := json.Unmarshal(data, &r); err != nil {
		return fail(fmt.Errorf("%s: %w", args[0], err))
	}
	labs, differ := web.Replay(r, lesson.Course())
	for _, d := range differ {
		fmt.Println(d)
	}
	fmt.Printf("%d labs replayed, %d differ\n", labs, len(differ))
	if len(differ) > 0 {
		return 1
	}
	return 0
}
