package docker

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/distribution/reference"

	"drydock/sim/engine"
)

var pushFlags = []Flag{
	{Name: "all-tags", Short: "a", Kind: "bool", Help: "Send all tags of the repository"},
	{Name: "platform", Kind: "string", Help: "Send the image of this platform only, without the index around it.\n'os[/arch[/variant]]': a platform (eg. linux/amd64)"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Show the end result only"},
}

func push(c Call) error {
	named, err := reference.ParseNormalizedNamed(c.args[0])
	if err != nil {
		return err
	}
	if err := c.platform(c.text("platform")); err != nil {
		return err
	}
	note := ""
	switch {
	case c.on("all-tags") && !reference.IsNameOnly(named):
		return &exitError{1, "tag can't be used with --all-tags/-a"}
	case c.on("all-tags"):
	case reference.IsNameOnly(named) && !c.on("quiet"):
		note = "Using default tag: latest\n"
	}
	refs := []string{reference.TagNameOnly(named).String()}
	if !c.on("quiet") {
		note += "The push refers to repository [" + named.Name() + "]\n"
	}
	return c.emit(1, note, func(c Call) error {
		if c.on("all-tags") {
			all, err := c.host().ImagePushTags(named.String())
			if err != nil {
				return c.streamed(c.host(), err)
			}
			refs = all
		}
		return c.pushEach(refs, named, c.args[0])
	})
}

// pushEach sends one name after the other.
func (c Call) pushEach(refs []string, named reference.Named, typed string) error {
	if len(refs) == 0 {
		if c.on("quiet") {
			return c.finish(typed + "\n")
		}
		return exit(0)(c)
	}
	p, err := c.host().ImagePush(refs[0], c.credentials(reference.Domain(named)))
	if err != nil {
		return c.streamed(c.host(), err)
	}
	show := progress{fd: 1, quiet: c.on("quiet")}
	if c.sys.IsTerminal(1) {
		show.columns, _ = c.sys.Size(1)
	}
	show.list = pushSchedule(p, show.columns > 0)
	return show.play(c, engine.Pull{}, func(c Call) error {
		if p.Refused != nil {
			return c.streamed(c.host(), p.Refused)
		}
		h, err := c.host().ImagePushed(p)
		if err := c.streamed(h, err); err != nil {
			return err
		}
		line := fmt.Sprintf("%s: digest: %s size: %d\n", p.Tag, p.Descriptor.Digest, p.Descriptor.Size)
		return show.emit(c, line, func(c Call) error { return c.pushEach(refs[1:], named, typed) })
	})
}

// pushSchedule is all that a push will show, in order of time. bars asks for
// the steps in between too.
func pushSchedule(p engine.Push, bars bool) []change {
	var list []change
	add := func(at time.Duration, b engine.PushBlob, status string) *change {
		list = append(list, change{at: at, id: short(string(b.Digest)), status: status, unpacked: -1})
		return &list[len(list)-1]
	}
	for _, b := range p.Blobs {
		status := b.Status
		if p.Refused != nil {
			status = "Waiting"
		}
		end := tick
		if status == "Pushed" {
			end += spent(b.Size, downloadRate)
			for at := tick; bars && at < end; at += tick {
				c := add(at, b, "Pushing")
				c.got, c.of = int64((at-tick).Seconds()*downloadRate), b.Size
			}
		}
		add(end, b, status)
	}
	slices.SortStableFunc(list, func(a, b change) int { return int(a.at - b.at) })
	return list
}

// serverKey is what config.json calls the registry of a domain.
func serverKey(domain string) string {
	switch domain {
	case "", "docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com":
		return hubKey
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(domain, "https://"), "http://"), "/")
}

const hubKey = "https://index.docker.io/v1/"
