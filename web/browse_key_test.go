package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestFramesHaveAKey: pages of simulated servers in a member's lab are reached
// without the member's cookie by the key in their address, which opens nothing
// else, and no other lab; so it is for the teacher's lab.
func TestFramesHaveAKey(t *testing.T) {
	s := newSite(t, nil)
	teacher := s.person()
	board, code := teacher.opens("Pages")
	ann, _ := s.joins(code, "Ann")
	bob, _ := s.joins(code, "Bob")
	for _, p := range []*person{ann, bob} {
		p.must(http.StatusSeeOther, "POST", "/class/lessons/the-lifecycle", "")
		p.types("docker run -d --name web -p 8080:80 nginx")
	}
	teacher.must(http.StatusSeeOther, "POST", board+"/lab", "")
	world := regexp.MustCompile(`/labs/[^/?"]+`).FindString(teacher.last.Header.Get("Location"))
	frame := regexp.MustCompile(`id="frame"[^>]* src="([^"?]+)`)
	framed := func(p *person, lab string) string {
		t.Helper()
		found := frame.FindStringSubmatch(p.must(http.StatusOK, "GET", lab+"?browse=http://localhost:8080/", ""))
		if found == nil || !strings.Contains(found[1], "/browse/~") {
			t.Fatalf("no frame with a key: %v", found)
		}
		return found[1]
	}
	lab := "/labs/" + ann.cookies["lab"]
	anns, bobs := framed(ann, lab), framed(bob, "/labs/"+bob.cookies["lab"])
	nobody := s.person()
	if page := nobody.must(http.StatusOK, "GET", anns, ""); !strings.Contains(page, "Welcome to nginx") {
		t.Errorf("the frame shows %.200s", page)
	}
	nobody.must(http.StatusOK, "POST", anns, form("a", "b"))
	if page := ann.must(http.StatusOK, "GET", lab, ""); !strings.Contains(page, "send a form to http://localhost:8080/") {
		t.Error("what the frame sent is not in the history")
	}
	key := regexp.MustCompile(`~[0-9a-f]{32}/`).FindString(anns)
	bobsKey := regexp.MustCompile(`~[0-9a-f]{32}/`).FindString(bobs)
	for _, target := range []string{strings.Replace(anns, key, "", 1), strings.Replace(anns, key, bobsKey, 1), strings.Replace(anns, key, "~/", 1), lab, lab + "/ahead", lab + "/" + key, lab + "/inspect/" + key + "web"} {
		if status, _ := nobody.go_("GET", target, ""); status != http.StatusForbidden && status != http.StatusNotFound {
			t.Errorf("GET %s is answered with %d", target, status)
		}
	}
	for _, target := range []string{lab + "/inputs", strings.Replace(anns, key, bobsKey, 1)} {
		if status, _ := nobody.go_("POST", target, form("kind", "line", "text", "docker ps")); status != http.StatusForbidden {
			t.Errorf("POST %s is answered with %d", target, status)
		}
	}
	if world != "" {
		teacher.must(http.StatusSeeOther, "POST", world+"/inputs", form("kind", "line", "text", "docker run -d -p 8080:80 nginx"))
		if page := nobody.must(http.StatusOK, "GET", framed(teacher, world), ""); !strings.Contains(page, "Welcome to nginx") {
			t.Errorf("the teacher's frame shows %.200s", page)
		}
	}
}

// TestAFrameLoadsWhenThePageIsAnother: its address stays while the page does, so
// that an answer in the terminal makes no request for it.
func TestAFrameLoadsWhenThePageIsAnother(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "docker run -d --name web -p 8080:80 nginx")
	at := func(query string) string {
		return regexp.MustCompile(`id="frame"[^>]* src="([^"]+)`).FindString(text(t, s.ask(http.MethodGet, "/labs/"+lab+"?browse=http://localhost:8080/"+query, "")))
	}
	first := at("")
	s.line(lab, "docker ps")
	if again := at(""); first == "" || again != first {
		t.Errorf("the page is the same, and the frame's address another: %s, %s", first, again)
	}
	s.line(lab, "docker exec web sh -c 'echo hi > /usr/share/nginx/html/index.html'")
	if again := at(""); again == first {
		t.Error("the page is another, and the frame's address the same")
	}
	if past := at("&at=1"); !strings.Contains(past, "drydock-at=1") {
		t.Errorf("in the past the frame is at %s", past)
	}
}
