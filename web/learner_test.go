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
