package bin

import (
	"strings"
	"testing"
)

var lines = map[string]string{"/f": "one 1\ntwo 22\nthree 3\nfour 44\nfive 5\n", "/g": "a:b:c\nd:e:f\n"}

var texts = []check{
	{argv: "cat -n /f", files: map[string]string{"/f": "x\n\ny"}, out: "     1\tx\n     2\t\n     3\ty"},
	{argv: "cat -b -", stdin: "x\n\ny\n", out: "     1\tx\n\n     2\ty\n"},
	{argv: "cat -A", stdin: "a\tb\x01\n", out: "a^Ib^A$\n"},
	{argv: "cat -s", stdin: "a\n\n\nb\n", out: "a\n\nb\n"},
	{argv: "cat /g - /nosuch", files: lines, stdin: "in\n", out: "a:b:c\nd:e:f\nin\n", err: "cat: /nosuch: No such file or directory\n", code: 1},
	{argv: "head -2 /f", files: lines, out: "one 1\ntwo 22\n"},
	{argv: "head -c 5 /f", files: lines, out: "one 1"},
	{argv: "head -n -3 /f", files: lines, out: "one 1\ntwo 22\n"},
	{argv: "head -n1 /f /g", files: lines, out: "==> /f <==\none 1\n\n==> /g <==\na:b:c\n"},
	{argv: "head -c 100000 /dev/zero", out: strings.Repeat("\x00", 100000)},
	{argv: "head /nosuch", err: "head: cannot open '/nosuch' for reading: No such file or directory\n", code: 1},
	{argv: "busybox head /nosuch", err: "head: /nosuch: No such file or directory\n", code: 1},
	{argv: "tail -n 2 /f", files: lines, out: "four 44\nfive 5\n"},
	{argv: "tail -n +4 /f", files: lines, out: "four 44\nfive 5\n"},
	{argv: "tail -c 7", stdin: "hello world", out: "o world"},
	{argv: "tail -n 1 /f /g", files: lines, out: "==> /f <==\nfive 5\n\n==> /g <==\nd:e:f\n"},
	{argv: "tail /nosuch", err: "tail: cannot open '/nosuch' for reading: No such file or directory\n", code: 1},
	{argv: "busybox tail /nosuch", err: "tail: can't open '/nosuch': No such file or directory\n", code: 1},
	{argv: "tail -n 99999999999999999999 /f", files: lines, err: "tail: invalid number of lines: '99999999999999999999'\n", code: 1},
	{argv: "tail /dev/zero", err: "tail: memory exhausted\n", code: 1},
	{argv: "sort /dev/zero", err: "sort: memory exhausted\n", code: 2},
	{argv: "wc /f", files: lines, out: " 5 10 36 /f\n"},
	{argv: "wc -l", stdin: "a\nb\n", out: "2\n"},
	{argv: "wc", stdin: "a b\n", out: "      1       2       4\n"},
	{argv: "wc -lc /f /g", files: lines, out: " 5 36 /f\n 2 12 /g\n 7 48 total\n"},
	{argv: "grep -i TWO /f", files: lines, out: "two 22\n"},
	{argv: "grep -vc o /f", files: lines, out: "2\n"},
	{argv: `grep -oE '[0-9]+' /f`, files: lines, out: "1\n22\n3\n44\n5\n"},
	{argv: `grep 't\(wo\|hree\)' /f`, files: lines, out: "two 22\nthree 3\n"},
	{argv: `grep '^f.*4$' /f`, files: lines, out: "four 44\n"},
	{argv: "grep -l one /f /g", files: lines, out: "/f\n"},
	{argv: "grep -q one /f", files: lines},
	{argv: "grep -F a.b /f", files: lines, code: 1},
	{argv: "grep -w fiv /f", files: lines, code: 1},
	{argv: "grep -A1 one /f", files: lines, out: "one 1\ntwo 22\n"},
	{argv: "grep -n -B1 four /f", files: lines, out: "3-three 3\n4:four 44\n"},
	{argv: "grep -r needle /d", files: map[string]string{"/d/a": "needle\n", "/d/s/b": "hay\nneedle\n"}, out: "/d/a:needle\n/d/s/b:needle\n"},
	{argv: `grep '[' /f`, files: lines, err: "grep: Unmatched [, [^, [:, [., or [=\n", code: 2},
	{argv: "grep", err: "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n", code: 2},
	{argv: `sed -n 2p /f`, files: lines, out: "two 22\n"},
	{argv: `sed '$d' /f`, files: lines, out: "one 1\ntwo 22\nthree 3\nfour 44\n"},
	{argv: `sed -n /two/,/four/p /f`, files: lines, out: "two 22\nthree 3\nfour 44\n"},
	{argv: `sed 2,4d /f`, files: lines, out: "one 1\nfive 5\n"},
	{argv: `sed -E 's/([a-z]+) ([0-9]+)/\2 \1/g;1q' /f`, files: lines, out: "1 one\n"},
	{argv: `sed 's/o/0/2' /f`, files: map[string]string{"/f": "foo boo\n"}, out: "fo0 boo\n"},
	{argv: `sed -e 1d -e 's|w|[&]|' /f`, files: lines, out: "t[w]o 22\nthree 3\nfour 44\nfive 5\n"},
	{argv: `sed 1!G;h;$!d /g`, files: lines, out: "d:e:f\na:b:c\n"},
	{argv: `sed '/one/a\after' /f`, files: map[string]string{"/f": "one\n"}, out: "one\nafter\n"},
	{argv: `sed y/abc/xyz/ /g`, files: lines, out: "x:y:z\nd:e:f\n"},
	{argv: `sed N;s/\n/+/ /g`, files: lines, out: "a:b:c+d:e:f\n"},
	{argv: `sed ':a;N;$!ba;s/\n/,/g' /f`, files: lines, out: "one 1,two 22,three 3,four 44,five 5\n"},
	{argv: `sed s/a /g`, files: lines, err: "sed: -e expression #1, char 3: unterminated `s' command\n", code: 1},
	{argv: `sed k /g`, files: lines, err: "sed: -e expression #1, char 1: unknown command: `k'\n", code: 1},
	{argv: "sed p /nosuch", err: "sed: can't read /nosuch: No such file or directory\n", code: 2},
	{argv: `awk -F: '{print $2, NF; n++} END {print n, NR}' /g`, files: lines, out: "b 3\ne 3\n2 2\n"},
	{argv: `awk '$2 > 4 {s += $2} END {printf "%d %.2f %s\n", s, s/3, "x"}' /f`, files: lines, out: "71 23.67 x\n"},
	{argv: `awk '/two/,/four/ {print $1}' /f`, files: lines, out: "two\nthree\nfour\n"},
	{argv: `awk 'BEGIN {for (i = 0; i < 3; i++) a[i] = i * i; for (k in a) t = t " " k "=" a[k]; print t; if (2 in a) print "yes"}'`, out: " 0=0 1=1 2=4\nyes\n"},
	{argv: `awk '{ $1 = toupper(substr($1, 1, 1)) substr($1, 2) } 1' /f`, files: lines, out: "One 1\nTwo 22\nThree 3\nFour 44\nFive 5\n"},
	{argv: `awk -v x=7 'BEGIN { while (x > 0) { x -= 3; if (x == 1) continue; print x } n = split("a,b,c", p, ","); print n p[2]; gsub(/b/, "[&]", p[2]); print p[2] }'`, out: "4\n-2\n3b\n[b]\n"},
	{argv: `awk 'NR % 2 == 1 && length > 5 { print; next } END { exit 3 }' /f`, files: lines, out: "three 3\nfive 5\n", code: 3},
	{argv: `awk '$1 == "nameserver" { print $2 }'`, stdin: "nameserver 127.0.0.11\noptions ndots:0\n", out: "127.0.0.11\n"},
	{argv: `awk '{print $NF}' /f /nosuch`, files: lines, out: "1\n22\n3\n44\n5\n", err: "awk: cannot open /nosuch (No such file or directory)\n", code: 2},
	{argv: `awk '{print'`, err: "awk: line 1: syntax error at or near end of line\n", code: 2},
	{argv: `awk 'BEGIN{while(1);}'`, err: "awk: the program ran for too long on one record\n", code: 2},
	{argv: "sort -n", stdin: "10\n9\n-1\n", out: "-1\n9\n10\n"},
	{argv: "sort -t: -k2,2r /g", files: lines, out: "d:e:f\na:b:c\n"},
	{argv: "sort -k2n -u", stdin: "x 2\ny 1\nz 2\n", out: "y 1\nx 2\n"},
	{argv: "sort -rh", stdin: "1K\n2M\n3\n", out: "2M\n1K\n3\n"},
	{argv: "sort /nosuch", err: "sort: cannot read: /nosuch: No such file or directory\n", code: 2},
	{argv: "uniq -d", stdin: "a\na\nb\n", out: "a\n"},
	{argv: "cut -c2-3 /g", files: lines, out: ":b\n:e\n"},
	{argv: "cut -d: -f2- /g", files: lines, out: "b:c\ne:f\n"},
	{argv: "cut /g", files: lines, err: "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\n", code: 1},
	{argv: `tr -d '\n'`, stdin: "a\nb\n", out: "ab"},
	{argv: "tr -s ' '", stdin: "a   b\n", out: "a b\n"},
	{argv: "tr -cd [:alnum:]", stdin: "a-1_b\n", out: "a1b"},
	{argv: "tr [:lower:] [:upper:]", stdin: "abc", out: "ABC"},
	{argv: "nl", stdin: "a\n\nb\n", out: "     1\ta\n       \n     2\tb\n"},
	{argv: "tac", stdin: "a\nb\nc\n", out: "c\nb\na\n"},
	{argv: "seq 3", out: "1\n2\n3\n"},
	{argv: "seq 1 0.5 2", out: "1.0\n1.5\n2.0\n"},
	{argv: "seq -s, -w 8 10", out: "08,09,10\n"},
	{argv: "seq 3 -1 1", out: "3\n2\n1\n"},
	{argv: "seq 5 1"},
	{argv: "seq x", err: "seq: invalid floating point argument: 'x'\nTry 'seq --help' for more information.\n", code: 1},
	{argv: "expr 2 + 3 '*' 4", out: "14\n"},
	{argv: `expr abc123 : '[a-z]*\([0-9]*\)'`, out: "123\n"},
	{argv: "expr 1 = 2", out: "0\n", code: 1},
	{argv: "expr 1 / 0", err: "expr: division by zero\n", code: 2},
	{argv: "md5sum", stdin: "hello\n", out: "b1946ac92492d2347c6235b4d2611184  -\n"},
	{argv: "sha256sum /g", files: map[string]string{"/g": ""}, out: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  /g\n"},
	{argv: "base64", stdin: "hello\n", out: "aGVsbG8K\n"},
	{argv: "base64 -d", stdin: "aGVsbG8K\n", out: "hello\n"},
	{argv: "cmp /f /g", files: lines, out: "/f /g differ: char 1, line 1\n", code: 1},
	{argv: "diff /a /b", files: map[string]string{"/a": "1\n2\n3\n", "/b": "1\nx\n3\n4\n"}, out: "2c2\n< 2\n---\n> x\n3a4\n> 4\n", code: 1},
	{argv: "diff -u /a /b", files: map[string]string{"/a": "1\n2\n", "/b": "1\n"}, out: "--- /a\t2026-11-23 03:42:15.123000000 +0000\n+++ /b\t2026-11-23 03:42:15.123000000 +0000\n@@ -1,2 +1 @@\n 1\n-2\n", code: 1},
	{argv: "tee /out", stdin: "x\ny\n", out: "x\ny\n"},
	{argv: "echo -n a b", out: "a b"},
	{argv: `printf '%s-%d\n' a 1 b 2`, out: "a-1\nb-2\n"},
	{argv: "test 1 -eq 2", code: 1},
	{argv: "[ a", err: "[: missing ']'\n", code: 2},
	{argv: "true"},
	{argv: "false", code: 1},
}

func TestTexts(t *testing.T) {
	for _, c := range texts {
		c.run(t)
	}
}

func TestYesStopsWhenNobodyReads(t *testing.T) {
	f := newFake(nil)
	f.run([]string{"yes"}, nil)
	if f.code != 141 || !strings.HasPrefix(f.out.String(), "y\ny\n") {
		t.Errorf("yes: %d", f.code)
	}
}
