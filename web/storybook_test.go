package web_test

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "rewrite the golden pages of the storybook")

// golden are the stories whose text is kept: pages that change only when
// somebody means to change them.
var golden = []string{"terminal-output", "terminal-busy", "terminal-several", "timeline-some", "timeline-past", "inspector-explain", "inspector-compare", "inspector-strip", "inspector-editor-fault"}

// TestStorybook: every story that the storybook lists can be told, and some say
// to the letter what they said before (-update rewrites).
func TestStorybook(t *testing.T) {
	s := newSite(t, nil)
	list := regexp.MustCompile(`href="/storybook/([a-z-]+)"`).FindAllStringSubmatch(text(t, s.ask("GET", "/storybook", "")), -1)
	if len(list) < 40 {
		t.Fatalf("there are %d stories only", len(list))
	}
	told := map[string]string{}
	for _, one := range list {
		resp := s.ask("GET", "/storybook/"+one[1], "")
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s is answered with %d", one[1], resp.StatusCode)
		}
		told[one[1]] = said(t, text(t, resp))
	}
	for _, name := range golden {
		file := filepath.Join("testdata", "storybook", name+".txt")
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(told[name]), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if told[name] != string(want) {
			t.Errorf("%s says\n%s\nand not\n%s", name, told[name], want)
		}
	}
	if got := s.ask("GET", "/storybook/none", "").StatusCode; got != http.StatusNotFound {
		t.Errorf("a story that is not there is answered with %d", got)
	}
}

// said is what a page says to who cannot see it: its words and its names, a
// line each.
func said(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "head" || n.Data == "script") {
			return
		}
		words := strings.Join(strings.Fields(n.Data), " ")
		if n.Type == html.TextNode && words != "" && !strings.HasPrefix(words, "Docker Hub:") { // that grows with the catalogue
			lines = append(lines, words)
		}
		for _, a := range n.Attr {
			if a.Key == "aria-label" || a.Key == "title" || a.Key == "href" || n.Data == "button" && a.Key == "value" {
				lines = append(lines, n.Data+" "+a.Key+"="+a.Val)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return strings.Join(lines, "\n") + "\n"
}
