package proc

// Beyond is what a program panics with that this build of the simulator does
// not hold: see Absent. It names what was asked for.
//
// The small build that a browser runs first (build tag core) holds the engine
// and the programs of the first lessons. A world is a value, so whoever steps
// one may recover from a Beyond, play the same inputs in the whole build and
// lose nothing; nobody who uses a world sees the difference. The whole build
// never panics with it.
type Beyond string

func (b Beyond) Error() string { return "this build of the simulator does not hold " + string(b) }

// Absent is a program that this build does not hold: it panics with Beyond.
func Absent(name string) Program { return func(*Proc, Event) { panic(Beyond(name)) } }
