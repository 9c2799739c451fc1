package web_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestPartsStandInThePage: style sheets and images of a simulated page are put
// into it, so that it looks as its server means it and the frame loads nothing.
func TestPartsStandInThePage(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	for _, line := range []string{
		"docker run -d --name web -p 8080:80 nginx; cd /root; mkdir css",
		"echo '<link rel=stylesheet href=css/a.css><link rel=stylesheet href=/none.css><img src=/a.svg alt=logo><img src=//evil.example/b.png>' > index.html",
		"echo 'h1 { color: red } </style><script>bad()</script>' > css/a.css; echo '<svg/>' > a.svg; printf '\\0\\1' > a.bin",
		"for f in css index.html a.svg a.bin; do docker cp $f web:/usr/share/nginx/html/; done",
	} {
		s.line(lab, line)
	}
	page := func(path string) string {
		resp := s.ask(http.MethodGet, "/labs/"+lab+"/browse/http/localhost:8080/"+path, "")
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
		}
		return string(body)
	}
	index := page("")
	for _, part := range []string{"<style>h1 { color: red } <\\/style>", `<img src="data:image/svg+xml;base64,PHN2Zy8+Cg==" alt="logo">`, "/browse/http/localhost:8080/none.css", "/browse/http/evil.example/b.png"} {
		if !strings.Contains(index, part) {
			t.Errorf("the page lacks %s:\n%s", part, index)
		}
	}
	if strings.Contains(index, "</style><script>") {
		t.Errorf("a style sheet ends itself:\n%s", index)
	}
	if got := page("a.svg"); !strings.Contains(got, `<img alt="" src="data:image/svg+xml;base64,`) {
		t.Errorf("an image: %s", got)
	}
	if got := page("a.bin"); !strings.Contains(got, "A browser saves this file: application/octet-stream, 2 bytes.") {
		t.Errorf("a file: %s", got)
	}
	mark := regexp.MustCompile(`drydock-page=[0-9a-f]+`)
	frame := func() string {
		resp := s.ask(http.MethodGet, "/labs/"+lab+"?select=browse/http://localhost:8080/", "")
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return mark.FindString(string(body))
	}
	before := frame()
	s.line(lab, "docker exec web sh -c 'echo p{} > /usr/share/nginx/html/css/a.css'")
	if after := frame(); before == "" || after == before {
		t.Errorf("the frame does not load anew when a style sheet is another: %q, %q", before, after)
	}
}
