package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestLesson takes a lesson: it begins on a host of its own, ticks a goal when
// it is met, and the goal stays met when what met it is gone, also for another
// server that rebuilds the lab.
func TestLesson(t *testing.T) {
	s := newSite(t, nil)
	if page := text(t, s.ask("GET", "/learn", "")); !strings.Contains(page, `action="/learn/the-lifecycle"`) {
		t.Fatalf("the catalogue does not offer the lesson")
	}
	if resp := s.ask("POST", "/learn/no-such-lesson", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a lesson that is not there is answered with %d", resp.StatusCode)
	}
	lab := cookieOf(t, s.ask("POST", "/learn/the-lifecycle", "")).Value
	for _, step := range []struct{ line, want string }{
		{"docker images", "0 of 3 goals reached"}, // nginx is there: the lesson begins with it
		{"docker run -d --name web nginx", "1 of 3 goals reached"},
		{"docker rm -f web", "2 of 3 goals reached"}, // one by what is gone, the other stays met
	} {
		s.line(lab, step.line)
		if page := text(t, s.ask("GET", "/labs/"+lab, "")); !strings.Contains(page, step.want) {
			t.Errorf("after %s the page does not say %q", step.line, step.want)
		}
	}
	page := text(t, siteOn(t, s.store, nil).ask("GET", "/labs/"+lab, ""))
	if !strings.Contains(page, "2 of 3 goals reached") || !strings.Contains(page, `data-goal="running" data-met`) {
		t.Error("for another server the goal is not met")
	}
	if !strings.Contains(page, "nginx") || strings.Contains(page, "docker.io/library/nginx:latest\n") {
		t.Error("what the lesson begins with is not there, or its output is shown")
	}
}

// TestLessonFile saves a file that a lesson offers, by its form.
func TestLessonFile(t *testing.T) {
	s := newSite(t, nil)
	lab := cookieOf(t, s.ask("POST", "/learn/building-and-the-cache", "")).Value
	page := text(t, s.ask("GET", "/labs/"+lab, ""))
	if !strings.Contains(page, `name="path" value="app/Dockerfile"`) {
		t.Fatalf("the page offers no Dockerfile")
	}
	s.ask("POST", "/labs/"+lab+"/inputs", form("kind", "file", "path", "app/Dockerfile", "text", "FROM alpine\n"), "Content-Type", formType)
	s.ask("POST", "/labs/"+lab+"/inputs", form("kind", "wait", "after_ms", "5000"), "Content-Type", formType)
	if got := s.line(lab, "cat app/Dockerfile"); got != "FROM alpine\n" && got != "FROM alpine\r\n" {
		t.Errorf("the file holds %q", got)
	}
}

// TestSolution watches a solution without script, looks at the picture of a goal,
// and answers a question.
func TestSolution(t *testing.T) {
	s := newSite(t, nil)
	lab := cookieOf(t, s.ask("POST", "/learn/volumes", "")).Value
	page := text(t, s.ask("GET", "/labs/"+lab+"?select=goal/kept", ""))
	if !strings.Contains(page, `src="/labs/`+lab+`/goal/kept"`) || !strings.Contains(page, "created</strong> volume <code>notes</code>") {
		t.Error("the goal is not shown beside the lab's own picture")
	}
	if goal := text(t, s.ask("GET", "/labs/"+lab+"/goal/kept", "")); !strings.Contains(goal, `data-name="notes"`) {
		t.Error("the picture of the goal lacks the volume")
	}
	if strings.Contains(text(t, s.ask("GET", "/labs/"+lab, "")), "1 of 2 goals") {
		t.Error("looking at the goal has reached it")
	}
	if resp := s.ask("POST", "/labs/"+lab+"/solution", form("goal", "kept"), "Content-Type", formType); resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("the solution is answered with %d", resp.StatusCode)
	}
	page = text(t, s.ask("GET", "/labs/"+lab, ""))
	if !strings.Contains(page, "1 of 2 goals reached") || !strings.Contains(page, "docker volume create notes") {
		t.Error("the solution has not been typed")
	}
	for _, option := range []string{"1", "2"} { // the first is kept
		s.ask("POST", "/labs/"+lab+"/inputs", form("kind", "answer", "path", "quiz-1", "text", option), "Content-Type", formType)
	}
	page = text(t, siteOn(t, s.store, nil).ask("GET", "/labs/"+lab, ""))
	if i := strings.Index(page, "Your answer:"); i < 0 || !strings.Contains(page[i:i+200], "It is removed too") {
		t.Error("the first answer is not kept")
	}
}

// TestChallenge takes a challenge: another one for each learner, and its lines
// are counted.
func TestChallenge(t *testing.T) {
	s := newSite(t, nil)
	seen := map[string]bool{}
	for range 12 {
		lab := cookieOf(t, s.ask("POST", "/learn/port-taken", "")).Value
		page := text(t, s.ask("GET", "/labs/"+lab, ""))
		if strings.Contains(page, "{{") {
			t.Error("a name stands where its value should")
		}
		for _, name := range []string{"shop", "blog", "wiki"} {
			if strings.Contains(page, "docker start "+name) {
				seen[name] = true
			}
		}
	}
	if len(seen) < 2 {
		t.Errorf("twelve learners have the variants %v", seen)
	}
	lab := cookieOf(t, s.ask("POST", "/learn/golf-three-states", "")).Value
	if page := text(t, s.ask("GET", "/labs/"+lab, "")); !strings.Contains(page, "0 lines so far, par 4") {
		t.Error("the lines are not counted")
	}
	s.ask("POST", "/labs/"+lab+"/solution", form("goal", "states"), "Content-Type", formType)
	s.line(lab, "true")
	if page := text(t, s.ask("GET", "/labs/"+lab, "")); !strings.Contains(page, "Done in 4 lines: par") {
		t.Error("the result is not told")
	}
}

// TestCatalogue searches for lessons.
func TestCatalogue(t *testing.T) {
	s := newSite(t, nil)
	for _, c := range []struct {
		query, has, lacks string
	}{
		{"?q=volume", "/learn/volumes", "/learn/compose"},
		{"?level=challenge", "/learn/port-taken", "/learn/volumes"},
		{"?q=nothing-like-that", "0 lessons, 0 min", "/learn/volumes"},
	} {
		page := text(t, s.ask("GET", "/learn"+c.query, ""))
		if !strings.Contains(page, c.has) || strings.Contains(page, `action="`+c.lacks) {
			t.Errorf("%s shows other lessons", c.query)
		}
	}
	if page := text(t, s.ask("GET", "/learn/format", "")); !strings.Contains(page, "drydock check DIR") {
		t.Error("the format is not told")
	}
	for _, name := range []string{"../course.go", "exits-at-once/start.sh", "x.png"} {
		if resp := s.ask("GET", "/learn/files/"+name, ""); resp.StatusCode != http.StatusNotFound {
			t.Errorf("the file %s is answered with %d", name, resp.StatusCode)
		}
	}
}
