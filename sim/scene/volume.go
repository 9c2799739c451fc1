package scene

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"drydock/sim/engine"
)

// Volume is a drum: it stays when the containers that mount it go.
type Volume struct {
	Name       string   `json:"name"`
	Short      string   `json:"short"` // of one without a name: its first 12 digits
	Anonymous  bool     `json:"anonymous"`
	Mountpoint string   `json:"mountpoint"` // on the host
	Size       int64    `json:"size"`       // bytes
	SizeText   string   `json:"sizeText"`
	Users      []User   `json:"users"` // oldest container first
	Actions    []Action `json:"actions"`
	Slot       int      `json:"slot"` // its place in the workshop, kept while it lives
}

// User is a container that mounts a volume.
type User struct {
	Container string `json:"container"` // its name
	At        string `json:"at"`        // path in the container
	ReadOnly  bool   `json:"readOnly"`
}

// Mount is what a container sees instead of its own files from a path on.
type Mount struct {
	Kind     string `json:"kind"`   // volume, bind, tmpfs
	Source   string `json:"source"` // the volume's name, the path on the host, "" for a tmpfs
	At       string `json:"at"`     // path in the container
	ReadOnly bool   `json:"readOnly"`
}

// drawVolumes are the volumes of a host by name.
func drawVolumes(h engine.Host) []Volume {
	var volumes []Volume
	for _, v := range h.Volumes() {
		d := Volume{Name: v.Name, Short: v.Name, Anonymous: v.Anonymous(), Mountpoint: v.Mountpoint(), Size: v.Size, SizeText: sizeText(v.Size)}
		if d.Anonymous {
			d.Short = shortID(v.Name)
		}
		for _, id := range v.UsedBy {
			c, err := h.Container(id)
			if err != nil {
				continue
			}
			for _, m := range c.Mounts {
				if m.Name == v.Name {
					d.Users = append(d.Users, User{Container: c.Name, At: m.Destination, ReadOnly: !m.RW})
				}
			}
		}
		d.Actions = volumeActions(d)
		volumes = append(volumes, d)
	}
	return volumes
}

func volumeActions(v Volume) []Action {
	rm := Action{Label: "rm", Command: "docker volume rm " + v.Name, Does: "Removes it with everything in it."}
	if len(v.Users) > 0 {
		rm.Refused = "is refused while a container mounts it, even a stopped one: " + v.Users[0].Container
	}
	list := []Action{{Label: "inspect", Command: "docker volume inspect " + v.Name, Does: "Shows where it is on the host."}, rm}
	if !v.Anonymous {
		look := Action{Label: "look", Command: "docker run --rm -v " + v.Name + ":/data busybox ls -l /data", Does: "Mounts it in a container of its own and lists what is in it."}
		list = append([]Action{look}, list...)
	}
	return list
}

// drawMounts are the mounts of a container, those of --tmpfs last.
func drawMounts(c engine.Container) []Mount {
	var mounts []Mount
	for _, m := range c.Mounts {
		d := Mount{Kind: string(m.Type), Source: m.Source, At: m.Destination, ReadOnly: !m.RW}
		if m.Type == "volume" {
			d.Source = m.Name
		}
		mounts = append(mounts, d)
	}
	for _, at := range slices.Sorted(maps.Keys(c.Host.Tmpfs)) {
		mounts = append(mounts, Mount{Kind: "tmpfs", At: at})
	}
	return mounts
}

// volumeSentence tells of the volumes in words, "" when there are none.
func volumeSentence(list []Volume) string {
	if len(list) == 0 {
		return ""
	}
	return fmt.Sprintf("Volumes: %d (%s).", len(list), naming(list, func(v Volume) string {
		if len(v.Users) == 0 {
			return v.Short + ", " + v.SizeText + ", mounted by none"
		}
		var users []string
		for _, u := range v.Users {
			users = append(users, u.Container+" at "+u.At)
		}
		return v.Short + ", " + v.SizeText + ", mounted by " + strings.Join(users, " and ")
	}))
}
