package docker

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"drydock/sim/engine"
)

func TestTemplateFunctions(t *testing.T) {
	for format, want := range map[string]string{
		`{{upper "abc"}} {{lower "ABC"}} {{title "exited now"}}`: "ABC abc Exited Now",
		`{{truncate "abcdef" 3}}|{{pad "x" 2 2}}|`:               "abc|  x  |",
		`{{join (split "a:b" ":") "/"}}`:                         "a/b",
		`{{json "<a>"}}`:                                         `"<a>"`,
	} {
		tpl, err := parseTemplate(format)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := tpl.Execute(&b, nil); err != nil || b.String() != want {
			t.Errorf("%s: %q, %v", format, b.String(), err)
		}
	}
}

func TestEllipsis(t *testing.T) {
	if got := ellipsis("sh -c 'while true; do date; sleep 1; done'", 20); got != "sh -c 'while true; …" {
		t.Errorf("%q", got)
	}
	if got := ellipsis("sleep 1000", 20); got != "sleep 1000" {
		t.Errorf("%q", got)
	}
}

type letter struct{ a, b string }

func (l letter) First() string  { return l.a }
func (l letter) Second() string { return l.b }

func (l letter) MarshalJSON() ([]byte, error) { return columns(l) }

func TestListing(t *testing.T) {
	l := listing{context: "formatter.letters", table: "{{.First}}\t{{.Second}}", short: "{{.First}}",
		headings: map[string]string{"First": "FIRST", "Second": "SECOND"}}
	rows := []any{letter{"a", "b"}, letter{"a long one here", "<none>"}}
	for format, want := range map[string]string{
		"":                              "FIRST             SECOND\na                 b\na long one here   <none>\n",
		`table {{.Second}}\t{{.First}}`: "SECOND    FIRST\nb         a\n<none>    a long one here\n",
		"{{.First}}-{{.Second}}":        "a-b\na long one here-<none>\n",
		"json":                          `{"First":"a","Second":"b"}` + "\n" + `{"First":"a long one here","Second":"\u003cnone\u003e"}` + "\n",
	} {
		if got, err := l.print(format, false, rows); err != nil || got != want {
			t.Errorf("%s: %q, %v", format, got, err)
		}
	}
	if got, _ := l.print("", true, rows); got != "a\na long one here\n" {
		t.Errorf("-q: %q", got)
	}
	_, err := l.print("{{.Bogus}}", false, rows)
	if want := `template parsing error: template: :1:2: executing "" at <.Bogus>: can't evaluate field Bogus in type *formatter.letters`; err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}

func TestLogReaderMakesLines(t *testing.T) {
	at := time.Unix(0, 0)
	r, lines := logReader{}.read([]engine.Chunk{{Seq: 4, At: at, Stream: "stdout", Text: "one\ntw"},
		{Seq: 5, At: at, Stream: "stderr", Text: "oops\n"}, {Seq: 6, At: at, Stream: "stdout", Text: "o\nrest"}}, false)
	var got []string
	for _, l := range lines {
		got = append(got, l.stream+":"+l.text)
	}
	if strings.Join(got, "") != "stdout:one\nstderr:oops\nstdout:two\n" || r.from != 7 || r.out != "rest" {
		t.Errorf("%q, %+v", got, r)
	}
	if _, lines = r.read(nil, true); len(lines) != 1 || lines[0].text != "rest" {
		t.Errorf("%+v", lines)
	}
	if got := (logView{tail: 1}).pick([]logLine{{text: "a"}, {text: "b"}}); len(got) != 1 || got[0].text != "b" {
		t.Errorf("%+v", got)
	}
}

func TestMoment(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{"1h": "2026-11-23T08:00:00Z", "2020-01-02": "2020-01-02T00:00:00Z",
		"2013-01-02T13:23:37Z": "2013-01-02T13:23:37Z", "1600000000.5": "2020-09-13T12:26:40.5Z"} {
		if got, err := moment(in, now); err != nil || got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%s: %s, %v", in, got, err)
		}
	}
	if _, err := moment("yesterday", now); err == nil || err.Error() != `failed to parse value as time or duration: "yesterday"` {
		t.Errorf("%v", err)
	}
}

func TestDetachKeys(t *testing.T) {
	for in, want := range map[string]string{"": "\x10\x11", "ctrl-a,x": "\x01x", "ctrl-]": "\x1d"} {
		if got, err := detachKeys(in); err != nil || got != want {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	if _, err := detachKeys("bogus!"); err == nil || err.Error() != "invalid detach keys (bogus!): Unknown character: 'bogus!'" {
		t.Errorf("%v", err)
	}
	s, left := session{tty: true, keys: "\x10\x11"}.typed("a\x10")
	if left || s.unsent != "a" {
		t.Errorf("%+v", s)
	}
	s.unsent = ""
	if other, left := s.typed("b"); left || other.unsent != "\x10b" {
		t.Errorf("%+v", other)
	}
	if _, left := s.typed("\x11"); !left {
		t.Error("the keys do not detach")
	}
}

func TestChecksOfValues(t *testing.T) {
	for _, c := range []struct {
		check func(string) error
		in    string
		want  string // "" when it is right
	}{
		{checkBytes, "64m", ""}, {checkBytes, "abc", "invalid size: 'abc'"}, {checkBytes, "-1", "invalid size: '-1'"},
		{checkCPUs, "0.5", ""}, {checkCPUs, "bogus", "failed to parse bogus as a rational number"},
		{checkHost, "db:10.0.0.5", ""}, {checkHost, "bad", `bad format for add-host: "bad"`},
		{checkHost, "web:300.1.1.1", `invalid IP address in add-host: "300.1.1.1"`},
		{checkIP, "bogus", "IP address is not correctly formatted: bogus"},
		{checkUlimit, "nofile=100:200", ""}, {checkUlimit, "nofile", "invalid ulimit argument: nofile"},
		{checkUlimit, "bogus=1", "invalid ulimit type: bogus"},
		{checkUlimit, "nofile=2:1", "ulimit soft limit must be less than or equal to hard limit: 2 > 1"},
		{checkMount, "type=volume,foo=bar,target=/b", "unknown option 'foo' in 'foo=bar'"}, {checkMount, "", "value is empty"},
		{checkLabel, "=x", "invalid label '=x': empty name"}, {checkAttach, "x", "valid streams are STDIN, STDOUT and STDERR"},
		{published, "127.0.0.1:8080:80/tcp", ""}, {published, "8080:80:90", "invalid IP address: 8080"},
		{published, "80:80/foo", "invalid proto: foo"}, {published, "70000:80", "invalid hostPort: 70000"},
		{published, ":", "no port specified: :<empty>"}, {published, "-1:80", "invalid hostPort: -1"},
		{published, "8000-8002:80-81", "invalid ranges specified for container and host Ports: 80-81 and 8000-8002"},
		{exposed, "bogus", "invalid range format for --expose: invalid start port 'bogus': invalid syntax"},
	} {
		got := ""
		if err := c.check(c.in); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: %q, not %q", c.in, got, c.want)
		}
	}
}

func TestImageTreeGivesLongNamesALine(t *testing.T) {
	rows := []treeRow{{name: "registry.example.com/a/very/long/name/indeed:latest", id: "0123456789ab", disk: "1MB", content: "1kB"}}
	tr := tree{width: nameWidth(rows, 80)}
	want := rows[0].name + "\n" + strings.Repeat(" ", 29) + "   0123456789ab          1MB            1kB        \n"
	if got := tr.line(rows[0]); got != want {
		t.Errorf("%q\n%q", got, want)
	}
}

func published(s string) error {
	_, err := parsePublish(s)
	return err
}

func exposed(s string) error {
	_, err := parseExpose(s)
	return err
}

func TestShownPorts(t *testing.T) {
	addr := netip.MustParseAddr
	v4, v6 := addr("0.0.0.0"), addr("::")
	for _, row := range []struct {
		ports []openPort
		want  string
	}{
		{nil, ""},
		{[]openPort{{80, 8080, "tcp", v4}, {80, 8080, "tcp", v6}}, "0.0.0.0:8080->80/tcp, [::]:8080->80/tcp"},
		{[]openPort{{8000, 8000, "tcp", v4}, {8000, 8000, "tcp", v6}, {8001, 8001, "tcp", v4}, {8001, 8001, "tcp", v6}},
			"0.0.0.0:8000-8001->8000-8001/tcp, [::]:8000-8001->8000-8001/tcp"},
		{[]openPort{{inner: 80, proto: "tcp"}, {inner: 81, proto: "tcp"}, {inner: 90, proto: "tcp"}, {inner: 91, proto: "udp"}}, "80-81/tcp, 90/tcp, 91/udp"},
		{[]openPort{{inner: 443, proto: "tcp"}, {80, 8080, "tcp", v4}}, "443/tcp, 0.0.0.0:8080->80/tcp"},
	} {
		if got := shownPorts(row.ports); got != row.want {
			t.Errorf("%v: %q", row.ports, got)
		}
	}
}

func TestNatural(t *testing.T) {
	for _, row := range [][2]string{{"9/tcp", "10/tcp"}, {"80/tcp -> 0.0.0.0:1", "80/tcp -> [::]:1"}, {"n2", "n10"}, {"a", "ab"}} {
		if natural(row[0], row[1]) >= 0 || natural(row[1], row[0]) <= 0 || natural(row[0], row[0]) != 0 {
			t.Errorf("%q and %q", row[0], row[1])
		}
	}
}
