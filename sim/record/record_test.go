package record_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"drydock/sim"
	"drydock/sim/record"
	"drydock/sim/simtest"
)

// sample is a lab with two lines of time, two terminals, a file, keys and waits.
func sample() record.Lab {
	line := func(text string, after time.Duration) sim.Input {
		return sim.Input{Kind: sim.Line, Text: text, After: after}
	}
	return record.Lab{
		Seed: "sample", Setup: []string{"docker pull -q alpine"}, At: 8, Line: 9,
		Entries: []record.Entry{
			{0, line("docker run -d --name clock alpine sh -c 'while true; do date; sleep 1; done'", 1500*time.Millisecond)},
			{1, sim.Input{Kind: sim.File, Path: "app/Dockerfile", Text: "FROM alpine\nRUN echo <é> > /x\n", After: time.Second}},
			{2, line("docker logs -f clock", 7*time.Second)},
			{3, sim.Input{Kind: sim.Interrupt, After: 3200 * time.Millisecond}},
			{2, line("docker rm -f clock", 0)},
			{4, sim.Input{Kind: sim.Open, Terminal: "two"}},
			{6, sim.Input{Kind: sim.Line, Text: "docker run -it --rm alpine", Terminal: "two", After: time.Second}},
			{7, line("docker ps -a; false", 90*time.Second)},
			{8, sim.Input{Kind: sim.Wait, After: time.Minute}},
		},
	}
}

func host(l record.Lab) string {
	b, _ := json.Marshal(sim.Replay(l.Options(), l.Inputs(l.At)).Scene())
	return string(b)
}

func TestRoundTrip(t *testing.T) {
	for name, l := range map[string]record.Lab{"sample": sample(), "only": sample().Only(8), "empty": {Seed: "a"}, "beginning": {Seed: "a", Lesson: "volumes", Shared: "registry.class", Pipe: true,
		Entries: []record.Entry{{0, sim.Input{Kind: sim.Line, Text: "docker ps"}}}, Line: 1}} {
		fromFile, err := record.ReadFile(l.File())
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, l.File())
		}
		link, err := l.Link()
		if err != nil {
			t.Fatal(err)
		}
		fromLink, err := record.ReadLink("https://x.example/open#" + record.Mark + link)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if l.Entries == nil {
			l.Entries = []record.Entry{}
		}
		if !reflect.DeepEqual(fromFile, l) || !reflect.DeepEqual(fromLink, l) {
			t.Errorf("%s: the file gives %+v, the link %+v, want %+v", name, fromFile, fromLink, l)
		}
		if host(fromLink) != host(l) {
			t.Errorf("%s: the world is another one", name)
		}
	}
	l := record.Lab{Seed: "b2f6c8f0-9c64-4d2e-8a77-3c1f8f1d2a10", Entries: []record.Entry{{0, sim.Input{Kind: sim.Line, Text: "docker run -d --name web -p 8080:80 nginx", After: 4 * time.Second}}}, At: 1, Line: 1}
	if link, err := l.Link(); err != nil || len(link) > 140 {
		t.Errorf("a lab of one command takes %d characters (%v)", len(link), err)
	}
	if want, only := host(sample()), sample().Only(8); host(only) != want || len(only.Entries) != 7 {
		t.Errorf("the way to a moment alone has %d inputs, or leads elsewhere", len(only.Entries))
	}
}

// packed is a text as a link.
func packed(t *testing.T, text string) string {
	t.Helper()
	link, err := record.Lab{}.Link()
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := base64.RawURLEncoding.DecodeString(link[1:])
	// The dictionary is not exported; a reader names it by its sum, so a text
	// that uses none of it is made with the head of a link that does.
	var b bytes.Buffer
	b.Write(raw[:6])
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b.Write(z.Bytes()[2:])
	return "1" + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// What a stranger may send is refused with a reason, and at once.
func TestHostile(t *testing.T) {
	bomb := packed(t, `{"drydock":1,"inputs":[{"text":"`+strings.Repeat("a", 40<<20)+`"}]}`)
	many := `{"drydock":1,"inputs":[` + strings.Repeat(`{},`, record.MostInputs) + `{}]}`
	var crate bytes.Buffer
	b64 := base64.NewEncoder(base64.StdEncoding, &crate)
	zip := gzip.NewWriter(b64)
	for range 70 {
		if _, err := zip.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(zip.Close(), b64.Close()); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, link, says string }{
		{"nothing", "", "nothing in it"},
		{"another text", "hello world", "no lab"},
		{"a later format", "2abc", "newer Drydock"},
		{"wrong characters", "1a*b", "characters"},
		{"noise", "1" + strings.Repeat("QUJD", 100), "damaged"},
		{"cut off", packed(t, `{"drydock":1,"inputs":[{"text":"docker ps"}]}`)[:40], "damaged"},
		{"long", "1" + strings.Repeat("A", record.MostLink), "more than"},
		{"bomb", bomb, "unpacks to more"},
		{"many", packed(t, many), "more than 20000 inputs"},
		{"no object", packed(t, `[1,2]`), "not the JSON"},
		{"deep", packed(t, strings.Repeat("[", 100_000)), "not the JSON"},
		{"no version", packed(t, `{"inputs":[]}`), "no lab of Drydock"},
		{"next version", packed(t, `{"drydock":2,"inputs":[]}`), "newer"},
		{"kind", packed(t, `{"drydock":1,"inputs":[{"kind":"format-disk"}]}`), "no kind"},
		{"time back", packed(t, `{"drydock":1,"inputs":[{"after_ms":-1}]}`), "milliseconds"},
		{"time", packed(t, `{"drydock":1,"inputs":[{"after_ms":9223372036854775807}]}`), "milliseconds"},
		{"order", packed(t, `{"drydock":1,"inputs":[{"follows":1}]}`), "follows a later"},
		{"order back", packed(t, `{"drydock":1,"inputs":[{"follows":-1}]}`), "follows a later"},
		{"moment", packed(t, `{"drydock":1,"at":7,"inputs":[{}]}`), "no such moment"},
		{"moment elsewhere", packed(t, `{"drydock":1,"at":2,"line":3,"inputs":[{},{},{"follows":1}]}`), "no such moment"},
		{"line", packed(t, `{"drydock":1,"inputs":[{"text":"`+strings.Repeat("x", 9000)+`"}]}`), "a line may have"},
		{"terminal", packed(t, `{"drydock":1,"inputs":[{"terminal":"../../x"}]}`), "a terminal is named"},
		{"path", packed(t, `{"drydock":1,"inputs":[{"kind":"file","path":"a\u0000b"}]}`), "path"},
		{"seed", packed(t, `{"drydock":1,"seed":"<script>","inputs":[]}`), "seed"},
		{"lesson", packed(t, `{"drydock":1,"lesson":"../x","inputs":[]}`), "lesson"},
		{"setup", packed(t, `{"drydock":1,"setup":["a\nb"],"inputs":[]}`), "begins with"},
		{"images", packed(t, `{"drydock":1,"inputs":[{"kind":"load","text":"`+crate.String()+`"}]}`), "images"},
		{"bare", packed(t, `{"drydock":1,"inputs":[{"kind":"eof","text":"x"}]}`), "has no text"},
	} {
		began := time.Now()
		_, err := record.ReadLink(test.link)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.name, err, test.says)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: took %v", test.name, took)
		}
	}
	if _, err := record.ReadFile(make([]byte, record.MostFile+1)); !errors.Is(err, record.ErrTooLarge) {
		t.Errorf("a file that is too large: %v", err)
	}
	big := record.Lab{}
	for i := range 20 {
		big.Entries = append(big.Entries, record.Entry{int64(i), sim.Input{Kind: sim.File, Path: "a", Text: strings.Repeat("x", 60<<10)}})
	}
	if _, err := big.Link(); !errors.Is(err, record.ErrTooLarge) {
		t.Errorf("a lab that no link holds: %v", err)
	}
}

// FuzzRead reads what strangers may send, packed and not: it has no fault, or it
// is written and read again as it is.
func FuzzRead(f *testing.F) {
	link, _ := sample().Link()
	f.Add([]byte(link))
	f.Add(sample().File())
	f.Add([]byte(`{"drydock":1,"at":0,"line":1,"inputs":[{"follows":0}]}`))
	f.Add([]byte("1eNo"))
	f.Add([]byte(`{"drydock":1,"setup":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func() (record.Lab, error){
			func() (record.Lab, error) { return record.ReadLink(string(data)) },
			func() (record.Lab, error) { return record.ReadFile(data) },
		} {
			l, err := read()
			if err != nil {
				continue
			}
			again, err := record.ReadFile(l.File())
			if err != nil || !reflect.DeepEqual(l, again) {
				t.Fatalf("%+v is read again as %+v, %v", l, again, err)
			}
			for at := range int64(len(l.Entries)) + 1 {
				if path := l.Path(at); len(path) > int(at) {
					t.Fatalf("the way to %d has %d inputs", at, len(path))
				}
				if at > 50 {
					break
				}
			}
			_, _ = l.Query()
		}
	})
}

func TestAsked(t *testing.T) {
	for _, test := range []struct {
		query, inputs, fault string
	}{
		{"run=docker+ps", "line docker ps", ""},
		{"run=docker+ps%0A%0Asleep+9%0D%0A%5EC&run=%4010s&run=ls", "line docker ps|line sleep 9|interrupt |wait |line ls", ""},
		{"stack=services%3A%0A++web%3A%0A++++image%3A+nginx&run=docker+compose+ps", "file services:\n  web:\n    image: nginx\n|line cd stack|line docker compose up -d|line docker compose ps", ""},
		{"lesson=volumes", "", ""},
		{"lesson=../volumes", "", "lesson"},
		{"run=" + strings.Repeat("x", 9000), "", "a line may have"},
		{"run=" + strings.Repeat("a%0A", 51), "", "more than 50 lines"},
		{"stack=" + strings.Repeat("x", 40<<10), "", "its stack has more"},
		{"run=%40image+x%2Fy+!!!", "line @image x/y !!!", ""},
	} {
		q, err := url.ParseQuery(test.query)
		if err != nil || !record.Asks(q) {
			t.Fatalf("%s: %v", test.query, err)
		}
		l, err := record.Asked(q)
		if test.fault != "" {
			if err == nil || !strings.Contains(err.Error(), test.fault) {
				t.Errorf("%.60s: %v, want %q", test.query, err, test.fault)
			}
			continue
		}
		var got []string
		for _, in := range l.Inputs(l.At) {
			got = append(got, string(in.Kind)+" "+in.Text)
		}
		if err != nil || strings.Join(got, "|") != test.inputs {
			t.Errorf("%s gives %q, %v", test.query, got, err)
		}
	}
	w := func(query string) sim.World {
		q, _ := url.ParseQuery(query)
		l, err := record.Asked(q)
		if err != nil {
			t.Fatal(err)
		}
		return sim.Replay(sim.Options{Seed: "a"}, l.Inputs(l.At))
	}
	stack := w("stack=" + url.QueryEscape("services:\n  web:\n    image: nginx\n  db:\n    image: redis\n"))
	if n := len(stack.Host().Containers()); n != 2 {
		t.Errorf("the stack has %d containers", n)
	}
	l := record.Lab{Seed: "a"}
	for i, in := range []sim.Input{{Kind: sim.Line, Text: "docker run -it alpine"}, {Kind: sim.Line, Text: "hostname"}, {Kind: sim.EOF}, {Kind: sim.Wait, After: 10 * time.Second}} {
		l.Entries = append(l.Entries, record.Entry{int64(i), in})
	}
	l.At, l.Line = 4, 4
	if q, ok := l.Query(); !ok || q.Encode() != "run=docker+run+-it+alpine&run=hostname&run=%5ED&run=%4010s" {
		t.Errorf("the query is %s, %v", q.Encode(), ok)
	}
	if _, ok := sample().Query(); ok {
		t.Error("a saved file became a query")
	}
}

// A transcript is one that simtest plays, and it goes the same way again.
func TestTranscript(t *testing.T) {
	for name, l := range map[string]record.Lab{"sample": sample(), "pipe": {Seed: "p", Pipe: true, At: 2, Line: 2,
		Entries: []record.Entry{{0, sim.Input{Kind: sim.Line, Text: "docker run -d nginx; docker ps"}}, {1, sim.Input{Kind: sim.Line, Text: "seq 200; exit 3", After: time.Minute}}}}} {
		text := l.Transcript("A session", nil)
		archive := txtar.Parse(text)
		options, session, err := record.ReadTranscript(archive, "none")
		if err != nil || session < 0 || options.Seed != l.Seed || options.Pipe != l.Pipe {
			t.Fatalf("%s: %+v, %d, %v", name, options, session, err)
		}
		want := string(archive.Files[session].Data)
		if got := simtest.Play(t, options, want); got != want {
			t.Errorf("%s: played again it is\n%s\nand was\n%s", name, got, want)
		}
		if name == "sample" && (!strings.Contains(want, `  :{"kind":"file"`) || !strings.Contains(want, "  ^C\n") || !strings.Contains(want, "  @7s\n  $ docker logs -f clock\n") ||
			!strings.HasSuffix(want, "[exit 1]\n") || strings.Contains(want, "docker rm -f clock")) {
			t.Errorf("the transcript is\n%s", want)
		}
	}
}

func TestCast(t *testing.T) {
	for terminal, has := range map[string][]string{
		"":    {"$ ", "docker logs -f clock", "Mon Nov 23", "^C", "Up About a minute"},
		"two": {"$ docker run -it --rm alpine\r\n", "/ # "},
	} {
		lines := bufio.NewScanner(bytes.NewReader(sample().Cast("A session", terminal, nil)))
		lines.Buffer(nil, 1<<20)
		lines.Scan()
		var head struct{ Version, Width, Height int }
		if err := json.Unmarshal(lines.Bytes(), &head); err != nil || head.Version != 2 || head.Width != 120 || head.Height != 40 {
			t.Fatalf("the head is %s: %v", lines.Text(), err)
		}
		var out strings.Builder
		last := 0.0
		for lines.Scan() {
			var event []any
			if err := json.Unmarshal(lines.Bytes(), &event); err != nil || len(event) != 3 {
				t.Fatalf("%s: %v", lines.Text(), err)
			}
			if at := event[0].(float64); at < last {
				t.Errorf("time goes back from %v to %v", last, at)
			} else {
				last = at
			}
			if event[1] == "o" {
				out.WriteString(event[2].(string))
			}
		}
		for _, want := range has {
			if !strings.Contains(out.String(), want) {
				t.Errorf("terminal %q lacks %q:\n%s", terminal, want, out.String())
			}
		}
		if terminal == "" && strings.Contains(strings.ReplaceAll(out.String(), "\r\n", ""), "\n") {
			t.Error("a line ends without the carriage's return")
		}
		if last < 90 && terminal == "" {
			t.Errorf("it ends after %v seconds", last)
		}
		if terminal == "" && !strings.HasSuffix(out.String(), "\r\n$ ") {
			t.Errorf("it ends with %q", out.String()[max(0, out.Len()-200):])
		}
	}
	if cut := sample().Cast("x", "", func() bool { return false }); bytes.Count(cut, []byte("\n")) != 2 {
		t.Errorf("what is given up at once has\n%s", cut)
	}
}
