// Package bin is the programs found in images and on the host: one file a
// program, one row a program in a table.
//
// Most programs exist twice in the world, as GNU's and as an applet of BusyBox.
// There is one implementation of each here, with the flavour as a parameter
// wherever the two print different texts. A program reads, writes and waits
// only through its System; what it keeps while it waits is a value, held by
// the function it leaves in Proc.Next.
package bin

import (
	"slices"

	"drydock/sim/proc"
)

// Row is one program the machine can run: the name stored in a program's file
// (see proc.Binary), and its code.
type Row struct {
	Name string
	Run  proc.Program
}

// Programs are all programs, in the order of the sections of a manual: files,
// text, people, processes, the system, shells, servers, and what is refused.
var Programs = rows()

func rows() (all []Row) {
	for _, g := range programs {
		all = append(all, Row{g.name, g.as(gnu)})
	}
	all = append(all, Row{"busybox", runBusyBox})
	all = append(all, shells...)
	all = append(all, interpreters...)
	all = append(all, Row{"docker-init", dockerInit})
	for _, g := range slices.Concat(managers, hostTools, servers) {
		all = append(all, Row{g.name, g.as(gnu)})
	}
	for _, g := range refused() {
		all = append(all, Row{g.name, g.as(gnu)})
	}
	return all
}

// Lookup finds a program by the name stored in its file. Every name has one:
// for a program that is not simulated it is one that says so.
func Lookup(name string) (proc.Program, bool) {
	for _, r := range Programs {
		if r.Name == name {
			return r.Run, true
		}
	}
	if run := built(name); run != nil {
		return run, true
	}
	return standIn(name), name != ""
}
