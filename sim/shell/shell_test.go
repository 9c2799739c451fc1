package shell

import (
	"strings"
	"testing"

	"drydock/sim/proc"
)

// play runs a script with -c and returns what it showed and its exit status.
func play(f Flavor, script string, quantum int) (string, int) {
	h := newHost()
	h.quantum = quantum
	h.start(f, []string{[...]string{"bash", "sh", "sh"}[f], "-c", script})
	h.run()
	return h.out, h.procs[1].code
}

// everyone is a case that is the same in all shells.
func everyone(script, out string, code int) []scripted {
	return []scripted{{Bash, script, out, code}, {Dash, script, out, code}, {Ash, script, out, code}}
}

type scripted struct {
	flavor Flavor
	script string
	out    string // standard output and error as they came
	code   int
}

// scripts are what the shells of bash 5.2, Debian's dash and busybox print.
// Source: recordings of these shells in containers, and bash and dash run by
// hand.
func scripts() (all []scripted) {
	for _, c := range []struct {
		script, out string
		code        int
	}{
		{`echo "color is $HOME"; echo 'literal $HOME'`, "color is /root\nliteral $HOME\n", 0},
		{`false; echo $?; true; echo $?; (exit 9); echo $?`, "1\n0\n9\n", 0},
		{`for i in 1 2 3; do echo $i; done; x=$((2+3*4)); echo $x; echo $(echo a | up)`, "1\n2\n3\n14\nA\n", 0},
		{`test -f a.txt && echo yes || echo no; [ -d a.txt ]; echo $?; [ 3 -gt 2 ] && echo bigger`, "yes\n1\nbigger\n", 0},
		{`echo one; echo two >&2; exit 3`, "one\ntwo\n", 3},
		{"cat <<END\nhello from\na here-doc in $(echo box) $((1+1))\nEND", "hello from\na here-doc in box 2\n", 0},
		{`sleep 500 & sleep 0.1; kill %1; echo killed`, "killed\n", 0},
		{`cd /tmp && pwd`, "/tmp\n", 0},
		{`set -- a "b c" d; for x in "$@"; do echo "[$x]"; done; for x in $*; do echo "<$x>"; done; echo "$*" $#`, "[a]\n[b c]\n[d]\n<a>\n<b>\n<c>\n<d>\na b c d 3\n", 0},
		{`x=; echo ${x:-def} ${x-d2} ${y-d3} ${y:=set} $y ${y:+alt} "${z:+no}" ${#y}`, "def d3 set set alt  3\n", 0},
		{`x=/usr/lib/foo.tar.gz; echo ${x##*/} ${x#*/} ${x%.*} ${x%%.*}`, "foo.tar.gz usr/lib/foo.tar.gz /usr/lib/foo.tar /usr/lib/foo\n", 0},
		{`IFS=": "; x="a : b::c"; for i in $x; do echo "[$i]"; done`, "[a]\n[b]\n[]\n[c]\n", 0},
		{`echo *.txt *.zip [ab].txt "*.txt" \*.txt sub/* */d.txt`, "a.txt b.txt *.zip a.txt b.txt *.txt *.txt sub/d.txt sub/d.txt\n", 0},
		{`for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done`, "1a\n2a\n", 0},
		{`case foo in b*) echo b;; f?o|x) echo f;; *) echo other;; esac`, "f\n", 0},
		{`f() { local x=2; echo in $1 $x $#; return 3; }; x=1; f a b; echo $? $x`, "in a 2 2\n3 1\n", 0},
		{`f() { echo $1; [ $1 -gt 0 ] && f $(($1-1)); }; f 2`, "2\n1\n0\n", 1},
		{`echo hi > /tmp/w; echo more >> /tmp/w; cat < /tmp/w; { echo o; echo e >&2; } 2>&1 | up`, "hi\nmore\nO\nE\n", 0},
		{`exec 3>/tmp/w; echo a >&3; exec 3>&-; cat /tmp/w; while read x y; do echo "$y"; done <<E` + "\n1 2 3\nE", "a\n2 3\n", 0},
		{`x=1; { x=2; echo $x; } | cat; echo $x; (x=3); echo $x; { x=4; }; echo $x`, "2\n1\n1\n4\n", 0},
		{`set -e; false || echo ok; if false; then :; fi; ! true; echo before; false; echo after`, "ok\nbefore\n", 1},
		{`trap 'echo bye $?' EXIT; echo hi; exit 4`, "hi\nbye 4\n", 4},
		{`trap 'echo usr' USR1; kill -USR1 $$; echo after`, "usr\nafter\n", 0},
		{`(exit 7) & wait $!; echo $?; (sleep 2; echo late) & echo early; wait`, "7\nearly\nlate\n", 0},
		{`x=$(exit 5); echo $?; x=1 y=$x; echo $y; Q=9 sh -c 'echo $Q'; echo $Q`, "5\n1\n9\n\n", 0},
		{`while getopts "hv:" o; do echo "$o $OPTARG"; done; echo $OPTIND`, "1\n", 0},
		{`printf '%s-%s|' a b c; printf '%5d|%-3s|%05.1f\n' 42 x 3.14159`, "a-b|c-|   42|x  |003.1\n", 0},
		{`umask 077; umask; eval 'x=3; echo $x'; ./script.sh a b; . ./script.sh | cat`, "0077\n3\nscript ./script.sh a b\nscript %NAME%\n", 0},
		{`./noshebang one; int; echo no`, "no shebang one\n", 130},
		{`i=0; while true; do i=$((i+1)); [ $i = 3 ] && break; sleep 1; done; echo $i`, "3\n", 0},
	} {
		for _, e := range everyone(c.script, c.out, c.code) {
			e.out = strings.ReplaceAll(e.out, "%NAME%", [...]string{"bash", "sh", "sh"}[e.flavor])
			all = append(all, e)
		}
	}
	return append(all, flavoured...)
}

var flavoured = []scripted{
	{Bash, "ps", "bash: line 1: ps: command not found\n", 127},
	{Dash, "ping; ip addr", "sh: 1: ping: not found\nsh: 1: ip: not found\n", 127},
	{Ash, "nosuchcmd", "sh: nosuchcmd: not found\n", 127},
	{Bash, "cd /nosuch", "bash: line 1: cd: /nosuch: No such file or directory\n", 1},
	{Dash, "cd /nosuch", "sh: 1: cd: can't cd to /nosuch\n", 2},
	{Ash, "cd /nosuch", "sh: cd: line 0: can't cd to /nosuch: No such file or directory\n", 2},
	{Bash, "echo x > /nosuch/x", "bash: line 1: /nosuch/x: No such file or directory\n", 1},
	{Dash, "echo x > /nosuch/x", "sh: 1: cannot create /nosuch/x: Directory nonexistent\n", 2},
	{Dash, "echo x > /etc", "sh: 1: cannot create /etc: Is a directory\n", 2},
	{Ash, "echo x > /nosuch/file", "sh: can't create /nosuch/file: nonexistent directory\n", 1},
	{Dash, "echo $0; echo ${BASH_VERSION:-not bash}; [[ a == a ]] && echo ok", "sh\nnot bash\nsh: 1: [[: not found\n", 127},
	{Bash, "echo $0; [[ a == a ]] && echo ok; arr=(x y z); echo ${arr[1]} ${#arr[@]}; echo {1..5}", "bash\nok\ny 3\n1 2 3 4 5\n", 0},
	{Dash, "arr=(x y z)", "sh: 1: Syntax error: \"(\" unexpected\n", 2},
	{Ash, "arr=(x y z)", "sh: syntax error: unexpected \"(\"\n", 2},
	{Dash, "source /etc/profile; echo rc $?", "sh: 1: source: not found\nrc 127\n", 0},
	{Dash, `echo "unclosed`, "sh: 1: Syntax error: Unterminated quoted string\n", 2},
	{Bash, `echo "unclosed`, "bash: -c: line 1: unexpected EOF while looking for matching `\"'\n", 2},
	{Ash, `echo "unclosed`, "sh: syntax error: unterminated quoted string\n", 2},
	{Bash, "if then", "bash: -c: line 1: syntax error near unexpected token `then'\nbash: -c: line 1: `if then'\n", 2},
	{Dash, "if then", "sh: 1: Syntax error: \"then\" unexpected\n", 2},
	{Ash, "if then", "sh: syntax error: unexpected \"then\"\n", 2},
	{Bash, "type cd cat", "cd is a shell builtin\ncat is /bin/cat\n", 0},
	{Bash, "kill 999", "bash: line 1: kill: (999) - No such process\n", 1},
	{Bash, "sleep 100 & jobs; kill %1; wait %1; echo rc $?", "[1]+  Running                 sleep 100 &\nrc 143\n", 0},
	{Bash, "set -u; echo $x; echo no", "bash: line 1: x: unbound variable\n", 127},
	{Dash, "set -u; echo $x; echo no", "sh: 1: x: parameter not set\n", 2},
	{Ash, "set -u; echo $x; echo no", "sh: x: parameter not set\n", 2},
	{Bash, "readonly x=1; x=2; echo no", "bash: line 1: x: readonly variable\n", 1},
	{Dash, "readonly x=1; x=2; echo no", "sh: 1: x: is read only\n", 2},
	{Bash, "echo $((1/0)); echo no", "bash: line 1: 1/0: division by 0 (error token is \"0\")\n", 1},
	{Dash, "echo $((1/0)); echo no", "sh: 1: arithmetic expression: division by zero: \"1/0\"\n", 2},
	{Bash, "/etc; /nosuch; ./plain; exec nosuch; echo no", "bash: line 1: /etc: Is a directory\nbash: line 1: /nosuch: No such file or directory\nbash: line 1: ./plain: Permission denied\nbash: line 1: exec: nosuch: not found\n", 127},
	{Dash, "/etc; /nosuch; ./plain; exec nosuch; echo no", "sh: 1: /etc: Permission denied\nsh: 1: /nosuch: not found\nsh: 1: ./plain: Permission denied\nsh: 1: exec: nosuch: not found\n", 127},
	{Bash, "false | true; echo $?; set -o pipefail; false | true; echo $?", "0\n1\n", 0},
	{Bash, "echo -e 'a\\tb'; echo 'a\\tb'", "a\tb\na\\tb\n", 0},
	{Dash, "echo -e 'a\\tb'", "-e a\tb\n", 0},
	{Ash, "echo -e 'a\\tb'; echo 'a\\tb'", "a\tb\na\\tb\n", 0},
	{Bash, "echo &> /tmp/w hi; cat /tmp/w; cat <<< here; x=hello; echo ${x/l/L} ${x:1:3} ${x^^}", "hi\nhere\nheLlo ell HELLO\n", 0},
	{Bash, "set -x; echo a 'b c'; x=1", "+ echo a 'b c'\na b c\n+ x=1\n", 0},
	{Bash, "echo a\nnosuch\nexit 3", "a\nbash: line 2: nosuch: command not found\n", 3},
	{Dash, "echo a\nnosuch\nif then", "a\nsh: 2: nosuch: not found\nsh: 3: Syntax error: \"then\" unexpected\n", 2},
	{Bash, "f() { f; }; f", "bash: line 1: f: maximum function nesting level exceeded (1000)\n", 1},
	{Bash, "x=0123456789abcdef; while :; do x=$x$x; done", "bash: line 1: word too long (limit 262144 bytes)\n", 1},
}

func TestScripts(t *testing.T) {
	for _, c := range scripts() {
		if out, code := play(c.flavor, c.script, 1<<30); out != c.out || code != c.code {
			t.Errorf("%d: %s\n got %q, exit %d\nwant %q, exit %d", c.flavor, c.script, out, code, c.out, c.code)
		}
	}
}

// A shell that is stopped after each step ends as one that is not, and so does
// every older state of it, resumed later.
func TestStopsAnywhere(t *testing.T) {
	for _, c := range scripts() {
		h := newHost()
		h.quantum = 1
		h.start(c.flavor, []string{[...]string{"bash", "sh", "sh"}[c.flavor], "-c", c.script})
		var older []*host
		for i := 0; i < 120; i++ {
			older = append(older, h.fork())
			if !h.turn() {
				break
			}
		}
		h.run()
		for i, o := range append(older, h) {
			if i%5 != 0 && o != h {
				continue
			}
			o.run()
			if o.out != c.out || o.procs[1].code != c.code {
				t.Errorf("%d: %s\nstopped after %d steps: got %q, exit %d\nwant %q, exit %d", c.flavor, c.script, i, o.out, o.procs[1].code, c.out, c.code)
				break
			}
		}
	}
}

// session types lines at an interactive shell, waiting for each to end.
func session(f Flavor, argv []string, env []string, lines ...string) *host {
	h := newHost()
	h.terminal = true
	h.start(f, argv, env...)
	h.run()
	for _, l := range lines {
		if l == "^C" {
			h.out += "^C"
			h.interrupt()
		} else {
			h.typed = append(h.typed, l)
			h.procs[1].wake = true
		}
		for h.turn() {
		}
		if l != "sleep 100\n" {
			h.run()
		}
	}
	return h
}

func TestInteractive(t *testing.T) {
	for _, c := range []struct {
		name  string
		f     Flavor
		argv  []string
		env   []string
		lines []string
		out   string
		code  int
	}{
		{"ash", Ash, []string{"sh"}, nil, []string{"echo hi\n", "nosuch\n", "exit 2\n"}, "/desk # echo hi\nhi\n/desk # nosuch\nsh: nosuch: not found\n/desk # exit 2\n", 2},
		{"ash end", Ash, []string{"sh"}, nil, []string{"cd /tmp\n", "false\n", "\x04"}, "/desk # cd /tmp\n/tmp # false\n/tmp # \n", 1},
		{"dash", Dash, []string{"sh"}, nil, []string{"echo \"a\n", "b\"\n", "nosuch\n", "if then\n", "exit\n"}, "# echo \"a\n> b\"\na\nb\n# nosuch\nsh: 3: nosuch: not found\n# if then\nsh: 4: Syntax error: \"then\" unexpected\n# exit\n", 2},
		{"bash", Bash, []string{"bash"}, []string{`PS1=\u@\h:\w\$ `}, []string{"cd /etc\n", "nosuch\n", "for i in 1 2\n", "do echo $i; done\n", "cat <<E\n", "x\n", "E\n", "exit 5\n"},
			"root@testhost:/desk# cd /etc\nroot@testhost:/etc# nosuch\nbash: nosuch: command not found\nroot@testhost:/etc# for i in 1 2\n> do echo $i; done\n1\n2\nroot@testhost:/etc# cat <<E\n> x\n> E\nx\nroot@testhost:/etc# exit 5\nexit\n", 5},
		{"bash plain", Bash, []string{"bash"}, nil, []string{"echo a \\\n", "b\n", "exit\n"}, "bash-5.2# echo a \\\n> b\na b\nbash-5.2# exit\nexit\n", 0},
		{"silent", Bash, []string{"bash", "-i"}, []string{"PS1=", "PS2="}, []string{"echo a\n", "\x04"}, "echo a\na\nexit\n", 0},
		{"interrupt", Bash, []string{"bash"}, []string{"PS1=$ "}, []string{"^C", "sleep 100\n", "^C", "echo $?\n", "exit 0\n"}, "$ ^C\n$ sleep 100\n^C\n$ echo $?\n130\n$ exit 0\nexit\n", 0},
		{"errors", Bash, []string{"bash"}, []string{"PS1=$ "}, []string{"echo ${x?gone}; echo no\n", "x=$(echo $((1/0)))\n", "echo $?\n", "exit\n"}, "$ echo ${x?gone}; echo no\nbash: x: gone\n$ x=$(echo $((1/0)))\nbash: 1/0: division by 0 (error token is \"0\")\n$ echo $?\n1\n$ exit\nexit\n", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := session(c.f, c.argv, c.env, c.lines...)
			if h.out != c.out || !h.procs[1].zombie || h.procs[1].code != c.code {
				t.Errorf("got %q, exit %d, want %q, exit %d", h.out, h.procs[1].code, c.out, c.code)
			}
		})
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  State
	}{
		{nil, State{Ready: true}},
		{[]string{"false\n"}, State{Exit: 1, Ready: true}},
		{[]string{"if true\n"}, State{More: true}},
		{[]string{"if true\n", "^C"}, State{Exit: 130, Ready: true}},
		{[]string{"sleep 100\n"}, State{}},
	} {
		h := session(Bash, []string{"bash"}, []string{"PS1=", "PS2="}, c.lines...)
		if got, ok := Status(h.procs[1].Proc); got != c.want || !ok {
			t.Errorf("%q: got %+v %v, want %+v", c.lines, got, ok, c.want)
		}
	}
	if _, ok := Status(proc.Proc{}); ok {
		t.Error("a process that is no shell has a status")
	}
}

func TestStdin(t *testing.T) {
	out, code := play(Dash, `printf 'echo a\nread x\nthis\necho "got $x"\nexit 4' | sh; echo $?; printf 'echo 1; cat\nrest\n' | bash`, 1<<30)
	if want := "a\ngot this\n4\n1\nrest\n"; out != want || code != 0 {
		t.Errorf("got %q %d, want %q", out, code, want)
	}
}

// The last command of -c takes the shell's place, a loop keeps the shell.
func TestExecOfLast(t *testing.T) {
	for script, want := range map[string]string{"sleep 1000": "sleep 1000", "echo a; sleep 1000": "sleep 1000", "while :; do sleep 1000; done": "sh -c while :; do sleep 1000; done"} {
		h := newHost()
		h.start(Ash, []string{"sh", "-c", script})
		for h.turn() {
		}
		if got := strings.Join(h.procs[1].Argv, " "); got != want {
			t.Errorf("%s: PID 1 is %q", script, got)
		}
	}
}

// A busy loop stops at its budget, and a fork bomb at the machine's.
func TestBudget(t *testing.T) {
	h := newHost()
	h.quantum = 1000
	h.start(Dash, []string{"sh", "-c", "while :; do :; done"})
	for range 10 {
		if !h.turn() || h.procs[1].zombie {
			t.Fatal("the loop ended")
		}
	}
	out, code := play(Dash, "f() { f | f & }; f; wait; echo over", 1000)
	if n := strings.Count(out, "Cannot fork"); code != 0 || n == 0 || n > 100 || !strings.Contains(out, "over") {
		t.Errorf("fork bomb: %q %d", out[:min(len(out), 200)], code)
	}
}

func TestLimits(t *testing.T) {
	for _, script := range []string{strings.Repeat("(", 1e6), strings.Repeat("$((", 1e5), "echo " + strings.Repeat("$(", 300), strings.Repeat("if ", 1000),
		"echo {1..1000000}", "echo {1..100}{1..100}{1..100}", "x=aaaaaaaaaaaaaaaaaaaaaaaaaaaa; x=$x$x$x$x; x=$x$x$x$x$x; echo ${x//*/$x}", "eval() { command eval eval; }; f() { eval f; }; f",
		strings.Repeat("! ", 10000) + "true", "echo $((" + strings.Repeat("-", 5000) + "1))", "x='x'; echo $((x))", "f() { (f); }; f", "trap 'kill $$' TERM; kill $$"} {
		for f := Bash; f <= Ash; f++ {
			h := newHost()
			h.quantum = 10000
			h.start(f, []string{"sh", "-c", script})
			for i := 0; i < 2000 && h.turn(); i++ {
			}
		}
	}
}
