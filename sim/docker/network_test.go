package docker

import (
	"strings"
	"testing"
)

// networkLines are the flags of the network commands with their types, in the
// order of their help. Source: Docker 29.8.
var networkLines = map[string]string{
	"network create": "--attachable|--aux-address map|--config-from string|--config-only|-d --driver string|--gateway ipSlice|--ingress|--internal|" +
		"--ip-range ipNetSlice|--ipam-driver string|--ipam-opt map|--ipv4|--ipv6|--label list|-o --opt map|--scope string|--subnet strings",
	"network connect":    "--alias strings|--driver-opt strings|--gw-priority int|--ip ip|--ip6 ip|--link list|--link-local-ip ipSlice",
	"network disconnect": "-f --force",
	"network inspect":    "-f --format string|-v --verbose",
	"network ls":         "-f --filter filter|--format string|--no-trunc|-q --quiet",
	"network prune":      "--filter filter|-f --force",
	"network rm":         "-f --force",
	"port":               "",
}

func TestHelpOfNetworkCommands(t *testing.T) {
	for line, want := range networkLines {
		cmd, name, _, ok := find(strings.Fields(line))
		if !ok {
			t.Errorf("%s is missing", line)
			continue
		}
		var got []string
		for _, m := range flagLine.FindAllStringSubmatch(help(cmd, name, 80), -1) {
			got = append(got, strings.TrimSpace(strings.Trim(m[1], " ,")+" "+m[2]+m[3]))
		}
		if all := strings.Join(got, "|"); all != want {
			t.Errorf("%s:\n%s\n%s", line, all, want)
		}
	}
}
