//go:build js

package main

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"syscall/js"
	"time"

	"drydock/sim"
	"drydock/sim/record"
	"drydock/web"
)

// Shared is a lab that an address holds, as JavaScript opens it, or why it
// cannot be.
type Shared struct {
	Fault    string      `json:",omitempty"`
	Lab      web.Lab     // without an ID; Seed is "" where it may be any
	Entries  []web.Entry // that it has had
	At, Line int64       // the moment to show
	Done, Of int         // not all inputs are there where they would be too much work
}

// read reads what stands behind # in an address (link), or the query that asks
// for a lab, or the file of one.
func read(args []js.Value) (said any) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case sim.Beyond:
			said = map[string]any{"beyond": string(p)}
		default:
			panic(p)
		}
	}()
	var asked struct{ Link, Query, File string }
	s := Shared{Fault: "This address cannot be read."}
	if json.Unmarshal([]byte(args[0].String()), &asked) == nil {
		r, err := reading(asked.Link, asked.Query, asked.File)
		if err == nil {
			s.Of = len(r.Entries)
			r, s.Done, err = web.Playable(context.Background(), r)
		}
		s.Fault = ""
		if err != nil {
			s.Fault = "This link cannot be opened: " + err.Error() + "."
		}
		s.Lab = web.Lab{Seed: r.Seed, Pipe: r.Pipe, Lesson: r.Lesson, Setup: strings.Join(r.Setup, "\n"), Shared: r.Shared}
		s.At, s.Line = r.At, r.Line
		now := time.Now().UTC().Truncate(time.Millisecond)
		for i, e := range r.Entries {
			s.Entries = append(s.Entries, web.Entry{Seq: int64(i + 1), Parent: e.Parent, At: now, Input: e.Input})
		}
	}
	out, err := json.Marshal(s)
	if err != nil {
		return err.Error()
	}
	return string(out)
}

func reading(link, query, file string) (record.Lab, error) {
	if file != "" {
		return record.ReadFile([]byte(file))
	}
	if link != "" {
		return record.ReadLink(link)
	}
	q, err := url.ParseQuery(record.Query(strings.TrimPrefix(query, "?")))
	if err != nil {
		return record.Lab{}, err
	}
	return record.Asked(q)
}
