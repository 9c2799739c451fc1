package docker

import (
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-units"
)

// The checks that Docker's client makes of the value of a flag while it reads
// the command line. Source: docker/cli 29 opts.

func checkInt(s string) error {
	_, err := strconv.ParseInt(s, 0, 64)
	return err
}

func checkAnything(string) error { return nil }

// checkPairs is pflag's check of a list of name=value.
func checkPairs(s string) error {
	for pair := range strings.SplitSeq(s, ",") {
		if !strings.Contains(pair, "=") {
			return errors.New(pair + " must be formatted as key=value")
		}
	}
	return nil
}

func checkEnv(s string) error {
	if s == "" || strings.HasPrefix(s, "=") {
		return errors.New("invalid environment variable: " + s)
	}
	return nil
}

func checkLabel(s string) error {
	name, _, _ := strings.Cut(s, "=")
	name = strings.TrimLeft(name, " \t")
	switch {
	case name == "":
		return fmt.Errorf("invalid label '%s': empty name", s)
	case strings.ContainsAny(name, " \t"):
		return fmt.Errorf("label '%s' contains whitespaces", name)
	}
	return nil
}

func checkAttach(s string) error {
	if slices.Contains([]string{"stdin", "stdout", "stderr"}, strings.ToLower(s)) {
		return nil
	}
	return errors.New("valid streams are STDIN, STDOUT and STDERR")
}

func checkBytes(s string) error {
	_, err := units.RAMInBytes(s)
	return err
}

// checkSwap is checkBytes with -1 for unlimited.
func checkSwap(s string) error {
	if s == "-1" {
		return nil
	}
	return checkBytes(s)
}

func checkCPUs(s string) error {
	_, err := nanoCPUs(s)
	return err
}

func checkHost(s string) error {
	i := strings.IndexAny(s, ":=")
	if i < 1 || i == len(s)-1 && s[i] == '=' {
		return fmt.Errorf("bad format for add-host: %q", s)
	}
	ip := strings.Trim(s[i+1:], "[]")
	if _, err := netip.ParseAddr(ip); err != nil && ip != "host-gateway" {
		return fmt.Errorf("invalid IP address in add-host: %q", s[i+1:])
	}
	return nil
}

func checkIP(s string) error {
	if _, err := netip.ParseAddr(strings.TrimSpace(s)); err != nil {
		return errors.New("IP address is not correctly formatted: " + s)
	}
	return nil
}

func checkUlimit(s string) error {
	_, err := units.ParseUlimit(s)
	return err
}

// checkLink is Docker's check of one --link. Source: docker/cli 29 opts/opts.go, ParseLink.
func checkLink(s string) error {
	switch {
	case s == "":
		return errors.New("empty string specified for links")
	case strings.Count(s, ":") > 1:
		return errors.New("bad format for links: " + s)
	}
	return nil
}

func checkWeight(s string) error {
	_, err := weightDevice(s)
	return err
}

func checkBps(s string) error {
	_, err := throttleDevice(s, true)
	return err
}

func checkIOps(s string) error {
	_, err := throttleDevice(s, false)
	return err
}

func checkGPUs(s string) error {
	_, err := gpuRequest(s)
	return err
}

var deviceRule = regexp.MustCompile(`^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$`)

func checkDeviceRule(s string) error {
	if !deviceRule.MatchString(s) {
		return errors.New("invalid device cgroup format '" + s + "'")
	}
	return nil
}

// sysctls are the kernel settings a container may have of its own.
var sysctls = regexp.MustCompile(`^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$|net\.|fs\.mqueue\.)`)

func checkSysctl(s string) error {
	if name, _, ok := strings.Cut(s, "="); !ok || !sysctls.MatchString(name) {
		return errors.New("sysctl '" + s + "' is not allowed")
	}
	return nil
}
