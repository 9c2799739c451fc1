package sim

import (
	"strings"
	"testing"
)

func TestEveryWordIsExplained(t *testing.T) {
	for _, row := range []struct {
		line string
		want []string // parts, each with a word of what it means
	}{
		{"docker run -d --name web -p 8080:80 nginx", []string{"docker|client", "run|start", "-d|background", "--name web|web", "-p 8080:80|Port 8080", "nginx|image"}},
		{"docker run -it --rm -v data:/d alpine sh -c ls", []string{"docker|", "run|", "-i|input", "-t|terminal", "--rm|ended", "-v data:/d|outlives", "alpine|", "sh -c ls|program"}},
		{"docker ps -q | wc -l", []string{"docker|", "ps|Show", "-q|", "||input", "wc -l|host"}},
		{"docker stop --nope web", []string{"docker|", "stop|", "--nope|no such flag", "web|container"}},
		{"docker frobnicate", []string{"docker|", "frobnicate|no such command"}},
		{"echo 'open", nil},
	} {
		got := Explain(row.line)
		if len(got) != len(row.want) {
			t.Errorf("%s: %+v", row.line, got)
			continue
		}
		for i, want := range row.want {
			cut := strings.LastIndex(want, "|")
			if got[i].Text != want[:cut] || !strings.Contains(got[i].Means, want[cut+1:]) || got[i].Means == "" {
				t.Errorf("%s: part %d is %+v, want %s", row.line, i, got[i], want)
			}
		}
	}
}
