package engine

import "drydock/sim/vfs"

// How many things one host keeps. A learner does not come near them; a loop does.
const (
	mostEntries    = 20_000 // files, directories and links that processes have made
	mostContainers = 150
	mostVolumes    = 300
	mostNetworks   = 100
	mostTags       = 1000
)

const errCrowded vfs.Errno = "No space left on device (drydock: this lab may keep 20000 files)"

// room refuses to keep one more of a kind when there are enough.
func room(have, most int, kind, command string) error {
	if have < most {
		return nil
	}
	return refuse(System, Object{Type: "host"}, "drydock: this lab may keep %d %s: %s makes room", most, kind, command).
		because("a lab has bounds, so that a loop does not fill the real machine")
}
