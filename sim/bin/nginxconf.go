package bin

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// directive is one statement of nginx's configuration.
type directive struct {
	words []string
	block bool
	depth int
	file  string
	line  int
}

// nginxConfig is what was read of the configuration, or what is wrong with it.
type nginxConfig struct {
	all     []directive
	wrong   string
	files   int
	context []string // names of the open blocks
}

// Directives that are known by the beginning of their name, or as a whole.
var (
	nginxFamilies = []string{"proxy_", "fastcgi_", "uwsgi_", "scgi_", "grpc_", "ssl", "gzip", "access_", "auth_", "client_", "limit_",
		"add_", "sub_", "real_", "set", "open_", "worker_", "keepalive_", "server", "http2", "http3", "quic_", "log_", "error_", "large_",
		"types", "output_", "resolver", "send", "tcp_", "underscores_", "variables_", "map", "geo", "perl", "js_", "autoindex", "charset", "health_", "stub_", "mirror",
		"image_", "xslt_", "memcached_", "upstream", "preread_", "absolute_", "port_", "msie_", "merge_", "reset_", "lingering_", "directio", "aio", "disable_",
		"etag", "if", "ignore_", "internal", "max_", "random_", "read_", "recursive_", "request_", "satisfy", "userid", "chunked_", "connection_", "dav_", "create_", "min_", "mp4", "flv", "secure_", "slice", "split_", "ssi", "status_", "addition_", "ancient_", "expires", "master_", "multi_", "pcre_", "post_", "postpone_", "empty_gif", "accept_", "debug_", "daemon", "load_module", "lock_file", "thread_pool", "timer_", "uninitialized_"}
	nginxNames = []string{"user", "pid", "events", "http", "stream", "mail", "include", "default_type", "listen", "location", "root", "alias", "index", "return",
		"rewrite", "rewrite_log", "break", "try_files", "allow", "deny", "use", "env", "match", "zone", "least_conn", "ip_hash", "hash", "random", "sticky", "state", "ntlm", "keepalive", "valid_referers", "override_charset", "source_charset", "referer_hash_bucket_size", "require", "protocol", "timeout", "volatile", "default", "hostnames"}
	nginxSingle = []string{"root", "worker_processes", "worker_connections", "pid", "include", "default_type", "sendfile", "alias", "proxy_pass", "server_tokens"}
)

// readNginx reads the configuration with all it includes.
func readNginx(p *proc.Proc, file string) nginxConfig {
	c := &nginxConfig{}
	c.read(p, file)
	if c.wrong == "" && !slices.ContainsFunc(c.all, func(d directive) bool { return d.words[0] == "events" }) {
		c.wrong = `no "events" section in configuration`
	}
	return *c
}

func (c *nginxConfig) read(p *proc.Proc, file string) {
	if c.files++; c.files > 200 {
		c.wrong = "too many included files"
		return
	}
	data, err := p.Sys.ReadFile(file)
	if err != nil {
		c.wrong = `open() "` + file + `" failed (` + errnoText(err) + ")"
		return
	}
	depth, line := len(c.context), 1
	at := func() string { return fmt.Sprintf(" in %s:%d", file, line) }
	var words []string
	begun := 1
	for data != "" && c.wrong == "" {
		var word string
		var lines int
		word, data, lines = nginxWord(data)
		line += lines
		switch {
		case word == "":
		case word == ";" && len(words) == 0:
			c.wrong = `unexpected ";"` + at()
		case word == "}" && (len(words) > 0 || len(c.context) == depth):
			c.wrong = `unexpected "}"` + at()
		case word == "{" && len(words) == 0:
			c.wrong = `unexpected "{"` + at()
		case word == "}":
			c.context = c.context[:len(c.context)-1]
		case word == ";" || word == "{":
			c.add(p, directive{words, word == "{", len(c.context), file, begun}, line)
			words = nil
		default:
			if len(words) == 0 {
				begun = line
			}
			words = append(words, ngxUnquoted(word))
		}
	}
	switch {
	case c.wrong != "":
	case len(words) > 0:
		c.wrong = `unexpected end of file, expecting ";" or "}"` + at()
	case len(c.context) > depth:
		c.wrong = `unexpected end of file, expecting "}"` + at()
	}
}

// add takes a statement in, checking what nginx checks first.
func (c *nginxConfig) add(p *proc.Proc, d directive, line int) {
	name, where := d.words[0], fmt.Sprintf(" in %s:%d", d.file, line)
	free := len(c.context) > 0 && slices.Contains([]string{"types", "map", "geo", "split_clients"}, c.context[len(c.context)-1])
	known := free || slices.Contains(nginxNames, name) ||
		slices.ContainsFunc(nginxFamilies, func(f string) bool { return strings.HasPrefix(name, f) })
	switch {
	case !known:
		c.wrong = `unknown directive "` + name + `"` + where
		return
	case !free && slices.Contains(nginxSingle, name) && len(d.words) != 2:
		c.wrong = `invalid number of arguments in "` + name + `" directive` + where
		return
	case name == "listen" && len(d.words) > 2 && !slices.Contains(listenWords, strings.SplitN(d.words[2], "=", 2)[0]):
		c.wrong = `invalid parameter "` + d.words[2] + `"` + where
		return
	case name == "location" && len(c.context) == 0, name == "listen" && len(c.context) == 0:
		c.wrong = `"` + name + `" directive is not allowed here` + where
		return
	}
	c.all = append(c.all, d)
	if d.block {
		c.context = append(c.context, name)
	}
	if name == "include" && !d.block {
		c.include(p, d.words[1])
	}
}

// listenWords are what may stand behind the address of listen.
var listenWords = []string{"default_server", "ssl", "http2", "quic", "proxy_protocol", "reuseport", "backlog", "rcvbuf", "sndbuf",
	"ipv6only", "deferred", "bind", "so_keepalive", "accept_filter", "setfib", "fastopen", "udp", "default"}

func (c *nginxConfig) include(p *proc.Proc, pattern string) {
	if !strings.HasPrefix(pattern, "/") {
		pattern = "/etc/nginx/" + pattern
	}
	if !strings.ContainsAny(pattern, "*?[") {
		c.read(p, pattern)
		return
	}
	entries, _ := p.Sys.ReadDir(path.Dir(pattern))
	for _, e := range entries {
		if ok, _ := path.Match(path.Base(pattern), e.Name); ok && c.wrong == "" {
			c.read(p, path.Join(path.Dir(pattern), e.Name))
		}
	}
}

// nginxWord takes one word or mark off the text and tells the lines passed.
func nginxWord(s string) (word, rest string, lines int) {
	switch ch := s[0]; {
	case ch == '\n':
		return "", s[1:], 1
	case ch == ' ' || ch == '\t' || ch == '\r':
		return "", s[1:], 0
	case ch == '#':
		_, rest, found := strings.Cut(s, "\n")
		return "", rest, map[bool]int{true: 1}[found]
	case ch == ';' || ch == '{' || ch == '}':
		return s[:1], s[1:], 0
	case ch == '"' || ch == '\'':
		end := strings.IndexByte(s[1:], ch) + 2
		if end == 1 {
			end = len(s)
		}
		return s[:end], s[end:], strings.Count(s[:end], "\n")
	}
	end := 1
	for end < len(s) && strings.IndexByte(" \t\r\n;", s[end]) < 0 {
		if s[end] == '{' && s[end-1] != '$' {
			break
		}
		if s[end] == '{' {
			end += max(strings.IndexByte(s[end:], '}'), 0)
		}
		end++
	}
	return s[:end], s[end:], 0
}

// ngxUnquoted takes the quotes off a word.
func ngxUnquoted(word string) string {
	if n := len(word); n > 1 && (word[0] == '"' || word[0] == '\'') && word[n-1] == word[0] {
		return strings.ReplaceAll(word[1:n-1], `\`+word[:1], word[:1])
	}
	return word
}

// value is the first argument of the first directive of a name, or def.
func (c nginxConfig) value(name, def string) string {
	for _, d := range c.all {
		if d.words[0] == name && len(d.words) > 1 {
			return d.words[1]
		}
	}
	return def
}

// errnoNumbers are the numbers daemons print with an error. Source: errno(3).
var errnoNumbers = []struct {
	err  vfs.Errno
	num  int
	text string
}{
	{vfs.EPERM, 1, ""}, {vfs.ENOENT, 2, ""}, {vfs.EACCES, 13, ""}, {vfs.EADDRINUSE, 98, ""}, {vfs.EADDRNOTAVAIL, 99, ""}, {vfs.ENETUNREACH, 101, ""}, {vfs.ECONNRESET, 104, ""},
	{vfs.ETIMEDOUT, 110, ""}, {vfs.ECONNREFUSED, 111, ""}, {vfs.EHOSTUNREACH, 113, ""}, {vfs.EEXIST, 17, ""},
	{vfs.ENOTDIR, 20, ""}, {vfs.EISDIR, 21, ""}, {vfs.ENOSPC, 28, ""}, {vfs.EROFS, 30, ""},
}

// errnoText is "2: No such file or directory".
func errnoText(err error) string {
	for _, e := range errnoNumbers {
		if err == e.err {
			text := e.text
			if text == "" {
				text = err.Error()
			}
			return fmt.Sprintf("%d: %s", e.num, text)
		}
	}
	return err.Error()
}
