package web_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image"
	_ "image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"drydock/web"
)

// Who may show pages in a frame, and whose pages may use the API: nobody else,
// unless the server was told so; pages of classes never.
func TestFramesAndOrigins(t *testing.T) {
	plain := newSite(t, nil)
	told := newSite(t, func(c *web.Config) {
		c.Frames, c.Origins = []string{"https://docs.example", "https://*.example.org"}, []string{"https://docs.example"}
	})
	all := newSite(t, func(c *web.Config) { c.Frames = []string{"*"} })
	for _, test := range []struct {
		site           *site
		target, policy string
		oneSite        bool
	}{
		{plain, "/open", "frame-ancestors 'self'", true},
		{told, "/open", "frame-ancestors 'self' https://docs.example https://*.example.org", false},
		{told, "/teach", "frame-ancestors 'self'", true},
		{told, "/join", "frame-ancestors 'self'", true},
		{all, "/open", "frame-ancestors *", false},
		{all, "/teach", "frame-ancestors 'self'", true},
	} {
		resp := test.site.ask("GET", test.target, "")
		if got := resp.Header.Get("Content-Security-Policy"); !strings.HasSuffix(got, test.policy) || !strings.HasPrefix(got, "default-src 'self'") || (resp.Header.Get("X-Frame-Options") == "SAMEORIGIN") != test.oneSite {
			t.Errorf("%s has %q and %q, want %q", test.target, got, resp.Header.Get("X-Frame-Options"), test.policy)
		}
	}
	for _, test := range []struct {
		site           *site
		origin, target string
		status         int
		allowed        bool
	}{
		{plain, "https://docs.example", "/api/labs", 403, false},
		{told, "https://docs.example", "/api/labs", 201, true},
		{told, "https://docs.example.evil", "/api/labs", 403, false},
		{told, "https://docs.example", "/labs", 403, false},
	} {
		resp := test.site.ask("POST", test.target, "{}", "Content-Type", "application/json", "Origin", test.origin, "Sec-Fetch-Site", "cross-site")
		if allow := resp.Header.Get("Access-Control-Allow-Origin"); resp.StatusCode != test.status || (allow == test.origin) != test.allowed {
			t.Errorf("%s for %s is answered with %d %q", test.target, test.origin, resp.StatusCode, allow)
		}
	}
	pre := told.ask("OPTIONS", "/api/labs", "", "Origin", "https://docs.example", "Access-Control-Request-Method", "POST")
	if pre.StatusCode != http.StatusNoContent || pre.Header.Get("Access-Control-Allow-Headers") != "Content-Type" || pre.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("a question beforehand is answered with %d %v", pre.StatusCode, pre.Header)
	}
	for _, bad := range []web.Config{{Frames: []string{"https://a.example; script-src *"}}, {Frames: []string{"docs.example"}}, {Origins: []string{"*"}}, {Origins: []string{"https://a.example/path"}}, {Public: "javascript:alert(1)"}} {
		bad.Store = plain.store
		if _, err := web.New(bad); err == nil {
			t.Errorf("%q, %q and %q are taken", bad.Frames, bad.Origins, bad.Public)
		}
	}
}

// What other sites show of a link: a title, a sentence, a picture, a frame.
func TestOpenGraphAndOEmbed(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.Public = "https://drydock.example" })
	framed := siteOn(t, s.store.Store, func(c *web.Config) {
		c.Public, c.Frames = "https://drydock.example", []string{"https://docs.example"}
	})
	lab := s.fresh()
	s.ask("POST", "/labs/"+lab+"/share", form("what", "open"), "Content-Type", formType)
	s.ask("POST", "/labs/"+lab+"/share", form("what", "live"), "Content-Type", formType)
	short, live := s.shared(lab, "", "short"), s.shared(lab, "", "live")
	run := "https://drydock.example/open?run=" + url.QueryEscape("docker run -d --name web nginx")
	for _, link := range []string{short, live, run, "https://drydock.example/"} {
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		page := text(t, s.ask("GET", u.RequestURI(), ""))
		card := between(page, `property="og:image" content="`, `"`)
		discovery := between(page, `type="application/json+oembed" href="`, `"`)
		if !strings.HasPrefix(card, "https://drydock.example/") || between(page, `property="og:title" content="`, `"`) == "" || between(page, `property="og:url" content="`, `"`) == "" {
			t.Fatalf("%s says\n%.2000s", link, page)
		}
		if strings.Contains(card, lab) || strings.Contains(discovery, lab) {
			t.Errorf("%s tells the lab's id: %s %s", link, card, discovery)
		}
		resp := s.ask("GET", strings.TrimPrefix(card, "https://drydock.example"), "")
		c, kind, err := image.DecodeConfig(resp.Body)
		if err != nil || kind != "png" || c.Width != 1200 || c.Height != 630 || resp.Header.Get("Content-Type") != "image/png" {
			t.Errorf("the picture of %s is %d by %d, %v, %s", link, c.Width, c.Height, err, resp.Header.Get("Content-Type"))
		}
		ask := strings.TrimPrefix(discovery, "https://drydock.example")
		var e map[string]any
		if err := json.NewDecoder(s.ask("GET", ask, "").Body).Decode(&e); err != nil || e["type"] != "photo" || e["version"] != "1.0" || e["url"] != card {
			t.Errorf("without frames %s is embedded as %v, %v", link, e, err)
		}
		e = nil
		if err := json.NewDecoder(framed.ask("GET", ask+"&maxwidth=640&maxheight=100", "").Body).Decode(&e); err != nil || e["type"] != "rich" || e["width"] != 640.0 || e["height"] != 360.0 ||
			!strings.HasPrefix(e["html"].(string), `<iframe src="https://drydock.example/`) || e["thumbnail_url"] != card {
			t.Errorf("with frames %s is embedded as %v, %v", link, e, err)
		}
		var x struct {
			XMLName xml.Name `xml:"oembed"`
			HTML    string   `xml:"html"`
		}
		if err := xml.NewDecoder(framed.ask("GET", strings.Replace(ask, "json", "xml", 1), "").Body).Decode(&x); err != nil || !strings.HasPrefix(x.HTML, "<iframe") {
			t.Errorf("as XML %s is embedded as %v, %v", link, x, err)
		}
	}
	for target, status := range map[string]int{
		"/oembed": 400, "/oembed?url=https://other.example/s/x": 404, "/oembed?url=https://drydock.example/s/none": 404, "/oembed?url=https://drydock.example/labs/" + lab: 404,
		"/oembed?url=https://drydock.example/&format=yaml": 501, "/oembed?url=javascript:alert(1)": 404, "/oembed?url=https://drydock.example/teach/x": 404, "/s/none/picture.png": 404,
		"/open/picture.png?lesson=../x": 400, "/oembed?url=%zz": 400,
	} {
		if resp := framed.ask("GET", target, ""); resp.StatusCode != status {
			t.Errorf("%s is answered with %d, want %d", target, resp.StatusCode, status)
		}
	}
}

func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	found, _, _ := strings.Cut(rest, after)
	return strings.ReplaceAll(found, "&amp;", "&")
}

// The picture of a lab as a file of its own.
func TestPictureFiles(t *testing.T) {
	s := newSite(t, nil)
	lab := s.fresh()
	svg := text(t, s.ask("GET", "/labs/"+lab+"/share/picture.svg", ""))
	if !strings.Contains(svg, "<svg xmlns=") || !strings.Contains(svg, ">web</text>") || strings.Contains(svg, lab) || strings.Contains(svg, "href") {
		t.Errorf("the picture is\n%.1000s", svg)
	}
	if dark := text(t, s.ask("GET", "/labs/"+lab+"/share/picture.svg?theme=dark", "")); dark == svg {
		t.Error("the dark picture is the light one")
	}
	if _, kind, err := image.Decode(bytes.NewReader([]byte(text(t, s.ask("GET", "/labs/"+lab+"/share/picture.png?at=1", ""))))); err != nil || kind != "png" {
		t.Errorf("the PNG is %q, %v", kind, err)
	}
}

// A frame of a server: the address that other sites show makes no lab before it
// is opened, and then the lab is shown without what is around it.
func TestFrame(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.Frames, c.Assets = []string{"https://docs.example"}, nil })
	for _, test := range []struct {
		address, title string
		lines          []string
	}{
		{"/embed?commands=docker+ps%0Aecho+two&theme=dark", "A simulated Docker host", []string{"docker ps", "echo two"}},
		{"/embed/index.html?commands=docker+ps", "A simulated Docker host", []string{"docker ps"}},
		{"/embed/volumes.html?readonly", "", nil},
		{"/embed?lesson=volumes", "", nil},
		{"/embed?run=docker+run+-d+--name+web+nginx", "A simulated Docker host", []string{"docker run -d --name web nginx"}},
	} {
		resp := s.ask("GET", test.address, "")
		page := text(t, resp)
		action := strings.ReplaceAll(between(page, `<form method="post" action="`, `"`), "&amp;", "&")
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(action, "/embed?") || !strings.Contains(page, test.title) {
			t.Fatalf("%s is answered with %d\n%s", test.address, resp.StatusCode, page)
		}
		for _, line := range test.lines {
			if !strings.Contains(page, "<code>"+line+"</code>") {
				t.Errorf("%s does not tell of %q", test.address, line)
			}
		}
		to := s.ask("POST", action, form(), "Content-Type", formType).Header.Get("Location")
		lab := between(to, "/embed/labs/", "?")
		framed := s.ask("GET", to, "")
		if got := text(t, framed); lab == "" || !strings.Contains(got, `class="embedded"`) || strings.Contains(got, "autofocus") || !strings.HasSuffix(framed.Header.Get("Content-Security-Policy"), "https://docs.example") {
			t.Errorf("%s leads to %s\n%.1000s", test.address, to, got)
		}
		again := s.ask("POST", action, form("lab", lab), "Content-Type", formType).Header.Get("Location")
		if !strings.HasPrefix(again, "/embed/labs/"+lab+"?") {
			t.Errorf("the lab %s is not found again: %s", lab, again)
		}
	}
	for address, status := range map[string]int{"/embed?lesson=none": 404, "/embed/none.html": 404, "/embed/x": 404, "/embed?s=none": 404, "/embed?run=" + strings.Repeat("x", 9000): 400} {
		if resp := s.ask("GET", address, ""); resp.StatusCode != status {
			t.Errorf("%s is answered with %d, not %d", address, resp.StatusCode, status)
		}
	}
	script := s.ask("GET", "/embed.js", "")
	if script.Header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(text(t, script), "drydock-lab") {
		t.Errorf("the element is answered with %d %v", script.StatusCode, script.Header)
	}
}
