package templates

import (
	"fmt"
	"strings"

	"drydock/sim/scene"
)

// drum is the path of a cylinder that fills a box.
func drum(b box) string {
	r, lip := b.W/2, 3.5
	side := round(b.H - 2*lip)
	return fmt.Sprintf("M%g %gv%ga%g %g 0 0 0 %g 0v%ga%g %g 0 0 0 %g 0a%g %g 0 0 0 %g 0",
		round(b.X), round(b.Y+lip), side, r, lip, b.W, -side, r, lip, -b.W, r, lip, b.W)
}

func volumePiece(v scene.Volume) piece {
	t := token{DOM: scene.Token("volume", v.Name), Node: "volume", ID: v.Name, Name: v.Name, State: "unmounted", Select: "volume/" + v.Name}
	if len(v.Users) > 0 {
		t.State = "mounted"
	}
	t.Aria = "Volume " + v.Short + ", " + v.SizeText + ", " + volumeUse(v)
	return piece{token: t, slot: v.Slot + 1, drum: true, texts: []label{name(v.Short)}}
}

// volumeUse says who mounts a volume, and where.
func volumeUse(v scene.Volume) string {
	if len(v.Users) == 0 {
		return "mounted by no container"
	}
	var users []string
	for _, u := range v.Users {
		text := u.Container + " at " + u.At
		if u.ReadOnly {
			text += ", read-only"
		}
		users = append(users, text)
	}
	return "mounted by " + strings.Join(users, " and by ")
}

// drums are the volumes of a container, at most three, at the foot of a column.
func drums(b box, n int) string {
	path := ""
	for i := range min(n, 3) {
		path += drum(box{b.X, b.bottom() - 13*float64(i+1), b.W, 12})
	}
	return path
}

// volumesOf are the names of the volumes a container mounts.
func volumesOf(c scene.Container) []string {
	var names []string
	for _, m := range c.Mounts {
		if m.Kind == "volume" {
			names = append(names, m.Source)
		}
	}
	return names
}

// nameless is 1 for a volume that nobody named: it stands behind the others.
func nameless(v scene.Volume) int {
	if v.Anonymous {
		return 1
	}
	return 0
}
