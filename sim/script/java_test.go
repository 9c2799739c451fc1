package script

import "testing"

func TestJava(t *testing.T) {
	hello := "public class Main {\n  // says hello\n  static int twice(int n) { return n * 2; }\n  public static void main(String[] args) {\n    String who = args.length > 0 ? args[0] : \"World\";\n    for (int i = 0; i < 2; i++) {\n      System.out.println(\"Hello, \" + who + \" / \" + twice(i));\n    }\n  }\n}\n"
	for _, c := range []struct {
		name, src, want string
		argv            []string
	}{
		{"source", hello, "Hello, Ann / 0\nHello, Ann / 2\n", []string{"java", "Main.java", "Ann"}},
		{"division", "public class Main { public static void main(String[] a) { System.out.println(7 / 2); } }", "java: Main.java: / in Java is not simulated\n[exit 1]", []string{"java", "Main.java"}},
		{"index", "class A { public static void main(String[] args) { System.out.println(args[0]); } }", "Exception in thread \"main\" java.lang.ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0\n[exit 1]", []string{"java", "Main.java"}},
		{"missing", "", "Error: Could not find or load main class Nope\nCaused by: java.lang.ClassNotFoundException: Nope\n[exit 1]", []string{"java", "Nope"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(map[string]string{"/app/Main.java": c.src})
			if got := f.runs(t, Java, c.argv...); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
	f := newFake(map[string]string{"/app/Main.java": hello})
	if got := f.runs(t, Javac, "javac", "Main.java"); got != "" {
		t.Error(got)
	}
	f.exited = false
	if got := f.runs(t, Java, "java", "Main"); got != "Hello, World / 0\nHello, World / 2\n" {
		t.Error(got)
	}
}
