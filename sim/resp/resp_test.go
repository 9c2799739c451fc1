package resp_test

import (
	"fmt"
	"testing"

	"drydock/sim/resp"
)

func TestRead(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"+OK\r\n", "+OK\r\n"}, {":12\r\n", ":12\r\n"}, {"$2\r\nhi\r\nx", "$2\r\nhi\r\n"}, {"$-1\r\n", "$-1\r\n"},
		{"*2\r\n$1\r\na\r\n:3\r\n", "*2\r\n$1\r\na\r\n:3\r\n"}, {"*0\r\n", "*0\r\n"}, {"$5\r\nhi", "more"}, {"*2\r\n+a\r\n", "more"}, {"", "more"},
		{"hello\r\n", "bad"}, {"$x\r\n", "bad"}, {"$2\r\nhixx", "bad"}, {"$-2\r\n", "bad"}, {"*99999999\r\n", "bad"},
	} {
		r, _, err := resp.Read(row.in)
		got := r.String()
		switch err {
		case resp.ErrMore:
			got = "more"
		case resp.ErrBad:
			got = "bad"
		}
		if got != row.want {
			t.Errorf("%q: %q", row.in, got)
		}
	}
}

func ExampleWords() {
	words, ok := resp.Words(`set k "a \"b\"" 'c d'`)
	fmt.Printf("%q %v\n", words, ok)
	_, ok = resp.Words(`set "k`)
	fmt.Println(ok)
	fmt.Println(resp.Quoted("a\x00\"\n"))
	// Output:
	// ["set" "k" "a \"b\"" "c d"] true
	// false
	// "a\x00\"\n"
}

// FuzzRead: no bytes make a reader panic or take more than there is, and what
// is read is written as it was.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"*1\r\n$4\r\nPING\r\n", "PING\r\n", "*2\r\n*1\r\n+a\r\n$-1\r\n", "-ERR x\r\n", `set "a`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, n, err := resp.Read(s)
		if n > len(s) {
			t.Fatalf("took %d of %d bytes", n, len(s))
		}
		if err == nil {
			if again, _, err := resp.Read(r.String()); err != nil || again.String() != r.String() {
				t.Fatalf("%q became %q, %v", r.String(), again.String(), err)
			}
		}
		if args, n, err := resp.ReadCommand(s); n > len(s) || err == nil && n == 0 {
			t.Fatalf("%q: took %d of %d bytes", args, n, len(s))
		}
	})
}
