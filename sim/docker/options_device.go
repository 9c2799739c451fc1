package docker

import (
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/docker/go-units"
	"github.com/moby/moby/api/types/blkiodev"
	"github.com/moby/moby/api/types/container"
)

// devices are those of the host to show in the container, and requests for
// those that a driver provides: GPUs and CDI devices.
func (c Call) devices() ([]container.DeviceMapping, []container.DeviceRequest, error) {
	all := []container.DeviceMapping{}
	var names []string
	for _, s := range c.list("device") {
		if isCDI(s) {
			names = append(names, s)
			continue
		}
		d, err := deviceMapping(s)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, d)
	}
	var requests []container.DeviceRequest
	for _, s := range c.list("gpus") {
		r, _ := gpuRequest(s) // checked while it was read
		requests = append(requests, r)
	}
	if len(names) > 0 {
		requests = append(requests, container.DeviceRequest{Driver: "cdi", DeviceIDs: names})
	}
	return all, requests, nil
}

// isCDI tells whether s names a device as vendor/class=name.
func isCDI(s string) bool {
	kind, name, ok := strings.Cut(s, "=")
	vendor, class, two := strings.Cut(kind, "/")
	return ok && two && vendor != "" && class != "" && name != "" && !strings.ContainsAny(s, ": ") && !strings.Contains(class, "/")
}

// deviceMapping reads HOST[:CONTAINER][:PERMISSIONS].
func deviceMapping(s string) (container.DeviceMapping, error) {
	parts := strings.Split(s, ":")
	if len(parts) > 3 || parts[0] == "" {
		return container.DeviceMapping{}, errors.New("bad format for path: " + s)
	}
	d := container.DeviceMapping{PathOnHost: parts[0], PathInContainer: parts[0], CgroupPermissions: "rwm"}
	switch {
	case len(parts) == 3 && !isDeviceMode(parts[2]):
		return d, errors.New("bad mode specified: " + parts[2])
	case len(parts) == 3:
		d.PathInContainer, d.CgroupPermissions = parts[1], parts[2]
	case len(parts) == 2 && isDeviceMode(parts[1]):
		d.CgroupPermissions = parts[1]
	case len(parts) == 2:
		d.PathInContainer = path.Clean(parts[1])
	default:
		d.PathOnHost = path.Clean(parts[0])
		d.PathInContainer = d.PathOnHost
	}
	if !path.IsAbs(d.PathInContainer) {
		return d, errors.New(d.PathInContainer + " is not an absolute path")
	}
	return d, nil
}

// isDeviceMode tells whether s is made of r, w and m, each at most once.
func isDeviceMode(s string) bool {
	left := "rwm"
	for _, m := range s {
		i := strings.IndexRune(left, m)
		if i < 0 {
			return false
		}
		left = left[:i] + left[i+1:]
	}
	return s != ""
}

// weightDevice reads PATH:WEIGHT.
func weightDevice(s string) (blkiodev.WeightDevice, error) {
	name, value, err := blockDevice(s)
	if err != nil {
		return blkiodev.WeightDevice{}, err
	}
	n, err := strconv.ParseUint(value, 10, 16)
	if err != nil || n > 0 && n < 10 || n > 1000 {
		return blkiodev.WeightDevice{}, errors.New("invalid weight for device: " + s)
	}
	return blkiodev.WeightDevice{Path: name, Weight: uint16(n)}, nil
}

// throttleDevice reads PATH:RATE, a number of bytes or of operations a second.
func throttleDevice(s string, inBytes bool) (blkiodev.ThrottleDevice, error) {
	name, value, err := blockDevice(s)
	if err != nil {
		return blkiodev.ThrottleDevice{}, err
	}
	if !inBytes {
		n, err := strconv.ParseUint(value, 10, 64)
		if err != nil {
			err = fmt.Errorf("invalid rate for device: %s. The correct format is <device-path>:<number>. Number must be a positive integer", s)
		}
		return blkiodev.ThrottleDevice{Path: name, Rate: n}, err
	}
	n, err := units.RAMInBytes(value)
	if err != nil || n < 0 {
		return blkiodev.ThrottleDevice{}, fmt.Errorf("invalid rate for device: %s. The correct format is <device-path>:<number>[<unit>]."+
			" Number must be a positive integer. Unit is optional and can be kb, mb, or gb", s)
	}
	return blkiodev.ThrottleDevice{Path: name, Rate: uint64(n)}, nil
}

func blockDevice(s string) (name, value string, err error) {
	name, value, ok := strings.Cut(s, ":")
	switch {
	case !ok || name == "":
		err = errors.New("bad format: " + s)
	case !strings.HasPrefix(name, "/dev/"):
		err = errors.New("bad format for device path: " + s)
	}
	return name, value, err
}

// gpuRequest reads --gpus: a number, all, or a list of key=value.
func gpuRequest(s string) (container.DeviceRequest, error) {
	r := container.DeviceRequest{Options: map[string]string{}, Capabilities: [][]string{{"gpu"}}}
	fields, err := csv.NewReader(strings.NewReader(s)).Read()
	if err != nil {
		return r, err
	}
	seen := map[string]bool{}
	for _, field := range fields {
		key, value, ok := strings.Cut(field, "=")
		if seen[key] {
			return r, fmt.Errorf("gpu request key '%s' can be specified only once", key)
		}
		seen[key] = true
		switch {
		case !ok, key == "count":
			if !ok {
				value = key
			}
			seen["count"] = true
			if r.Count, err = gpuCount(value); err != nil {
				return r, err
			}
		case key == "driver":
			r.Driver = value
		case key == "device":
			r.DeviceIDs = strings.Split(value, ",")
		case key == "capabilities":
			r.Capabilities = [][]string{append(strings.Split(value, ","), "gpu")}
		case key == "options":
			r.Options = pairs(strings.Split(value, ","))
		default:
			return r, fmt.Errorf("unexpected key '%s' in '%s'", key, field)
		}
	}
	if !seen["count"] && r.DeviceIDs == nil {
		r.Count = 1
	}
	return r, nil
}

func gpuCount(s string) (int, error) {
	if s == "all" {
		return -1, nil
	}
	n, err := strconv.Atoi(s)
	if e, ok := errors.AsType[*strconv.NumError](err); ok {
		return 0, fmt.Errorf(`invalid count (%s): value must be either "all" or an integer: %w`, s, e.Err)
	}
	return n, err
}
