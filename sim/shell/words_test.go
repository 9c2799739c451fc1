package shell

import (
	"fmt"
	"testing"
)

func TestParts(t *testing.T) {
	for _, row := range []struct{ line, want string }{
		{"docker ps", `[{[docker ps]  []}]`},
		{`docker run --name web nginx && echo "a b" > f`, `[{[docker run --name web nginx] && []} {[echo a b]  [> f]}]`},
		{"docker ps -q | xargs docker rm 2>&1", `[{[docker ps -q] | []} {[xargs docker rm]  [2>& 1]}]`},
		{"echo 'open", `[]`},
	} {
		if got := fmt.Sprint(Parts(row.line)); got != row.want {
			t.Errorf("%q: %s, want %s", row.line, got, row.want)
		}
	}
}
