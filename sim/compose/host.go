package compose

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/moby/moby/api/types/container"
)

// host is the place of a service's containers on the host, networks and
// mounts apart.
func (s Service) host(m Making) (container.HostConfig, error) {
	t := s.Tree
	restart, err := restartPolicy(t)
	if err != nil {
		return container.HostConfig{}, err
	}
	h := container.HostConfig{
		RestartPolicy: restart, ReadonlyRootfs: truth(t["read_only"]), Privileged: truth(t["privileged"]),
		CapAdd: texts(t["cap_add"]), CapDrop: texts(t["cap_drop"]), GroupAdd: texts(t["group_add"]), SecurityOpt: texts(t["security_opt"]),
		ExtraHosts: hosts(texts(t["extra_hosts"])), DNSSearch: texts(t["dns_search"]), DNSOptions: texts(t["dns_opt"]),
		Runtime: text(t["runtime"]), ShmSize: number(t["shm_size"]), OomScoreAdj: int(number(t["oom_score_adj"])),
		UsernsMode: container.UsernsMode(text(t["userns_mode"])), UTSMode: container.UTSMode(text(t["uts"])),
		Sysctls: plainPairs(t["sysctls"]), Annotations: plainPairs(t["annotations"]), VolumesFrom: texts(t["volumes_from"]),
		Resources: resourcesOf(t),
	}
	if len(object(t["storage_opt"])) > 0 {
		h.StorageOpt = plainPairs(t["storage_opt"])
	}
	h.CgroupParent = text(t["cgroup_parent"])
	if l := object(t["logging"]); len(l) > 0 {
		h.LogConfig = container.LogConfig{Type: text(l["driver"]), Config: plainPairs(l["options"])}
	}
	if v, ok := t["init"]; ok {
		init := truth(v)
		h.Init = &init
	}
	for _, a := range texts(t["dns"]) {
		ip, err := netip.ParseAddr(a)
		if err != nil {
			return h, err
		}
		h.DNS = append(h.DNS, ip)
	}
	for _, spec := range texts(t["tmpfs"]) {
		target, options, _ := strings.Cut(spec, ":")
		if h.Tmpfs == nil {
			h.Tmpfs = map[string]string{}
		}
		h.Tmpfs[target] = options
	}
	ipc, err := namespace(text(t["ipc"]), m)
	if err != nil {
		return h, err
	}
	pid, err := namespace(text(t["pid"]), m)
	if err != nil {
		return h, err
	}
	h.IpcMode, h.PidMode = container.IpcMode(ipc), container.PidMode(pid)
	return h, nil
}

func hosts(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = strings.Replace(s, "=", ":", 1)
	}
	return out
}

func plainPairs(v any) map[string]string {
	m := object(v)
	if len(m) == 0 {
		return nil
	}
	out := map[string]string{}
	for k, e := range m { // each for itself
		out[k] = text(e)
	}
	return out
}

// namespace turns service:NAME into the container's.
func namespace(mode string, m Making) (string, error) {
	name, ok := strings.CutPrefix(mode, "service:")
	if !ok || m.Container == nil {
		return mode, nil
	}
	id, ok := m.Container(name)
	if !ok {
		return "", fmt.Errorf("cannot share namespace with service %s: container missing", name)
	}
	return "container:" + id, nil
}

// restartPolicy is restart, or what deploy.restart_policy means by it.
func restartPolicy(t map[string]any) (container.RestartPolicy, error) {
	var p container.RestartPolicy
	if s := text(t["restart"]); s != "" {
		name, count, counted := strings.Cut(s, ":")
		p.Name = container.RestartPolicyMode(name)
		if counted {
			n, err := strconv.Atoi(count)
			if err != nil {
				return p, err
			}
			p.MaximumRetryCount = n
		}
		return p, nil
	}
	r := object(object(t["deploy"])["restart_policy"])
	if len(r) == 0 {
		return p, nil
	}
	switch text(r["condition"]) {
	case "none":
		p.Name = "no"
	case "on-failure":
		p.Name = "on-failure"
	default:
		p.Name = "unless-stopped"
	}
	p.MaximumRetryCount = int(number(r["max_attempts"]))
	if p.Name != "on-failure" {
		p.MaximumRetryCount = 0
	}
	return p, nil
}
