package sim

import "drydock/sim/proc"

// Beyond is what stepping or looking at a world panics with in the small build
// (tag core) where the whole one is needed: see proc.Beyond. The world is what
// it was; the whole build goes on from the same inputs.
type Beyond = proc.Beyond
