// Package scene is the picture of a Host as data: what stands where on the
// lifecycle flowchart, and which commands are legal from there. No HTML.
package scene

// Scene is everything the stage shows of one moment. All lists have a fixed
// order: the one in which they are drawn and read aloud.
type Scene struct {
	Time       string      `json:"time"` // simulated, RFC 3339
	Registry   []Image     `json:"registry"`
	Images     []Image     `json:"images"`
	Containers []Container `json:"containers"` // oldest first, those of every state
	Removed    []Removed   `json:"removed"`    // the latest first
	Volumes    []Volume    `json:"volumes"`    // by name
	Networks   []Network   `json:"networks"`   // those made first first
	Files      []File      `json:"files"`      // the learner's own: the working directory's first entries
	Edges      []Edge      `json:"edges"`
	Refusal    *Refusal    `json:"refusal,omitempty"` // of the last command, if it was refused
	Build      *Build      `json:"build,omitempty"`   // the last one
	Traffic    []Traffic   `json:"traffic,omitempty"` // what the last command tried to reach
	Summary    []string    `json:"summary"`           // the text twin: one sentence a line
}

// Layer is a slab.
type Layer struct {
	Digest    string `json:"digest"` // sha256:…
	Short     string `json:"short"`  // its first 12 hex digits
	Hue       int    `json:"hue"`    // 0-359, follows from the digest
	Size      int64  `json:"size"`   // bytes unpacked
	SizeText  string `json:"sizeText"`
	CreatedBy string `json:"createdBy"`
	SharedBy  int    `json:"sharedBy"` // how many images of the host have it
}

// Image is a stack of slabs, base first.
type Image struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"` // nginx:latest; <untagged> without a name
	Names    []string `json:"names"`
	Layers   []Layer  `json:"layers"`
	Size     int64    `json:"size"`
	SizeText string   `json:"sizeText"`
	Created  string   `json:"created"`
	UsedBy   []string `json:"usedBy"` // names of containers
	Slot     int      `json:"slot"`   // its place in the workshop, kept while it lives
	Local    bool     `json:"local"`  // in the registry: already on the host
	Actions  []Action `json:"actions"`
	Env      []string `json:"env"`
	Command  string   `json:"command"`
}

// Container is a stack with an open slab on top.
type Container struct {
	ID        string      `json:"id"`
	Short     string      `json:"short"`
	Name      string      `json:"name"`
	State     string      `json:"state"`  // created, running, paused, restarting, exited, dead
	Status    string      `json:"status"` // as docker ps says it
	Image     string      `json:"image"`
	ImageID   string      `json:"imageId"`
	Command   string      `json:"command"`
	Created   string      `json:"created"`
	ExitCode  int         `json:"exitCode"`
	Error     string      `json:"error,omitempty"`
	IP        string      `json:"ip,omitempty"`
	Ports     []Port      `json:"ports"`    // of the host, that lead to it now; at most 50
	Networks  []Endpoint  `json:"networks"` // those it belongs to, by name
	Layers    []Layer     `json:"layers"`
	Changes   []Change    `json:"changes"` // the writable layer, at most 200 paths
	Written   int64       `json:"written"` // bytes in the writable layer
	WriteText string      `json:"writtenText"`
	Mounts    []Mount     `json:"mounts"`
	Processes []Process   `json:"processes"`
	Logs      []LogLine   `json:"logs"` // the last 50 lines
	Way       []Happening `json:"way"`  // what came to it, the last 12, oldest first
	Env       []string    `json:"env"`
	Actions   []Action    `json:"actions"`
	Slot      int         `json:"slot"`              // its place in the workshop, kept while it lives
	Project   string      `json:"project,omitempty"` // of Compose
	Config    []Setting   `json:"config"`            // how it was configured
}

// Setting is one line of a container's configuration.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Zone is the place on the flowchart that a container's state stands for.
func (c Container) Zone() string {
	switch c.State {
	case "restarting":
		return "running"
	case "removing", "dead":
		return "exited"
	}
	return c.State
}

// Change is a path of the writable layer: kind A, C or D.
type Change struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
	// Why says in words what happened: copied up from which layer, hidden by a whiteout, new.
	Why string `json:"why"`
}

// Process is a dot at a container's foot.
type Process struct {
	PID     int    `json:"pid"`
	Name    string `json:"name"` // short, as ps -o comm shows it
	Command string `json:"command"`
	Depth   int    `json:"depth"` // how many of the container's processes are above it
}

// LogLine is a line a container wrote.
type LogLine struct {
	Stream string `json:"stream"` // stdout, stderr
	Text   string `json:"text"`
}

// Action is a command that is legal now, ready to run.
type Action struct {
	Label   string `json:"label"`   // stop
	Command string `json:"command"` // docker stop web
	Does    string `json:"does"`    // one sentence
	// Refused says why Docker would refuse it as things stand; "" when it would not.
	Refused string `json:"refused,omitempty"`
}

// Removed is a container that is gone, and what went with it.
type Removed struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Image    string   `json:"image"`
	ExitCode int      `json:"exitCode"`
	Lost     []Change `json:"lost"`   // of its writable layer, at most 200 paths
	Stayed   []string `json:"stayed"` // names of volumes it had mounted that are still there
	Kept     bool     `json:"kept"`   // its image is still there
}

// File is one of the learner's own files.
type File struct {
	Name  string   `json:"name"`
	Dir   bool     `json:"dir"`
	Size  int64    `json:"size"`
	Lines []string `json:"lines,omitempty"` // of a Dockerfile: the first ones
}

// Edge is a way between two zones.
type Edge struct {
	From   string `json:"from"` // registry, files, images, created, running, paused, exited, removed
	To     string `json:"to"`
	Verb   string `json:"verb"`   // pull, create, start, stop, …
	Usable bool   `json:"usable"` // something on the stage could take it now
}

// ID names the edge.
func (e Edge) ID() string { return e.From + "-" + e.To }

// Refusal is why the last command was refused, and at which object.
type Refusal struct {
	Type    string `json:"type"` // container, image, volume, host, registry
	ID      string `json:"id"`
	Message string `json:"message"` // Docker's sentence
	Why     string `json:"why"`     // ours; may be empty
	Verb    string `json:"verb"`
	Zone    string `json:"zone"` // where the object stands or was looked for
	Edge    string `json:"edge"` // the way that was refused, "" for none
}
