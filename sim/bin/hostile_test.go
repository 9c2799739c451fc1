package bin

import (
	"strings"
	"testing"

	"drydock/sim/vfs"
)

func nodeOf(data string) vfs.Node { return vfs.File(0o644, data, testNow) }

// TestHostile runs every program on arguments nobody should give: none may
// panic or build without bounds.
func TestHostile(t *testing.T) {
	deep := "/" + strings.Repeat("d/", 40) + "f"
	args := []string{"", "-", "--", "-1", "-9999999999999999999", "9999999999999999999", "0", "-x", "--=", "%", "%*%s%n", "/", "..", "/nosuch",
		"-n", "-c", "-t", "[", "\\", "a=b", "+", "-f", "/dev/null", "-k1.9999999,0", "{", "s/a/\\9/", "\xff\xfe", "@", "u+", "::", "-e", "-I", "$", "1e308", "-w", "-C", "\n"}
	base := newFake(map[string]string{deep: "x"})
	for _, row := range Programs {
		switch row.Name {
		case "bash", "dash", "sh", "ash", "yes", "watch", "nodemon": // these go on for ever
			continue
		}
		for _, flavour := range []string{"", "busybox "} {
			for i, a := range args {
				for _, b := range []string{args[(i*7+3)%len(args)], args[(i*5+1)%len(args)], deep} {
					f := newFake0(base.tree)
					f.stdin = "a b\nc\xff\n\n'"
					argv := append(strings.Fields(flavour+row.Name), a, b)
					f.run(argv, []string{"PATH=/bin"})
					if f.out.Len() > 2<<20 {
						t.Errorf("%q writes %d bytes", argv, f.out.Len())
					}
				}
			}
		}
	}
}

func TestRegexes(t *testing.T) {
	for _, c := range []struct {
		pattern  string
		extended bool
		text     string
		want     bool
	}{
		{`a\+b`, false, "aab", true}, {`a+b`, false, "a+b", true}, {`a+b`, true, "aab", true}, {`*a`, false, "*a", true},
		{`a\{2\}`, false, "aa", true}, {`a{2}`, false, "a{2}", true}, {`^a|b$`, true, "cb", true}, {`a^b`, false, "a^b", true},
		{`[]]`, false, "]", true}, {`[^]x]`, false, "]x", false}, {`[[:digit:]]`, false, "7", true}, {`\<foo\>`, false, "a foo b", true},
		{`\.`, false, "x", false}, {`a$b`, false, "a$b", true}, {`\(a\|b\)c`, false, "bc", true}, {`[\]`, false, `\`, true},
	} {
		re, err := compile(c.pattern, c.extended, false)
		if err != nil || re.MatchString(c.text) != c.want {
			t.Errorf("%s on %q: %v", c.pattern, c.text, err)
		}
	}
}
