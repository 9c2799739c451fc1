package bin

import (
	"io/fs"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func mkdir(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "p,parents m,mode: v,verbose Z")
	if !ok {
		return
	}
	if len(names) == 0 {
		c.missing(p, "operand")
		return
	}
	mode := fs.FileMode(0o777)
	if text := o.value("m", ""); text != "" {
		if mode, ok = changeMode(text, fs.ModeDir|0o777&^p.Umask, p.Umask); !ok {
			c.die(p, 1, "invalid mode '%s'", text)
			return
		}
		mode &^= fs.ModeType
	}
	code, out := 0, ""
	for _, name := range names {
		failed, err := makeDir(p, name, mode, o.has("p"))
		if err == nil && o.has("m") {
			err = p.Sys.Chmod(name, mode)
		}
		switch {
		case err != nil:
			c.say(p, c.pick("cannot create directory '%s': %v", "can't create directory '%s': %v"), failed, err)
			code = 1
		case o.has("v"):
			out += c.pick("mkdir: created directory '"+name+"'\n", "created directory: '"+name+"'\n")
		}
	}
	proc.Finish(p, out, code)
}

// makeDir makes a directory, with parents all that lead to it, and tells which
// one failed.
func makeDir(p *proc.Proc, name string, mode fs.FileMode, parents bool) (string, error) {
	if !parents {
		return name, p.Sys.Mkdir(name, mode)
	}
	clean := path.Clean(name)
	for at := 1; at <= len(clean); at++ {
		if at < len(clean) && clean[at] != '/' {
			continue
		}
		perm := fs.FileMode(0o777)
		if at == len(clean) {
			perm = mode
		}
		err := p.Sys.Mkdir(clean[:at], perm)
		if st, no := p.Sys.Stat(clean[:at]); err != nil && no == nil && st.IsDir() {
			continue
		}
		if err != nil {
			return clean[:at], err
		}
	}
	return name, nil
}

func rmdir(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "p,parents v,verbose ignore-fail-on-non-empty")
	if !ok {
		return
	}
	if len(names) == 0 {
		c.missing(p, "operand")
		return
	}
	code := 0
	for _, name := range names {
		for name = strings.TrimRight(name, "/"); name != ""; name = path.Dir(name) {
			err := removeDir(p, name)
			if err != nil && !(err == vfs.ENOTEMPTY && o.has("ignore-fail-on-non-empty")) {
				c.say(p, c.pick("failed to remove '%s': %v", "'%s': %v"), name, err)
				code = 1
			}
			if err != nil || !o.has("p") || path.Dir(name) == "." || path.Dir(name) == "/" {
				break
			}
		}
	}
	p.Sys.Exit(code)
}

func removeDir(p *proc.Proc, name string) error {
	st, err := p.Sys.Lstat(name)
	switch {
	case err != nil:
		return err
	case !st.IsDir():
		return vfs.ENOTDIR
	}
	return p.Sys.Remove(name)
}
