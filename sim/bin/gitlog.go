//go:build !core

package bin

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

func gitLog(g git) {
	hash := g.head()
	if hash == "" {
		g.fatal("your current branch '%s' does not have any commits yet", g.branch())
		return
	}
	if w := g.words(); len(w) > 0 {
		if hash = g.resolve(w[0]); hash == "" {
			g.fatal("ambiguous argument '%s': unknown revision or path not in the working tree.", w[0])
			return
		}
	}
	limit := 1000
	for i, a := range g.rest {
		switch {
		case a == "-n" && i+1 < len(g.rest):
			limit, _ = strconv.Atoi(g.rest[i+1])
		case len(a) > 1 && a[0] == '-' && a[1] >= '0' && a[1] <= '9':
			limit, _ = strconv.Atoi(a[1:])
		}
	}
	var b strings.Builder
	for n := 0; hash != "" && n < limit && g.p.Sys.Spend(1); n++ {
		c := g.commit(hash)
		marks := ""
		if hash == g.head() {
			if marks = " (HEAD)"; g.branch() != "" {
				marks = " (HEAD -> " + g.branch() + ")"
			}
		}
		if g.has("--oneline") {
			first, _, _ := strings.Cut(c.message, "\n")
			b.WriteString(hash[:7] + marks + " " + first + "\n")
		} else {
			if n > 0 {
				b.WriteString("\n")
			}
			who, at := c.author, time.Time{}
			if f := strings.Fields(c.author); len(f) > 2 {
				seconds, _ := strconv.ParseInt(f[len(f)-2], 10, 64)
				at, who = time.Unix(seconds, 0).UTC(), strings.Join(f[:len(f)-2], " ")
			}
			b.WriteString("commit " + hash + marks + "\nAuthor: " + who + "\nDate:   " + at.Format("Mon Jan 2 15:04:05 2006") + " +0000\n\n    " + strings.ReplaceAll(strings.TrimSpace(c.message), "\n", "\n    ") + "\n")
		}
		hash = c.parent
	}
	proc.Finish(g.p, b.String(), 0)
}
