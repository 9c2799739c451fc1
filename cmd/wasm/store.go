//go:build js

package main

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"syscall/js"

	"drydock/sim/lesson"
	"drydock/web"
)

// Spec is a lab as JavaScript opens it.
type Spec struct {
	Lab     web.Lab
	Lesson  *lesson.Lesson // it is about, nil for none
	Entries []web.Entry    // it has had, as keep was given them
}

// store has the labs that are open; what they are made of is kept outside.
type store struct {
	web.ClassStore // there are no classes

	mu   sync.Mutex // guards labs
	labs map[string]Spec
}

func newStore() *store { return &store{labs: map[string]Spec{}} }

func (s *store) put(spec Spec) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.labs[spec.Lab.ID] = spec
}

func (s *store) drop(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.labs, id)
}

func (s *store) spec(id string) (Spec, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	spec, ok := s.labs[id]
	if !ok {
		return spec, &web.Error{Class: web.NotFound, Message: "There is no such lab."}
	}
	return spec, nil
}

func (s *store) CreateLab(_ context.Context, lab web.Lab) error {
	s.put(Spec{Lab: lab})
	return nil
}

func (s *store) Lab(_ context.Context, id string) (web.Lab, error) {
	spec, err := s.spec(id)
	return spec.Lab, err
}

// AppendInput keeps an entry outside, and then here.
func (s *store) AppendInput(_ context.Context, id string, e web.Entry) error {
	spec, err := s.spec(id)
	if err != nil {
		return err
	}
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := await(js.Global().Get("drydock").Call("keep", id, string(text))); err != nil {
		return err
	}
	spec.Entries = append(slices.Clip(spec.Entries), e)
	s.put(spec)
	return nil
}

func (s *store) Inputs(_ context.Context, id string) ([]web.Entry, error) {
	spec, err := s.spec(id)
	if err != nil {
		return nil, nil
	}
	return spec.Entries, nil
}

func (s *store) Ping(context.Context) error { return nil }

// await waits for a Promise. One that is broken with the text "conflict" tells
// that another window was first.
func await(p js.Value) error {
	done := make(chan error, 1)
	good := js.FuncOf(func(js.Value, []js.Value) any {
		done <- nil
		return nil
	})
	bad := js.FuncOf(func(_ js.Value, args []js.Value) any {
		err := &web.Error{Class: web.Internal, Message: args[0].Call("toString").String()}
		if err.Message == "conflict" {
			err.Class = web.Conflict
		}
		done <- err
		return nil
	})
	defer good.Release()
	defer bad.Release()
	p.Call("then", good, bad)
	return <-done
}

func without(list []lesson.Lesson, id string) []lesson.Lesson {
	return slices.DeleteFunc(slices.Clone(list), func(l lesson.Lesson) bool { return l.ID == id })
}
