package templates

import (
	"strings"

	"drydock/sim/scene"
)

// subject is what the inspector shows: exactly one of its pointers is set, or
// none for the host itself.
type subject struct {
	Select    string // what to ask for to see it again
	Container *scene.Container
	Image     *scene.Image
	Hub       *scene.Image
	Removed   *scene.Removed
	File      *scene.File
	Volume    *scene.Volume
	Network   *scene.Network
	Zone      *zone
	Build     *scene.Build
	Group     *groupView
	Traffic   bool
}

// holds tells whether the subject is the object of a type and id.
func (s subject) holds(kind, id string) bool {
	switch kind {
	case "container":
		return s.Container != nil && s.Container.ID == id
	case "image":
		return s.Image != nil && s.Image.ID == id
	case "volume":
		return s.Volume != nil && s.Volume.Name == id
	case "network":
		return s.Network != nil && s.Network.ID == id
	}
	return false
}

// DOM is the id of the token on the stage that the subject stands for.
func (s subject) DOM() string {
	switch {
	case s.Container != nil:
		return scene.Token("container", s.Container.ID)
	case s.Image != nil:
		return scene.Token("image", s.Image.ID)
	case s.Hub != nil:
		return "hub-" + slug(s.Hub.Name)
	case s.Removed != nil:
		return scene.Token("container", s.Removed.ID)
	case s.File != nil:
		return "file-" + slug(s.File.Name)
	case s.Volume != nil:
		return scene.Token("volume", s.Volume.Name)
	case s.Network != nil:
		return scene.Token("network", s.Network.ID)
	}
	return ""
}

// subject finds what v.Selected names. With nothing selected, or something
// that is gone, it is the container of the refusal, else the newest container.
func (v View) subject() subject {
	if s, ok := v.find(v.Selected); ok {
		return s
	}
	if r := v.Scene.Refusal; r != nil {
		ref := r.ID
		if r.Type == "volume" {
			ref = "volume/" + r.ID
		}
		if s, ok := v.find(ref); ok {
			return s
		}
	}
	if n := len(v.Scene.Containers); n > 0 {
		return subject{Container: &v.Scene.Containers[n-1]}
	}
	return subject{}
}

func (v View) find(ref string) (subject, bool) {
	kind, rest, _ := strings.Cut(ref, "/")
	switch {
	case ref == "":
		return subject{}, false
	case ref == "host":
		return subject{Select: ref}, true
	case ref == "traffic":
		return subject{Select: ref, Traffic: true}, true
	case kind == "build" && v.Scene.Build != nil:
		return subject{Select: ref, Build: v.Scene.Build}, true
	case kind == "group":
		if g, ok := v.group(rest); ok {
			return subject{Select: ref, Group: &g}, true
		}
	case kind == "zone":
		if z, ok := v.chart().find(rest); ok {
			return subject{Select: ref, Zone: &z}, true
		}
	case kind == "file":
		for i, f := range v.Scene.Files {
			if f.Name == rest {
				return subject{Select: ref, File: &v.Scene.Files[i]}, true
			}
		}
	case kind == "volume":
		for i, vol := range v.Scene.Volumes {
			if vol.Name == rest {
				return subject{Select: ref, Volume: &v.Scene.Volumes[i]}, true
			}
		}
	case kind == "network":
		for i, n := range v.Scene.Networks {
			if n.Name == rest {
				return subject{Select: ref, Network: &v.Scene.Networks[i]}, true
			}
		}
	case kind == "hub":
		for i, img := range v.Scene.Registry {
			if img.Name == rest {
				return subject{Select: ref, Hub: &v.Scene.Registry[i]}, true
			}
		}
	}
	return v.findObject(ref)
}

func (v View) findObject(ref string) (subject, bool) {
	for i, c := range v.Scene.Containers {
		if c.Name == ref || idMatches(c.ID, ref) {
			return subject{Select: ref, Container: &v.Scene.Containers[i]}, true
		}
	}
	for i, img := range v.Scene.Images {
		if img.Name == ref || idMatches(img.ID, ref) {
			return subject{Select: ref, Image: &v.Scene.Images[i]}, true
		}
	}
	for i, r := range v.Scene.Removed {
		if r.Name == ref || idMatches(r.ID, ref) {
			return subject{Select: ref, Removed: &v.Scene.Removed[i]}, true
		}
	}
	return subject{}, false
}

func idMatches(id, ref string) bool {
	ref = strings.TrimPrefix(ref, "sha256:")
	return len(ref) >= 12 && strings.HasPrefix(strings.TrimPrefix(id, "sha256:"), ref)
}

// step is one state of the little lifecycle in the inspector.
type step struct{ State, Next string }

// lifecycle are the states in the order in which they are usually met, with
// the command that leads on.
var lifecycle = []step{{"created", "start"}, {"running", "pause"}, {"paused", "unpause, stop"}, {"exited", "rm"}}

// zoneTokens are all things in a zone, those too for which the picture has no room.
func (v View) zoneTokens(z zone) []token {
	return mapped(zonePieces(z.ID, v.Scene), func(p piece) token { return p.token })
}

// live tells that something goes on without being asked.
func (v View) live() bool {
	if v.Time.Past || v.Still {
		return false
	}
	if v.Busy {
		return true
	}
	for _, c := range v.Scene.Containers {
		if c.State == "running" || c.State == "restarting" {
			return true
		}
	}
	return false
}

// shows is what the inspector shows, in a word: when that is another, or is in
// another state, it is drawn anew.
func (v View) shows() string {
	s := v.subject()
	switch {
	case v.Edit != nil:
		return "edit/" + v.Edit.Path
	case v.pane():
		return v.Selected
	case s.Container == nil:
		return v.Selected + " " + s.DOM()
	}
	return s.Container.ID + " " + s.Container.State
}
