package differential

import "iter"

// bodies are what can follow the name of an instruction.
var bodies = []string{
	"", " ", "a", "a b", "a  b", "\ta\t", "a=b", "a=b c=d", "a=", "=b", "a=\"b c\"", "a='b c'", "a=b\\ c", "a b=c", "\"a\" b", "'a b' c",
	"[\"a\"]", "[\"a\", \"b\"]", "[\"a\",", "[a]", "['a']", "[]", "[\"a\", 1]", "[[\"a\"]]", "[\"a\"] b", "[ \"a\" ]", "[\"a\\nb\"]",
	"--flag a", "--flag=v a", "--chown=a:b a b", "--from=x a b", "--link a b", "--link=false a b", "--link=maybe a b", "--chmod=755 a b", "--platform=linux/amd64 a",
	"--mount=type=cache,target=/x a", "--mount=type=bind a", "--mount=type=bogus a", "--mount=type=cache a", "--mount=target=/x,ro a", "--mount=type=secret,id=a,required a",
	"--mount=type=secret,id=a,env=B a", "--mount=type=tmpfs,target=/t,size=10m a", "--mount=type=ssh a", "--mount=type=cache,target=/x,sharing=locked a", "--mount=type=cache,target=/x,sharing=odd a",
	"--mount=x a", "--mount= a", "--network=none a", "--network=odd a", "--security=insecure a", "--exclude=*.md a b", "--parents a b", "--checksum=sha256:0 a b", "--keep-git-dir a b", "--unpack a b",
	"--interval=5s CMD a", "--interval=5 CMD a", "--retries=3 CMD [\"a\", \"b\"]", "--retries=-1 CMD a", "--retries=x CMD a", "--timeout=1ms CMD a", "--timeout=0s CMD a", "--start-period=1m --start-interval=2s CMD a",
	"NONE", "NONE a", "CMD", "CMD a b", "CMD [\"a\"]", "odd a", "-- a", "--", "--=x a", "---a b",
	"a AS b", "a as b", "a AS", "a AS B", "a AS 1b", "a AS b c", "a b c", "scratch", "$A", "${A:-b}", "a@sha256:00",
	"80", "80/tcp", "80/UDP", "80-90", "80 81/udp", "1.2.3.4:80:80", "/x", "/x /y", "SIGTERM", "9", "user:group",
	"<<EOF\nx\nEOF", "<<EOF\nx\n", "cat <<EOF\nx $Y\nEOF", "cat <<'EOF'\nx\nEOF", "cat <<-EOF\n\tx\n\tEOF", "<<A <<B\na\nA\nb\nB", "<<A <<B /d/\na\nA\nb\nB", "3<<EOF\nx\nEOF", "cat << EOF\nx\nEOF", "<<\"E F\"\nx\nE F",
	"a \\\nb", "a \\\n\nb", "a \\\n# c\nb", "a \\  \nb", "a \\\\\nb", "a\\", "a && \\\n  b && \\\n  c", "a # no comment", "a \\\n",
	"RUN a", "RUN [\"a\"]", "FROM a", "ONBUILD RUN a", "MAINTAINER a", "COPY a b", "COPY --from=x a b", "nosuch a", "run", "ENV a b",
	"é ü", "a\u00a0b", "a\x00b", "\"unterminated", "'unterminated x", "a=\"x", "a=\\", "a=b\\", "\\\"a\\\"=b",
}

var names = []string{"FROM", "RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "ENV", "LABEL", "ARG", "EXPOSE", "VOLUME", "USER", "WORKDIR",
	"STOPSIGNAL", "SHELL", "HEALTHCHECK", "ONBUILD", "MAINTAINER", "RNU", "from", "Run", "copY"}

// frames are whole files around one instruction.
var frames = []func(line string) string{
	func(l string) string { return "FROM a\n" + l + "\n" },
	func(l string) string { return "# escape=`\n" + l },
	func(l string) string { return "ARG A=1\n\n# comment\n  " + l + "\r\nFROM b AS c\n" },
}

// whole are files that are interesting as they are.
var whole = []string{"", "\n", "#\n", "# syntax=x\nFROM a\n", "# escape=x\nFROM a\n", "# escape=\\\nFROM a\n", "# ESCAPE=`\nFROM a\nRUN a `\nb\n", "# escape=`\n# escape=`\nFROM a\n",
	"#escape = `\nFROM a\n", "# check=skip=all\nFROM a AS B\n", "# check=error=true\nFROM a\n", "# check=skip=StageNameCasing;error=true\nFROM a AS B\n", "# odd=1\n# escape=`\nFROM a\n", "\ufeffFROM a\n", "FROM a\n\n\n", "  FROM a\n\t RUN b\n",
	"RUN a\n", "ARG A\n", "ENV a b\nFROM a\n", "from a\nRUN b\n", "from a\nrun b\nCMD c\n", "FROM a AS x\nFROM b AS x\n", "FROM a\nMAINTAINER x\n", "FROM a as B\nrun x\n", "FROM a\nRUN a \\\n\n\nb\n",
	"FROM a\nRUN x \\\n# c\n\n# d\ny\n", "FROM a\nCOPY <<a <<b /\n1\na\n2\nb\nRUN x\n", "FROM a\nRUN <<EOF\n#!/bin/sh\necho\nEOF\n", "FROM a\r\nRUN b\r\n", "FROM a\\\n\nRUN b", "FROM a\nONBUILD COPY <<EOF /x\na\nEOF\n", "FROM a\nRUN echo \\\n  # not here\n  b\n",
	"# syntax=a\n# escape=`\nFROM a\nRUN a `\n b\n", "{\"syntax\": \"x\"}\nFROM a\n", "// syntax=x\nFROM a\n", "#!/usr/bin/env x\n# escape=`\nFROM a\nRUN a `\nb\n"}

// generated goes through every instruction with every body in every frame.
var generated iter.Seq[string] = func(yield func(string) bool) {
	for _, src := range whole {
		if !yield(src) {
			return
		}
	}
	for _, name := range names {
		for _, body := range bodies {
			for _, frame := range frames {
				if !yield(frame(name + " " + body)) {
					return
				}
			}
		}
	}
}

// seeds are what fuzzing begins with.
func seeds() (list []string) {
	n := 0
	for src := range generated {
		if n++; n < 60 || n%23 == 0 {
			list = append(list, src)
		}
	}
	return list
}
