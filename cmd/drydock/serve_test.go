package main

import (
	"context"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// told is called with what is written to it.
type told func(line string)

func (f told) Write(p []byte) (int, error) {
	f(string(p))
	return len(p), nil
}

// A server prints its address when it listens; told to stop it answers
// nothing more and closes its store.
func TestServeStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o := serveOptions{addr: "127.0.0.1:0", db: filepath.Join(t.TempDir(), "db"), out: told(func(line string) {
		url := strings.TrimSpace(strings.TrimPrefix(line, "drydock: listening on "))
		if conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://")); err != nil {
			t.Errorf("%q, but: %v", line, err)
		} else {
			conn.Close()
		}
		cancel()
	})}
	if err := o.serve(ctx); err != nil {
		t.Error(err)
	}
	o.addr = "nonsense"
	if err := o.serve(t.Context()); err == nil {
		t.Error("it listens on nonsense")
	}
}

func TestServeFlags(t *testing.T) {
	for _, args := range [][]string{{"--nope"}, {"extra"}, {"--worlds", "many"}} {
		if code := serve(args); code != 2 {
			t.Errorf("serve %v exits with %d", args, code)
		}
	}
}

func TestNames(t *testing.T) {
	for _, test := range []struct {
		o    serveOptions
		want string // one of the names, "" for every name
	}{
		{serveOptions{addr: "127.0.0.1:0"}, "localhost"},
		{serveOptions{addr: "[::1]:80"}, "::1"},
		{serveOptions{addr: "localhost:80"}, "127.0.0.1"},
		{serveOptions{addr: ":80"}, ""},
		{serveOptions{addr: "0.0.0.0:80"}, ""},
		{serveOptions{addr: "127.0.0.1:80", hosts: "Lab.example,b.example"}, "lab.example"},
	} {
		got := test.o.names()
		if test.want == "" && got != nil || test.want != "" && !slices.Contains(got, test.want) {
			t.Errorf("%+v answers to %v", test.o, got)
		}
	}
}
