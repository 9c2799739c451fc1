package http1_test

import (
	"strings"
	"testing"

	"drydock/sim/http1"
)

func TestReadRequest(t *testing.T) {
	for _, row := range []struct {
		in   string
		want string // method target body, or the error
		n    int
	}{
		{"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET", "GET / ", 27},
		{"\r\nGET /x?y HTTP/1.0\n\n", "GET /x?y ", 21},
		{"POST /f HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcd", "POST /f abc", 42},
		{"POST /f HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "POST /f abc", 61},
		{"POST /f HTTP/1.1\r\nContent-Length: 5\r\n\r\nab", "more", 0},
		{"GET / HTT", "more", 0},
		{"hello\r\n\r\n", "bad", 0},
		{"GET / HTTP/1.1\r\nno colon\r\n\r\n", "bad", 0},
		{"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "bad", 0},
		{"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", "big", 0},
		{strings.Repeat("x", http1.MaxHead+1), "big", 0},
	} {
		r, n, err := http1.ReadRequest(row.in)
		got := r.Method + " " + r.Target + " " + r.Body
		switch err {
		case http1.ErrMore:
			got, n = "more", 0
		case http1.ErrBad:
			got, n = "bad", 0
		case http1.ErrBig:
			got, n = "big", 0
		}
		if got != row.want || n != row.n && err == nil {
			t.Errorf("%.60q: %q, %d bytes", row.in, got, n)
		}
	}
}

func TestReadResponse(t *testing.T) {
	for _, row := range []struct {
		in, method string
		ended      bool
		want       string
	}{
		{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "GET", false, "hi"},
		{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "HEAD", false, ""},
		{"HTTP/1.0 200 OK\r\n\r\nall of it", "GET", true, "all of it"},
		{"HTTP/1.0 200 OK\r\n\r\nall of", "GET", false, "more"},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhi\r\n1\r\n!\r\n0\r\nA: b\r\n\r\n", "GET", false, "hi!"},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi", "GET", false, "more"},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "GET", false, "bad"},
		{"HTTP/1.1 204\r\n\r\n", "GET", false, ""},
		{"SSH-2.0-OpenSSH\r\n", "GET", false, "bad"},
		{"HT", "GET", false, "more"},
	} {
		r, _, err := http1.ReadResponse(row.in, row.method, row.ended)
		got := r.Body
		switch err {
		case http1.ErrMore:
			got = "more"
		case http1.ErrBad:
			got = "bad"
		}
		if got != row.want {
			t.Errorf("%q: %q %v", row.in, got, err)
		}
	}
}

// FuzzRead: no bytes make a reader panic, take more than there is, or change
// when they are written and read again.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "POST / HTTP/1.1\nContent-Length: 1\n\nx"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, ended bool) {
		r, n, err := http1.ReadRequest(s)
		if n > len(s) || err == nil && n == 0 {
			t.Fatalf("took %d of %d bytes", n, len(s))
		}
		if err == nil && !r.Header.Has("Transfer-Encoding") {
			again, _, err := http1.ReadRequest(r.String())
			if err != nil || again.String() != r.String() {
				t.Fatalf("%q became %q (%v)", r.String(), again.String(), err)
			}
		}
		if _, n, _ := http1.ReadResponse(s, "GET", ended); n > len(s) {
			t.Fatalf("took %d of %d bytes", n, len(s))
		}
		http1.CutHello(s)
	})
}
