package docker

import (
	"time"

	"github.com/docker/go-units"

	"drydock/sim/engine"
)

var infoFlags = []Flag{{Name: "format", Short: "f", Kind: "string", Help: formatHelp}}

const kernel = "6.18.44"

// dockerInfo is what docker info tells of this host; fields as in the API.
type dockerInfo struct {
	ID                 string
	Containers         int
	ContainersRunning  int
	ContainersPaused   int
	ContainersStopped  int
	Images             int
	Driver             string
	DriverStatus       [][2]string
	Plugins            pluginsInfo
	MemoryLimit        bool
	SwapLimit          bool
	CPUCfsPeriod       bool `json:"CpuCfsPeriod"`
	CPUCfsQuota        bool `json:"CpuCfsQuota"`
	CPUShares          bool
	CPUSet             bool
	PidsLimit          bool
	IPv4Forwarding     bool
	Debug              bool
	NFd                int
	NGoroutines        int
	SystemTime         string
	LoggingDriver      string
	CgroupDriver       string
	CgroupVersion      string
	NEventsListener    int
	KernelVersion      string
	OperatingSystem    string
	OSVersion          string
	OSType             string
	Architecture       string
	IndexServerAddress string
	NCPU               int
	MemTotal           int64
	DockerRootDir      string
	HTTPProxy          string `json:"HttpProxy"`
	HTTPSProxy         string `json:"HttpsProxy"`
	NoProxy            string
	Name               string
	Labels             []string
	ExperimentalBuild  bool
	ServerVersion      string
	Runtimes           map[string]runtimeInfo
	DefaultRuntime     string
	Swarm              swarmInfo
	LiveRestoreEnabled bool
	Isolation          string
	InitBinary         string
	ContainerdCommit   commitInfo
	RuncCommit         commitInfo
	InitCommit         commitInfo
	SecurityOptions    []string
	FirewallBackend    firewallInfo
	CDISpecDirs        []string
	Warnings           []string
	ServerErrors       []string `json:",omitempty"`
	ClientInfo         clientData
}

type pluginsInfo struct{ Volume, Network, Authorization, Log []string }

type runtimeInfo struct {
	Path string `json:"path"`
}

type swarmInfo struct {
	NodeID           string
	NodeAddr         string
	LocalNodeState   string
	ControlAvailable bool
	Error            string
	RemoteManagers   []string
}

type commitInfo struct{ ID string }

type firewallInfo struct {
	Driver string
	Info   [][2]string
}

type clientData struct {
	Debug    bool
	Version  string
	Context  string
	Plugins  []clientPlugin
	Warnings []string
}

type clientPlugin struct{ Name, Version, Vendor, ShortDescription, Path string }

// infoOf counts what is on a host.
func infoOf(h engine.Host, name string) dockerInfo {
	d := dockerInfo{ID: "7f2c9d1e-52a4-4c0b-9d6c-1f0e5ab3c418", Images: len(h.Images()), Driver: "overlayfs",
		DriverStatus: [][2]string{{"driver-type", "io.containerd.snapshotter.v1"}},
		Plugins: pluginsInfo{Volume: []string{"local"}, Network: []string{"bridge", "host", "ipvlan", "macvlan", "null", "overlay"},
			Log: []string{"awslogs", "fluentd", "gcplogs", "gelf", "journald", "json-file", "local", "splunk", "syslog"}},
		MemoryLimit: true, SwapLimit: true, CPUCfsPeriod: true, CPUCfsQuota: true, CPUShares: true, CPUSet: true, PidsLimit: true,
		IPv4Forwarding: true, LoggingDriver: "json-file", CgroupDriver: "systemd", CgroupVersion: "2", KernelVersion: kernel,
		OperatingSystem: "Debian GNU/Linux 12 (bookworm)", OSVersion: "12", OSType: "linux", Architecture: "x86_64",
		IndexServerAddress: "https://index.docker.io/v1/", NCPU: engine.HostCPUs, MemTotal: engine.HostMemory,
		DockerRootDir: "/var/lib/docker", Name: name, Labels: []string{}, ServerVersion: clientVersion,
		Runtimes:       map[string]runtimeInfo{"io.containerd.runc.v2": {"runc"}, "runc": {"runc"}},
		DefaultRuntime: "runc", Swarm: swarmInfo{LocalNodeState: "inactive"}, InitBinary: "docker-init",
		ContainerdCommit: commitInfo{"v2.3.4"}, RuncCommit: commitInfo{"v1.4.3-0-gunknown"}, InitCommit: commitInfo{"de40ad0"},
		SecurityOptions: []string{"name=seccomp,profile=builtin", "name=cgroupns"},
		FirewallBackend: firewallInfo{"iptables", [][2]string{{"EnableUserlandProxy", "true"}, {"UserlandProxyPath", "/usr/bin/docker-proxy"}}},
		CDISpecDirs:     []string{"/etc/cdi", "/var/run/cdi"},
		SystemTime:      h.Now().Format(time.RFC3339Nano), ClientInfo: clientInfoData}
	for _, c := range h.Containers() {
		d.Containers++
		switch c.State {
		case engine.Running, engine.Restarting:
			d.ContainersRunning++
		case engine.Paused:
			d.ContainersPaused++
		default:
			d.ContainersStopped++
		}
	}
	return d
}

const pluginDir = "/usr/libexec/docker/cli-plugins/docker-"

var clientInfoData = clientData{Version: clientVersion, Context: "default", Plugins: []clientPlugin{
	{"buildx", "v0.36.1", "Docker Inc.", "Docker Buildx", pluginDir + "buildx"},
	{"compose", "v5.5.0", "Docker Inc.", "Docker Compose", pluginDir + "compose"},
}}

// Memory is MemTotal as docker info prints it.
func (d dockerInfo) Memory() string { return units.BytesSize(float64(d.MemTotal)) }

const infoClientText = `Client: ` + edition + `
 Version:    {{.ClientInfo.Version}}
 Context:    {{.ClientInfo.Context}}
 Debug Mode: {{.ClientInfo.Debug}}
 Plugins:
{{- range .ClientInfo.Plugins}}
  {{.Name}}: {{.ShortDescription}} ({{.Vendor}})
    Version:  {{.Version}}
    Path:     {{.Path}}
{{- end}}
`

const infoText = infoClientText + `
Server:
 Containers: {{.Containers}}
  Running: {{.ContainersRunning}}
  Paused: {{.ContainersPaused}}
  Stopped: {{.ContainersStopped}}
 Images: {{.Images}}
 Server Version: {{.ServerVersion}}
 Storage Driver: {{.Driver}}
{{- range .DriverStatus}}
  {{index . 0}}: {{index . 1}}
{{- end}}
 Logging Driver: {{.LoggingDriver}}
 Cgroup Driver: {{.CgroupDriver}}
 Cgroup Version: {{.CgroupVersion}}
 Plugins:
  Volume: {{join .Plugins.Volume " "}}
  Network: {{join .Plugins.Network " "}}
  Log: {{join .Plugins.Log " "}}
 CDI spec directories:
{{- range .CDISpecDirs}}
  {{.}}
{{- end}}
 Swarm: {{.Swarm.LocalNodeState}}
 Runtimes:{{range $name, $r := .Runtimes}} {{$name}}{{end}}
 Default Runtime: {{.DefaultRuntime}}
 Init Binary: {{.InitBinary}}
 containerd version: {{.ContainerdCommit.ID}}
 runc version: {{.RuncCommit.ID}}
 init version: {{.InitCommit.ID}}
 Security Options:
  seccomp
   Profile: builtin
  cgroupns
 Kernel Version: {{.KernelVersion}}
 Operating System: {{.OperatingSystem}}
 OSType: {{.OSType}}
 Architecture: {{.Architecture}}
 CPUs: {{.NCPU}}
 Total Memory: {{.Memory}}
 Name: {{.Name}}
 ID: {{.ID}}
 Docker Root Dir: {{.DockerRootDir}}
 Debug Mode: {{.Debug}}
 Experimental: {{.ExperimentalBuild}}
 Insecure Registries:
  127.0.0.0/8
  ::1/128
 Live Restore Enabled: {{.LiveRestoreEnabled}}
 Firewall Backend: {{.FirewallBackend.Driver}}
{{- range .FirewallBackend.Info}}
  {{index . 0}}: {{index . 1}}
{{- end}}
`

func info(c Call) error {
	d := infoOf(c.host(), c.sys.Hostname())
	d.ClientInfo = c.clientData()
	return c.describe(d, infoText)
}

// clientData is what info tells of the client.
func (c Call) clientData() clientData {
	d := clientInfoData
	d.Context = c.currentContext()
	return d
}
