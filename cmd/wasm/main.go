//go:build js

// Command wasm runs labs in a browser: the handlers of a server on worlds that
// live in a worker of the page. Only JavaScript calls it, by the functions of
// the object drydock:
//
//	drydock.open(spec)     a lab: JSON of Spec; throws what is wrong with it
//	drydock.close(id)      lets a lab go
//	drydock.ask(request)   a Promise of {status, headers, body}; request is
//	                       {method, url, headers, body}, all text
//	drydock.leave()        the program ends; another one takes its place
//	drydock.read(text)     a lab that was shared: JSON of {link}, {query} or {file}
//	                       becomes the JSON of what it is, see Shared
//	drydock.play(text)     steps a world of its own: JSON of {options, inputs},
//	                       and returns the JSON of its results
//
// Built with the tag core the program is a small one that does not hold
// everything. What it does not is told by {beyond} in the place of an answer:
// the whole program is then opened with what was kept, and asked the same.
//
// It calls drydock.keep(lab, json) for each input, and waits for the Promise it
// returns: what is shown has been kept.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"syscall/js"

	"drydock/sim"
	"drydock/web"
)

func main() {
	d := &desk{store: newStore()}
	d.local = web.NewLocal(web.Config{Store: d.store, MaxWorlds: 16})
	api := js.Global().Get("drydock")
	for name, f := range map[string]func([]js.Value) any{"open": d.open, "close": d.close, "ask": d.ask, "play": play, "read": read} {
		api.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
	}
	left := make(chan struct{})
	api.Set("leave", js.FuncOf(func(js.Value, []js.Value) any {
		close(left)
		return nil
	}))
	api.Call("ready")
	<-left
}

// tidy has garbage collected: the worker starts the program with none of that up
// to 128 MiB, so that the first answer comes sooner. A page has less memory to
// give than a server.
var tidy = sync.OnceFunc(func() {
	debug.SetGCPercent(60)
	debug.SetMemoryLimit(math.MaxInt64)
})

// desk is what JavaScript talks to.
type desk struct {
	store   *store
	local   *web.Local
	lessons web.Lessons
}

// open makes a lab ready.
func (d *desk) open(args []js.Value) any {
	var s Spec
	if err := json.Unmarshal([]byte(args[0].String()), &s); err != nil {
		return err.Error()
	}
	d.store.put(s)
	if s.Lesson != nil {
		d.lessons.Version++
		d.lessons.List = append(without(d.lessons.List, s.Lesson.ID), *s.Lesson)
		d.local.Learn(d.lessons)
	}
	return nil
}

func (d *desk) close(args []js.Value) any {
	d.store.drop(args[0].String())
	d.local.Forget(args[0].String())
	return nil
}

// ask answers a request, beside the event loop: keeping an input waits for it.
func (d *desk) ask(args []js.Value) any {
	in := args[0]
	r, err := http.NewRequestWithContext(context.Background(), in.Get("method").String(), in.Get("url").String(), strings.NewReader(in.Get("body").String()))
	return promise(func() (any, error) {
		if err != nil {
			return nil, err
		}
		headers := in.Get("headers")
		names := js.Global().Get("Object").Call("keys", headers)
		for i := range names.Length() {
			r.Header.Set(names.Index(i).String(), headers.Get(names.Index(i).String()).String())
		}
		a := d.local.Answer(r)
		tidy()
		if a.Beyond != "" {
			return map[string]any{"beyond": a.Beyond}, nil
		}
		out := map[string]any{}
		for name := range a.Header {
			out[name] = a.Header.Get(name)
		}
		return map[string]any{"status": a.Status, "headers": out, "body": a.Body}, nil
	})
}

// promise is a Promise of what work comes to.
func promise(work func() (any, error)) js.Value {
	var run js.Func
	run = js.FuncOf(func(_ js.Value, args []js.Value) any {
		go func() {
			defer run.Release()
			v, err := work()
			if err != nil {
				args[1].Invoke(js.Global().Get("Error").New(err.Error()))
				return
			}
			args[0].Invoke(v)
		}()
		return nil
	})
	return js.Global().Get("Promise").New(run)
}

// play steps a world and returns what it showed: the same as natively.
func play(args []js.Value) any {
	var script struct {
		Options sim.Options `json:"options"`
		Inputs  []sim.Input `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(args[0].String()), &script); err != nil {
		return fmt.Sprintf("%q", err.Error())
	}
	tidy()
	w := sim.New(script.Options)
	results := make([]sim.Result, len(script.Inputs))
	for i, in := range script.Inputs {
		w, results[i] = w.Step(in)
	}
	out, err := json.Marshal(results)
	if err != nil {
		return fmt.Sprintf("%q", err.Error())
	}
	return string(out)
}
