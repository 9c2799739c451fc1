//go:build !core

package docker

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// board shows how Compose's work goes on: a line for each thing that happens,
// or on a terminal one line for each thing there is, drawn again and again. It
// is a value. Source: docker/compose v5 pkg/progress.
type board struct {
	title   string // "up", after [+] on a terminal
	columns int    // of the terminal, 0: none
	quiet   bool
	simple  bool     // a terminal where nothing is drawn again
	renewed []string // containers that a dry run would have made anew

	text  string // what has not been written yet
	lines []boardLine
	drawn int // lines on the terminal
	at    time.Time
}

// boardLine is one line of a terminal.
type boardLine struct {
	about, status, detail string
	working, failed       bool
	began, ended          time.Time
	frame                 int
}

// newBoard is where the work of a command is shown.
func (c Call) newBoard(title string) board {
	b := board{title: title}
	if f := c.client.compose; f != nil {
		switch text(f, "progress") {
		case "quiet":
			b.quiet = true
		case "plain":
			return b
		}
		if text(f, "ansi") == "never" {
			return b
		}
	}
	if c.sys.IsTerminal(2) {
		b.columns, _ = c.sys.Size(2)
	}
	return b
}

const frameTime = 100 * time.Millisecond

// tell takes something that has happened.
func (b board) tell(c Call, about, status, detail string, working bool) board {
	now := c.sys.Now()
	if b.columns == 0 || b.simple {
		green, plain := "", ""
		lead := " "
		if b.columns > 0 {
			green, plain, lead = "\x1b[32m", "\x1b[0m", ""
		}
		b.text += lead + about + " " + green + status + plain + " " + detail + "\n"
		return b
	}
	if b.at.IsZero() {
		b.at = now
	}
	b.lines = slices.Clone(b.lines)
	i := slices.IndexFunc(b.lines, func(l boardLine) bool { return l.about == about })
	if i < 0 {
		i = len(b.lines)
		b.lines = append(b.lines, boardLine{about: about, began: now})
	}
	l := &b.lines[i]
	l.status, l.detail, l.working, l.failed = status, detail, working, status == "Error"
	if !working {
		l.ended = now
	}
	return b
}

// next is how long it is until the lines are drawn again.
func (b board) next(now time.Time) time.Duration {
	if b.at.IsZero() {
		return frameTime
	}
	return max(b.at.Add(frameTime).Sub(now), time.Millisecond)
}

// draw is what is to be written now.
func (b *board) draw(c Call, last bool) string {
	text := b.text
	b.text = ""
	if b.quiet {
		return ""
	}
	now := c.sys.Now()
	if b.columns == 0 || b.simple || len(b.lines) == 0 || !last && now.Before(b.at.Add(frameTime)) {
		return text
	}
	b.at = now
	frame := b.frame(now)
	return text + frame
}

// frame is the whole picture.
func (b *board) frame(now time.Time) string {
	var out strings.Builder
	out.WriteString("\x1b[?25l")
	if b.drawn > 0 {
		fmt.Fprintf(&out, "\x1b[%dA", b.drawn)
	}
	done, width, timer := 0, 0, 0
	for _, l := range b.lines {
		if !l.working {
			done++
		}
		width = max(width, utf8.RuneCountInString(l.about))
		timer = max(timer, len(l.elapsed(now)))
	}
	fmt.Fprintf(&out, "\x1b[0G[+] %s %d/%d\n", b.title, done, len(b.lines))
	b.lines = slices.Clone(b.lines)
	for i := range b.lines {
		out.WriteString(b.lines[i].draw(now, b.columns, width, timer))
		if b.lines[i].working {
			b.lines[i].frame++
		}
	}
	b.drawn = len(b.lines) + 1
	out.WriteString("\x1b[?25h")
	return out.String()
}

func (l boardLine) elapsed(now time.Time) string {
	end := l.ended
	if l.working {
		end = now
	}
	return fmt.Sprintf("%.1fs", end.Sub(l.began).Seconds())
}

var spinner = []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

// draw is one line: a sign, what it is about, how it stands, and the time.
func (l boardLine) draw(now time.Time, columns, width, timer int) string {
	sign, status := "\x1b[32m✔\x1b[0m", "\x1b[32m"+l.status+"\x1b[0m"
	switch {
	case l.failed:
		sign, status = "\x1b[31m\x1b[1m✘\x1b[0m", "\x1b[31m\x1b[1m"+l.status+"\x1b[0m"
	case l.working:
		sign, status = "\x1b[33m"+string(spinner[l.frame%len(spinner)])+"\x1b[0m", l.status
	}
	room := columns - 3 - width - 1 - len(l.status) - timer
	detail := ""
	if l.detail != "" {
		detail = " " + l.detail
		if n := utf8.RuneCountInString(detail); n > room-1 && room > 5 {
			detail = string([]rune(detail)[:room-4]) + "..."
		}
	}
	room -= utf8.RuneCountInString(detail)
	return fmt.Sprintf(" %s %s %s%s%s\x1b[34m%*s\x1b[0m\n", sign, padRight(l.about, width), status, detail, pad(max(room, 1)), timer, l.elapsed(now))
}

func padRight(s string, width int) string { return s + pad(width-utf8.RuneCountInString(s)) }
