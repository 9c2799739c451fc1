package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"drydock/sim/record"
	"drydock/static"
	"drydock/web"
)

// shared asks for the panel that shares a lab and returns the value of a field.
func (s *site) shared(lab, query, field string) string {
	s.t.Helper()
	page := text(s.t, s.ask("GET", "/labs/"+lab+"?select=share"+query, ""))
	found := regexp.MustCompile(`id="share-` + field + `" value="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

// fresh is a lab with some history and two lines of time.
func (s *site) fresh() string {
	s.t.Helper()
	lab := s.newLab()
	for _, line := range []string{"docker run -d --name web nginx", "docker run -d --name db redis", "docker stop db"} {
		s.pass(1500 * time.Millisecond)
		s.line(lab, line)
	}
	s.json("POST", "/api/labs/"+lab+"/inputs", `{"line":"docker pause db","at":2}`)
	return lab
}

// opens posts a form and returns the lab that it leads to, and its query.
func (s *site) opens(target, form string) (lab, query string) {
	s.t.Helper()
	resp := s.ask("POST", target, form, "Content-Type", formType)
	at, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(at.Path, "/labs/") {
		s.t.Fatalf("POST %s is answered with %d %q\n%s", target, resp.StatusCode, resp.Header.Get("Location"), text(s.t, resp))
	}
	return strings.TrimPrefix(at.Path, "/labs/"), at.RawQuery
}

// path is an address without its host.
func path(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Path
}

// A lab that is opened by any way is the same world at the same moment with its
// history, its time goes on from there, and it has another id.
func TestShareAndOpen(t *testing.T) {
	s := newSite(t, nil)
	lab := s.fresh()
	scene := s.scene(lab)
	for _, way := range []string{"whole", "short", "file"} {
		s.pass(time.Hour)
		var copied, query string
		switch way {
		case "whole":
			link := s.shared(lab, "", "whole")
			if !strings.HasPrefix(link, "http://example.com/open#lab=1") || strings.Contains(link, lab) {
				t.Fatalf("the link is %q", link)
			}
			copied, query = s.opens("/open", form("link", link))
		case "short":
			s.ask("POST", "/labs/"+lab+"/share", form("what", "open"), "Content-Type", formType)
			link := s.shared(lab, "", "short")
			if page := text(t, s.ask("GET", path(t, link), "")); !strings.Contains(page, "docker pause db") || strings.Contains(page, lab) {
				t.Errorf("the page of %s tells the id, or not what is behind it", link)
			}
			copied, query = s.opens(path(t, link), "")
		case "file":
			var b bytes.Buffer
			m := multipart.NewWriter(&b)
			for name, value := range map[string]string{"link": "", "file": text(t, s.ask("GET", "/labs/"+lab+"/share/lab.json", ""))} {
				w, err := m.CreateFormFile(name, name)
				if err == nil {
					_, err = w.Write([]byte(value))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := m.Close(); err != nil {
				t.Fatal(err)
			}
			resp := s.ask("POST", "/open", b.String(), "Content-Type", m.FormDataContentType())
			copied = strings.TrimPrefix(resp.Header.Get("Location"), "/labs/")
		}
		if query != "" || copied == lab || s.scene(copied) != scene {
			t.Errorf("%s: %s?%s shows\n%s\nwant\n%s", way, copied, query, s.scene(copied), scene)
		}
		page := text(t, s.ask("GET", "/labs/"+copied, ""))
		if strings.Count(page, "What if: docker pause db") == 0 || !strings.Contains(page, "2 lines") {
			t.Errorf("%s: the lines of time have not come along", way)
		}
		s.line(copied, "docker rm -f web")
		if s.scene(lab) != scene {
			t.Fatalf("%s: what is done in the copy is done in the lab", way)
		}
	}
	// A moment of the past, on the older line.
	s.ask("POST", "/labs/"+lab+"/share", form("what", "open", "moment", "2", "line", "3"), "Content-Type", formType)
	copied, query := s.opens(path(t, s.shared(lab, "&at=2&line=3", "short")), "")
	if query != "at=2&line=3" {
		t.Errorf("a moment of the past is opened at %q", query)
	}
	was := text(t, s.ask("GET", "/labs/"+lab+"?at=2&line=3", ""))
	if is := text(t, s.ask("GET", "/labs/"+copied+"?at=2&line=3", "")); strings.ReplaceAll(is, copied, lab) != was {
		t.Error("the moment looks otherwise in the copy")
	}
	// The same link for the same moment, another after an input.
	first := s.shared(lab, "&at=2&line=3", "short")
	s.ask("POST", "/labs/"+lab+"/share", form("what", "open", "moment", "2", "line", "3"), "Content-Type", formType)
	if again := s.shared(lab, "&at=2&line=3", "short"); again != first {
		t.Errorf("the same moment has two links, %s and %s", first, again)
	}
	s.line(lab, "docker ps")
	if s.shared(lab, "", "short") != "" {
		t.Error("a moment that was not shared has a link")
	}
	if got := s.ask("GET", path(t, first), ""); got.StatusCode != 200 {
		t.Errorf("an older link is answered with %d", got.StatusCode)
	}
}

// The seed of a lab travels with what is shared: the id must not follow from it.
func TestSeedDoesNotTellTheID(t *testing.T) {
	s := newSite(t, nil)
	lab := s.fresh()
	s.ask("POST", "/labs/"+lab+"/share", form("what", "live"), "Content-Type", formType)
	live := path(t, s.shared(lab, "", "live"))
	for _, target := range []string{"/labs/" + lab + "/share/lab.json", "/labs/" + lab + "/share/session.txtar", "/labs/" + lab + "/share/session.cast", live, live + "?at=1", live + "?select=web", live + "?select=browse/http://localhost:8080/", live + "?select=edit/x", live + "?select=compare/0",
		live + "?select=share", live + "?select=image/nginx", live + "?select=zone/images", live + "/picture.png"} {
		resp := s.ask("GET", target, "")
		if body := text(t, resp); resp.StatusCode != 200 || strings.Contains(body, lab) {
			t.Errorf("%s tells the id, or is answered with %d", target, resp.StatusCode)
		}
	}
	r, err := record.ReadFile([]byte(text(t, s.ask("GET", "/labs/"+lab+"/share/lab.json", ""))))
	if err != nil || r.Seed == "" || r.Seed == lab {
		t.Errorf("the seed is %q, %v", r.Seed, err)
	}
}

// Who has the live link sees the lab, and can neither use nor find it.
func TestLiveLink(t *testing.T) {
	s := newSite(t, nil)
	lab := s.fresh()
	s.ask("POST", "/labs/"+lab+"/share", form("what", "live"), "Content-Type", formType)
	live := path(t, s.shared(lab, "", "live"))
	page := text(t, s.ask("GET", live, ""))
	if !strings.Contains(page, `data-events="`+live+`/events"`) || !strings.Contains(page, "docker pause db") || !strings.Contains(page, `data-name="db"`) {
		t.Fatalf("the page is\n%s", page)
	}
	secret := strings.TrimPrefix(live, "/live/")
	for _, target := range []string{"/labs/" + secret + "/inputs", "/labs/watched/inputs", "/api/labs/" + secret + "/inputs", live, live + "/inputs"} {
		if resp := s.ask("POST", target, form("kind", "line", "text", "docker rm -f web"), "Content-Type", formType); resp.StatusCode < 400 {
			t.Errorf("POST %s is answered with %d", target, resp.StatusCode)
		}
	}
	for _, m := range regexp.MustCompile(`(?:href|action|src)="(/labs/[^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(m[1], "/labs/watched/") {
			t.Errorf("the page leads to %s", m[1])
		}
	}
	s.json("POST", "/api/labs/"+lab+"/inputs", `{"line":"echo in-the-$((1+1))","terminal":"two"}`)
	if page := text(t, s.ask("GET", live, "", "X-Drydock", "fragment")); !strings.Contains(page, "in-the-2") || strings.Contains(page, "<html") {
		t.Error("the terminal that was typed in last is not shown")
	}
	if page := text(t, s.ask("GET", live+"?terminal=1", "")); strings.Contains(page, "in-the-2") || !strings.Contains(page, "docker pause db") {
		t.Error("the first terminal is not shown when it is asked for")
	}
	s.ask("POST", "/labs/"+lab+"/share", form("what", "end"), "Content-Type", formType)
	for _, target := range []string{live, live + "/events"} {
		if resp := s.ask("GET", target, ""); resp.StatusCode != http.StatusNotFound || !strings.Contains(text(t, resp), "has ended") {
			t.Errorf("after the end %s is answered with %d", target, resp.StatusCode)
		}
	}
	if s.shared(lab, "", "live") != "" {
		t.Error("the panel still has the live link")
	}
}

// Addresses that ask for a lab.
func TestOpenAsked(t *testing.T) {
	s := newSite(t, nil)
	compose := "services:\n  web:\n    image: nginx\n    ports:\n      - \"8080:80\"\n"
	for _, test := range []struct{ query, shows string }{
		{"run=" + url.QueryEscape("docker run -d --name one nginx\ndocker ps"), `data-name="one"`},
		{"run=docker+pull+nginx;docker+run+-d+--name+two+nginx&run=docker+ps", `data-name="two"`}, // as it is typed into an address bar
		{"stack=" + url.QueryEscape(compose), `data-name="stack-web-1"`},
		{"lesson=the-lifecycle&run=docker+run+-d+--name+web+nginx", "1 of 3 goals reached"},
	} {
		resp := s.ask("GET", "/?"+test.query, "")
		to := resp.Header.Get("Location")
		if resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/open?") || len(resp.Cookies()) > 0 {
			t.Fatalf("/?%s is answered with %d %s", test.query, resp.StatusCode, to)
		}
		page := text(t, s.ask("GET", to, ""))
		action := regexp.MustCompile(`action="(/open\?[^"]*)"`).FindStringSubmatch(page)
		if action == nil || !strings.Contains(page, "data-auto") {
			t.Fatalf("the page of %s is\n%s", to, page)
		}
		lab, _ := s.opens(html.UnescapeString(action[1]), "")
		if page := text(t, s.ask("GET", "/labs/"+lab, "")); !strings.Contains(page, test.shows) {
			t.Errorf("%s does not show %s", test.query, test.shows)
		}
	}
}

// The badge is a picture that other pages show.
func TestBadge(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.Assets = static.FS })
	resp := s.ask("GET", "/badge.svg", "")
	if page := text(t, resp); resp.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(page, "<svg") {
		t.Errorf("the badge is %s\n%s", resp.Header.Get("Content-Type"), page)
	}
}

// What cannot be opened says why, on a page where something else can be.
func TestOpenHostile(t *testing.T) {
	s := newSite(t, nil)
	big := strings.Repeat("x", record.MostFile+record.MostLink+10)
	for _, test := range []struct {
		target, body, kind string
		status             int
		says               string
	}{
		{"/open", form("link", ""), formType, 400, "there is nothing in it"},
		{"/open", form("link", "https://example.com/#lab=hello"), formType, 400, "is no lab"},
		{"/open", form("link", "#lab=1AAAA"), formType, 400, "it is damaged"},
		{"/open", form("link", "#lab=1"+strings.Repeat("A", 1<<20)), formType, 400, "is too large"},
		{"/open", "link=" + big, formType, 400, "at most 24 MiB"},
		{"/open", `{"drydock":1,"inputs":[{"kind":"quit"}]}`, "application/json", 400, "no kind"},
		{"/open", "--x\r\nbroken", "multipart/form-data; boundary=x", 400, ""},
		{"/open", "", "multipart/form-data", 400, ""},
		{"/open?lesson=none", "", formType, 404, "no lesson none"},
		{"/open?run=" + strings.Repeat("a%0A", 60), "", formType, 400, "more than 50 lines"},
		{"/s/aaaaaaaaaaaa", "", formType, 404, "no lab behind this link"},
	} {
		resp := s.ask("POST", test.target, test.body, "Content-Type", test.kind)
		page := text(t, resp)
		if resp.StatusCode != test.status || !strings.Contains(page, test.says) {
			t.Errorf("POST %s with %.40q is answered with %d, want %d and %q\n%.600s", test.target, test.body, resp.StatusCode, test.status, test.says, page)
		}
		if test.says != "" && !strings.Contains(page, `name="link"`) {
			t.Errorf("%s: the page offers nothing else", test.target)
		}
	}
	for _, target := range []string{"/?lesson=../../etc", "/?run=" + strings.Repeat("x", 9000), "/?stack=" + strings.Repeat("y", 33<<10)} {
		resp := s.ask("GET", target, "")
		if got := s.ask("GET", resp.Header.Get("Location"), ""); got.StatusCode != 400 || !strings.Contains(text(t, got), `role="alert"`) {
			t.Errorf("%.40s is answered with %d", target, got.StatusCode)
		}
	}
	if resp := s.ask("POST", "/open?run=docker+ps", "", "Content-Type", formType, "Sec-Fetch-Site", "cross-site"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("another site's form is answered with %d", resp.StatusCode)
	}
}

// Commands that loop, and more of them than a server gives work to, end at a
// usable lab that says how far it came.
func TestOpenLoops(t *testing.T) {
	s := newSite(t, nil)
	r := record.Lab{Seed: "loops"}
	for _, line := range []string{"while :; do :; done", "^C", ":(){ :|:& };:", "yes > /dev/null", "^C", "cat /dev/zero > f"} {
		q, _ := record.Asked(url.Values{"run": {line}})
		r.Entries = append(r.Entries, record.Entry{Parent: int64(len(r.Entries)), Input: q.Entries[0].Input})
	}
	all := r.Entries
	for range 200 {
		for _, e := range all {
			e.Parent = int64(len(r.Entries))
			r.Entries = append(r.Entries, e)
		}
	}
	r.At, r.Line = int64(len(r.Entries)), int64(len(r.Entries))
	began := time.Now()
	status, v := s.json("POST", "/api/open", string(r.File()))
	took := time.Since(began)
	if status != http.StatusCreated || took > 30*time.Second {
		t.Fatalf("it is answered with %d %v after %v", status, v, took)
	}
	t.Logf("%v of %v inputs after %v", v["done"], v["of"], took)
	lab := v["id"].(string)
	if v["done"].(float64) < v["of"].(float64) {
		if page := text(t, s.ask("GET", v["url"].(string), "")); !strings.Contains(page, fmt.Sprintf("Only the first %v of %v inputs", v["done"], v["of"])) {
			t.Error("the page does not say how far it came")
		}
	}
	s.json("POST", "/api/labs/"+lab+"/inputs", `{"kind":"interrupt"}`)
	s.json("POST", "/api/labs/"+lab+"/inputs", `{"kind":"open","terminal":"two"}`)
	if _, v := s.json("POST", "/api/labs/"+lab+"/inputs", `{"line":"echo still-$((40+2))","terminal":"two"}`); !strings.Contains(fmt.Sprint(v["stdout"]), "still-42") {
		t.Errorf("the lab answers %v", v)
	}
}

// The recordings of a session.
func TestRecordings(t *testing.T) {
	s := newSite(t, nil)
	lab := s.fresh()
	s.json("POST", "/api/labs/"+lab+"/inputs", `{"kind":"file","path":"a/Dockerfile","text":"FROM alpine\n"}`)
	cast := strings.SplitN(text(t, s.ask("GET", "/labs/"+lab+"/share/session.cast", "")), "\n", 2)
	var head map[string]any
	if err := json.Unmarshal([]byte(cast[0]), &head); err != nil || head["version"] != 2.0 || !strings.Contains(cast[1], `"saved a/Dockerfile"`) {
		t.Errorf("the recording begins with %s (%v)", cast[0], err)
	}
	archive := txtar.Parse([]byte(text(t, s.ask("GET", "/labs/"+lab+"/share/session.txtar", ""))))
	options, session, err := record.ReadTranscript(archive, "x")
	if err != nil || session < 0 {
		t.Fatal(err)
	}
	want := string(archive.Files[session].Data)
	if !strings.Contains(want, "  $ docker pause db\n") || options.Seed == "x" || options.Pipe {
		t.Errorf("the transcript of %+v is\n%s", options, want)
	}
	at := text(t, s.ask("GET", "/labs/"+lab+"/share/session.txtar?at=1", ""))
	if strings.Contains(at, "docker pause") || !strings.Contains(at, "--name web") {
		t.Errorf("the transcript of a moment is\n%s", at)
	}
	for _, target := range []string{"/labs/" + lab + "/share/none.txt", "/labs/" + lab + "/share/lab.json?at=99"} {
		if resp := s.ask("GET", target, ""); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s is answered with %d", target, resp.StatusCode)
		}
	}
}
