package dockerfile

import (
	"reflect"
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	for src, want := range map[string]string{
		"# only a comment\n":                                "file with no instructions",
		"FROM\n":                                            "dockerfile parse error on line 1: FROM requires either one or three arguments",
		"FROM a AS 1bad\n":                                  `dockerfile parse error on line 1: invalid name for build stage: "1bad", name can't start with a number or contain symbols`,
		"RUN x\nFROM a\n":                                   "no build stage in current context",
		"FROM a\nRNU x\n":                                   "dockerfile parse error on line 2: unknown instruction: RNU (did you mean ENV?)",
		"FROM a\nRUNN x\n":                                  "dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)",
		"FROM a\nCOPY x\n":                                  "dockerfile parse error on line 2: COPY requires at least two arguments, but only one was provided. Destination could not be determined",
		"FROM a\nCOPY --nope=1 a b\n":                       "dockerfile parse error on line 2: unknown flag: --nope",
		"FROM a\nCOPY --form=x a b\n":                       "dockerfile parse error on line 2: unknown flag: --form (did you mean from?)",
		"FROM a\nENV A\n":                                   "ENV must have two arguments",
		"FROM a\nENV A=1 B\n":                               `Syntax error - can't find = in "B". Must be of the form: name=value`,
		"FROM a\nVOLUME []\n":                               "dockerfile parse error on line 2: VOLUME requires at least one argument",
		"FROM a\nHEALTHCHECK MAYBE\n":                       `dockerfile parse error on line 2: Unknown type "MAYBE" in HEALTHCHECK (try CMD)`,
		"FROM a\nHEALTHCHECK --interval=abc CMD x\n":        `dockerfile parse error on line 2: time: invalid duration "abc"`,
		"FROM a\nSHELL sh -c\n":                             "dockerfile parse error on line 2: SHELL requires the arguments to be in JSON form",
		"FROM a\nONBUILD FROM x\n":                          "dockerfile parse error on line 2: FROM isn't allowed as an ONBUILD trigger",
		"FROM a\nRUN <<EOF\necho x\n":                       "unterminated heredoc",
		"# escape=x\nFROM a\n":                              "invalid escape token 'x' does not match ` or \\",
		"FROM a\nRUN --mount=from=$x,target=/x true\n":      "dockerfile parse error on line 2: 'from' doesn't support variable expansion, define alias stage instead",
		"FROM a\nCMD [\"a\", 1]\n":                          "when using JSON array syntax, arrays must be comprised of strings only",
		"FROM a\nADD --link=maybe a b\n":                    "dockerfile parse error on line 2: expecting boolean value for flag --link, not: maybe",
		"FROM a\nRUN --network=x true\n":                    `dockerfile parse error on line 2: invalid network mode "x"`,
		strings.Repeat("ARG A\n", mostNodes+1) + "FROM a\n": "dockerfile has too many instructions",
	} {
		_, err := Read(src)
		if err == nil || err.Error() != want {
			t.Errorf("%.60q: %v, want %s", src, err, want)
		}
	}
}

// TestMounts: what a mount asks for is read when its variables are known.
func TestMounts(t *testing.T) {
	word := func(s string) (string, error) { return strings.ReplaceAll(s, "$kind", "cache"), nil }
	for flags, want := range map[string]string{
		"type=$kind,target=/x":               "",
		"type=nosuch,target=/x":              `unsupported mount type "nosuch"`,
		"type=cahce,target=/x":               `unsupported mount type "cahce" (did you mean cache?)`,
		"typ=tmpfs":                          "unexpected key 'typ' in 'typ=tmpfs' (did you mean type?)",
		"type=tmpfs,target=/x,size=1g":       "",
		"type=bind,target=/x,size=1g":        "unexpected key 'size' for mount type 'bind'",
		"type=bind,target=/x,uid=3":          `uid not allowed for "bind" type mounts`,
		"type=secret,id=a,source=b":          "both source and id can't be set",
		"type=cache,target=/x,sharing=often": `unsupported sharing value "often"`,
		"type=cache,target=/x,ro=perhaps":    "invalid value for ro: perhaps",
		"type=bind,target":                   "invalid field 'target' must be a key=value pair",
	} {
		p, err := Read("FROM a\nRUN --mount=" + flags + " true\n")
		if err != nil {
			t.Errorf("%s: %v", flags, err)
			continue
		}
		got := ""
		if _, err := p.Stages[0].Body[0].Mounted(word); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", flags, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	p, err := Read("# escape=`\nARG V=1\nFROM busybox:$V AS One\nRUN a `\n  # comment\n  b\nCOPY [\"a b\", \"c\"]\nRUN <<-A cat\n\tx\nA\nONBUILD COPY a b\n")
	if err != nil {
		t.Fatal(err)
	}
	s := p.Stages[0]
	if len(p.Meta) != 1 || s.Name != "one" || s.From.Base != "busybox:$V" || p.Directives.Escape != '`' {
		t.Errorf("stage %+v", s.From)
	}
	run, list, doc, on := s.Body[0], s.Body[1], s.Body[2], s.Body[3]
	if run.Original != "RUN a   b" || run.Start != 4 || run.End != 6 || !run.Shell {
		t.Errorf("RUN is %q in %v", run.Original, run.Range)
	}
	if !reflect.DeepEqual(list.Sources, []string{"a b"}) || list.Dest != "c" {
		t.Errorf("COPY is %q to %q", list.Sources, list.Dest)
	}
	if h := doc.Heredocs; len(h) != 1 || h[0].Content() != "x\n" || h[0].Text != "\tx\n" || !h[0].Expand {
		t.Errorf("here-document %+v", h)
	}
	if on.Trigger == nil || on.Trigger.Name != "COPY" {
		t.Errorf("ONBUILD %+v", on)
	}
	if w := p.Warnings; len(w) != 1 || w[0].Rule != "StageNameCasing" {
		t.Errorf("warnings %+v", w)
	}
}

func TestWord(t *testing.T) {
	env := func(name string) (string, bool) {
		v, ok := map[string]string{"A": "one", "E": "", "P": "/usr/lib/x.tar.gz"}[name]
		return v, ok
	}
	for _, c := range []struct{ word, want, err string }{
		{"$A-${A}", "one-one", ""}, {`\$A '$A' "$A"`, "$A $A one", ""}, {"${N:-d}${E:-e}${E-f}", "de", ""},
		{"${A:+x}${N:+y}${E+z}", "xz", ""}, {"${N:?no}", "", "N: no"}, {"${P##*/} ${P%.*} ${P%%.*}", "x.tar.gz /usr/lib/x.tar /usr/lib/x", ""},
		{"${A/n/N} ${P//x/y}", "oNe /usr/lib/y.tar.gz", ""}, {"$", "$", ""}, {"${A", "", "unsupported modifier (\uFFFD) in substitution"},
		{"${A:-b", "", "syntax error: missing '}'"}, {`"x`, "", "unexpected end of statement while looking for matching double-quote"},
		{"${N:-${A}}", "one", ""}, {"$1x", "x", ""},
	} {
		got, _, err := Expander{Escape: '\\'}.Word(c.word, env)
		if got != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("%s: %q, %v, want %q, %s", c.word, got, err, c.want, c.err)
		}
	}
	if got, unset, _ := (Expander{Escape: '\\', RawQuotes: true, RawEscapes: true, KeepUnset: true}).Word(`"$A" $N \$A`, env); got != `"one" $N \$A` || !reflect.DeepEqual(unset, []string{"N"}) {
		t.Errorf("kept: %q, unset %q", got, unset)
	}
}

func TestWordEnds(t *testing.T) {
	long := strings.Repeat("x", mostWord)
	env := func(string) (string, bool) { return long, true }
	for _, w := range []string{"$A$A$A", "${A##*x}", "${A//x/yy}"} {
		if _, _, err := (Expander{Escape: '\\'}).Word(w, env); err != errTooLong {
			t.Errorf("%s: %v", w, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"FROM a\nRUN b \\\n c\n", "FROM a\nCOPY <<A <<B /x/\n1\nA\n2\nB\n", "# syntax=x\n# escape=`\nFROM a AS b\nENV A=\"b c\" D=${A:-x}\n",
		"FROM a\nHEALTHCHECK --interval=1s CMD [\"a\"]\n", "FROM a\nRUN --mount=type=cache,target=/x,uid=1 y\n", "FROM a\nONBUILD RUN <<E\nx\nE\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		p, err := Read(src)
		if err != nil {
			e, ok := err.(*Error)
			if !ok {
				t.Fatalf("an error of another kind: %T", err)
			}
			for _, r := range e.Ranges {
				if r.Start > r.End || r.End > len(p.Lines)+1 {
					t.Fatalf("%v is no place in %d lines", r, len(p.Lines))
				}
			}
			return
		}
		if len(p.Stages) == 0 && len(p.Meta) == 0 {
			t.Fatal("neither a stage, an ARG nor an error")
		}
		x := Expander{Escape: p.Directives.Escape}
		for _, n := range p.Nodes {
			_, _, _ = x.Word(n.Rest, func(string) (string, bool) { return "v", true }) // must end
		}
	})
}
