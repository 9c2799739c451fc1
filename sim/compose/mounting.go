package compose

import (
	"fmt"
	"path"
	"strconv"

	"github.com/moby/moby/api/types/mount"

	"drydock/sim/engine"
)

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
