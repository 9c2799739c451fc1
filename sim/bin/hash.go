package bin

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"drydock/sim/proc"
)

// hashes by the program that computes them.
var hashes = []struct {
	program string
	sum     func(data []byte) []byte
}{
	{"md5sum", func(b []byte) []byte { s := md5.Sum(b); return s[:] }},
	{"sha1sum", func(b []byte) []byte { s := sha1.Sum(b); return s[:] }},
	{"sha256sum", func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }},
	{"sha512sum", func(b []byte) []byte { s := sha512.Sum512(b); return s[:] }},
}

func hashSum(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "c,check b,binary t,text s,status quiet w,warn z")
	if !ok {
		return
	}
	if len(names) == 0 {
		names = []string{"-"}
	}
	if o.has("c") {
		c.slurp(p, names, c.cannotHash(), func(p *proc.Proc, list string, code int) { c.checkSums(p, o, list, code) })
		return
	}
	c.hashNext(p, names, 0)
}

func (c call) cannotHash() string { return c.pick("%s: %v", "can't open '%s': %v") }

func (c call) sum(data string) string {
	for _, h := range hashes {
		if h.program == c.program.name {
			return hex.EncodeToString(h.sum([]byte(data)))
		}
	}
	return ""
}

func (c call) hashNext(p *proc.Proc, names []string, worst int) {
	if len(names) == 0 {
		p.Sys.Exit(worst)
		return
	}
	c.slurp(p, names[:1], c.cannotHash(), func(p *proc.Proc, data string, code int) {
		out := ""
		if code == 0 {
			out = c.sum(data) + "  " + names[0] + "\n"
		}
		proc.Emit(p, 1, out, func(p *proc.Proc) { c.hashNext(p, names[1:], max(worst, code)) })
	})
}

// checkSums compares files with the sums of a list.
func (c call) checkSums(p *proc.Proc, o options, list string, code int) {
	var out strings.Builder
	wrong, missing := 0, 0
	for line := range strings.Lines(list) {
		sum, name, ok := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if !ok || len(name) < 2 {
			continue
		}
		name = name[1:]
		data, err := p.Sys.ReadFile(name)
		switch {
		case err != nil:
			c.say(p, c.cannotHash(), name, err)
			out.WriteString(name + ": FAILED open or read\n")
			missing++
		case c.sum(data) != sum:
			out.WriteString(name + ": FAILED\n")
			wrong++
		case !o.has("quiet", "s"):
			out.WriteString(name + ": OK\n")
		}
	}
	if missing+wrong > 0 {
		code = 1
	}
	text := out.String()
	if o.has("s") {
		text = ""
	}
	proc.Emit(p, 1, text, func(p *proc.Proc) {
		if wrong > 0 && !o.has("s") {
			c.say(p, c.pick("WARNING: %d computed checksum did NOT match", "WARNING: %d of the computed checksums did NOT match"), wrong)
		}
		p.Sys.Exit(code)
	})
}

func base64Program(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "d,decode D w:,wrap i,ignore-garbage")
	if !ok {
		return
	}
	wrap, err := number(o.value("w", "76"))
	if err != nil || wrap < 0 {
		c.die(p, 1, c.pick("invalid wrap size: '%s'", "invalid number '%s'"), o.value("w", ""))
		return
	}
	if len(names) > 1 {
		c.misuse(p, "extra operand '%s'", names[1])
		return
	}
	c.slurp(p, names, c.pick("%s: %v", "%s: %v"), func(p *proc.Proc, data string, code int) {
		switch {
		case code != 0:
			p.Sys.Exit(1)
		case o.has("d", "D"):
			plain, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data), ""))
			proc.Emit(p, 1, string(plain), func(p *proc.Proc) {
				if err != nil {
					c.die(p, 1, "%s", c.pick("invalid input", "truncated input"))
					return
				}
				p.Sys.Exit(0)
			})
		default:
			proc.Finish(p, wrapped(base64.StdEncoding.EncodeToString([]byte(data)), int(min(wrap, 1<<20))), 0)
		}
	})
}

func wrapped(text string, width int) string {
	if width == 0 || text == "" {
		return text
	}
	var b strings.Builder
	for text != "" {
		n := min(width, len(text))
		b.WriteString(text[:n] + "\n")
		text = text[n:]
	}
	return b.String()
}
