package script

import (
	"testing"

	"drydock/sim/proc"
)

var goCases = []struct{ name, src, want string }{
	{"hello", "import \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"Hello, World!\", 1, 2.5, true, []int{1, 2}, nil)\n}", "Hello, World! 1 2.5 true [1 2] <nil>\n"},
	{"numbers", "import \"fmt\"\n\nfunc half(x float64) float64 { return x / 2 }\n\nfunc main() {\n\tx := 7\n\tvar f float64 = 3\n\tfmt.Println(x/2, x%3, half(5), f/2, float64(x)/2, 1<<10, -x, x^2)\n\tfmt.Printf(\"%05d|%-5s|%5.2f|%x|%q|%v|%T|%t|%c|%%\\n\", x, \"ab\", f, 255, \"q\", []string{\"a\"}, f, true, 'A')\n}", "3 1 2.5 1.5 3.5 1024 -7 5\n00007|ab   | 3.00|ff|\"q\"|[a]|float64|true|A|%\n"},
	{"structs", "import \"fmt\"\n\ntype Shape interface {\n\tArea() float64\n}\ntype Rect struct {\n\tW, H float64\n\tName string\n}\n\nfunc (r Rect) Area() float64 { return r.W * r.H }\nfunc (r *Rect) Grow(n float64) { r.W += n }\nfunc New(w float64) *Rect { return &Rect{W: w, H: 2, Name: \"r\"} }\n\nfunc main() {\n\tr := New(3)\n\tr.Grow(1)\n\tvar s Shape = r\n\tfmt.Println(s.Area(), *r, r.Name)\n\tc := *r\n\tc.Name = \"copy\"\n\tfmt.Printf(\"%v %+v %#v\\n\", r, c, c)\n}", "8 {4 2 r} r\n&{4 2 r} {W:4 H:2 Name:copy} main.Rect{W:4, H:2, Name:\"copy\"}\n"},
	{"maps and loops", "import (\n\t\"fmt\"\n\t\"sort\"\n\t\"strings\"\n)\n\nfunc main() {\n\tm := map[string]int{\"b\": 2, \"a\": 1}\n\tm[\"c\"]++\n\tkeys := make([]string, 0)\n\tfor k := range m {\n\t\tkeys = append(keys, k)\n\t}\n\tsort.Strings(keys)\n\tv, ok := m[\"zz\"]\n\tfmt.Println(strings.Join(keys, \",\"), len(m), v, ok, m)\n\tfor i := 0; i < 5; i++ {\n\t\tif i == 1 {\n\t\t\tcontinue\n\t\t}\n\t\tif i > 2 {\n\t\t\tbreak\n\t\t}\n\t\tfmt.Print(i, \" \")\n\t}\n\tfor i, r := range \"hé\" {\n\t\tfmt.Print(i, string(r), \";\")\n\t}\n\tfmt.Println()\n}", "a,b,c 3 0 false map[a:1 b:2 c:1]\n0 2 0h;1é;\n"},
	{"errors", "import (\n\t\"errors\"\n\t\"fmt\"\n\t\"os\"\n\t\"strconv\"\n)\n\nvar ErrNo = errors.New(\"no\")\n\nfunc f(n int) (int, error) {\n\tif n < 0 {\n\t\treturn 0, fmt.Errorf(\"bad %d: %w\", n, ErrNo)\n\t}\n\treturn n * 2, nil\n}\n\nfunc main() {\n\tv, err := f(2)\n\tfmt.Println(v, err)\n\tif _, err := f(-1); err != nil {\n\t\tfmt.Println(\"error:\", err)\n\t}\n\t_, err = strconv.Atoi(\"x\")\n\tfmt.Println(err)\n\tdefer fmt.Println(\"deferred\")\n\tfunc() {\n\t\tdefer func() {\n\t\t\tif r := recover(); r != nil {\n\t\t\t\tfmt.Println(\"recovered\", r)\n\t\t\t}\n\t\t}()\n\t\tpanic(\"oops\")\n\t}()\n\tfmt.Fprintln(os.Stderr, os.Getenv(\"A\"))\n}", "4 <nil>\nerror: bad -1: no\nstrconv.Atoi: parsing \"x\": invalid syntax\nrecovered oops\nb\ndeferred\n"},
	{"switch and constants", "import \"fmt\"\n\ntype Day int\n\nconst (\n\tSun Day = iota\n\tMon\n\tTue\n)\n\nfunc (d Day) String() string { return [...]string{\"Sun\", \"Mon\", \"Tue\"}[d] }\n\nfunc kind(v interface{}) string {\n\tswitch x := v.(type) {\n\tcase int:\n\t\treturn fmt.Sprint(\"int \", x)\n\tcase string, []byte:\n\t\treturn \"text\"\n\tdefault:\n\t\treturn \"other\"\n\t}\n}\n\nfunc main() {\n\tswitch d := Mon; d {\n\tcase Sun, Tue:\n\t\tfmt.Println(\"no\")\n\tcase Mon:\n\t\tfmt.Println(d, Tue+0, d == 1)\n\t}\n\tfmt.Println(kind(1), kind(\"a\"), kind(2.5))\n}", "Mon Tue true\nint 1 text other\n"},
	{"goroutines", "import (\n\t\"fmt\"\n\t\"sync\"\n\t\"time\"\n)\n\nfunc main() {\n\tch := make(chan int)\n\tgo func() {\n\t\tfor i := 0; i < 3; i++ {\n\t\t\tch <- i\n\t\t}\n\t\tclose(ch)\n\t}()\n\tfor v := range ch {\n\t\tfmt.Print(v, \" \")\n\t}\n\tvar wg sync.WaitGroup\n\tvar mu sync.Mutex\n\ttotal := 0\n\tfor i := 1; i <= 3; i++ {\n\t\twg.Add(1)\n\t\tgo func(n int) {\n\t\t\tdefer wg.Done()\n\t\t\ttime.Sleep(time.Duration(n) * 10 * time.Millisecond)\n\t\t\tmu.Lock()\n\t\t\ttotal += n\n\t\t\tmu.Unlock()\n\t\t}(i)\n\t}\n\twg.Wait()\n\tstart := time.Now()\n\ttime.Sleep(1500 * time.Millisecond)\n\tfmt.Println(total, time.Since(start), time.Now().Year())\n\tselect {\n\tcase <-time.After(time.Second):\n\t\tfmt.Println(\"timeout\")\n\tcase v := <-make(chan int):\n\t\tfmt.Println(v)\n\t}\n}", "0 1 2 6 1.5s 2026\ntimeout\n"},
	{"json", "import (\n\t\"encoding/json\"\n\t\"fmt\"\n)\n\ntype User struct {\n\tName string   `json:\"name\"`\n\tAge  int      `json:\"age,omitempty\"`\n\tTags []string `json:\"tags\"`\n\tkey  string\n}\n\nfunc main() {\n\tb, _ := json.Marshal(User{Name: \"Ann\", Tags: []string{\"x\"}})\n\tfmt.Println(string(b))\n\tvar u User\n\terr := json.Unmarshal([]byte(`{\"name\":\"Bob\",\"age\":3}`), &u)\n\tfmt.Println(u.Name, u.Age, err)\n\tb, _ = json.Marshal(map[string]any{\"b\": 1, \"a\": []int{1}})\n\tfmt.Println(string(b))\n}", "{\"name\":\"Ann\",\"tags\":[\"x\"]}\nBob 3 <nil>\n{\"a\":[1],\"b\":1}\n"},
	{"panics", "func main() {\n\tvar a []int\n\t_ = a[5]\n}", "panic: runtime error: index out of range [5] with length 0\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:5\nexit status 2\n[exit 1]"},
	{"deadlock", "func main() {\n\tch := make(chan int)\n\t<-ch\n}", "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\nexit status 2\n[exit 1]"},
	{"compiler", "import (\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc main() {\n\tx := 1\n\tfmt.Println(y)\n}", "# command-line-arguments\n./main.go:5:2: \"os\" imported and not used\n./main.go:9:2: declared and not used: x\n./main.go:10:14: undefined: y\n[exit 1]"},
	{"generics", "import \"fmt\"\n\nfunc Map[T any, U any](l []T, f func(T) U) []U {\n\tvar out []U\n\tfor _, v := range l {\n\t\tout = append(out, f(v))\n\t}\n\treturn out\n}\n\ntype Stack[T any] struct{ items []T }\n\nfunc (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }\n\nfunc main() {\n\ts := &Stack[int]{}\n\ts.Push(4)\n\tfmt.Println(Map([]int{1, 2}, func(n int) string { return fmt.Sprint(n * 2) }), len(s.items))\n}", "[2 4] 1\n"},
}

func TestGo(t *testing.T) {
	for _, c := range goCases {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(map[string]string{"/app/main.go": "package main\n\n" + c.src + "\n"})
			if got := f.runs(t, GoTool, "go", "run", "main.go"); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
	if goProgram("ls") != nil {
		t.Error("ls is a Go program")
	}
	var _ proc.Program = goProgram(goPrefix + goJoin([]goSource{{"/a.go", "main", "package main\n"}}))
}
