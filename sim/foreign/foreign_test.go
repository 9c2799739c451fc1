package foreign

import (
	"strings"
	"testing"
	"testing/fstest"

	"drydock/sim/lesson"
)

const aPost = "---\nlayout: post\ntitle: \"Boxes: a start\"\ndate: 2021-03-04\nauthor: \"A. Writer\"\ncategories: intermediate\nterms: 2\n---\n\n# Boxes\n\n![a box](/img/box.png) See [the end](#end).\n\n" +
	"```.term1\n# look first\ndocker run -d --name box -p 8080:80 nginx\ndocker inspect -f '{{ \"{{ .Name \"}}}}' box\n```\n\n```\n/box\n```\n\nOpen [the page](/){:data-term=\".term1\"}{:data-port=\"8080\"}.\n\nCreate a file named Dockerfile:\n\n```\nFROM alpine\nCMD [\"echo\", \"hi\"]\n```\n\n" +
	"```.term2\ndocker build -q -t hi .\n```\n\nHow many boxes?\n{:.quiz}\n- ( ) None\n- (x) One\n"

const anIndex = `{"title":"Knots","description":"Tie them","difficulty":"Beginner","time":"15 minutes",
"details":{"assets":{"host01":[{"file":"rope.sh","target":"/opt","chmod":"+x"},{"file":"gone.sh","target":"/opt"}]},
"intro":{"text":"intro.md","courseData":"begin.sh","credits":"https://example.com/knots"},
"steps":[{"title":"One","text":"one.md","verify":"check.sh"},{"title":"Two","text":"two/text.md","verify":"nowhere.sh"}],"finish":{"text":"finish.md"}},
"environment":{"uilayout":"terminal-iframe"},"backend":{"imageid":"kubernetes-cluster:1.18"}}`

var knots = fstest.MapFS{
	"LICENSE":              {Data: []byte("# Some License 1.0\n\ntext")},
	"knots/index.json":     {Data: []byte(anIndex)},
	"knots/intro.md":       {Data: []byte("Welcome.\n")},
	"knots/begin.sh":       {Data: []byte("#!/bin/sh\ndocker pull -q alpine\n")},
	"knots/assets/rope.sh": {Data: []byte("echo rope\n")},
	"knots/check.sh":       {Data: []byte("docker inspect web && echo done\n")},
	"knots/one.md": {Data: []byte("# Start\n\n`docker run -d --name web -p 80:80 nginx`{{execute}}\n\nSee `curl [[HOST_IP]]`{{execute T2}} or https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x\n\n" +
		"`^C`{{execute ctrl-seq}}\n\n`docker swarm join`{{execute HOST2}}\n\n<pre class=\"file\" data-filename=\"app.js\" data-target=\"replace\">\nif (1 &lt; 2) {}\n</pre>\n\n" +
		"```\ndocker ps\n```{{execute}}\n\n```\ndocker images\n```\n{{exec interrupt}}\n\n```\nFROM alpine\n```{{exec}}\n\n>>How many?<<\n(*) one\n( ) two\n>>Its name?<<\n=== web\n")},
	"knots/two/text.md": {Data: []byte("<details><summary>Solution</summary>\n\n```plain\ndocker stop web\n```{{exec}}\n\nOR\n\n```plain\ndocker kill web\n```{{exec}}\n\n</details>\n\nOpen {{TRAFFIC_HOST1_3000}}.\n")},
	"knots/finish.md":   {Data: []byte("Well done.\n")},
}

// read imports files and returns the one lesson, its file and its notes.
func read(t *testing.T, files fstest.MapFS) (lesson.Lesson, string, string) {
	t.Helper()
	list, err := Import(files)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d scenarios, %v", len(list), err)
	}
	l, faults := lesson.Parse(list[0].ID, list[0].File)
	for _, f := range faults {
		t.Errorf("%s\n%s", f, list[0].File)
	}
	var notes []string
	for _, n := range list[0].Notes {
		notes = append(notes, n.String())
	}
	return l, string(list[0].File), strings.Join(notes, "\n")
}

func wants(t *testing.T, what, text string, list ...string) {
	t.Helper()
	for _, w := range list {
		if !strings.Contains(text, w) {
			t.Errorf("%s lacks %q:\n%s", what, w, text)
		}
	}
}

func TestPlayWithDocker(t *testing.T) {
	l, file, notes := read(t, fstest.MapFS{"_posts/2021-03-04-boxes.markdown": {Data: []byte(aPost)}, "README.md": {Data: []byte("# no post\n")}})
	if l.ID != "boxes" || l.Title != "Boxes: a start" || l.Level != "intermediate" {
		t.Errorf("the lesson is %s, %s, %s", l.ID, l.Title, l.Level)
	}
	wants(t, "the lesson", file, `credits: "A. Writer, 2021-03-04"`, `source: "Play with Docker classroom, 2021-03-04-boxes.markdown"`,
		"```run terminal=1\ndocker run -d --name box -p 8080:80 nginx\ndocker inspect -f '{{ .Name }}' box\n```", "```file Dockerfile\nFROM alpine\n", "```text\n/box\n```",
		"the page (`http://localhost:8080/` in the browser)", "```run terminal=2\ndocker build -q -t hi .\n```", "(picture: a box)", "question: \"How many boxes?\"", "text: \"One\"\n    right: true")
	wants(t, "the list", notes, "a picture: /img/box.png", "2 machines: here they are terminals of one host", "a block was taken for the file Dockerfile")
}

func TestKatacoda(t *testing.T) {
	l, file, notes := read(t, knots)
	if l.ID != "knots" || l.Minutes != 15 || len(l.Goals()) != 1 {
		t.Errorf("the lesson is %s, %d minutes, %d goals", l.ID, l.Minutes, len(l.Goals()))
	}
	wants(t, "the lesson", file, `credits: "https://example.com/knots"`, `license: "Some License 1.0 (LICENSE)"`, "  docker pull -q alpine\n", "  chmod +x /opt/rope.sh\n",
		"## One\n", "### Start", "```run\ndocker run -d --name web -p 80:80 nginx\n```", "```run terminal=2\ncurl localhost\n```", "http://localhost:80/x", "```run\n^C\n```",
		"```text\ndocker swarm join\n```", "```file app.js\nif (1 < 2) {}\n```", "```run\ndocker ps\n```", "```run\n^C\ndocker images\n```",
		"```file Dockerfile\nFROM alpine\n```", "```run\ndocker stop web\n```", "```text\ndocker kill web\n```", "http://localhost:3000", "question: \"How many?\"")
	wants(t, "the list", notes, "the machine kubernetes-cluster:1.18", "the layout terminal-iframe", "the file gone.sh is not there", "the machine HOST2",
		"another way to do the same", "a question that is answered in words", "nowhere.sh, is not there")
}

// FuzzImport: nothing that is read panics.
func FuzzImport(f *testing.F) {
	f.Add(aPost, anIndex, "`x`{{execute}}")
	f.Fuzz(func(t *testing.T, post, index, text string) {
		list, err := Import(fstest.MapFS{"a/index.json": {Data: []byte(index)}, "a/one.md": {Data: []byte(text)}, "p.markdown": {Data: []byte(post)}})
		for _, s := range list {
			lesson.Parse(s.ID, s.File)
		}
		_ = err
	})
}
