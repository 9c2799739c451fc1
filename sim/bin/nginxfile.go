package bin

import (
	"encoding/base64"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// file is the path of the file for a URI, by root or alias.
func (r ngxRequest) file(uri string) string {
	s := r.scope.orServer(r)
	for _, b := range s {
		if d, ok := b.first("alias"); ok && b.name() == "location" {
			prefix := b.words[len(b.words)-1]
			if len(b.words) > 2 && strings.HasPrefix(b.words[1], "~") {
				return r.expand(d.arg(1))
			}
			return r.expand(d.arg(1)) + strings.TrimPrefix(uri, prefix)
		}
		if d, ok := b.first("root"); ok {
			return ngxPath(r.expand(d.arg(1))) + uri
		}
	}
	return "/etc/nginx/html" + uri
}

// ngxPath makes a path of the configuration absolute.
func ngxPath(s string) string {
	s = strings.TrimSuffix(s, "/")
	if !strings.HasPrefix(s, "/") && s != "" {
		return "/etc/nginx/" + s
	}
	return s
}

// serveFile answers with a file, the index of a directory, or a list of it.
func (r ngxRequest) serveFile(p *proc.Proc, name string) ngxAnswer {
	st, err := p.Sys.Stat(strings.TrimSuffix(name, "/") + "/.")
	isDir := err == nil && st.IsDir()
	if !strings.HasSuffix(name, "/") || name == "" {
		if st, err = p.Sys.Stat(name); err == nil && st.IsDir() {
			to := r.uri + "/"
			if r.args != "" {
				to += "?" + r.args
			}
			return r.redirect(301, to)
		}
		return r.send(p, name, st, err)
	}
	if !isDir {
		return r.serveIndex(p, name, "index.html")
	}
	index := []string{"index.html"}
	if d, ok := r.scope.find("index"); ok {
		index = d.words[1:]
	}
	for _, i := range index {
		if strings.HasPrefix(i, "/") {
			r.uri = i
			return r.locate(p)
		}
		if _, err := p.Sys.Stat(path.Join(name, i)); err == nil {
			before := r.uri
			r.uri = path.Join(r.uri, i)
			if _, regex := r.location(r.server); regex && r.turns < mostTurns && before != r.uri {
				return r.locate(p)
			}
			return r.serveIndex(p, name, i)
		}
	}
	if r.scope.value("autoindex", "off") == "on" {
		return r.list(p, name)
	}
	r.log(p, "error", `directory index of "`+name+`" is forbidden`)
	return r.fail(p, 403)
}

func (r ngxRequest) serveIndex(p *proc.Proc, dir, name string) ngxAnswer {
	full := strings.TrimSuffix(dir, "/") + "/" + name
	st, err := p.Sys.Stat(full)
	return r.send(p, full, st, err)
}

// send answers with one file.
func (r ngxRequest) send(p *proc.Proc, name string, st proc.Stat, err error) ngxAnswer {
	data := ""
	if err == nil {
		data, err = p.Sys.ReadFile(name)
	}
	if err != nil {
		r.log(p, "error", `open() "`+name+`" failed (`+errnoText(err)+")")
		switch err {
		case vfs.ENOENT, vfs.ENOTDIR:
			return r.fail(p, 404)
		case vfs.EACCES:
			return r.fail(p, 403)
		}
		return r.fail(p, 500)
	}
	a := r.respond(200, data)
	a.Header = a.Header.With("Content-Type", r.kind(name))
	etag := fmt.Sprintf(`"%x-%x"`, st.ModTime.Unix(), len(data))
	modified := httpDate(st.ModTime)
	a.Header = append(a.Header, http1.Field{Name: "Last-Modified", Value: modified}, http1.Field{Name: "ETag", Value: etag}, http1.Field{Name: "Accept-Ranges", Value: "bytes"})
	since, bad := time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", r.Header.Get("If-Modified-Since"))
	if r.status == 0 && (r.Header.Get("If-None-Match") == etag || !r.Header.Has("If-None-Match") && bad == nil && since.Equal(st.ModTime.UTC().Truncate(time.Second))) {
		a.Status, a.Reason, a.Body = 304, "Not Modified", ""
		a.Header = a.Header.Without("Content-Type").Without("Content-Length").Without("Accept-Ranges")
		return a
	}
	if first, last, ok := byteRange(r.Header.Get("Range"), len(data)); ok && r.status == 0 {
		a.Status, a.Reason, a.Body = 206, "Partial Content", data[first:last+1]
		a.Header = a.Header.With("Content-Length", strconv.Itoa(len(a.Body))).Without("Accept-Ranges").With("Content-Range", fmt.Sprintf("bytes %d-%d/%d", first, last, len(data)))
	}
	return a
}

// byteRange reads a range of one piece.
func byteRange(s string, size int) (first, last int, ok bool) {
	s, is := strings.CutPrefix(s, "bytes=")
	from, to, two := strings.Cut(s, "-")
	if !is || !two || strings.Contains(to, ",") {
		return 0, 0, false
	}
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	switch {
	case from == "" && errB == nil && b > 0:
		return max(0, size-b), size - 1, size > 0
	case errA != nil || a < 0 || a >= size:
		return 0, 0, false
	case to == "":
		return a, size - 1, true
	}
	return a, min(b, size-1), errB == nil && b >= a
}

// kind is the type of a file by its name.
func (r ngxRequest) kind(name string) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	kind := r.scope.value("default_type", "text/plain")
	for _, b := range r.scope {
		types, ok := b.first("types")
		if !ok {
			continue
		}
		for _, t := range types.kids {
			for _, e := range t.words[1:] {
				if e == ext {
					kind = t.words[0]
				}
			}
		}
		break
	}
	if charset := r.scope.value("charset", ""); charset != "" && charset != "off" && strings.HasPrefix(kind, "text/") {
		kind += "; charset=" + charset
	}
	return kind
}

// list is the page of autoindex. Source: ngx_http_autoindex_module.
func (r ngxRequest) list(p *proc.Proc, dir string) ngxAnswer {
	entries, err := p.Sys.ReadDir(dir)
	if err != nil {
		return r.fail(p, 403)
	}
	var b strings.Builder
	b.WriteString("<html>\r\n<head><title>Index of " + r.uri + "</title></head>\r\n<body>\r\n<h1>Index of " + r.uri + "</h1><hr><pre><a href=\"../\">../</a>\r\n")
	for _, wantDir := range []bool{true, false} {
		for _, e := range entries {
			if e.IsDir() != wantDir || strings.HasPrefix(e.Name, ".") {
				continue
			}
			name, size := e.Name, strconv.FormatInt(e.Size, 10)
			if wantDir {
				name, size = name+"/", "-"
			}
			b.WriteString(fmt.Sprintf("<a href=\"%s\">%s</a>%*s %s %19s\r\n", name, name, max(0, 50-len(name)), "", e.ModTime.UTC().Format("02-Jan-2006 15:04"), size))
		}
	}
	b.WriteString("</pre><hr></body>\r\n</html>\r\n")
	a := r.respond(200, b.String())
	a.Header = a.Header.With("Content-Type", "text/html")
	return a
}

// user is whom the client says it is.
func (r ngxRequest) user() string {
	b, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Header.Get("Authorization"), "Basic "))
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(string(b), ":")
	return name
}

// guarded asks for a user and password; done when the client has not given
// those of the file. Only passwords in plain text ({PLAIN}) can be compared.
func (r ngxRequest) guarded(p *proc.Proc) (ngxAnswer, bool) {
	text, err := p.Sys.ReadFile(ngxPath(r.scope.value("auth_basic_user_file", "")))
	if err != nil {
		r.log(p, "error", `open() "`+ngxPath(r.scope.value("auth_basic_user_file", ""))+`" failed (`+errnoText(err)+")")
		return r.fail(p, 403), true
	}
	given, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Header.Get("Authorization"), "Basic "))
	for line := range strings.Lines(text) {
		name, secret, _ := strings.Cut(strings.TrimSpace(line), ":")
		plain, known := strings.CutPrefix(secret, "{PLAIN}")
		if known && string(given) == name+":"+plain {
			return ngxAnswer{}, false
		}
	}
	a := r.fail(p, 401)
	a.Header = a.Header.With("WWW-Authenticate", `Basic realm="`+r.expand(r.scope.value("auth_basic", ""))+`"`)
	return a, true
}
