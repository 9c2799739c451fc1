package compose

import (
	"strings"

	"drydock/sim/engine"
)

// FromLabels is a project as far as the labels of what is there tell of it.
func FromLabels(h engine.Host, name string) Project {
	services, networks, volumes := map[string]any{}, map[string]any{}, map[string]any{}
	p := Project{Name: name}
	for _, k := range h.Containers() {
		l := k.Config.Labels
		if l[LabelProject] != name || l[LabelOneOff] == oneOff {
			continue
		}
		p.Dir, p.Files = l[LabelDir], strings.Split(l[LabelFiles], ",")
		s := map[string]any{"image": k.Config.Image}
		depends := map[string]any{}
		for d := range strings.SplitSeq(l[LabelDepends], ",") {
			f := strings.Split(d, ":")
			if len(f) == 3 {
				depends[f[0]] = map[string]any{"condition": f[1], "restart": f[2] == "true", "required": false}
			}
		}
		if len(depends) > 0 {
			s["depends_on"] = depends
		}
		services[l[LabelService]] = s
	}
	for _, n := range h.Networks() {
		if n.Labels[LabelProject] == name {
			networks[n.Labels[LabelNetwork]] = map[string]any{"name": n.Name}
		}
	}
	for _, v := range h.Volumes() {
		if v.Labels[LabelProject] == name {
			volumes[v.Labels[LabelVolume]] = map[string]any{"name": v.Name}
		}
	}
	p.Tree = map[string]any{"name": name, "services": services, "networks": networks, "volumes": volumes}
	return p.choose([]string{"*"})
}
