package proc_test

import (
	"fmt"
	"testing"

	"drydock/sim/proc"
)

func TestParseSignal(t *testing.T) {
	for _, c := range []struct {
		in   string
		want proc.Signal
		ok   bool
	}{
		{"TERM", proc.SIGTERM, true}, {"sigterm", proc.SIGTERM, true}, {"SIGKILL", proc.SIGKILL, true}, {"9", proc.SIGKILL, true},
		{"64", 64, true}, {"0", 0, false}, {"65", 65, false}, {"-1", -1, false}, {"", 0, false}, {"NOSUCH", 0, false}, {"SIG", 0, false},
	} {
		got, ok := proc.ParseSignal(c.in)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("ParseSignal(%q) = %d, %v, want %d, %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

// TestSetenvLeavesTheOldList: an environment is shared by all who have it.
func TestSetenvLeavesTheOldList(t *testing.T) {
	old := make([]string, 1, 8)
	old[0] = "A=1"
	b, c := proc.Setenv(old, "B", "2"), proc.Setenv(old, "C", "3")
	d := proc.Setenv(old, "A", "4")
	if got := fmt.Sprint(old, b, c, d); got != "[A=1] [A=1 B=2] [A=1 C=3] [A=4]" {
		t.Error(got)
	}
}

func ExampleLookup() {
	env := []string{"PATH=/bin", "EMPTY="}
	path, _ := proc.Lookup(env, "PATH")
	_, empty := proc.Lookup(env, "EMPTY")
	_, part := proc.Lookup(env, "PAT")
	fmt.Println(path, empty, part)
	// Output: /bin true false
}

func ExampleBinaryName() {
	name, ok := proc.BinaryName(proc.Binary("ls"))
	_, script := proc.BinaryName("#!/bin/sh\n")
	fmt.Println(name, ok, script)
	// Output: ls true false
}
