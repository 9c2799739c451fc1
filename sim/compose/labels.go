package compose

import (
	"strconv"
	"strings"
)

// Version is that of Compose whose behaviour this is.
const Version = "5.5.0"

// The labels by which Compose knows what is its own.
const (
	LabelProject    = "com.docker.compose.project"
	LabelService    = "com.docker.compose.service"
	LabelNumber     = "com.docker.compose.container-number"
	LabelOneOff     = "com.docker.compose.oneoff"
	LabelHash       = "com.docker.compose.config-hash"
	LabelFiles      = "com.docker.compose.project.config_files"
	LabelDir        = "com.docker.compose.project.working_dir"
	LabelImage      = "com.docker.compose.image"
	LabelDepends    = "com.docker.compose.depends_on"
	LabelVersion    = "com.docker.compose.version"
	LabelNetwork    = "com.docker.compose.network"
	LabelVolume     = "com.docker.compose.volume"
	LabelSlug       = "com.docker.compose.slug"
	LabelReplaced   = "com.docker.compose.replace"
	LabelEnvFile    = "com.docker.compose.project.environment_file"
	oneOff, regular = "True", "False"
)

// labels are those of a container.
func (p Project) labels(s Service, number int, image string, once bool) map[string]string {
	all := map[string]string{}
	own := object(s.Tree["labels"])
	for _, k := range keys(own) {
		all[k] = text(own[k])
	}
	all[LabelProject], all[LabelService], all[LabelVersion] = p.Name, s.Name, Version
	all[LabelFiles], all[LabelDir] = p.ConfigFiles(), p.Dir
	all[LabelHash], all[LabelImage] = s.Hash(), image
	all[LabelNumber], all[LabelOneOff] = strconv.Itoa(number), regular
	var depends []string
	for _, d := range s.Dependencies() {
		depends = append(depends, d.Service+":"+d.Condition+":"+strconv.FormatBool(d.Restart))
	}
	all[LabelDepends] = strings.Join(depends, ",")
	if once {
		all[LabelOneOff] = oneOff
		delete(all, LabelNumber)
	}
	return all
}

func (p Project) resourceLabels(r Resource, key string) map[string]string {
	all := map[string]string{}
	own := object(r.Tree["labels"])
	for _, k := range keys(own) {
		all[k] = text(own[k])
	}
	all[LabelProject], all[key], all[LabelVersion], all[LabelHash] = p.Name, r.Key, Version, r.Hash()
	return all
}
