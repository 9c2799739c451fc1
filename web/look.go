package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"drydock/sim/engine"
	"drydock/sim/scene"
	"drydock/templates"
)

// lookAt is a lab at the moment asked for, with what all pages that look at it need.
func (s *server) lookAt(c echo.Context, title string) (templates.Look, engine.Host, error) {
	m, err := s.look(c, c.Param("lab"))
	if err != nil {
		return templates.Look{}, engine.Host{}, err
	}
	l := templates.Look{Lab: m.Lab.ID, Title: title, Narrow: narrow(c), Archive: true, Clock: m.World.Now().Format("15:04:05")}
	if m.Past {
		l.Moment = url.Values{"at": {strconv.FormatInt(m.Seq, 10)}, "line": {strconv.FormatInt(m.Line, 10)}}.Encode()
	}
	return l, m.World.Host(), nil
}

// shared shows all layers of a lab with the images that have them.
func (s *server) shared(c echo.Context) error {
	l, h, err := s.lookAt(c, "Layers")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Shared(l, scene.DrawSharing(h)))
}

// layers shows the stack of an image or a container, one directory of it to our
// script, or two stacks beside each other.
func (s *server) layers(c echo.Context) error {
	ref, err := url.PathUnescape(c.Param("*"))
	if err != nil {
		return echo.ErrNotFound
	}
	l, h, err := s.lookAt(c, "Layers of "+ref)
	if err != nil {
		return err
	}
	v := templates.LayersView{Look: l, Layer: -1, Dir: strings.TrimSuffix(c.QueryParam("dir"), "/"), Ref: c.QueryParam("with")}
	if v.Stack, err = stackOf(h, c.Param("kind")+"/"+ref); err != nil {
		return err
	}
	if n := int(number(c.QueryParam("layer"))); n >= 1 && n <= len(v.Stack.Layers) {
		v.Layer = n - 1
	}
	if v.Ref != "" {
		with, err := stackOf(h, v.Ref)
		if err != nil {
			return err
		}
		v.With, v.Diff = &with, scene.CompareStacks(v.Stack, with)
	}
	if scripted(c) {
		return render(c, http.StatusOK, templates.FileTree(v))
	}
	v.Others = others(h, v.Stack)
	return render(c, http.StatusOK, templates.Layers(v))
}

// stacks are what has layers, by kind.
var stacks = map[string]func(engine.Host, string) (scene.Stack, error){"image": scene.ImageStack, "container": scene.ContainerStack}

// stackOf finds a stack by its kind and name: image/nginx:latest.
func stackOf(h engine.Host, ref string) (scene.Stack, error) {
	kind, name, _ := strings.Cut(ref, "/")
	draw, ok := stacks[kind]
	if !ok {
		return scene.Stack{}, echo.ErrNotFound
	}
	s, err := draw(h, name)
	if err != nil {
		return s, &Error{Class: NotFound, Message: "There is no such " + kind + " in this lab at this moment.", Cause: err}
	}
	return s, nil
}

// others are the stacks that one can be compared with.
func others(h engine.Host, s scene.Stack) []templates.LayersOther {
	var list []templates.LayersOther
	for _, i := range scene.DrawSharing(h).Images {
		if i.ID != s.ID {
			list = append(list, templates.LayersOther{Value: "image/" + i.Ref, Name: "image " + i.Name + withoutName(i)})
		}
	}
	for _, c := range h.Containers() {
		if c.ID != s.ID {
			list = append(list, templates.LayersOther{Value: "container/" + c.Name, Name: "container " + c.Name})
		}
	}
	return list
}

// builds shows the builds of a lab, one of them opened or two compared.
func (s *server) builds(c echo.Context) error {
	l, h, err := s.lookAt(c, "Builds")
	if err != nil {
		return err
	}
	list := scene.Builds(h)
	one, with := buildIn(list, c.Param("build")), buildIn(list, c.QueryParam("with"))
	if one == nil && c.Param("build") != "" {
		return &Error{Class: NotFound, Message: "This build is not remembered."}
	}
	if one == nil && len(list) > 0 {
		one = &list[0]
	}
	return render(c, http.StatusOK, templates.Builds(l, list, one, with))
}

func buildIn(list []scene.Build, id string) *scene.Build {
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}

// machines sets what runs beside the same as virtual machines.
func (s *server) machines(c echo.Context) error {
	l, h, err := s.lookAt(c, "Containers or virtual machines")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Machines(l, scene.DrawMachines(h)))
}

// withoutName is the id of an image that has no name.
func withoutName(i scene.SharedImage) string {
	if i.Ref == i.Name {
		return ""
	}
	return " " + i.Ref
}
