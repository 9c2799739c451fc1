package script

import (
	"path"
	"regexp"
	"strings"

	"drydock/sim/proc"
)

// The smallest programs of Java run: one class with static methods that print
// strings, whole numbers and what is put together of them. They are rewritten
// as JavaScript; whatever could differ there, or is not known here, is refused.

const classMagic = "\xca\xfe\xba\xbe"

var (
	javaString  = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"`)
	javaComment = regexp.MustCompile(`(?s)//[^\n]*|/\*.*?\*/`)
	javaBeyond  = regexp.MustCompile(`/|%|\b(?:double|float|long|char|byte|short|new|interface|extends|implements|import|enum|record|synchronized|try|throw|instanceof|Thread|Scanner|printf|format)\b|'|->|System\.out\.print\(`)
	javaClass   = regexp.MustCompile(`(?:public\s+)?(?:final\s+)?class\s+(\w+)\s*\{`)
	javaMethod  = regexp.MustCompile(`(?:(?:public|private|protected)\s+)?static\s+(?:void|int|String|boolean)\s+(\w+)\s*\(([^)]*)\)\s*(?:throws\s+\w+\s*)?\{`)
	javaLocal   = regexp.MustCompile(`(?:\bfinal\s+)?\b(?:int|String|boolean|var)(?:\[\])?\s+(\w+)\s*([=;])`)
	javaEach    = regexp.MustCompile(`\(\s*(?:int|String|var|boolean)\s+(\w+)\s*:`)
	javaIndex   = regexp.MustCompile(`\b(\w+)\[(\w+)\]`)
	javaEnv     = regexp.MustCompile(`System\.getenv\((\x00\d+\x00)\)`)
	javaLeft    = regexp.MustCompile(`\b(?:int|String|System|public|private|static|class|void|boolean|final)\b`)
)

// javaScript is a class as JavaScript; wrong says what stands in the way.
func javaScript(src string) (js, class, wrong string) {
	var kept []string
	src = javaString.ReplaceAllStringFunc(src, func(s string) string {
		kept = append(kept, s)
		return "\x00" + itoa(len(kept)-1) + "\x00"
	})
	src = javaComment.ReplaceAllString(src, " ")
	if found := javaBeyond.FindString(src); found != "" {
		return "", "", strings.TrimRight(found, "(") + " in Java is not simulated"
	}
	at := javaClass.FindStringSubmatchIndex(src)
	end := strings.LastIndex(src, "}")
	if at == nil || end < at[1] || len(javaClass.FindAllString(src, 3)) > 1 {
		return "", "", "only programs of one class are simulated in Java"
	}
	class, src = src[at[2]:at[3]], src[at[1]:end]
	src = javaMethod.ReplaceAllStringFunc(src, func(s string) string {
		f := javaMethod.FindStringSubmatch(s)
		var names []string
		for _, p := range strings.Split(f[2], ",") {
			if w := strings.Fields(p); len(w) > 0 {
				names = append(names, strings.Trim(w[len(w)-1], "[]."))
			}
		}
		return "function " + f[1] + "(" + strings.Join(names, ", ") + ") {"
	})
	src = javaEach.ReplaceAllString(src, "(let $1 of")
	src = javaLocal.ReplaceAllString(src, "let $1 $2")
	src = javaIndex.ReplaceAllString(src, "$$$$at($1, $2)")
	src = javaEnv.ReplaceAllString(src, "(process.env[$1] ?? null)")
	src = strings.NewReplacer("System.out.println()", `console.log("")`, "System.out.println(", "console.log(", "System.err.println(", "console.error(", ".length()", ".length", ".equals(", " === (").Replace(src)
	if found := javaLeft.FindString(src); found != "" || !strings.Contains(src, "function main(") {
		return "", "", "this program is beyond the Java that is simulated"
	}
	for i, s := range kept {
		src = strings.ReplaceAll(src, "\x00"+itoa(i)+"\x00", s)
	}
	src += "\nfunction $$at(a, i) { if (i >= 0 && i < a.length) return a[i]; console.error('Exception in thread \"main\" java.lang.ArrayIndexOutOfBoundsException: Index ' + i + ' out of bounds for length ' + a.length); process.exit(1); }\nmain(process.argv.slice(2));\n"
	if _, bad := parseJavaScript(class, src); bad != nil {
		return "", "", "this program is beyond the Java that is simulated"
	}
	return src, class, ""
}

// Javac is the compiler javac.
func Javac(p *proc.Proc, _ proc.Event) {
	dir := ""
	var files []string
	for i := 1; i < len(p.Argv); i++ {
		switch a := p.Argv[i]; {
		case a == "-d" && i+1 < len(p.Argv):
			i++
			dir = p.Argv[i]
		case a == "-version" || a == "--version":
			p.Out("javac " + javaVersion(p) + "\n")
			p.Sys.Exit(0)
			return
		case strings.HasSuffix(a, ".java"):
			files = append(files, a)
		}
	}
	if len(files) == 0 {
		p.Fail(2, "error: no source files")
		return
	}
	for _, f := range files {
		text, err := p.Sys.ReadFile(f)
		if err != nil {
			p.Fail(2, "error: file not found: "+f+"\nUsage: javac <options> <source files>\nuse --help for a list of possible options")
			return
		}
		js, class, wrong := javaScript(text)
		if wrong != "" {
			p.Fail(1, "javac: "+f+": "+wrong)
			return
		}
		if dir == "" {
			dir = path.Dir(f)
		}
		if err := p.Sys.WriteFile(path.Join(dir, class+".class"), classMagic+js, 0o644); err != nil {
			p.Fail(1, "error: error while writing "+class+": "+err.Error())
			return
		}
	}
	p.Sys.Exit(0)
}

func javaVersion(p *proc.Proc) string {
	v, _ := p.Getenv("JAVA_VERSION")
	v, _, _ = strings.Cut(strings.TrimPrefix(v, "jdk-"), "+")
	if v == "" {
		return "21.0.10"
	}
	return v
}

// Java is the program java: a compiled class, or one file of source.
func Java(p *proc.Proc, _ proc.Event) {
	args := p.Argv[1:]
	classpath := "."
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		switch a := args[0]; a {
		case "-version", "--version":
			v := javaVersion(p)
			major, _, _ := strings.Cut(v, ".")
			text := "openjdk version \"" + v + "\" 2026-01-20 LTS\nOpenJDK Runtime Environment Temurin-" + v + "+7 (build " + v + "+7-LTS)\nOpenJDK 64-Bit Server VM Temurin-" + v + "+7 (build " + v + "+7-LTS, mixed mode, sharing)\n"
			if major == "1" || major == "8" {
				text = "openjdk version \"1.8.0_342\"\nOpenJDK Runtime Environment (build 1.8.0_342-b07)\nOpenJDK 64-Bit Server VM (build 25.342-b07, mixed mode)\n"
			}
			p.Err(text)
			p.Sys.Exit(0)
			return
		case "-jar":
			if len(args) > 1 {
				if _, err := p.Sys.Stat(args[1]); err != nil {
					p.Fail(1, "Error: Unable to access jarfile "+args[1])
					return
				}
			}
			p.Fail(1, "java: running a jar is not simulated")
			return
		case "-cp", "-classpath", "--class-path":
			if len(args) > 1 {
				classpath, args = args[1], args[1:]
			}
		}
		args = args[1:]
	}
	if len(args) == 0 {
		p.Fail(1, "Usage: java [options] <mainclass> [args...]\n           (to execute a class)\n   or  java [options] -jar <jarfile> [args...]\n           (to execute a jar file)")
		return
	}
	text, class := "", strings.TrimSuffix(path.Base(args[0]), ".java")
	if strings.HasSuffix(args[0], ".java") {
		src, err := p.Sys.ReadFile(args[0])
		if err != nil {
			p.Fail(1, "error: file not found: "+args[0])
			return
		}
		js, _, wrong := javaScript(src)
		if wrong != "" {
			p.Fail(1, "java: "+args[0]+": "+wrong)
			return
		}
		text = js
	} else {
		for _, dir := range strings.Split(classpath, ":") {
			if data, err := p.Sys.ReadFile(path.Join(dir, args[0]+".class")); err == nil {
				text, _ = strings.CutPrefix(data, classMagic)
			}
		}
		if text == "" {
			p.Fail(1, "Error: Could not find or load main class "+args[0]+"\nCaused by: java.lang.ClassNotFoundException: "+args[0])
			return
		}
	}
	m := newMachine(p, javascript)
	p.Ignore |= proc.Of(proc.SIGPIPE)
	m.argv = append([]string{class}, args[1:]...)
	m.runSourceJS(class+".java", text, p.Dir)
	m.live()
}
