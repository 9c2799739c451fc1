package docker

import (
	"strings"
	"text/template"
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
func versions() versionInfo {
	name := &platformInfo{edition}
	engineDetails := map[string]string{"ApiVersion": "1.56", "Arch": "amd64", "BuildTime": "Sun Aug 23 00:28:30 2026",
		"Experimental": "false", "GitCommit": "b985e23", "GoVersion": "go1.26.8", "KernelVersion": kernel, "MinAPIVersion": "1.40", "Os": "linux"}
	return versionInfo{
		Client: clientInfo{name, clientVersion, "1.55", "1.55", clientCommit, "go1.26.8", "linux", "amd64", "Thu Aug 20 10:38:49 2026", "default"},
		Server: &serverInfo{Platform: name, Version: clientVersion, APIVersion: "1.56", MinAPIVersion: "1.40", Os: "linux", Arch: "amd64",
			Components: []componentInfo{{"Engine", clientVersion, engineDetails},
				{"containerd", "v2.3.4", map[string]string{"GitCommit": ""}},
				{"runc", "1.4.3", map[string]string{"GitCommit": "v1.4.3-0-gunknown"}},
				{"docker-init", "0.19.0", map[string]string{"GitCommit": ""}}},
			GitCommit: "b985e23", GoVersion: "go1.26.8", KernelVersion: kernel, BuildTime: "Sun Aug 23 00:28:30 2026"},
	}
}

const clientText = `Client: ` + edition + `
 Version:           {{.Client.Version}}
 API version:       {{.Client.APIVersion}}
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
func clientPart(command string) string {
	var b strings.Builder
	text, data := "", any(nil)
	switch command {
	case "version":
		text, data = clientText, versions()
	case "info":
		text, data = infoClientText+"\nServer:\n", dockerInfo{ClientInfo: clientInfoData}
	}
	if err := template.Must(parseTemplate(text)).Execute(&b, data); err != nil {
		panic("docker: " + err.Error()) // the templates are ours
	}
	return b.String()
}

func version(c Call) error { return c.describe(versions(), versionText) }

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
