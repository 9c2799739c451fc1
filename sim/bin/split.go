//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// split writes pieces of a file to files of their own: xaa, xab, …
func split(p *proc.Proc, c call) {
	c.args = oldLines(c.args)
	o, operands, ok := c.parse(p, "l:,lines b:,bytes a:,suffix-length d,numeric-suffixes C: n: additional-suffix: verbose")
	if !ok {
		return
	}
	if o.has("C", "n") {
		c.refuse(p, "-"+o.last("C", "n"))
		return
	}
	unit := o.last("l", "b")
	size, err := number(o.value(unit, "1000"))
	letters, err2 := number(o.value("a", "2"))
	if err != nil || err2 != nil || size < 1 || letters < 1 || letters > 10 {
		c.die(p, 1, c.pick("invalid number of %[2]s: '%[1]s'", "invalid number '%[1]s'"), o.value(unit, o.value("a", "")),
			map[string]string{"b": "bytes"}[unit]+map[string]string{"l": "lines"}[unit])
		return
	}
	prefix := "x"
	if len(operands) > 1 {
		prefix = operands[1]
	}
	c.slurp(p, operands[:min(1, len(operands))], c.pick("cannot open '%s' for reading: %v", "can't open '%s': %v"), func(p *proc.Proc, data string, code int) {
		for i := 0; data != "" && code == 0; i++ {
			piece, rest := pieceOf(data, unit, int(min(size, maxMemory)))
			name, ok := suffixed(i, int(letters), o.has("d"))
			if !ok {
				c.die(p, 1, "%s", c.pick("output file suffixes exhausted", "suffixes exhausted"))
				return
			}
			name = prefix + name + o.value("additional-suffix", "")
			if err := p.Sys.WriteFile(name, piece, 0o666); err != nil {
				c.die(p, 1, "%s: %v", name, err)
				return
			}
			data = rest
		}
		p.Sys.Exit(code)
	})
}

// oldLines turns split -20 into split -l 20.
func oldLines(args []string) []string {
	if w := oldWidth(args); len(w) != len(args) {
		return append([]string{"-l"}, w[1:]...)
	}
	return args
}

func pieceOf(data, unit string, size int) (piece, rest string) {
	if unit == "b" {
		n := min(size, len(data))
		return data[:n], data[n:]
	}
	at := 0
	for range size {
		next := strings.IndexByte(data[at:], '\n')
		if next < 0 {
			return data, ""
		}
		at += next + 1
	}
	return data[:at], data[at:]
}

// suffixed is the nth suffix of so many letters or digits; ok is false beyond the last.
func suffixed(n, letters int, digits bool) (string, bool) {
	base, first := 26, byte('a')
	if digits {
		base, first = 10, '0'
	}
	out := make([]byte, letters)
	for i := letters - 1; i >= 0; i-- {
		out[i] = first + byte(n%base)
		n /= base
	}
	return string(out), n == 0
}

// truncate makes files a size, absolute or by + - < > from what they are.
func truncate(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "s:,size c,no-create r:,reference o")
	if !ok {
		return
	}
	text := o.value("s", "")
	switch {
	case text == "" && !o.has("r"):
		c.misuse(p, "you must specify either '--size' or '--reference'")
		return
	case len(names) == 0:
		c.missing(p, "file operand")
		return
	}
	sign := byte(0)
	if text != "" && strings.IndexByte("+-<>%/", text[0]) >= 0 {
		sign, text = text[0], text[1:]
	}
	size := int64(0)
	if file := o.value("r", ""); file != "" {
		st, err := p.Sys.Stat(file)
		if err != nil {
			c.die(p, 1, "cannot stat '%s': %v", file, err)
			return
		}
		size = st.Size
	}
	if text != "" {
		n, err := number(text)
		if err != nil || sign == '%' || sign == '/' {
			c.die(p, 1, c.pick("Invalid number: '%s'", "invalid number '%s'"), text)
			return
		}
		size = n
	}
	code := 0
	for _, name := range names {
		if err := truncateOne(p, name, sign, size, o.has("c")); err != nil {
			c.say(p, c.pick("cannot open '%s' for writing: %v", "%s: %v"), name, err)
			code = 1
		}
	}
	p.Sys.Exit(code)
}

func truncateOne(p *proc.Proc, name string, sign byte, size int64, existing bool) error {
	st, err := p.Sys.Stat(name)
	if err == vfs.ENOENT && existing {
		return nil
	}
	if err == vfs.ENOENT {
		fd, err := p.Sys.Open(name, proc.Write|proc.Create, 0o666)
		if err != nil {
			return err
		}
		p.Sys.Close(fd)
	} else if err != nil {
		return err
	} else if st.IsDir() {
		return vfs.EISDIR
	}
	switch sign {
	case '+':
		size += st.Size
	case '-':
		size = max(st.Size-size, 0)
	case '<':
		size = min(size, st.Size)
	case '>':
		size = max(size, st.Size)
	}
	return p.Sys.Truncate(name, size)
}

// shuf puts lines in a random order: one that follows from the world's seed.
func shuf(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "n:,head-count e,echo i:,input-range o:,output r,repeat z,zero-terminated random-source:")
	if !ok {
		return
	}
	if o.has("r") {
		c.refuse(p, "-r")
		return
	}
	most, err := number(o.value("n", "1000000000"))
	if err != nil || most < 0 {
		c.die(p, 1, c.pick("invalid line count: '%s'", "invalid number '%s'"), o.value("n", ""))
		return
	}
	end := "\n"
	if o.has("z") {
		end = "\x00"
	}
	finish := func(p *proc.Proc, lines []string, code int) {
		lines = shuffled(p, lines)
		out := strings.Join(lines[:min(int64(len(lines)), most)], end)
		if out != "" {
			out += end
		}
		if file := o.value("o", ""); file != "" {
			if err := p.Sys.WriteFile(file, out, 0o666); err != nil {
				c.die(p, 1, "%s: %v", file, err)
				return
			}
			out = ""
		}
		proc.Finish(p, out, code)
	}
	switch {
	case o.has("i"):
		lo, hi, ok := strings.Cut(o.value("i", ""), "-")
		from, err1 := number(lo)
		to, err2 := number(hi)
		if !ok || err1 != nil || err2 != nil || from < 0 || to < from-1 || to-from > 1_000_000 {
			c.die(p, 1, c.pick("invalid input range: '%s'", "bad range '%s'"), o.value("i", ""))
			return
		}
		var lines []string
		for n := from; n <= to; n++ {
			lines = append(lines, itoa(n))
		}
		finish(p, lines, 0)
	case o.has("e"):
		finish(p, operands, 0)
	default:
		c.slurp(p, operands, "", func(p *proc.Proc, data string, code int) { finish(p, linesOf(data), code) })
	}
}

// shuffled is Fisher and Yates's shuffle with numbers from /dev/urandom.
func shuffled(p *proc.Proc, lines []string) []string {
	out := append([]string(nil), lines...)
	noise := ""
	if fd, err := p.Sys.Open("/dev/urandom", proc.Read, 0); err == nil {
		noise, _ = p.Sys.Read(fd, 64)
		p.Sys.Close(fd)
	}
	x := uint64(88172645463325252)
	for _, ch := range []byte(noise) {
		x = x*1099511628211 ^ uint64(ch)
	}
	for i := len(out) - 1; i > 0; i-- {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		j := int(x % uint64(i+1))
		out[i], out[j] = out[j], out[i]
	}
	return out
}
