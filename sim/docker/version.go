package docker

import (
	"strings"
)

const (
	clientVersion = "29.8.0"
	clientCommit  = "28f7560"
)

var versionFlags = []Flag{{Name: "format", Short: "f", Kind: "string", Help: formatHelp}}

// versionInfo is what docker version tells.
type versionInfo struct {
	Client clientInfo
	Server *serverInfo
}

type platformInfo struct{ Name string }

type clientInfo struct {
	Platform          *platformInfo `json:",omitempty"`
	Version           string
	APIVersion        string `json:"ApiVersion"`
	DefaultAPIVersion string `json:"DefaultAPIVersion,omitempty"`
	GitCommit         string
	GoVersion         string
	Os                string
	Arch              string
	BuildTime         string `json:",omitempty"`
	Context           string
}

type componentInfo struct {
	Name    string
	Version string
	Details map[string]string `json:",omitempty"`
}

type serverInfo struct {
	Platform      *platformInfo `json:",omitempty"`
	Version       string
	APIVersion    string `json:"ApiVersion"`
	MinAPIVersion string `json:"MinAPIVersion,omitempty"`
	Os            string
	Arch          string
	Experimental  bool            `json:",omitempty"`
	Components    []componentInfo `json:",omitempty"`
	GitCommit     string
	GoVersion     string
	KernelVersion string `json:",omitempty"`
	BuildTime     string `json:",omitempty"`
}

const edition = "Docker Engine - Community"

// versions is the release that is simulated.
func (c Call) versions() versionInfo {
	name := &platformInfo{edition}
	engineDetails := map[string]string{"ApiVersion": engineAPI, "Arch": "amd64", "BuildTime": "Sun Aug 23 00:28:30 2026",
		"Experimental": "false", "GitCommit": "b985e23", "GoVersion": "go1.26.8", "KernelVersion": kernel, "MinAPIVersion": oldestAPI, "Os": "linux"}
	return versionInfo{
		Client: clientInfo{name, clientVersion, c.apiVersion(), clientAPI, clientCommit, "go1.26.8", "linux", "amd64", "Thu Aug 20 10:38:49 2026", c.currentContext()},
		Server: &serverInfo{Platform: name, Version: clientVersion, APIVersion: engineAPI, MinAPIVersion: oldestAPI, Os: "linux", Arch: "amd64",
			Components: []componentInfo{{"Engine", clientVersion, engineDetails},
				{"containerd", "v2.3.4", map[string]string{"GitCommit": ""}},
				{"runc", "1.4.3", map[string]string{"GitCommit": "v1.4.3-0-gunknown"}},
				{"docker-init", "0.19.0", map[string]string{"GitCommit": ""}}},
			GitCommit: "b985e23", GoVersion: "go1.26.8", KernelVersion: kernel, BuildTime: "Sun Aug 23 00:28:30 2026"},
	}
}

const clientText = `Client: ` + edition + `
 Version:           {{.Client.Version}}
 API version:       {{.Client.APIVersion}}{{if ne .Client.APIVersion .Client.DefaultAPIVersion}} (downgraded from {{.Client.DefaultAPIVersion}}){{end}}
 Go version:        {{.Client.GoVersion}}
 Git commit:        {{.Client.GitCommit}}
 Built:             {{.Client.BuildTime}}
 OS/Arch:           {{.Client.Os}}/{{.Client.Arch}}
 Context:           {{.Client.Context}}
`

const versionText = clientText + `
Server: {{.Server.Platform.Name}}
{{- range $i, $c := .Server.Components}}
 {{$c.Name}}:
{{- if eq $i 0}}
  Version:          {{$c.Version}}
  API version:      {{$c.Details.ApiVersion}} (minimum version {{$c.Details.MinAPIVersion}})
  Go version:       {{$c.Details.GoVersion}}
  Git commit:       {{$c.Details.GitCommit}}
  Built:            {{$c.Details.BuildTime}}
  OS/Arch:          {{$c.Details.Os}}/{{$c.Details.Arch}}
  Experimental:     {{$c.Details.Experimental}}
{{- else}}
  Version:          {{$c.Version}}
  GitCommit:        {{$c.Details.GitCommit}}
{{- end}}
{{- end}}`

// clientPart is what version and info can still tell when there is no daemon.
func (c Call) clientPart() string {
	var b strings.Builder
	text, data := "", any(nil)
	switch c.name {
	case "docker version":
		text, data = clientText, c.versions()
	case "docker info", "docker system info":
		text, data = infoClientText+"\nServer:\n", dockerInfo{ClientInfo: c.clientData()}
	}
	t, err := parseTemplate(text)
	if err == nil {
		err = t.Execute(&b, data)
	}
	if err != nil {
		panic("docker: " + err.Error()) // the templates are ours
	}
	return b.String()
}

func version(c Call) error { return c.describe(c.versions(), versionText) }

// describe prints one value through --format, or as text without it. The type
// of the value is Docker's own in the errors of templates.
func (c Call) describe(v any, plain string) error {
	format := c.text("format")
	switch format {
	case "":
		format = plain
	case "json":
		format = "{{json .}}"
	}
	t, err := parseTemplate(format)
	if err != nil {
		return &exitError{64, "template parsing error: " + err.Error()}
	}
	var b strings.Builder
	if err := t.Execute(&b, v); err != nil {
		return &exitError{1, "template parsing error: " + strings.ReplaceAll(err.Error(), "docker.", "system.")}
	}
	return c.finish(b.String() + "\n")
}
