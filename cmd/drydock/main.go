// Command drydock is a Docker host made of glass: a simulated Docker that
// people learn on, served as a web page (serve), played headless (play); check proves
// lessons, import makes some of other services' scenarios, replay does again what a class did.
package main

import (
	"fmt"
	"os"
	"strings"
)

const usage = `usage: drydock [serve] [--addr 127.0.0.1:8080] [--db drydock.db] [--lessons DIR]
               [--public URL] [--frames SITES] [--origins SITES]
       drydock play [--json] [--tty] [--seed S] [--home DIR] [--load ARCHIVE]
                    [--out DIR] [--image NAME] [FILE]
       drydock check DIR
       drydock import DIR|FILE --out DIR
       drydock export --out DIR [--wasm FILE] [--brotli LEVEL] [LESSON...]
       drydock replay RESULTS.json
`

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") && args[0] != "-h" && args[0] != "--help" {
		return serve(args)
	}
	switch args[0] {
	case "serve":
		return serve(args[1:])
	case "play":
		return play(args[1:])
	case "check":
		return check(args[1:])
	case "import":
		return importLessons(args[1:])
	case "export":
		return exportSite(args[1:])
	case "replay":
		return replay(args[1:])
	case "help", "-h", "--help":
		fmt.Print(usage)
		return 0
	}
	fmt.Fprintf(os.Stderr, "drydock: unknown command %q\n%s", args[0], usage)
	return 2
}
