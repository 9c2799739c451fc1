package docker

import (
	"errors"
	"fmt"
	"strings"
)

// valid makes the checks that come after the command line is read, of flags
// that are not simulated too: a mistake is told before that.
func (c Call) valid() error {
	if _, _, err := c.ports(); err != nil {
		return err
	}
	if mac := c.text("mac-address"); mac != "" && !validMAC(mac) {
		return errors.New(mac + " is not a valid mac address")
	}
	for _, s := range c.list("device") {
		path, _, _ := strings.Cut(s, ":")
		if !strings.HasPrefix(path, "/") && !strings.Contains(path, "=") {
			return errors.New(path + " is not an absolute path")
		}
	}
	for _, s := range c.list("security-opt") {
		if !strings.ContainsAny(s, "=:") && s != "no-new-privileges" {
			return fmt.Errorf("invalid --security-opt: %q", s)
		}
	}
	return nil
}

func validMAC(s string) bool {
	_, ok := hardware(s)
	return ok
}
