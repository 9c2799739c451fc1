package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// look gets a page of a lab, as a browser without script would.
func (s *site) look(target string, fragment bool) (int, string) {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.RemoteAddr = "127.0.0.1:4711"
	if fragment {
		r.Header.Set("X-Drydock", "fragment")
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// TestLooks: the pages that look at one side of a lab are whole without script.
func TestLooks(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	for _, line := range []string{
		`printf 'FROM alpine\nCOPY a.txt /a.txt\nRUN echo hi > /hi\n' > Dockerfile; echo one > a.txt`,
		"docker build -q -t app:1 .", "echo two > a.txt", "docker build -q -t app:2 .",
		"docker pull -q alpine", "docker run -d --name web nginx", "docker exec web sh -c 'echo x > /etc/nginx/nginx.conf; rm /etc/issue'",
	} {
		s.line(lab, line)
	}
	at := "/labs/" + lab
	for _, page := range []struct {
		path     string
		fragment bool
		want     []string
	}{
		{"/layers", false, []string{"app:1", "app:2", "alpine", "nginx", `class="thread"`}},
		{"/layers/image/app:2", false, []string{"RUN echo hi", "Dockerfile:3", "efficiency", "wasted", `class="scale"`, "layer 1", "<details"}},
		{"/layers/image/app:2?layer=3", false, []string{"line 3 of", "sha256:", "added", "hi"}},
		{"/layers/container/web", false, []string{"writable"}},
		{"/layers/container/web?dir=/etc/nginx", false, []string{"the writable layer, hides the copy in layer"}},
		{"/layers/image/app:1?with=image/app:2", false, []string{"1 layer is in both", "kept once", "/a.txt"}},
		{"/layers/image/app:2?layer=all&dir=/etc", true, []string{"<ul", "os-release"}},
		{"/builds", false, []string{"app:2", "miss", "hit", "COPY a.txt"}},
		{"/machines", false, []string{"Guest kernel", "Hypervisor", "web", "assumed"}},
	} {
		code, body := s.look(at+page.path, page.fragment)
		if code != http.StatusOK {
			t.Errorf("%s: %d %.300s", page.path, code, body)
		}
		for _, want := range page.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %q", page.path, want)
			}
		}
		if strings.Contains(body, "style=") || strings.Contains(body, "onclick") {
			t.Errorf("%s: inline style or script", page.path)
		}
		if page.fragment == strings.Contains(body, "<html") {
			t.Errorf("%s: a fragment and a page are mistaken for each other", page.path)
		}
	}
	for _, path := range []string{"/layers/image/none", "/layers/volume/x", "/layers/container/none", "/builds/none", "/layers/image/app:1?with=image/none"} {
		if code, _ := s.look(at+path, false); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
}

// TestImageComesByForm: an image leaves one lab as a file and comes into another
// by the form of its page, as a browser without script sends it.
func TestImageComesByForm(t *testing.T) {
	s := newSite(t, nil)
	from, to := s.newLab(), s.newLab()
	s.line(from, `printf 'FROM scratch\nCOPY a.txt /a.txt\n' > Dockerfile; echo one > a.txt`)
	s.line(from, "docker build -q -t mine:1 .")
	_, page := s.look("/labs/"+from+"/layers/image/mine:1", false)
	link := "/api/labs/" + from + "/images/mine:1"
	if !strings.Contains(page, `href="`+link+`" download`) {
		t.Fatal("the page has no link to the archive")
	}
	code, archive := s.look(link, false)
	if code != http.StatusOK {
		t.Fatal(code, archive)
	}
	send := func(archive string) *httptest.ResponseRecorder {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("archive", "mine.tar")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(archive)) // a Buffer takes every byte
		_ = form.Close()
		r := httptest.NewRequest(http.MethodPost, "/api/labs/"+to+"/images", &body)
		r.RemoteAddr = "127.0.0.1:4711"
		r.Header.Set("Content-Type", form.FormDataContentType())
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	if w := send(archive); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/labs/"+to+"/layers" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if _, page := s.look("/labs/"+to+"/layers/image/mine:1?layer=1", false); !strings.Contains(page, "a.txt") {
		t.Errorf("the image has not come with its files: %.500s", page)
	}
	if w := send("no archive at all"); w.Code != http.StatusBadRequest && w.Code != http.StatusUnprocessableEntity {
		t.Errorf("what is no archive is answered with %d", w.Code)
	}
	if _, page := s.look("/labs/"+to+"/layers", false); !strings.Contains(page, `enctype="multipart/form-data"`) {
		t.Error("the page has no form for an archive")
	}
}
