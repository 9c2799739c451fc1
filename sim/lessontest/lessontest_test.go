package lessontest

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"drydock/sim/lesson"
)

// TestCourse plays every lesson that comes with Drydock: its goals are unmet at
// the start and met after their solutions, its commands run and print what the
// text shows.
func TestCourse(t *testing.T) {
	lessons, faults, err := Check(lesson.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
	if got := len(lesson.Course()); got != len(lessons) || got < 6 {
		t.Errorf("the course has %d lessons, its directory %d", got, len(lessons))
	}
}

const sound = `---
title: A lesson
summary: It shows one thing.
level: beginner
minutes: 5
start: docker pull -q busybox
---
## First

Some text with a [link](https://docs.docker.com/).

` + "```run\necho hi\n```\n```output\nhi\n```\n\n```goal made\ntext: A box is there.\ncheck:\n  - run: docker inspect box\n    missing: There is no box.\nhints:\n  - Make it.\nsolution: docker create --name box busybox\n```\n\n" +
	"```quiz\nquestion: Yes?\noptions:\n  - text: Yes\n    right: true\n    why: So it is.\n  - text: No\n    why: It is not so.\n```\n"

// TestFaults plants one fault at a time into a sound lesson and finds it at its line.
func TestFaults(t *testing.T) {
	if _, faults, err := Check(fstest.MapFS{"sound.md": {Data: []byte(sound)}}); err != nil || len(faults) != 0 {
		t.Fatalf("the sound lesson has faults: %v, %v", faults, err)
	}
	for _, c := range []struct{ was, is, want string }{
		{"title: A lesson\n", "", "1: there is no title"},
		{"summary: It shows one thing.\n", "", "1: there is no summary"},
		{"level: beginner", "level: hard", `4: the level "hard" is none of`},
		{"minutes: 5", "minutes: 500", "5: there is no minutes"},
		{"minutes: 5", "minuets: 5", "5: field minuets not found"},
		{"---\ntitle", "title", "1: there is no front matter"},
		{"start: docker pull -q busybox", "start: docker pul busybox", "6: docker pul busybox ends with status"},
		{"start:", "needs: [nowhere]\nstart:", "6: there is no lesson nowhere"},
		{"https://docs.docker.com/", "missing.md", "10: missing.md leads nowhere"},
		{"https://docs.docker.com/", "javascript:alert(1)", "10: javascript:alert(1) leads nowhere"},
		{"Some text", "![](https://example.com/a.png) text", "10: the image https://example.com/a.png has no text"},
		{"```run\necho hi", "```run\necho hi; false", "13: echo hi; false ends with status 1"},
		{"```output\nhi", "```output\nho", "13: the output is another one: hi"},
		{"```run\necho hi\n```\n", "", "12: this output block follows no run block"},
		{"```run", "```run exit=many", "12: exit=many is no exit status"},
		{"```goal made", "```goal", "20: a goal needs a name"},
		{"text: A box is there.\n", "", "20: the goal has no text"},
		{"    missing: There is no box.\n", "", "20: a check needs a script to run and a sentence"},
		{"hints:\n  - Make it.\n", "", "20: the goal has no hint"},
		{"solution: docker create --name box busybox\n", "", "20: the goal has no solution"},
		{"--name box busybox", "--name bax busybox", "20: the solution of goal made does not reach it: There is no box."},
		{"run: docker inspect box", "run: docker image inspect busybox", "20: the goal made is met before anything was done"},
		{"    right: true\n", "", "a quiz needs a question and at least two answers, one of them right"},
		{"    why: It is not so.\n", "", "each answer needs a text and a why"},
		{"```run\n", "```file ../../etc/passwd\nx\n```\n\n```run\n", `12: "../../etc/passwd" is no path below`},
	} {
		t.Run(c.want, func(t *testing.T) {
			bad := strings.Replace(sound, c.was, c.is, 1)
			if bad == sound {
				t.Fatalf("%q is not in the lesson", c.was)
			}
			_, faults, err := Check(fstest.MapFS{"sound.md": {Data: []byte(bad)}})
			if err != nil || !strings.Contains(fmt.Sprint(faults), c.want) {
				t.Errorf("faults %v (%v), want %q", faults, err, c.want)
			}
		})
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		shown, got string
		want       bool
	}{
		{"a\nb\n", "a\nb\n", true},
		{"a\n...\nd\n", "a\nb\nc\nd\n", true},
		{"...\n", "", true},
		{"up … ago\n", "up   5 seconds ago\n", true},
		{"a  b\n", "a b  \n", true},
		{"a\n", "a\nb\n", false},
		{"a.c\n", "abc\n", false},
		{"a\n...\n", "b\n", false},
	} {
		if got := Matches(c.shown, c.got); got != c.want {
			t.Errorf("Matches(%q, %q) = %v", c.shown, c.got, got)
		}
	}
}

// FuzzParse: no file panics, and what has no faults has goals.
func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	names, _ := fs.Glob(lesson.Files(), "*.md")
	for _, name := range names {
		data, _ := fs.ReadFile(lesson.Files(), name)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, faults := lesson.Parse("fuzz", data)
		if len(faults) == 0 && len(l.Goals()) == 0 {
			t.Errorf("a lesson without goals has no fault: %q", data)
		}
	})
}

// TestImagesOfALesson: a lesson declares an image the Hub does not have, and its
// solution uses it.
func TestImagesOfALesson(t *testing.T) {
	text := strings.Replace(sound, "start: docker pull -q busybox\n", "start: docker pull -q teacher/box:1\nimages:\n  teacher/box:1: |\n    FROM busybox\n    LABEL of=class\n", 1)
	text = strings.Replace(text, "docker create --name box busybox", "docker create --name box teacher/box:1", 1)
	if _, faults, err := Check(fstest.MapFS{"sound.md": {Data: []byte(text)}}); err != nil || len(faults) != 0 {
		t.Errorf("the lesson has faults: %v, %v", faults, err)
	}
}
