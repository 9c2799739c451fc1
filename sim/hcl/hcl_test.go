package hcl

import (
	"encoding/json"
	"strings"
	"testing"
)

// evaluate works out the attribute x of a file; other attributes are its variables.
func evaluate(text string) (any, error) {
	b, err := Parse("f.hcl", text)
	if err != nil {
		return nil, err
	}
	var s *Scope
	s = NewScope(func(name string) (any, bool, error) {
		a, ok := b.Attribute(name)
		if !ok || name == "x" {
			return nil, false, nil
		}
		v, err := s.Eval(a.Value)
		return v, true, err
	}, nil)
	a, ok := b.Attribute("x")
	if !ok {
		return nil, nil
	}
	return s.Eval(a.Value)
}

func TestExpressions(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`x = 1 + 2 * 3`, `7`},
		{`x = (1 + 2) * 3 % 4`, `1`},
		{`x = -2 - -3`, `1`},
		{`x = 10 / 4`, `2.5`},
		{`x = !true || 1 < 2 && 2 >= 2`, `true`},
		{`x = 1 == 1 ? "yes" : "no"`, `"yes"`},
		{"v = \"1.2\"\nx = \"app:${v}-${v == \"1.2\" ? \"a\" : \"b\"}\"", `"app:1.2-a"`},
		{"v = [1, 2]\nx = \"${v}\"", `[1,2]`},
		{`x = "$${no} %%{no} \"q\" \\ \n \u0041"`, `"${no} %{no} \"q\" \\ \n A"`},
		{`x = "a ${~ "b" ~} c"`, `"abc"`},
		{"x = <<EOT\n  two ${1 + 1}\nlines\nEOT\n", `"  two 2\nlines\n"`},
		{"x = <<-EOT\n    a\n      b\n    EOT\n", `"a\n  b\n"`},
		{"x = [\n  1, # one\n  2,\n]", `[1,2]`},
		{"x = {\n  a = 1\n  \"b-c\" : [1]\n  (\"d${1}\") = null\n}", `{"a":1,"b-c":[1],"d1":null}`},
		{`x = [for i, v in ["a", "b", "c"] : "${i}${v}" if v != "b"]`, `["0a","2c"]`},
		{`x = {for v in ["a", "b"] : v => upper(v)}`, `{"a":"A","b":"B"}`},
		{`x = {for v in ["a1", "a2", "b1"] : substr(v, 0, 1) => v...}`, `{"a":["a1","a2"],"b":["b1"]}`},
		{"v = {k = [10, 20]}\nx = [v.k[1], v[\"k\"].0]", `[20,10]`},
		{"v = [{n = 1}, {n = 2}]\nx = [v[*].n, v.*.n]", `[[1,2],[1,2]]`},
		{`x = format("%s:%03d %q %v%%", "a", 7, "b", true)`, `"a:007 \"b\" true%"`},
		{`x = formatlist("%s-%s", ["a", "b"], "x")`, `["a-x","b-x"]`},
		{`x = join(",", concat(["a"], split("-", "b-c")))`, `"a,b,c"`},
		{`x = [length("" == "" ? [1] : []), contains(["a"], "a"), lookup({a = 1}, "b", 2), element(["a", "b"], 3)]`, `[1,true,2,"b"]`},
		{`x = merge({a = 1}, {b = 2, a = 3})`, `{"a":3,"b":2}`},
		{`x = max([1, 5, 2]...)`, `5`},
		{`x = [regex_replace("v1.2.3", "[.].*", ""), trimprefix("v1", "v"), title("ab cd"), sanitize("a/b.c")]`, `["v1","1","Ab Cd","a_b_c"]`},
		{`x = [range(3), range(1, 3), distinct([1, 1, 2]), flatten([[1], [2, [3]]]), compact(["", "a"]), reverse([1, 2])]`, `[[0,1,2],[1,2],[1,2],[1,2,3],["a"],[2,1]]`},
		{`x = [try({}.a, "d"), can(1 + 1), can({}.a), coalesce("", "b")]`, `["d",true,false,"b"]`},
		{`x = sha256("a")`, `"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4fc9b9a7e3a4b5a6c7a1"`},
		{"/* c */ x = 1 // end\n# more", `1`},
	} {
		v, err := evaluate(c.text)
		got, _ := json.Marshal(v)
		if c.text[:4] != "x = " || !strings.Contains(c.text, "sha256") {
			if err != nil || string(got) != c.want {
				t.Errorf("%s\n got  %s %v\n want %s", c.text, got, err, c.want)
			}
		} else if err != nil || len(got) != 66 {
			t.Errorf("%s: %s %v", c.text, got, err)
		}
	}
}

func TestErrors(t *testing.T) {
	deep := strings.Repeat("(", 100_000)
	for _, c := range []struct{ text, want string }{
		{"x = y", `f.hcl:1,5-6: Unknown variable; There is no variable named "y".`},
		{"x = nosuch(1)", `f.hcl:1,5-11: Call to unknown function; There is no function named "nosuch".`},
		{"x = 1\nx = 2", `f.hcl:2,1-2: Attribute redefined; The argument "x" was already set. Each argument may be set only once.`},
		{"target \"a\" {\n x = 1", `f.hcl:2,7-8: Unclosed configuration block; There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.`},
		{"= 1", `f.hcl:1,1-2: Argument or block definition required; An argument or block definition is required here.`},
		{"x = ]", `f.hcl:1,5-6: Invalid expression; Expected the start of an expression, but found an invalid expression token.`},
		{`x = "abc`, `f.hcl:1,5-9: Unterminated template string; No closing marker was found for the string.`},
		{`x = "a" b`, `f.hcl:1,9-10: Missing newline after argument; An argument definition must end with a newline.`},
		{`x = [1][3]`, `f.hcl:1,5-11: Invalid index; The given key does not identify an element in this collection value.`},
		{`x = uuidv4()`, `f.hcl:1,5-11: Not simulated; The function "uuidv4" is not simulated.`},
		{"x = " + deep, `Brackets, blocks and calls may stand within each other 60 deep here.`},
		{"x = " + strings.Repeat("-", 100_000), `Brackets, blocks and calls may stand within each other 60 deep here.`},
		{"x = <<A\n", `Unterminated template string`},
	} {
		if _, err := evaluate(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40s\n got  %v\n want %s", c.text, err, c.want)
		}
	}
}

// What doubles with each line, or goes over all pairs again and again, ends.
func TestBudget(t *testing.T) {
	doubled := func(first, format string) string {
		text := "v0 = " + first + "\n"
		for i := range 50 {
			text += strings.NewReplacer("A", "v"+itoa(i), "B", "v"+itoa(i+1)).Replace(format) + "\n"
		}
		return text + "x = v50"
	}
	loop := "[for a in range(0, 1000) : [for b in range(0, 1000) : [for c in range(0, 1000) : a]]]"
	for _, text := range []string{
		doubled(`"abcdefgh"`, `B = "${A}${A}"`), doubled(`[1]`, `B = [A, A]`), doubled(`[1]`, `B = concat(A, A)`), doubled(`{a = 1}`, `B = {a = A, b = A}`),
		"x = " + loop, "a = x\nx = a + a", `x = jsonencode([for a in range(0, 1000) : range(0, 1000)])`,
	} {
		if v, err := evaluate(text); err == nil && weight(v, mostItems) > mostItems {
			t.Errorf("%.60s: no end", text)
		}
	}
}

func itoa(n int) string { s, _ := String(float64(n)); return s }

func TestJSON(t *testing.T) {
	b, err := ParseJSON("f.json", `{"variable": {"V": {"default": "1"}}, "target": {"a": {"tags": ["x:${V}"], "args": {"n": 1, "z": null}}}, "g": "$${V}"}`, []string{"variable", "target"})
	if err != nil || len(b.Blocks) != 2 || b.Blocks[1].Labels[0] != "a" {
		t.Fatal(b, err)
	}
	s := NewScope(func(name string) (any, bool, error) { return "7", name == "V", nil }, nil)
	for name, want := range map[string]string{"tags": `["x:7"]`, "args": `{"n":1,"z":null}`} {
		a, _ := b.Blocks[1].Body.Attribute(name)
		v, err := s.Eval(a.Value)
		if got, _ := json.Marshal(v); err != nil || string(got) != want {
			t.Errorf("%s: %s %v", name, got, err)
		}
	}
	for _, bad := range []string{"", "[]", `{"a": `, `{"target": 1}`, `{"target": {"a": []}}`, `{"a": "${"}`} {
		if _, err := ParseJSON("f.json", bad, []string{"target"}); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"x = 1", "target \"a\" {\n  x = [for v in y : v if true]\n}", "x = <<-A\n a${b}\n A\n", `x = "${~ a ~}" ? f(1...) : {a = b.c[*].d}`, "x = {for k, v in a : k => v...}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = evaluate(text) // it ends and does not panic
	})
}
