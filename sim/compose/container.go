package compose

import (
	"errors"
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/mount"
	"github.com/moby/moby/api/types/network"

	"drydock/sim/engine"
	netsim "drydock/sim/network"
)

// Making is how a container of a service is to be made.
type Making struct {
	Number  int                 // of the service's containers, from 1
	Image   string              // id of the image, for the label
	Old     []engine.MountPoint // of the container it takes the place of: its anonymous volumes go on
	Once    bool                // for run, with
	Slug    string              // what tells it from others
	Aliases bool                // the service's names on its networks all the same
	Remove  bool                // when it has ended
	Name    string              // for run
	// Container finds the container of a service whose namespace is shared.
	Container func(service string) (string, bool)
}

// Create is the engine's request for a container of a service. Errors: what
// is not simulated, and values that make no sense.
// Source: docker/compose v5 pkg/compose/create.go.
func (p Project) Create(s Service, m Making) (engine.CreateOptions, error) {
	t := s.Tree
	if err := s.Simulated(); err != nil {
		return engine.CreateOptions{}, err
	}
	o := engine.CreateOptions{Name: m.Name}
	if o.Name == "" {
		o.Name = s.ContainerName(m.Number)
	}
	o.Config = container.Config{
		Image: s.Image(), Hostname: text(t["hostname"]), Domainname: text(t["domainname"]), User: text(t["user"]),
		Tty: truth(t["tty"]), OpenStdin: truth(t["stdin_open"]), AttachStdout: true, AttachStderr: true,
		Env: s.env(), Cmd: stringsOf(t["command"]), Entrypoint: stringsOf(t["entrypoint"]), WorkingDir: text(t["working_dir"]),
		Labels: p.labels(s, m.Number, m.Image, m.Once), StopSignal: text(t["stop_signal"]),
	}
	if d := text(t["stop_grace_period"]); d != "" {
		seconds := int(duration(d).Seconds())
		o.Config.StopTimeout = &seconds
	}
	o.Config.Healthcheck = health(object(t["healthcheck"]))
	host, err := s.host(m)
	if err != nil {
		return o, err
	}
	o.Host = host
	o.Host.AutoRemove = m.Remove
	if m.Once {
		o.Config.Labels[LabelSlug] = m.Slug
		o.Config.AttachStdin, o.Config.StdinOnce = o.Config.OpenStdin, o.Config.OpenStdin
	}
	if err := s.ports(&o); err != nil {
		return o, err
	}
	if err := p.mounts(s, m, &o); err != nil {
		return o, err
	}
	return o, p.networking(s, m, &o)
}

func stringsOf(v any) []string {
	if v == nil {
		return nil
	}
	all := texts(v)
	if all == nil {
		all = []string{}
	}
	return all
}

func duration(v any) time.Duration {
	d, _ := time.ParseDuration(text(v)) // checked when it was read
	return d
}

// env is the environment of a service's containers, by name.
func (s Service) env() []string { return envOf(object(s.Tree["environment"])) }

// envOf are variables as NAME=value, by name; those without a value are left out.
func envOf(env map[string]any) []string {
	all := []string{}
	for _, k := range keys(env) {
		if env[k] != nil {
			all = append(all, k+"="+text(env[k]))
		}
	}
	return all
}

func health(h map[string]any) *container.HealthConfig {
	if len(h) == 0 {
		return nil
	}
	if truth(h["disable"]) {
		return &container.HealthConfig{Test: []string{"NONE"}}
	}
	return &container.HealthConfig{Test: texts(h["test"]), Interval: duration(h["interval"]), Timeout: duration(h["timeout"]),
		StartPeriod: duration(h["start_period"]), StartInterval: duration(h["start_interval"]), Retries: int(number(h["retries"]))}
}

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

func resourcesOf(t map[string]any) container.Resources {
	r := container.Resources{
		Memory: number(t["mem_limit"]), MemoryReservation: number(t["mem_reservation"]), MemorySwap: number(t["memswap_limit"]),
		CPUShares: number(t["cpu_shares"]), CPUQuota: number(t["cpu_quota"]), CPUPeriod: number(t["cpu_period"]),
		NanoCPUs: int64(decimal(t["cpus"]) * 1e9), CpusetCpus: text(t["cpuset"]), DeviceCgroupRules: texts(t["device_cgroup_rules"]),
	}
	if b := object(t["blkio_config"]); len(b) > 0 {
		r.BlkioWeight = uint16(number(b["weight"]))
	}
	if v, ok := t["pids_limit"]; ok {
		n := number(v)
		r.PidsLimit = &n
	}
	if v, ok := t["oom_kill_disable"]; ok && truth(v) {
		disable := true
		r.OomKillDisable = &disable
	}
	if v, ok := t["mem_swappiness"]; ok {
		n := number(v)
		r.MemorySwappiness = &n
	}
	limits := object(object(object(t["deploy"])["resources"])["limits"])
	if v, ok := limits["memory"]; ok {
		r.Memory = number(v)
	}
	if v, ok := limits["cpus"]; ok {
		r.NanoCPUs = int64(decimal(v) * 1e9)
	}
	if v, ok := limits["pids"]; ok {
		n := number(v)
		r.PidsLimit = &n
	}
	reserved := object(object(object(t["deploy"])["resources"])["reservations"])
	if v, ok := reserved["memory"]; ok {
		r.MemoryReservation = number(v)
	}
	for _, d := range list(reserved["devices"]) {
		r.DeviceRequests = append(r.DeviceRequests, deviceRequest(object(d)))
	}
	for _, d := range list(t["gpus"]) {
		m := object(d)
		r.DeviceRequests = append(r.DeviceRequests, deviceRequest(with(m, "capabilities", append(slices.Clone(list(m["capabilities"])), "gpu"))))
	}
	for _, d := range list(t["devices"]) {
		m := object(d)
		r.Devices = append(r.Devices, container.DeviceMapping{PathOnHost: text(m["source"]), PathInContainer: text(m["target"]), CgroupPermissions: text(m["permissions"])})
	}
	r.Ulimits = ulimitsOf(t["ulimits"])
	return r
}

func ulimitsOf(v any) []*container.Ulimit {
	var all []*container.Ulimit
	ulimits := object(v)
	for _, name := range keys(ulimits) {
		soft, hard := number(ulimits[name]), number(ulimits[name])
		if m, ok := ulimits[name].(map[string]any); ok {
			soft, hard = number(m["soft"]), number(m["hard"])
		}
		all = append(all, &container.Ulimit{Name: name, Soft: soft, Hard: hard})
	}
	return all
}

// deviceRequest asks for devices that a driver provides.
func deviceRequest(m map[string]any) container.DeviceRequest {
	r := container.DeviceRequest{Driver: text(m["driver"]), Count: int(number(m["count"])), DeviceIDs: texts(m["device_ids"]), Options: plainPairs(m["options"]),
		Capabilities: [][]string{texts(m["capabilities"])}}
	if strings.EqualFold(text(m["count"]), "all") {
		r.Count = -1
	}
	return r
}

// ports adds which ports are exposed and published.
func (s Service) ports(o *engine.CreateOptions) error {
	o.Config.ExposedPorts, o.Host.PortBindings = network.PortSet{}, network.PortMap{}
	exposed := 0
	for _, e := range texts(s.Tree["expose"]) {
		r, err := network.ParsePortRange(e)
		if err != nil {
			return err
		}
		for p := range r.All() {
			if exposed++; exposed > 1<<16 {
				return errors.New("exposing a port more than once is not simulated for so many")
			}
			o.Config.ExposedPorts[p] = struct{}{}
		}
	}
	for _, v := range list(s.Tree["ports"]) {
		m := object(v)
		port, ok := network.PortFrom(uint16(number(m["target"])), network.IPProtocol(text(m["protocol"])))
		if !ok {
			return fmt.Errorf("invalid port %s/%s", text(m["target"]), text(m["protocol"]))
		}
		b := network.PortBinding{HostPort: text(m["published"])}
		if ip := text(m["host_ip"]); ip != "" {
			a, err := netip.ParseAddr(ip)
			if err != nil {
				return err
			}
			b.HostIP = a
		}
		o.Config.ExposedPorts[port] = struct{}{}
		o.Host.PortBindings[port] = append(o.Host.PortBindings[port], b)
	}
	return nil
}

// mounts adds volumes, directories of the host, and files of secrets and configs.
func (p Project) mounts(s Service, m Making, o *engine.CreateOptions) error {
	taken := map[string]bool{}
	for _, v := range list(s.Tree["volumes"]) {
		e := object(v)
		target := path.Clean(text(e["target"]))
		taken[target] = true
		if err := p.mount(e, target, o); err != nil {
			return err
		}
	}
	for _, kind := range []string{"secrets", "configs"} {
		for _, f := range p.Contents(s, kind) {
			if f.File == "" || taken[f.Target] {
				continue
			}
			o.Host.Mounts = append(o.Host.Mounts, mount.Mount{Type: mount.TypeBind, Source: f.File, Target: f.Target, ReadOnly: true})
		}
	}
	for _, old := range m.Old {
		if old.Type == mount.TypeVolume && old.Name != "" && (!taken[old.Destination] || o.Config.Volumes[old.Destination] == struct{}{} && hasKey(o.Config.Volumes, old.Destination)) {
			delete(o.Config.Volumes, old.Destination)
			o.Host.Mounts = append(o.Host.Mounts, mount.Mount{Type: mount.TypeVolume, Source: old.Name, Target: old.Destination, ReadOnly: !old.RW})
		}
	}
	return nil
}

func hasKey(m map[string]struct{}, key string) bool { _, ok := m[key]; return ok }

func (p Project) mount(e map[string]any, target string, o *engine.CreateOptions) error {
	src, mode := text(e["source"]), "rw"
	if truth(e["read_only"]) {
		mode = "ro"
	}
	switch kind := text(e["type"]); kind {
	case "volume":
		if src == "" {
			if o.Config.Volumes == nil {
				o.Config.Volumes = map[string]struct{}{}
			}
			o.Config.Volumes[target] = struct{}{}
			return nil
		}
		name := text(object(object(p.Tree["volumes"])[src])["name"])
		if opts := object(e["volume"]); opts["subpath"] != nil {
			o.Host.Mounts = append(o.Host.Mounts, mount.Mount{Type: mount.TypeVolume, Source: name, Target: target, ReadOnly: mode == "ro",
				VolumeOptions: &mount.VolumeOptions{NoCopy: truth(opts["nocopy"]), Subpath: text(opts["subpath"])}})
			return nil
		} else if truth(opts["nocopy"]) {
			mode += ",nocopy"
		}
		o.Host.Binds = append(o.Host.Binds, name+":"+target+":"+mode)
	case "bind":
		b := object(e["bind"])
		if b == nil || truth(b["create_host_path"]) && b["recursive"] == nil {
			for _, extra := range []string{text(b["selinux"]), text(b["propagation"])} {
				if extra != "" {
					mode += "," + extra
				}
			}
			o.Host.Binds = append(o.Host.Binds, src+":"+target+":"+mode)
			return nil
		}
		o.Host.Mounts = append(o.Host.Mounts, mount.Mount{Type: mount.TypeBind, Source: src, Target: target, ReadOnly: mode == "ro"})
	case "tmpfs":
		m := mount.Mount{Type: mount.TypeTmpfs, Target: target}
		if opts := object(e["tmpfs"]); len(opts) > 0 {
			m.TmpfsOptions = &mount.TmpfsOptions{SizeBytes: number(opts["size"])}
		}
		o.Host.Mounts = append(o.Host.Mounts, m)
	case "image":
		o.Host.Mounts = append(o.Host.Mounts, mount.Mount{Type: mount.TypeImage, Source: src, Target: target})
	default:
		return fmt.Errorf("unsupported volume type %s", kind)
	}
	return nil
}

// Content is a secret or config as a file in a container.
type Content struct {
	File   string // of the host, that is mounted; or
	Text   string // what is written in the container
	Target string
	Mode   uint32 // 0: not said
	UID    int
	GID    int
}

// Contents are the secrets or configs of a service.
func (p Project) Contents(s Service, kind string) []Content {
	var all []Content
	for _, v := range list(s.Tree[kind]) {
		ref := object(v)
		def := object(object(p.Tree[kind])[text(ref["source"])])
		c := Content{File: text(def["file"]), Text: text(def["content"]), Target: text(ref["target"])}
		if name := text(def["environment"]); name != "" {
			c.Text, _ = p.Env.Lookup(name)
		}
		switch {
		case c.Target == "" && kind == "configs":
			c.Target = "/" + text(ref["source"])
		case kind == "secrets" && !path.IsAbs(c.Target):
			c.Target = "/run/secrets/" + c.Target
		}
		mode, err := strconv.ParseUint(text(ref["mode"]), 8, 32)
		if err == nil {
			c.Mode = uint32(mode)
		}
		c.UID, c.GID = int(number(ref["uid"])), int(number(ref["gid"]))
		all = append(all, c)
	}
	return all
}

// networking adds the networks a container is on and its names there.
func (p Project) networking(s Service, m Making, o *engine.CreateOptions) error {
	if mode := text(s.Tree["network_mode"]); mode != "" {
		mode, err := namespace(mode, m)
		if err != nil {
			return err
		}
		o.Host.NetworkMode = container.NetworkMode(mode)
		if !o.Host.NetworkMode.IsContainer() {
			o.Networks = []engine.Attachment{{Network: mode}}
		}
		return nil
	}
	names := s.NetworkKeys()
	if len(names) == 0 {
		o.Host.NetworkMode = network.NetworkNone
		o.Networks = []engine.Attachment{{Network: network.NetworkNone}}
		return nil
	}
	for i, key := range names {
		e := object(object(s.Tree["networks"])[key])
		a := engine.Attachment{Network: text(object(object(p.Tree["networks"])[key])["name"])}
		if o.Name != "" {
			a.Ask.Aliases = []string{o.Name}
		}
		if !m.Once || m.Aliases {
			a.Ask.Aliases = append(a.Ask.Aliases, s.Name)
			a.Ask.Aliases = append(a.Ask.Aliases, texts(e["aliases"])...)
		}
		if ip := text(e["ipv4_address"]); ip != "" {
			addr, err := netip.ParseAddr(ip)
			if err != nil {
				return err
			}
			a.Ask.IPAMConfig = &network.EndpointIPAMConfig{IPv4Address: addr}
		}
		if ip := text(e["ipv6_address"]); ip != "" {
			addr, err := netip.ParseAddr(ip)
			if err != nil {
				return err
			}
			if a.Ask.IPAMConfig == nil {
				a.Ask.IPAMConfig = &network.EndpointIPAMConfig{}
			}
			a.Ask.IPAMConfig.IPv6Address = addr
		}
		if err := endpointOptions(s, e, i == 0, &a); err != nil {
			return err
		}
		a.Ask.Links = p.links(s, m)
		if i == 0 {
			o.Host.NetworkMode = container.NetworkMode(a.Network)
		}
		o.Networks = append(o.Networks, a)
	}
	return nil
}

// ifname is the driver option that names an interface in a container.
const ifname = "com.docker.network.endpoint.ifname"

// endpointOptions adds what an endpoint asks for beside names and addresses;
// the service's own hardware address is that on its first network.
// Source: docker/compose v5 pkg/compose/create.go, createEndpointSettings.
func endpointOptions(s Service, e map[string]any, first bool, a *engine.Attachment) error {
	a.Ask.GwPriority = int(number(e["gw_priority"]))
	a.Ask.DriverOpts = plainPairs(e["driver_opts"])
	if name := text(e["interface_name"]); name != "" {
		if a.Ask.DriverOpts == nil {
			a.Ask.DriverOpts = map[string]string{}
		}
		a.Ask.DriverOpts[ifname] = name
	}
	mac, own := text(e["mac_address"]), text(s.Tree["mac_address"])
	if first && mac == "" {
		mac = own
	}
	if first && own != "" && mac != own {
		return fmt.Errorf("the service-level mac_address should have the same value as network %s", a.Network)
	}
	if mac == "" {
		return nil
	}
	m, ok := netsim.ParseMAC(mac)
	if !ok {
		return fmt.Errorf("invalid MAC address: address %s: invalid MAC address", mac)
	}
	a.Ask.MacAddress = network.HardwareAddr(m[:])
	return nil
}

// NetworkKeys are the networks of a service as the file calls them, the one
// with the highest priority first.
func (s Service) NetworkKeys() []string {
	m := object(s.Tree["networks"])
	names := keys(m)
	slices.SortStableFunc(names, func(a, b string) int {
		return int(number(object(m[b])["priority"]) - number(object(m[a])["priority"]))
	})
	return names
}

// links are those of a service, as the engine takes them.
func (p Project) links(s Service, m Making) []string {
	var all []string
	for _, l := range texts(s.Tree["links"]) {
		name, alias, ok := strings.Cut(l, ":")
		if !ok {
			alias = name
		}
		if m.Container == nil {
			continue
		}
		if id, found := m.Container(name); found {
			all = append(all, id+":"+alias)
		}
	}
	return append(all, texts(s.Tree["external_links"])...)
}
