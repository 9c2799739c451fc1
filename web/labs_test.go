package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"drydock/sim"
	"drydock/web"
)

// session is what a learner did, with the real time before each input.
var session = []struct {
	after time.Duration
	in    sim.Input
}{
	{0, sim.Input{Kind: sim.Line, Text: "docker run --name hi hello-world"}},
	{1234567 * time.Microsecond, sim.Input{Kind: sim.Line, Text: "docker run -d --name clock alpine sh -c 'while true; do date; sleep 1; done'"}},
	{7 * time.Second, sim.Input{Kind: sim.Line, Text: "docker logs -f clock"}},
	{3200 * time.Millisecond, sim.Input{Kind: sim.Interrupt}},
	{time.Hour, sim.Input{Kind: sim.Line, Text: "docker ps -a"}},
	{time.Second, sim.Input{Kind: sim.File, Path: "Dockerfile", Text: "FROM alpine\nRUN echo hi > /hi\n"}},
	{time.Second, sim.Input{Kind: sim.Line, Text: "for i in 1 2 3"}},
	{time.Second, sim.Input{Kind: sim.Line, Text: "do echo $i; done; cat Dockerfile"}},
	{time.Second, sim.Input{Kind: sim.Line, Text: "docker run -it --rm alpine sh"}},
	{time.Second, sim.Input{Kind: sim.Line, Text: "hostname; echo inside > /tmp/x"}},
	{time.Second, sim.Input{Kind: sim.EOF}},
	{time.Second, sim.Input{Kind: sim.Interrupt}},
	{90 * time.Second, sim.Input{Kind: sim.Wait}},
	{time.Second, sim.Input{Kind: sim.Line, Text: "docker stop clock; docker rm clock; docker rmi nothing"}},
}

// played plays the session in a new lab. between is called after each input.
func (s *site) played(labs *web.Labs, between func()) string {
	s.t.Helper()
	lab, err := labs.Create(s.t.Context(), web.Wanted{})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, step := range session {
		s.pass(step.after)
		if _, err := labs.Input(s.t.Context(), lab.ID, web.Input{Input: step.in}); err != nil {
			s.t.Fatal(err)
		}
		between()
	}
	return lab.ID
}

// A world that left the memory and was rebuilt is the one that left: its
// picture, its page and its next answer are the same to the byte.
func TestRebuiltIsTheSame(t *testing.T) {
	s := newSite(t, nil)
	labs := web.NewLabs(s.store, 10, "test", s.clock)
	id := s.played(labs, func() {})
	warm := siteWith(t, s)
	hot, page := warm.scene(id), text(t, warm.ask("GET", "/labs/"+id, ""))
	for range 3 {
		cold := siteWith(t, s)
		if got := cold.scene(id); got != hot {
			t.Fatalf("the scene is\n%s\nand was\n%s", got, hot)
		}
		if got := text(t, cold.ask("GET", "/labs/"+id, "")); got != page {
			t.Fatalf("the page is\n%s\nand was\n%s", got, page)
		}
	}
	moment, err := labs.Look(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var inputs []sim.Input
	entries, err := s.store.Inputs(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		if want := min(session[i].after.Truncate(time.Millisecond), sim.MaxAfter); e.Input.After != want {
			t.Errorf("input %d came %v after the one before, want %v", i, e.Input.After, want)
		}
		inputs = append(inputs, e.Input)
	}
	replayed := sim.Replay(moment.Lab.Options(), inputs)
	if got, want := asJSON(t, replayed.Scene()), asJSON(t, moment.World.Scene()); got != want {
		t.Errorf("replay gives\n%s\nwant\n%s", got, want)
	}
	if !replayed.Now().Equal(moment.World.Now()) || replayed.Prompt() != moment.World.Prompt() {
		t.Errorf("replay ends at %v %q, want %v %q", replayed.Now(), replayed.Prompt(), moment.World.Now(), moment.World.Prompt())
	}
}

// siteWith is another server on the same store at the same time.
func siteWith(t *testing.T, s *site) *site {
	other := siteOn(t, s.store.Store, nil)
	other.now = s.now
	return other
}

// With room for one world, two labs that take turns push each other out at
// every input; nobody can tell.
func TestLabsThatTakeTurns(t *testing.T) {
	s := newSite(t, nil)
	roomy := web.NewLabs(s.store, 10, "test", s.clock)
	tight := web.NewLabs(s.store, 1, "test", s.clock)
	other, err := tight.Create(t.Context(), web.Wanted{})
	if err != nil {
		t.Fatal(err)
	}
	id := s.played(tight, func() {
		if _, err := tight.Look(t.Context(), other.ID); err != nil {
			t.Fatal(err)
		}
	})
	if s.store.reads < 2*len(session) {
		t.Errorf("labs were rebuilt %d times only", s.store.reads)
	}
	a, err := tight.Ahead(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := roomy.Ahead(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := asJSON(t, a.World.Scene(), a.Lines), asJSON(t, b.World.Scene(), b.Lines); got != want {
		t.Errorf("the lab is\n%s\nwant\n%s", got, want)
	}
}

func TestColdLabIsRebuiltOnce(t *testing.T) {
	s := newSite(t, nil)
	id := s.played(web.NewLabs(s.store, 10, "test", s.clock), func() {})
	cold := web.NewLabs(s.store, 10, "test", s.clock)
	before := s.store.reads
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if _, err := cold.Look(t.Context(), id); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := s.store.reads - before; got != 1 {
		t.Errorf("the lab was rebuilt %d times", got)
	}
}

// Many requests at once, with room for few worlds: each input counts once, in
// some order, and nothing is lost.
func TestManyAtOnce(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.MaxWorlds = 2 })
	const labs, inputs = 5, 20
	var ids []string
	for range labs {
		ids = append(ids, s.newLab())
	}
	var wg sync.WaitGroup
	for _, id := range ids {
		for range inputs {
			wg.Go(func() { s.line(id, "n=$((n+1))") })
		}
	}
	wg.Wait()
	for _, id := range ids {
		if got := s.line(id, "echo $n"); got != fmt.Sprintf("%d\r\n", inputs) {
			t.Errorf("a lab counted to %q", got)
		}
	}
}

// Asking for labs that do not exist must not push out those that do.
func TestUnknownLabsTakeNoRoom(t *testing.T) {
	s := newSite(t, nil)
	labs := web.NewLabs(s.store, 1, "test", s.clock)
	lab, err := labs.Create(t.Context(), web.Wanted{})
	if err != nil {
		t.Fatal(err)
	}
	look := func() {
		if _, err := labs.Look(t.Context(), lab.ID); err != nil {
			t.Fatal(err)
		}
	}
	look()
	for i := range 50 {
		if _, err := labs.Look(t.Context(), fmt.Sprintf("11111111-1111-4111-8111-%012d", i)); err == nil {
			t.Error("there is a lab that nobody made")
		}
	}
	before := s.store.reads
	look()
	if s.store.reads != before {
		t.Error("the lab had left the memory")
	}
}

// The process is killed after an answer: a server on the same files, which
// were never closed, shows all that was answered.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	first := siteOn(t, openStore(t, path), nil)
	lab := first.newLab()
	for i := range 10 {
		first.line(lab, fmt.Sprintf("echo line-$((%d*11))", i))
	}
	second := siteOn(t, openStore(t, path), nil)
	page := text(t, second.ask("GET", "/labs/"+lab, ""))
	for i := range 10 {
		if want := fmt.Sprintf("line-%d<", i*11); !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

// Time that nobody watched stands still after five minutes.
func TestTimeStandsStill(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "true")
	s.pass(24 * time.Hour)
	s.line(lab, "true")
	if _, scene := s.json("GET", "/api/labs/"+lab, ""); !strings.HasPrefix(scene["time"].(string), "2026-11-23T09:05") {
		t.Errorf("after a day it is %v", scene["time"])
	}
	s.pass(-time.Hour) // the server's clock was set back
	s.line(lab, "true")
	if _, scene := s.json("GET", "/api/labs/"+lab, ""); !strings.HasPrefix(scene["time"].(string), "2026-11-23T09:05") {
		t.Errorf("after the clock went back it is %v", scene["time"])
	}
}

func TestTranscriptOfAProgram(t *testing.T) {
	s := newSite(t, nil)
	labs := web.NewLabs(s.store, 10, "test", s.clock)
	moment, err := labs.Look(t.Context(), s.played(labs, func() {}))
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	for _, l := range moment.Lines {
		for _, span := range l.Spans {
			page.WriteString(span.Text)
		}
		page.WriteString("\n")
	}
	for _, want := range []string{
		"$ docker run --name hi hello-world\n", "\nHello from Docker!\n", "$ docker logs -f clock\n", "^C\n$ docker ps -a\n",
		"$ for i in 1 2 3\n> do echo $i; done; cat Dockerfile\n1\n2\n3\nFROM alpine\n",
		"/ # hostname; echo inside > /tmp/x\n", "\n$ ^C\n$ docker stop",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the transcript lacks %q:\n%s", want, page.String())
		}
	}
}

func TestCancelledWhileLoading(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := web.NewLabs(s.store, 1, "test", s.clock).Look(cancelled, lab); err == nil {
		t.Error("a cancelled request was served from the store")
	}
	if resp := s.ask("GET", "/api/labs/"+lab, ""); resp.StatusCode != http.StatusOK {
		t.Errorf("then the lab is answered with %d", resp.StatusCode)
	}
}

// asJSON is what can be seen of values, wherever they are kept.
func asJSON(t *testing.T, values ...any) string {
	t.Helper()
	b, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
