package script

import (
	"strings"
	"testing"
)

// pyCases are programs and what the real interpreter prints for them.
var pyCases = []struct{ name, src, want string }{
	{"arithmetic", "print(7//2, -7//2, -7%3, 7/2, 2**10, 0.1+0.2, 1e20, round(2.5), divmod(7, 2))", "3 -4 2 3.5 1024 0.30000000000000004 1e+20 2 (3, 1)\n"},
	{"formats", "x = 3.14159\nprint(f'{x:.2f}|{\"ab\":>5}|{7:03d}|{1234567:,}|{x!r}|{x=:.1f}')\nprint('%s-%05.2f' % ('k', x), '{:<4}|{a}'.format('z', a=1))", "3.14|   ab|007|1,234,567|3.14159|x=3.1\nk-03.14 z   |1\n"},
	{"collections", "a, *m, z = [1, 2, 3, 4]\nd = {'a': 1, **{'b': 2}}\nprint(a, m, z, d, {1, 1}, (1,), [*m, *d], 'abc'[::-1], sorted(d.items(), key=lambda kv: -kv[1]))", "1 [2, 3] 4 {'a': 1, 'b': 2} {1} (1,) [2, 3, 'a', 'b'] cba [('b', 2), ('a', 1)]\n"},
	{"classes", "class A:\n    def __init__(self, x):\n        self.x = x\n    def __str__(self):\n        return f'A{self.x}'\n    @property\n    def twice(self):\n        return self.x * 2\nclass B(A):\n    def __init__(self, x, *rest, **kw):\n        super().__init__(x)\n        self.rest = rest, kw\nb = B(2, 3, k=4)\nprint(b, b.twice, b.rest, isinstance(b, A), type(b).__name__)", "A2 4 ((3,), {'k': 4}) True B\n"},
	{"closures", "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n    return inner\nf = outer()\nf()\nprint(f())", "2\n"},
	{"generators", "def g():\n    for i in range(3):\n        yield i * 2\nprint(list(g()), sum(x for x in g()), next(g()), dict(zip('ab', g())))", "[0, 2, 4] 6 0 {'a': 0, 'b': 2}\n"},
	{"exceptions", "try:\n    {}['k']\nexcept (KeyError, ValueError) as e:\n    print(type(e).__name__, e)\nelse:\n    print('no')\nfinally:\n    print('end')", "KeyError 'k'\nend\n"},
	{"finally returns", "def f():\n    for i in range(3):\n        try:\n            if i == 1:\n                return i\n        finally:\n            print('f', i)\nprint(f())", "f 0\nf 1\n1\n"},
	{"with", "with open('x') as f:\n    for line in f:\n        print(line.strip())\nwith open('y', 'w') as f:\n    f.write('hey')\nprint(open('y').read())", "hello\nworld\nhey\n"},
	{"environment", "import os, sys\nprint(os.getenv('A'), os.environ.get('NOPE', 'd'), sys.argv, os.path.join('a', 'b'), os.path.exists('x'))", "b d ['main.py'] a/b True\n"},
	{"json", "import json\nprint(json.dumps({'x': [1, 2.5, None, True], 'é': 'ü'}), json.loads('{\"a\": [1, {\"b\": null}]}'))\nprint(json.dumps({'b': 1, 'a': []}, indent=2, sort_keys=True))", "{\"x\": [1, 2.5, null, true], \"\\u00e9\": \"\\u00fc\"} {'a': [1, {'b': None}]}\n{\n  \"a\": [],\n  \"b\": 1\n}\n"},
	{"time", "import time, datetime\nprint(datetime.datetime.now())\ntime.sleep(2.5)\nprint(datetime.datetime.now().isoformat(), datetime.timedelta(days=1, seconds=5))", "2026-11-23 09:00:00\n2026-11-23T09:00:02.500000 1 day, 0:00:05\n"},
	{"own modules", "import lib\nfrom pkg.sub import name\nprint(lib.double(4), name, lib.__name__)", "8 sub lib\n"},
	{"standard input", "import sys\nprint(input('? '), [l.strip() for l in sys.stdin.readlines()])", "? one ['two']\n"},
	{"regular expressions", "import re\nm = re.search(r'(\\w+)@(?P<host>\\w+)', 'me@box')\nprint(m.group(1), m.group('host'), re.sub(r'\\d', '#', 'a1b2'), re.findall('[ab]', 'abc'))", "me box a#b# ['a', 'b']\n"},
	{"comprehension scopes", "x = 5\nprint([x for x in range(3) if x], x, {k: v for k, v in enumerate('ab')})", "[1, 2] 5 {0: 'a', 1: 'b'}\n"},
	{"walrus and chains", "if (n := len('abc')) > 2 and 1 < n < 9:\n    print(n, 'b' in 'abc', 2 not in [1], None is None)", "3 True True True\n"},
	{"exit codes", "import sys\nsys.exit(3)", "[exit 3]"},
	{"exit text", "raise SystemExit('bye')", "bye\n[exit 1]"},
	{"uncaught", "def f(a):\n    return a / 0\n\nf(1)", "Traceback (most recent call last):\n  File \"/app/main.py\", line 4, in <module>\n    f(1)\n    ~^^^\n  File \"/app/main.py\", line 2, in f\n    return a / 0\n           ~~^~~\nZeroDivisionError: division by zero\n[exit 1]"},
	{"no such name", "print(foo)", "Traceback (most recent call last):\n  File \"/app/main.py\", line 1, in <module>\n    print(foo)\n          ^^^\nNameError: name 'foo' is not defined\n[exit 1]"},
	{"no such module", "import flask", "Traceback (most recent call last):\n  File \"/app/main.py\", line 1, in <module>\n    import flask\nModuleNotFoundError: No module named 'flask'\n[exit 1]"},
	{"no such file", "open('nope')", "Traceback (most recent call last):\n  File \"/app/main.py\", line 1, in <module>\n    open('nope')\n    ~~~~^^^^^^^^\nFileNotFoundError: [Errno 2] No such file or directory: 'nope'\n[exit 1]"},
	{"missing argument", "def f(a, b):\n    pass\nf(1)", "Traceback (most recent call last):\n  File \"/app/main.py\", line 3, in <module>\n    f(1)\n    ~^^^\nTypeError: f() missing 1 required positional argument: 'b'\n[exit 1]"},
	{"syntax", "x = (1,\nprint(2)", "  File \"/app/main.py\", line 2\n    print(2)\n    ^\nSyntaxError: unexpected EOF while parsing\n[exit 1]"},
	{"print statement", "print 'x'", "  File \"/app/main.py\", line 1\n    print 'x'\n    ^\nSyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?\n[exit 1]"},
	{"indentation", "def f():\nprint(1)", "  File \"/app/main.py\", line 2\n    print(1)\n    ^\nIndentationError: expected an indented block after function definition on line 1\n[exit 1]"},
	{"not simulated", "import sqlite3", "Traceback (most recent call last):\n  File \"/app/main.py\", line 1, in <module>\n    import sqlite3\nImportError: the module sqlite3 is not simulated\n[exit 1]"},
	{"recursion ends", "def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    print(e)", "maximum recursion depth exceeded\n"},
	{"huge strings end", "s = 'x' * 1_000_000\ntry:\n    while True:\n        s += s\nexcept MemoryError:\n    print('full')", "full\n"},
}

func TestPython(t *testing.T) {
	for _, c := range pyCases {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(map[string]string{"/app/main.py": c.src, "/app/x": "hello\nworld\n", "/app/lib.py": "def double(n):\n    return 2 * n\n",
				"/app/pkg/__init__.py": "", "/app/pkg/sub.py": "name = 'sub'\n"})
			f.stdin = "one\ntwo\n"
			if got := f.runs(t, Python, "python3", "main.py"); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

// Every module of the library has to be a program that compiles.
func TestPreludes(t *testing.T) {
	for name, text := range preludes {
		body, bad := parsePython(name, text)
		if bad == nil {
			_, bad = compile(python, name, name, body, nil)
		}
		if bad != nil || strings.Contains(text, " is missing')") {
			t.Errorf("%s: %v", name, bad)
		}
	}
	for name, text := range mainModules {
		if _, bad := parsePython(name, text); bad != nil || strings.Contains(text, " is missing')") {
			t.Errorf("-m %s: %v", name, bad)
		}
	}
}

func TestPythonSession(t *testing.T) {
	f := newFake(nil)
	f.tty = true
	f.stdin = "1+1\nx = 3\nx\ndef f():\n    return x\n\nf()\n1/0\nexit()\n"
	got := f.runs(t, Python, "python3")
	want := ">>> 2\n>>> >>> 3\n>>> ... ... >>> 3\n>>> Traceback (most recent call last):\n  File \"<python-input-5>\", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n>>> "
	if _, rest, _ := strings.Cut(got, "information.\n"); rest != want {
		t.Errorf("got:\n%s\nwant:\n%s", rest, want)
	}
}

func TestPythonEndless(t *testing.T) {
	for _, src := range []string{"while True: pass", "x = []\nwhile True: x = [x]", "def g():\n    while True:\n        yield 1\nfor x in g(): pass", "import itertools\nsum(itertools.count())", "[x for x in iter(int, 1)]"} {
		f := newFake(map[string]string{"/app/main.py": src})
		f.limit = 30
		got := f.runs(t, Python, "python3", "main.py")
		if !strings.HasSuffix(got, "[endless]") && !strings.Contains(got, "[exit 1]") {
			t.Errorf("%s: %s", src, got)
		}
	}
}

// An older state goes on as it would have, whatever a later one did.
func TestStatesAreValues(t *testing.T) {
	f := newFake(map[string]string{"/app/main.py": "import time\nl = [1]\nd = {'a': l}\nclass A: pass\na = A()\na.n = 0\nfor i in range(3):\n    time.sleep(1)\n    l.append(i)\n    a.n += 1\n    print(d, a.n)\n"})
	want := f.runs(t, Python, "python3", "main.py")
	if strings.Count(want, "\n") != 3 {
		t.Fatal(want)
	}
	again := newFake(f.files)
	var kept []*machine
	p := testProc(again)
	next := Python
	for i := 0; !again.exited && i < 100; i++ {
		next(p, eventOf(i))
		again.now = again.now.Add(again.slept)
		if m, ok := p.State.(*machine); ok && !again.exited {
			kept = append(kept, m)
		}
		next = p.Next
	}
	for i := len(kept) - 1; i >= 0; i-- {
		f := newFake(again.files)
		f.now = f.now.Add(10e9)
		p := testProc(f)
		p.State = kept[i]
		for j := 0; !f.exited && j < 100; j++ {
			resume(p, eventOf(1))
			f.now = f.now.Add(f.slept)
		}
		if out := f.out.String(); !strings.HasSuffix(want, out) || i == 0 && out != want {
			t.Errorf("state %d of %d goes on with:\n%s", i, len(kept), out)
		}
	}
}

func FuzzPython(f *testing.F) {
	for _, c := range pyCases {
		f.Add(c.src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 2000 {
			return
		}
		fk := newFake(map[string]string{"/app/main.py": src})
		fk.limit = 60
		fk.runs(t, Python, "python3", "main.py")
	})
}

const fastSrc = `from fastapi import FastAPI, HTTPException
from pydantic import BaseModel
import json

class Item(BaseModel):
    name: str
    price: float
    tax: float | None = None

app = FastAPI(title="Shop")
items = {}

@app.get("/")
async def root():
    return {"Hello": "World"}

@app.get("/items/{item_id}")
def read(item_id: int, q: str = None):
    if item_id == 9:
        raise HTTPException(status_code=404, detail="no such item")
    return {"item_id": item_id, "q": q}

@app.post("/items/", status_code=201)
async def create(item: Item):
    return item

def ask(method, url, body=b""):
    r = app._answer(method, url, {}, body)
    print(r.status_code, r.body().decode())

ask("GET", "/")
ask("GET", "/items/5?q=x")
ask("GET", "/items/abc")
ask("GET", "/items/9")
ask("POST", "/items/", b'{"name": "tea", "price": 2.5}')
ask("GET", "/nope")
ask("DELETE", "/")
`

func TestFastAPI(t *testing.T) {
	want := "200 {\"Hello\":\"World\"}\n200 {\"item_id\":5,\"q\":\"x\"}\n422 {\"detail\":[{\"type\":\"int_parsing\",\"loc\":[\"path\",\"item_id\"],\"msg\":\"Input should be a valid integer, unable to parse string as an integer\",\"input\":\"abc\"}]}\n404 {\"detail\":\"no such item\"}\n201 {\"name\":\"tea\",\"price\":2.5,\"tax\":null}\n404 {\"detail\":\"Not Found\"}\n405 {\"detail\":\"Method Not Allowed\"}\n"
	f := newFake(map[string]string{"/app/main.py": fastSrc, "/usr/local/lib/python3.13/site-packages/fastapi/__init__.py": ""})
	if got := f.runs(t, Python, "python3", "main.py"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
