//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

func xargs(p *proc.Proc, c call) {
	o, command, ok := c.parse(p, "+0,null n:,max-args I:,replace r,no-run-if-empty t,verbose d:,delimiter P:,max-procs L:,max-lines s: x i? e? E: p a:")
	if !ok {
		return
	}
	if bad := o.last("p", "a", "E"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	most, err := number(o.value("n", "5000"))
	if err != nil || most < 1 {
		c.die(p, 1, c.pick("invalid number \"%s\" for -n option", "invalid number '%s'"), o.value("n", ""))
		return
	}
	if len(command) == 0 {
		command = []string{"echo"}
	}
	c.slurp(p, nil, "", func(p *proc.Proc, data string, _ int) {
		words, ok := xargsWords(data, o)
		if !ok {
			c.die(p, 1, "unmatched quote; by default quotes are special to xargs unless you use the -0 option")
			return
		}
		jobs := xargsJobs(o, command, words, int(min(most, 5000)))
		if o.has("t") {
			for _, j := range jobs {
				p.Err(strings.Join(j.argv, " ") + "\n")
			}
		}
		b := batch{call: c, cannot: "%s: %v", strict: true}
		b.args = command
		if fd, err := p.Sys.Open("/dev/null", proc.Read, 0); err == nil {
			b.fds = map[int]int{0: fd, 1: 1, 2: 2}
		}
		if slots, err := number(o.value("P", "1")); err == nil && slots != 1 {
			if slots <= 0 {
				slots = 64
			}
			b.many(p, jobs, nil, int(min(slots, 64)), 0)
			return
		}
		b.run(p, jobs, 0)
	})
}

// xargsJobs makes the commands of the words read.
func xargsJobs(o options, command, words []string, most int) (jobs []job) {
	if o.has("I", "i") {
		mark := o.value(o.last("I", "i"), "{}")
		if mark == "" {
			mark = "{}"
		}
		for _, w := range words {
			var argv []string
			for _, a := range command {
				argv = append(argv, strings.ReplaceAll(a, mark, w))
			}
			jobs = append(jobs, job{argv})
		}
		return jobs
	}
	if len(words) == 0 && !o.has("r") {
		return []job{{command}}
	}
	if o.has("L") {
		most = 1
	}
	for len(words) > 0 {
		n := min(most, len(words))
		jobs = append(jobs, job{append(append([]string(nil), command...), words[:n]...)})
		words = words[n:]
	}
	return jobs
}

// xargsWords splits the input: at blanks, with quotes and backslashes, or at
// one byte. Source: POSIX, xargs.
func xargsWords(data string, o options) (words []string, ok bool) {
	sep := ""
	switch {
	case o.has("0"):
		sep = "\x00"
	case o.has("d"):
		sep = unescape(o.value("d", "\n"))
	case o.has("I", "i", "L"):
		for line := range strings.Lines(data) {
			if line = strings.TrimSpace(line); line != "" {
				words = append(words, line)
			}
		}
		return words, true
	}
	if sep != "" {
		if data == "" {
			return nil, true
		}
		return strings.Split(strings.TrimSuffix(data, sep), sep), true
	}
	var word strings.Builder
	quote, begun := byte(0), false
	for i := 0; i < len(data); i++ {
		ch := data[i]
		switch {
		case quote != 0 && ch == quote:
			quote = 0
		case quote != 0 && ch == '\n':
			return nil, false
		case quote != 0:
			word.WriteByte(ch)
		case ch == '\'' || ch == '"':
			quote, begun = ch, true
		case ch == '\\' && i+1 < len(data):
			i++
			word.WriteByte(data[i])
			begun = true
		case ch == ' ' || ch == '\t' || ch == '\n':
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteByte(ch)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words, quote == 0
}
