//go:build !core

package bin

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

const nameLetters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// mktemp makes a file with a new name, which follows from the time, the
// process and what exists: there is no randomness here.
func mktemp(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "d,directory u,dry-run q,quiet p:,tmpdir t suffix:")
	if !ok {
		return
	}
	dir, _ := p.Getenv("TMPDIR")
	if dir = o.value("p", dir); dir == "" {
		dir = "/tmp"
	}
	template := dir + "/tmp." + c.pick("XXXXXXXXXX", "XXXXXX")
	if len(operands) > 0 {
		if template = operands[0]; o.has("t", "p") {
			template = dir + "/" + template
		}
	}
	template += o.value("suffix", "")
	end := strings.LastIndex(template, "XXX") + 3
	begin := end
	for end > 2 && begin > 0 && template[begin-1] == 'X' {
		begin--
	}
	if end < 3 || end-begin < 3 {
		c.die(p, 1, c.pick("too few X's in template '%s'", "%s: Invalid argument"), template)
		return
	}
	for try := range 100 {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %d", template, p.Sys.Now().UnixNano(), p.PID, try))
		random := ""
		for i := range end - begin {
			random += string(nameLetters[int(sum[i%len(sum)])%len(nameLetters)])
		}
		name := template[:begin] + random + template[end:]
		err := makeTemp(p, name, o)
		switch err {
		case nil:
			proc.Finish(p, name+"\n", 0)
			return
		case vfs.EEXIST:
			continue
		}
		if o.has("q") {
			p.Sys.Exit(1)
			return
		}
		kind := map[bool]string{true: "directory", false: "file"}[o.has("d")]
		c.die(p, 1, c.pick("failed to create %[1]s via template '%[2]s': %[3]v", "%[2]s: %[3]v"), kind, template, err)
		return
	}
	c.die(p, 1, "%s: %v", template, vfs.EEXIST)
}

func makeTemp(p *proc.Proc, name string, o options) error {
	switch {
	case o.has("u"):
		return nil
	case o.has("d"):
		return p.Sys.Mkdir(name, 0o700)
	}
	fd, err := p.Sys.Open(name, proc.Write|proc.Create|proc.Excl, 0o600)
	if err == nil {
		p.Sys.Close(fd)
	}
	return err
}
