package docker

import (
	"time"

	"drydock/sim/engine"
)

var infoFlags = []Flag{{Name: "format", Short: "f", Kind: "string", Help: formatHelp}}

const kernel = "6.18.44"

// infoData is what docker info tells of this host; fields as in the API.
type infoData struct {
	ID                 string
	Containers         int
	ContainersRunning  int
	ContainersPaused   int
	ContainersStopped  int
	Images             int
	Driver             string
	DriverStatus       [][2]string
	LoggingDriver      string
	CgroupDriver       string
	CgroupVersion      string
	KernelVersion      string
	OperatingSystem    string
	OSType             string
	Architecture       string
	NCPU               int
	MemTotal           int64
	DockerRootDir      string
	Name               string
	Labels             []string
	ExperimentalBuild  bool
	ServerVersion      string
	DefaultRuntime     string
	LiveRestoreEnabled bool
	SystemTime         string
	ServerErrors       []string `json:",omitempty"`
	ClientInfo         clientData
}

type clientData struct {
	Debug   bool
	Version string
	Context string
}

// infoOf counts what is on a host.
func infoOf(h engine.Host, name string) infoData {
	d := infoData{ID: "7f2c9d1e-52a4-4c0b-9d6c-1f0e5ab3c418", Images: len(h.Images()), Driver: "overlayfs",
		DriverStatus:  [][2]string{{"driver-type", "io.containerd.snapshotter.v1"}},
		LoggingDriver: "json-file", CgroupDriver: "systemd", CgroupVersion: "2", KernelVersion: kernel,
		OperatingSystem: "Debian GNU/Linux 12 (bookworm)", OSType: "linux", Architecture: "x86_64",
		NCPU: engine.HostCPUs, MemTotal: 8 << 30, DockerRootDir: "/var/lib/docker", Name: name, Labels: []string{},
		ServerVersion: clientVersion, DefaultRuntime: "runc", SystemTime: h.Now().Format(time.RFC3339Nano),
		ClientInfo: clientInfoData}
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

var clientInfoData = clientData{Version: clientVersion, Context: "default"}

const infoClientText = `Client: ` + edition + `
 Version:    {{.ClientInfo.Version}}
 Context:    {{.ClientInfo.Context}}
 Debug Mode: {{.ClientInfo.Debug}}
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
 Swarm: inactive
 Default Runtime: {{.DefaultRuntime}}
 Kernel Version: {{.KernelVersion}}
 Operating System: {{.OperatingSystem}}
 OSType: {{.OSType}}
 Architecture: {{.Architecture}}
 CPUs: {{.NCPU}}
 Total Memory: 8GiB
 Name: {{.Name}}
 ID: {{.ID}}
 Docker Root Dir: {{.DockerRootDir}}
 Debug Mode: false
 Experimental: {{.ExperimentalBuild}}
 Live Restore Enabled: {{.LiveRestoreEnabled}}
`

func info(c Call) error { return c.describe(infoOf(c.host(), c.sys.Hostname()), infoText) }
