package bin

import (
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func touch(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "c,no-create a m f h t: d,date: r,reference:")
	if !ok {
		return
	}
	if len(names) == 0 {
		c.missing(p, "file operand")
		return
	}
	at := p.Sys.Now()
	if o.has("d") {
		t, err := parseDate(o.value("d", ""), at)
		if err != nil {
			c.die(p, 1, c.pick("invalid date format '%s'", "invalid date '%s'"), o.value("d", ""))
			return
		}
		at = t
	}
	if o.has("t") {
		t, err := stampDate(o.value("t", ""), at)
		if err != nil {
			c.die(p, 1, "invalid date format '%s'", o.value("t", ""))
			return
		}
		at = t
	}
	if ref := o.value("r", ""); ref != "" {
		st, err := p.Sys.Stat(ref)
		if err != nil {
			c.die(p, 1, c.pick("failed to get attributes of '%s': %v", "%s: %v"), ref, err)
			return
		}
		at = st.ModTime
	}
	code := 0
	for _, name := range names {
		if err := touchOne(p, name, at, o.has("c")); err != nil {
			c.say(p, c.pick("cannot touch '%s': %v", "%s: %v"), name, err)
			code = 1
		}
	}
	p.Sys.Exit(code)
}

func touchOne(p *proc.Proc, name string, at time.Time, only bool) error {
	if _, err := p.Sys.Stat(name); err == vfs.ENOENT && !only {
		fd, err := p.Sys.Open(name, proc.Write|proc.Create, 0o666)
		if err != nil {
			return err
		}
		p.Sys.Close(fd)
	} else if err != nil {
		if only && err == vfs.ENOENT {
			return nil
		}
		return err
	}
	return p.Sys.Chtimes(name, at)
}

// stampDate reads touch -t's [[CC]YY]MMDDhhmm[.ss].
func stampDate(s string, now time.Time) (time.Time, error) {
	for _, layout := range []string{"200601021504.05", "200601021504", "0601021504.05", "0601021504"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	for _, layout := range []string{"01021504.05", "01021504"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.AddDate(now.Year(), 0, 0), nil
		}
	}
	return now, errDate
}
