package docker

import (
	"errors"
	"fmt"
	"math/big"
	"net/netip"
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

func checkEnv(s string) error {
	if s == "" || strings.HasPrefix(s, "=") {
		return errors.New("invalid environment variable: " + s)
	}
	return nil
}

func checkLabel(s string) error {
	if name, _, _ := strings.Cut(s, "="); strings.TrimSpace(name) == "" && s != "" {
		return fmt.Errorf("invalid label '%s': empty name", s)
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

// nanoCPUs reads a decimal number of CPUs into billionths.
func nanoCPUs(s string) (int64, error) {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return 0, fmt.Errorf("failed to parse %s as a rational number", s)
	}
	r.Mul(r, big.NewRat(1e9, 1))
	if !r.IsInt() {
		return 0, errors.New("value is too precise")
	}
	return r.Num().Int64(), nil
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

// ulimits are the names of resource limits. Source: setrlimit(2).
var ulimits = []string{"core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss",
	"rtprio", "rttime", "sigpending", "stack"}

func checkUlimit(s string) error {
	name, value, ok := strings.Cut(s, "=")
	if !ok {
		return errors.New("invalid ulimit argument: " + s)
	}
	if !slices.Contains(ulimits, name) {
		return errors.New("invalid ulimit type: " + name)
	}
	soft, hard, two := strings.Cut(value, ":")
	low, err := strconv.ParseInt(soft, 10, 64)
	if err != nil || !two {
		return err
	}
	high, err := strconv.ParseInt(hard, 10, 64)
	if err == nil && high != -1 && low > high {
		err = fmt.Errorf("ulimit soft limit must be less than or equal to hard limit: %d > %d", low, high)
	}
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
