package docker

import (
	"errors"
	"fmt"
)

// valid makes the checks that come after the command line is read, of flags
// that are not simulated too: a mistake is told before that.
func (c Call) valid() error {
	if mac := c.text("mac-address"); mac != "" && !validMAC(mac) {
		return errors.New(mac + " is not a valid mac address")
	}
	if n := c.int("memory-swappiness"); n < -1 || n > 100 {
		return fmt.Errorf("invalid value: %d. Valid memory swappiness range is 0-100", n)
	}
	if _, _, err := c.ports(); err != nil {
		return err
	}
	return nil
}

func validMAC(s string) bool {
	_, ok := hardware(s)
	return ok
}
