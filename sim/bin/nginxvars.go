package bin

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// expand puts the values of variables into a string.
func (r ngxRequest) expand(s string) string {
	if !strings.Contains(s, "$") {
		return s
	}
	var b strings.Builder
	for s != "" {
		before, after, found := strings.Cut(s, "$")
		b.WriteString(before)
		if !found {
			break
		}
		name := ""
		if strings.HasPrefix(after, "{") {
			end := strings.IndexByte(after, '}')
			if end < 0 {
				break
			}
			name, s = after[1:end], after[end+1:]
		} else {
			end := 0
			for end < len(after) && (after[end] == '_' || after[end] >= 'a' && after[end] <= 'z' || after[end] >= 'A' && after[end] <= 'Z' || after[end] >= '0' && after[end] <= '9') {
				end++
			}
			name, s = after[:end], after[end:]
		}
		if b.WriteString(r.variable(name)); b.Len() > 64<<10 {
			break
		}
	}
	return b.String()
}

func (r ngxRequest) variable(name string) string {
	for i := len(r.vars) - 1; i >= 0; i-- {
		if r.vars[i][0] == name {
			return r.vars[i][1]
		}
	}
	if n, err := strconv.Atoi(name); err == nil {
		if n < len(r.groups) {
			return r.groups[n]
		}
		return ""
	}
	if h, ok := strings.CutPrefix(name, "http_"); ok {
		return r.Header.Get(strings.ReplaceAll(h, "_", "-"))
	}
	if a, ok := strings.CutPrefix(name, "arg_"); ok {
		for _, kv := range strings.Split(r.args, "&") {
			if k, v, _ := strings.Cut(kv, "="); k == a {
				return v
			}
		}
		return ""
	}
	switch name {
	case "uri", "document_uri":
		return r.uri
	case "request_uri":
		return r.Target
	case "args", "query_string":
		return r.args
	case "is_args":
		if r.args != "" {
			return "?"
		}
	case "host":
		if h := r.Request.Host(); h != "" {
			return h
		}
		return r.serverName()
	case "hostname":
		return r.web.hostname
	case "server_name":
		return r.serverName()
	case "server_addr":
		return r.at.Addr().String()
	case "server_port":
		return strconv.Itoa(int(r.at.Port()))
	case "server_protocol":
		return r.Proto
	case "remote_addr", "realip_remote_addr":
		return r.from.Addr().String()
	case "remote_port":
		return strconv.Itoa(int(r.from.Port()))
	case "remote_user":
		return r.user()
	case "request_method":
		return r.Method
	case "request":
		return r.Method + " " + r.Target + " " + r.Proto
	case "request_filename":
		return r.file(r.uri)
	case "document_root":
		return r.scope.orServer(r).value("root", "/etc/nginx/html")
	case "scheme":
		if r.ssl {
			return "https"
		}
		return "http"
	case "content_type":
		return r.Header.Get("Content-Type")
	case "content_length":
		return r.Header.Get("Content-Length")
	case "proxy_add_x_forwarded_for":
		if x := r.Header.Get("X-Forwarded-For"); x != "" {
			return x + ", " + r.from.Addr().String()
		}
		return r.from.Addr().String()
	case "nginx_version":
		return r.web.version
	case "pid":
		return strconv.Itoa(r.web.pid)
	case "connection":
		return strconv.Itoa(r.number)
	case "time_local":
		return r.web.now.Format("02/Jan/2006:15:04:05 -0700")
	case "time_iso8601":
		return r.web.now.Format("2006-01-02T15:04:05-07:00")
	case "msec":
		return fmt.Sprintf("%.3f", float64(r.web.now.UnixMilli())/1000)
	case "request_time", "upstream_response_time":
		return "0.000"
	}
	return ""
}

// log writes a line of the error log about a request.
func (r ngxRequest) log(p *proc.Proc, level, text string) {
	line := fmt.Sprintf("*%d %s, client: %s, server: %s, request: \"%s %s %s\"", r.number, text, r.from.Addr(), r.serverName(), r.Method, r.Target, r.Proto)
	if h := r.Header.Get("Host"); h != "" {
		line += `, host: "` + h + `"`
	}
	note(p, level, line)
}

// combined is the format of the access log when none is named.
const combined = `$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"`

// access writes the line of a request that was answered to its access log.
func (r ngxRequest) access(p *proc.Proc, status, size int) {
	s := r.scope.orServer(r)
	d, ok := s.find("access_log")
	if d.arg(1) == "off" {
		return
	}
	format := combined
	http, _ := r.web.tree.servers()
	for _, f := range http.each("log_format") {
		if f.arg(1) == d.arg(2) && len(f.words) > 2 {
			format = strings.Join(f.words[2:], "")
		}
	}
	r.vars = append(r.vars[:len(r.vars):len(r.vars)], [2]string{"status", strconv.Itoa(status)}, [2]string{"body_bytes_sent", strconv.Itoa(size)}, [2]string{"bytes_sent", strconv.Itoa(size + 238)})
	line := r.expandDash(format) + "\n"
	name := d.arg(1)
	if !ok {
		name = "/var/log/nginx/access.log"
	}
	for _, l := range r.web.logs {
		if l.name == name {
			p.Sys.Write(l.fd, line)
			return
		}
	}
}

// expandDash is expand with - for what is empty, as in logs.
func (r ngxRequest) expandDash(s string) string {
	for _, name := range []string{"http_referer", "http_user_agent", "http_x_forwarded_for", "remote_user"} {
		if r.variable(name) == "" {
			r.vars = append(r.vars[:len(r.vars):len(r.vars)], [2]string{name, "-"})
		}
	}
	return r.expand(s)
}
