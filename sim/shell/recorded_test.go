package shell

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"

	"drydock/sim/vfs"
)

// recorded is a one-liner and what real shells printed and returned for it:
// bash 5.2.15, dash 0.5.12 and busybox 1.35, run with -c in a directory like
// the test machine's, both streams into one pipe. Differs says where we do
// otherwise, and why.
type recorded struct {
	Script          string
	Bash, Dash, Ash *answer
	Differs         map[string]string
}

type answer struct {
	out  string
	code int
}

// UnmarshalJSON reads [output, status].
func (a *answer) UnmarshalJSON(b []byte) error {
	pair := [2]any{&a.out, &a.code}
	return json.Unmarshal(b, &pair)
}

// playFull is play on a machine whose directory can be written to.
func playFull(f Flavor, script string) (string, int) {
	h := newHost()
	h.tree, _ = h.tree.Put("/tmp", vfs.Dir(0o777, time.Time{}))
	h.quantum = 1 << 30
	h.start(f, []string{[...]string{"bash", "sh", "sh"}[f], "-c", script})
	h.run()
	p := h.procs[1]
	if !p.zombie {
		return h.out + "(it waits)", -1
	}
	return h.out, p.code
}

func TestRecorded(t *testing.T) {
	file, err := os.Open("testdata/recorded.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	played, told := 0, 0
	for lines.Scan() {
		var r recorded
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		for f, want := range []*answer{r.Bash, r.Dash, r.Ash} {
			if want == nil {
				continue
			}
			played++
			name := [...]string{"bash", "dash", "ash"}[f]
			out, code := playFull(Flavor(f), r.Script)
			same := out == want.out && code == want.code
			if r.Differs[name] != "" {
				if told++; same {
					t.Errorf("%s: %s: no longer differs", name, r.Script)
				}
				continue
			}
			if !same {
				t.Errorf("%s: %s\ngot  %q %d\nwant %q %d", name, r.Script, out, code, want.out, want.code)
			}
		}
	}
	if played < 900 || told*10 > played {
		t.Errorf("%d of %d recorded answers differ", told, played)
	}
}
