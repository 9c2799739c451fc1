package compose

import (
	"fmt"
	"net/netip"
	"strings"
)

// sane asks of single values what the schema cannot say.
// Source: compose-go v2.14 validation/validation.go.
func sane(tree map[string]any) error {
	services := object(tree["services"])
	for _, name := range keys(services) {
		if err := saneService("services."+name, object(services[name])); err != nil {
			return err
		}
	}
	for _, name := range keys(object(tree["volumes"])) {
		if err := saneVolume("volumes."+name, object(object(tree["volumes"])[name])); err != nil {
			return err
		}
	}
	for _, kind := range []string{"configs", "secrets"} {
		for _, name := range keys(object(tree[kind])) {
			if err := saneFile(kind, name, object(object(tree[kind])[name])); err != nil {
				return err
			}
		}
	}
	return nil
}

func saneService(at string, s map[string]any) error {
	for _, v := range list(s["ports"]) {
		ip := text(object(v)["host_ip"])
		if _, err := netip.ParseAddr(ip); ip != "" && err != nil {
			return fmt.Errorf("%s.ports.[]: invalid ip address: %s", at, ip)
		}
	}
	for _, v := range list(object(s["develop"])["watch"]) {
		if text(object(v)["path"]) == "" {
			return fmt.Errorf("%s.develop.watch.[].path: value can't be blank", at)
		}
	}
	reserved := object(object(object(s["deploy"])["resources"])["reservations"])
	for _, row := range []struct {
		at  string
		all []any
	}{{at + ".deploy.resources.reservations.devices.[]", list(reserved["devices"])}, {at + ".gpus.[]", list(s["gpus"])}} {
		for _, v := range row.all {
			if object(v)["count"] != nil && object(v)["device_ids"] != nil {
				return fmt.Errorf(`%s: "count" and "device_ids" attributes are exclusive`, row.at)
			}
		}
	}
	return nil
}

func saneVolume(at string, v map[string]any) error {
	if !truth(v["external"]) {
		return nil
	}
	for _, k := range keys(v) {
		if k != "name" && k != "external" && !strings.HasPrefix(k, "x-") {
			return fmt.Errorf("%s: conflicting parameters \"external\" and %q specified", at, k)
		}
	}
	return nil
}

// sources are where a config or secret may have its content from.
var sources = map[string][]string{"configs": {"file", "environment", "content"}, "secrets": {"file", "environment"}}

func saneFile(kind, name string, v map[string]any) error {
	given := 0
	for _, k := range sources[kind] {
		if v[k] != nil {
			given++
		}
	}
	words := strings.Join(sources[kind], "|")
	switch {
	case given > 1:
		return fmt.Errorf("%s.%s: %s attributes are mutually exclusive", kind, name, words)
	case given == 0 && v["driver"] == nil && v["external"] == nil:
		return fmt.Errorf("%s.%s: one of %s must be set", kind, name, words)
	}
	return nil
}
