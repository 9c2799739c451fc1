package web_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"drydock/sim/lesson"
	"drydock/web"
)

// person is somebody with a browser of their own.
type person struct {
	*site
	cookies map[string]string
	last    *http.Response
}

func (s *site) person() *person { return &person{site: s, cookies: map[string]string{}} }

// go_ makes a request as this person and returns the answer's text.
func (p *person) go_(method, target, body string, headers ...string) (int, string) {
	p.t.Helper()
	var all []string
	for name, value := range p.cookies {
		all = append(all, name+"="+value)
	}
	headers = append(headers, "Cookie", strings.Join(all, "; "))
	if body != "" && !strings.HasPrefix(body, "{") {
		headers = append(headers, "Content-Type", formType)
	}
	p.last = p.ask(method, target, body, headers...)
	for _, c := range p.last.Cookies() {
		p.cookies[c.Name] = c.Value
	}
	return p.last.StatusCode, text(p.t, p.last)
}

func (p *person) must(status int, method, target, body string) string {
	p.t.Helper()
	got, page := p.go_(method, target, body)
	if got != status {
		p.t.Fatalf("%s %s is answered with %d, want %d: %.300s", method, target, got, status, page)
	}
	return page
}

// types types a line in the person's lab.
func (p *person) types(line string) {
	p.t.Helper()
	p.must(http.StatusSeeOther, "POST", "/labs/"+p.cookies["lab"]+"/inputs", form("kind", "line", "text", line))
}

// classOf opens a class and returns the address of its board and its code.
func (p *person) opens(title string, more ...string) (board, code string) {
	p.t.Helper()
	p.must(http.StatusSeeOther, "POST", "/teach", form(append([]string{"title", title}, more...)...)+"&lesson=the-lifecycle&lesson=volumes")
	board = p.last.Header.Get("Location")
	found := regexp.MustCompile(`id="code">([^<]+)<`).FindStringSubmatch(p.must(http.StatusOK, "GET", board, ""))
	if found == nil {
		p.t.Fatal("the board shows no code")
	}
	return board, strings.ReplaceAll(found[1], " ", "")
}

// joins joins a class and returns the phrase.
func (s *site) joins(code, nickname string) (*person, string) {
	s.t.Helper()
	p := s.person()
	page := p.must(http.StatusOK, "POST", "/join", form("code", code, "nickname", nickname))
	return p, regexp.MustCompile(`id="phrase">([^<]+)<`).FindStringSubmatch(page)[1]
}

func TestClass(t *testing.T) {
	s := newSite(t, nil)
	teacher := s.person()
	board, code := teacher.opens("Docker & friends")
	if !regexp.MustCompile(`^[34679ACEFHJKMNPRTWXY]{6}$`).MatchString(code) {
		t.Errorf("the code %q has letters that look alike", code)
	}
	if svg := teacher.must(http.StatusOK, "GET", board+"/code.svg", ""); !strings.HasPrefix(svg, "<svg") || len(svg) < 2000 {
		t.Error("there is no QR code")
	}
	if page := s.person().must(http.StatusOK, "GET", "/join/"+code, ""); !strings.Contains(page, `value="`+code+`"`) {
		t.Error("the QR code's address does not fill the form")
	}
	ann, phrase := s.joins(strings.ToLower(code[:3])+" "+code[3:], "Ann")
	if len(strings.Fields(phrase)) != 6 {
		t.Errorf("the phrase is %q", phrase)
	}
	bob, _ := s.joins(code, "Bob")
	if status, page := s.person().go_("POST", "/join", form("code", code, "nickname", "ann")); status != http.StatusConflict || !strings.Contains(page, "called ann already") {
		t.Errorf("a second Ann is answered with %d", status)
	}
	ann.must(http.StatusSeeOther, "POST", "/class/lessons/the-lifecycle", "")
	bob.must(http.StatusSeeOther, "POST", "/class/lessons/volumes", "")
	ann.types("docker run -d --name web nginx")
	bob.types("docker rn alpine")
	page := teacher.must(http.StatusOK, "GET", board, "")
	for _, want := range []string{">Ann<", "1 of 3 goals", "docker run -d --name web nginx", ">Bob<", "0 of 2 goals", "docker rn alpine", "unknown command"} {
		if !strings.Contains(page, want) {
			t.Errorf("the board lacks %q", want)
		}
	}
	for range 3 {
		bob.types("docker nope")
	}
	s.pass(3 * time.Minute)
	page = teacher.must(http.StatusOK, "GET", board, "")
	if !strings.Contains(page, "stuck: 4 commands failed in a row") || !strings.Contains(page, "idle for 3 min") {
		t.Error("the board does not tell who is stuck and who is idle")
	}

	// A hint to one.
	tile := regexp.MustCompile(`href="(/teach/[^"]+/members/[^"]+)">Bob`).FindStringSubmatch(page)[1]
	teacher.must(http.StatusSeeOther, "POST", tile+"/hint", form("text", "Look at <docker run>"))
	if page := bob.must(http.StatusOK, "GET", "/", ""); !strings.Contains(page, "Look at &lt;docker run&gt;") {
		t.Error("the hint has not come")
	}
	if page := ann.must(http.StatusOK, "GET", "/", ""); strings.Contains(page, "Look at") {
		t.Error("somebody else has the hint")
	}

	// A lab to look at only.
	page = teacher.must(http.StatusOK, "GET", tile, "")
	if !strings.Contains(page, "docker nope") || !strings.Contains(page, `href="?at=1&amp;line=4"`) && !strings.Contains(page, "at=1") {
		t.Error("the teacher does not see Bob's lab with its timeline")
	}
	if strings.Contains(page, bob.cookies["lab"]) {
		t.Error("the page tells the lab's id")
	}
	if page := teacher.must(http.StatusOK, "GET", tile+"?at=0", ""); strings.Contains(page, `data-term-line="command"`) {
		t.Error("a moment of the past is not shown")
	}

	// Coming back by the phrase.
	again := s.person()
	again.must(http.StatusSeeOther, "POST", "/join/back", form("phrase", "  "+strings.ToUpper(phrase)))
	if page := again.must(http.StatusOK, "GET", "/class", ""); !strings.Contains(page, "as Ann") || !strings.Contains(page, "1 of 3 goals") {
		t.Error("the phrase does not lead back")
	}
	if status, _ := ann.go_("GET", "/labs/"+ann.cookies["lab"], ""); status != http.StatusForbidden {
		t.Errorf("the old cookie still works: %d", status)
	}
}

// Nobody but a member uses its lab, and it no other's: not to look, not to type.
func TestClassAccess(t *testing.T) {
	s := newSite(t, nil)
	teacher := s.person()
	board, code := teacher.opens("Access")
	ann, _ := s.joins(code, "Ann")
	bob, _ := s.joins(code, "Bob")
	for _, p := range []*person{ann, bob} {
		p.must(http.StatusSeeOther, "POST", "/class/lessons/volumes", "")
	}
	lab := ann.cookies["lab"]
	before := ann.must(http.StatusOK, "GET", "/api/labs/"+lab, "")
	guest := s.person()
	for _, p := range []*person{bob, guest, teacher} {
		for _, try := range [][2]string{
			{"GET", "/labs/" + lab}, {"GET", "/labs/" + lab + "/ahead"}, {"GET", "/labs/" + lab + "/inspect/image/x"}, {"GET", "/labs/" + lab + "/browse/localhost/"},
			{"GET", "/api/labs/" + lab}, {"GET", "/api/labs/" + lab + "/complete?line=d"}, {"POST", "/labs/" + lab + "/inputs"}, {"POST", "/api/labs/" + lab + "/inputs"},
		} {
			if status, _ := p.go_(try[0], try[1], ""); status != http.StatusForbidden {
				t.Errorf("%s %s is answered with %d", try[0], try[1], status)
			}
		}
		p.cookies["lab"] = lab
		if _, page := p.go_("GET", "/", ""); strings.Contains(page, lab) {
			t.Error("the cookie of a lab alone opens it")
		}
	}
	if after := ann.must(http.StatusOK, "GET", "/api/labs/"+lab, ""); after != before {
		t.Error("somebody has changed the lab")
	}
	own := regexp.MustCompile(`href="(/labs/[0-9a-f-]{36})"`).FindStringSubmatch(teacher.must(http.StatusOK, "GET", board, ""))[1]
	for _, p := range []*person{ann, guest} {
		for _, try := range [][2]string{{"GET", own}, {"POST", own + "/inputs"}, {"GET", "/api" + own}} {
			if status, _ := p.go_(try[0], try[1], ""); status != http.StatusForbidden {
				t.Errorf("the teacher's lab: %s %s is answered with %d", try[0], try[1], status)
			}
		}
	}
	teacher.must(http.StatusOK, "GET", own, "")
	member := regexp.MustCompile(`href="(/teach/[^"]+/members/[^"]+)">Ann`).FindStringSubmatch(teacher.must(http.StatusOK, "GET", board, ""))[1]
	other, _ := s.person().opens("Another class")
	for _, target := range []string{other + member[strings.Index(member, "/members/"):], "/teach/" + strings.Repeat("a", 26), "/class/teacher", "/class/events"} {
		if status, _ := guest.go_("GET", target, ""); status != http.StatusNotFound {
			t.Errorf("%s is answered with %d", target, status)
		}
	}
	if status, _ := ann.go_("GET", "/class/teacher", ""); status != http.StatusForbidden {
		t.Errorf("what is not broadcast is answered with %d", status)
	}
}

// Codes and phrases can't be tried at speed, whatever the address; who types
// the right one is not held up by it.
func TestCodesCannotBeGuessed(t *testing.T) {
	s := newSite(t, nil)
	_, code := s.person().opens("Guess")
	refused := func(from string) (n int) {
		for i := range 30 {
			status, _ := s.person().go_("POST", "/join", form("code", fmt.Sprintf("AAAA%02d", i), "nickname", "x"), "X-Forwarded-For", from)
			if status == http.StatusTooManyRequests {
				n++
			}
		}
		return n
	}
	if n := refused("203.0.113.1"); n != 20 {
		t.Errorf("of 30 wrong codes %d are refused", n)
	}
	if status, _ := s.person().go_("POST", "/join/back", form("phrase", "a b c d e f"), "X-Forwarded-For", "203.0.113.1"); status != http.StatusTooManyRequests {
		t.Errorf("then a phrase is answered with %d", status)
	}
	for i := range 40 {
		if status, page := s.person().go_("POST", "/join", form("code", code, "nickname", fmt.Sprintf("n%d", i)), "X-Forwarded-For", "203.0.113.2"); status != http.StatusOK {
			t.Fatalf("learner %d of one address is answered with %d: %.200s", i, status, page)
		}
	}
	for i := 3; i < 30; i++ {
		refused(fmt.Sprintf("203.0.113.%d", i))
	}
	if n := refused("203.0.113.200"); n != 30 {
		t.Errorf("after 200 wrong ones %d of 30 from another address are refused", n)
	}
	s.pass(time.Minute)
	if n := refused("203.0.113.201"); n == 30 {
		t.Error("a minute later all are refused still")
	}
}

// What one pushes another may pull, also after a restart, and the teacher's
// world can be looked at or become everyone's.
func TestClassRegistryAndBroadcast(t *testing.T) {
	s := newSite(t, nil)
	teacher := s.person()
	board, code := teacher.opens("Bridge")
	ann, _ := s.joins(code, "Ann")
	bob, _ := s.joins(code, "Bob")
	for _, p := range []*person{ann, bob} {
		p.must(http.StatusSeeOther, "POST", "/class/lessons/volumes", "")
	}
	ann.types("printf 'FROM alpine\\nRUN echo by-ann > /note\\n' > Dockerfile")
	ann.types("docker build -q -t registry.class/ann/app . && docker push -q registry.class/ann/app")
	bob.types("docker run --rm registry.class/ann/app cat /note")
	if page := bob.must(http.StatusOK, "GET", "/", ""); !strings.Contains(page, "by-ann") {
		t.Error("Bob can't run what Ann has pushed")
	}
	if page := teacher.must(http.StatusOK, "GET", board, ""); !strings.Contains(page, "registry.class/ann/app:latest") {
		t.Error("the board does not list the image")
	}
	bob.types("echo again; docker images -q registry.class/ann/app")
	page := bob.must(http.StatusOK, "GET", "/", "")
	cold := siteOn(t, s.store.Store, nil)
	cold.now = s.now
	warm := *bob
	warm.site = cold
	if got := warm.must(http.StatusOK, "GET", "/", ""); got != page {
		t.Error("after a restart Bob's lab is another one")
	}
	// From the past the image is there too: it comes as an input of that line.
	bob.must(http.StatusSeeOther, "POST", "/labs/"+bob.cookies["lab"]+"/inputs", form("kind", "line", "text", "docker pull -q registry.class/ann/app && echo it-came", "at", "0"))
	if page := bob.must(http.StatusOK, "GET", "/", ""); !strings.Contains(page, ">it-came") {
		i := strings.Index(page, `id="lines"`)
		t.Errorf("from the beginning Bob can't pull what Ann has pushed: %s", page[i:i+3000])
	}

	lab := regexp.MustCompile(`href="/labs/([0-9a-f-]{36})"`).FindStringSubmatch(teacher.must(http.StatusOK, "GET", board, ""))[1]
	teacher.cookies["lab"] = lab
	teacher.types("docker run -d --name shown nginx")
	teacher.must(http.StatusSeeOther, "POST", board+"/broadcast", form("what", "look"))
	if page := ann.must(http.StatusOK, "GET", "/", ""); !strings.Contains(page, "The teacher shows a world") {
		t.Error("Ann is not told")
	}
	page = ann.must(http.StatusOK, "GET", "/class/teacher", "")
	if !strings.Contains(page, `data-name="shown"`) || strings.Contains(page, lab) {
		t.Error("Ann does not see the teacher's world, or is told its id")
	}
	old := ann.cookies["lab"]
	teacher.must(http.StatusSeeOther, "POST", board+"/broadcast", form("what", "start"))
	if page := ann.must(http.StatusOK, "GET", "/", ""); !strings.Contains(page, "gave everyone a new start") {
		t.Error("Ann is not told of the new start")
	}
	ann.must(http.StatusSeeOther, "GET", "/class/now", "")
	if ann.cookies["lab"] == old || ann.cookies["lab"] == lab {
		t.Error("Ann has no lab of her own")
	}
	ann.types("docker stop shown")
	if page := ann.must(http.StatusOK, "GET", "/", ""); !strings.Contains(page, `data-state="exited"`) {
		t.Error("Ann's world is not the teacher's")
	}
	if page := teacher.must(http.StatusOK, "GET", "/labs/"+lab, ""); strings.Contains(page, `data-node="container" data-state="exited"`) {
		t.Error("what Ann does reaches the teacher's world")
	}
}

// Results can be done again, and all of a class goes in one act, or by itself.
func TestClassResultsAndEnd(t *testing.T) {
	s := newSite(t, nil)
	teacher := s.person()
	board, code := teacher.opens("End", "hours", "1")
	ann, _ := s.joins(code, "=Ann()")
	ann.must(http.StatusSeeOther, "POST", "/class/lessons/the-lifecycle", "")
	ann.types("docker run -d --name web nginx")
	ann.types("docker rm -f web")
	ann.must(http.StatusSeeOther, "POST", "/labs/"+ann.cookies["lab"]+"/inputs", form("kind", "answer", "path", "quiz-1", "text", "2"))
	if page := ann.must(http.StatusOK, "GET", "/", ""); !strings.Contains(page, "Your answer:") {
		t.Error("the answer is not kept")
	}
	rows, err := csv.NewReader(strings.NewReader(teacher.must(http.StatusOK, "GET", board+"/results.csv", ""))).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][0] != "'=Ann()" || rows[1][5] != "2" || rows[1][9] != "quiz-1=2" {
		t.Errorf("the CSV is %q, %v", rows, err)
	}
	var r web.Results
	if err := json.Unmarshal([]byte(teacher.must(http.StatusOK, "GET", board+"/results.json", "")), &r); err != nil {
		t.Fatal(err)
	}
	if n, differ := web.Replay(r, lesson.Course()); n != 1 || len(differ) != 0 {
		t.Errorf("replayed %d labs: %q", n, differ)
	}
	r.Members[0].Labs[0].Met = []string{"all"}
	if _, differ := web.Replay(r, lesson.Course()); len(differ) != 1 {
		t.Error("a replay does not find out who claims too much")
	}
	s.pass(2 * time.Hour)
	if status, _ := ann.go_("POST", "/labs/"+ann.cookies["lab"]+"/inputs", form("kind", "line", "text", "ls")); status != http.StatusForbidden {
		t.Errorf("after the end typing is answered with %d", status)
	}
	ann.must(http.StatusOK, "GET", "/", "")
	sweep := func() {
		if err := s.Handler.(*web.Handler).Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sweep()
	teacher.must(http.StatusOK, "GET", board, "")
	s.pass(web.Keep)
	sweep()
	teacher.must(http.StatusNotFound, "GET", board, "")
	ann.must(http.StatusNotFound, "GET", "/labs/"+ann.cookies["lab"], "")

	board, code = teacher.opens("Delete")
	bob, _ := s.joins(code, "Bob")
	bob.must(http.StatusSeeOther, "GET", "/class/now", "")
	bob.types("docker pull alpine")
	if status, _ := teacher.go_("POST", board+"/delete", ""); status != http.StatusBadRequest {
		t.Errorf("deleting without being sure is answered with %d", status)
	}
	teacher.must(http.StatusSeeOther, "POST", board+"/delete", form("sure", "yes"))
	teacher.must(http.StatusNotFound, "GET", board, "")
	bob.must(http.StatusNotFound, "GET", "/labs/"+bob.cookies["lab"], "")
	bob.must(http.StatusSeeOther, "GET", "/class", "")
	if status, _ := s.person().go_("POST", "/join", form("code", code, "nickname", "x")); status != http.StatusBadRequest {
		t.Errorf("the code of what is deleted is answered with %d", status)
	}
}

// The board hears of what a member does as it happens.
func TestBoardIsLive(t *testing.T) {
	s := newSite(t, nil)
	board, code := s.person().opens("Live")
	ann, _ := s.joins(code, "Ann")
	ann.must(http.StatusSeeOther, "GET", "/class/now", "")
	server := httptest.NewServer(s)
	defer server.Close()
	resp, err := server.Client().Get(server.URL + board + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if kind := resp.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("the answer is %s", kind)
	}
	ann.types("docker pull busybox")
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "docker pull busybox") {
			break
		}
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	s.Handler.(*web.Handler).EndStreams()
	for lines.Scan() {
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the stream ends with %v", err)
	}
}
