//go:build !core

package bin

import (
	"fmt"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// copyBlocks is one dd under way: a value.
type copyBlocks struct {
	call
	in, out          int // descriptors
	target           string
	block, count     int64
	read, wrote      [2]int64 // full and partial records
	bytes            int64
	held             string // part of a record
	quiet, noXfer    bool
	named            bool // the target is a file and no pipe: it takes a record at once
	skip             int64
	convUp, convDown bool
}

func dd(p *proc.Proc, c call) {
	d := copyBlocks{call: c, in: 0, out: 1, target: "standard output", block: 512, count: 1 << 62}
	flags := proc.Write | proc.Create | proc.Trunc
	var source, target string
	var seek int64
	for _, arg := range c.args {
		key, value, ok := strings.Cut(arg, "=")
		n, err := number(value)
		numeric := strings.Contains(" bs ibs obs count skip seek ", " "+key+" ")
		switch {
		case !ok:
			c.misuse(p, "unrecognized operand '%s'", arg)
			return
		case numeric && (err != nil || n < 0):
			c.die(p, 1, c.pick("invalid number: '%s'", "invalid number '%s'"), value)
			return
		}
		switch key {
		case "if":
			source = value
		case "of":
			target = value
		case "bs", "ibs":
			d.block = n
		case "obs", "iflag", "oflag":
		case "count":
			d.count = n
		case "skip":
			d.skip = n
		case "seek":
			seek = n
		case "status":
			d.quiet, d.noXfer = value == "none", value == "noxfer"
		case "conv":
			for _, conv := range strings.Split(value, ",") {
				d.convUp, d.convDown = d.convUp || conv == "ucase", d.convDown || conv == "lcase"
				if conv == "notrunc" {
					flags &^= proc.Trunc
				}
			}
		default:
			c.misuse(p, "unrecognized operand '%s'", arg)
			return
		}
	}
	switch {
	case d.block == 0:
		c.die(p, 1, c.pick("invalid number: '%s'", "number %s is not in 1..2147483647 range"), "0")
		return
	case d.block > maxMemory:
		c.exhausted(p)
		return
	case seek > 0:
		c.refuse(p, "seek=")
		return
	}
	var err error
	if source != "" {
		if d.in, err = p.Sys.Open(source, proc.Read, 0); err != nil {
			c.die(p, 1, c.pick("failed to open '%s': %v", "can't open '%s': %v"), source, err)
			return
		}
	}
	if target != "" {
		d.target = target
		st, err := p.Sys.Stat(target)
		d.named = err != nil || st.Mode.IsRegular()
		if d.out, err = p.Sys.Open(target, flags, 0o666); err != nil {
			c.die(p, 1, c.pick("failed to open '%s': %v", "can't open '%s': %v"), target, err)
			return
		}
	}
	d.run(p)
}

// run copies record by record until the count or the end.
func (d copyBlocks) run(p *proc.Proc) {
	for d.read[0]+d.read[1] < d.count {
		if !p.Sys.Spend(1 + int(d.block/65536)) {
			d.wait(p)
			return
		}
		piece, err := p.Sys.Read(d.in, int(d.block)-len(d.held))
		switch {
		case err == vfs.EAGAIN:
			d.wait(p)
			return
		case err != nil:
			d.say(p, "error reading: %v", err)
			d.finish(p, 1)
			return
		}
		d.held += piece
		if piece != "" && int64(len(d.held)) < d.block {
			continue
		}
		if d.held == "" {
			break
		}
		if d.skip > 0 {
			d.skip, d.held = d.skip-1, ""
			continue
		}
		d.read = d.counted(d.read)
		if !d.write(p, d.held) {
			return
		}
		if d = d.written(); piece == "" {
			break
		}
	}
	d.finish(p, 0)
}

// counted adds the held record to a count of full and partial ones.
func (d copyBlocks) counted(n [2]int64) [2]int64 {
	if int64(len(d.held)) == d.block {
		return [2]int64{n[0] + 1, n[1]}
	}
	return [2]int64{n[0], n[1] + 1}
}

// written is the copy after the held record went out.
func (d copyBlocks) written() copyBlocks {
	d.wrote = d.counted(d.wrote)
	d.bytes += int64(len(d.held))
	d.held = ""
	return d
}

func (d copyBlocks) wait(p *proc.Proc) {
	p.Next = func(p *proc.Proc, _ proc.Event) { d.run(p) }
}

// write writes a record; false when it has to wait or has failed.
func (d copyBlocks) write(p *proc.Proc, record string) bool {
	if d.convUp {
		record = strings.ToUpper(record)
	}
	if d.convDown {
		record = strings.ToLower(record)
	}
	send := put
	if d.out != 1 && d.named {
		send = func(p *proc.Proc, fd int, data string) (string, error) { return data, p.Sys.Write(fd, data) }
	}
	rest, err := send(p, d.out, record)
	switch err {
	case nil:
		return true
	case vfs.EAGAIN:
		p.Next = func(p *proc.Proc, _ proc.Event) {
			if d.write(p, rest) {
				d.written().run(p)
			}
		}
	default:
		d.say(p, "error writing '%s': %v", d.target, err)
		d.finish(p, 1)
	}
	return false
}

func (d copyBlocks) finish(p *proc.Proc, code int) {
	if !d.quiet {
		p.Err(fmt.Sprintf("%d+%d records in\n%d+%d records out\n", d.read[0], d.read[1], d.wrote[0], d.wrote[1]))
		if d.flavour == gnu && !d.noXfer {
			p.Err(d.speed())
		}
	}
	p.Sys.Exit(code)
}

// speed is GNU's third line. No time passes while bytes are copied here, so
// it tells that of a disk of 1 GB a second.
func (d copyBlocks) speed() string {
	size := ""
	if d.bytes >= 1000 {
		size = " (" + decimal(d.bytes)
		if d.bytes >= 1024 {
			size += ", " + binary(d.bytes)
		}
		size += ")"
	}
	return fmt.Sprintf("%d bytes%s copied, %.4g s, 1.0 GB/s\n", d.bytes, size, float64(d.bytes)/1e9)
}

func decimal(n int64) string { return unitOf(n, 1000, []string{"B", "kB", "MB", "GB", "TB"}) }

func binary(n int64) string { return unitOf(n, 1024, []string{"B", "KiB", "MiB", "GiB", "TiB"}) }

func unitOf(n, base int64, names []string) string {
	i, div := 0, int64(1)
	for n >= div*base && i < len(names)-1 {
		i, div = i+1, div*base
	}
	if n < div*10 {
		return fmt.Sprintf("%.1f %s", float64(n)/float64(div), names[i])
	}
	return fmt.Sprintf("%.0f %s", float64(n)/float64(div), names[i])
}
