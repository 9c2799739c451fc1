package shell

import (
	"strings"
)

// glob is a field as names of files, or itself when there are none. Source: POSIX 2.13.3.
func (x *expander) glob(f *field) []string {
	if !f.globs || x.s.opts.noglob || x.stopped() {
		return []string{f.text.String()}
	}
	pattern := f.pattern.String()
	found := []string{""}
	if strings.HasPrefix(pattern, "/") {
		found = []string{"/"}
	}
	parts := strings.FieldsFunc(pattern, func(c rune) bool { return c == '/' })
	for i, part := range parts {
		found = x.globPart(found, part, i < len(parts)-1 || strings.HasSuffix(pattern, "/"))
	}
	switch {
	case len(found) > 0 && len(parts) > 0:
	case x.s.opts.failglob:
		x.fail(1, "no match: "+f.text.String())
		return nil
	case x.s.opts.nullglob:
		return nil
	}
	if len(found) == 0 || len(parts) == 0 {
		return []string{f.text.String()}
	}
	return found
}

// globPart adds one part of a path to all beginnings found so far.
func (x *expander) globPart(found []string, part string, deeper bool) (out []string) {
	slash := ""
	if deeper {
		slash = "/"
	}
	if !hasMeta(part) {
		name := unescapePattern(part)
		for _, dir := range found {
			if _, err := x.s.p.Sys.Lstat(dir + name); err == nil {
				out = append(out, dir+name+slash)
			}
		}
		return out
	}
	for _, dir := range found {
		path := dir
		if path == "" {
			path = "."
		}
		entries, err := x.s.p.Sys.ReadDir(path)
		if err != nil {
			continue
		}
		for _, e := range entries {
			hidden := strings.HasPrefix(e.Name, ".") && !strings.HasPrefix(part, ".") && !x.s.opts.dotglob
			if hidden || !match(part, e.Name) || deeper && !e.IsDir() && !e.IsSymlink() {
				continue
			}
			if out = append(out, dir+e.Name+slash); len(out) > maxFields {
				x.fail(2, textTooMany.of(x.s.flavor, maxFields))
				return nil
			}
		}
	}
	return out
}

func hasMeta(pattern string) bool {
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '*', '?':
			return true
		case '[':
			if _, _, ok := bracket(pattern[i+1:]); ok {
				return true
			}
		}
	}
	return false
}

func unescapePattern(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '\\' && i+1 < len(pattern) {
			i++
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}
