//go:build !core

package bin

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// depot is one registry that serves: a value.
type depot struct {
	fd    int // the listening descriptor
	root  string
	realm string      // of the accounts, "" when everybody may come
	users string      // the file of them
	conns []depotConn // replaced, not written
}

type depotConn struct {
	fd      int
	from    netip.AddrPort
	in, out string
	last    bool // no more requests after this one
}

// mostDepotConns is how many connections a registry holds at a time.
const mostDepotConns = 64

// registryServer is Docker's registry: images come to it from the engine, which
// writes its files; to everybody else it answers the read part of its API.
// Source: OCI distribution spec; distribution registry/handlers.
func registryServer(p *proc.Proc, c call) {
	args := c.args
	switch {
	case len(args) == 1 && args[0] == "--version":
		proc.Finish(p, "registry github.com/docker/distribution 2.8.3\n", 0)
		return
	case len(args) == 0 || args[0] != "serve":
		c.die(p, 1, "only registry serve is simulated")
		return
	}
	for _, name := range []string{"REGISTRY_HTTP_TLS_CERTIFICATE", "REGISTRY_PROXY_REMOTEURL"} {
		if _, ok := p.Getenv(name); ok {
			c.die(p, 1, "%s", name+": registries with TLS or a remote behind them are not simulated yet")
			return
		}
	}
	d := depot{root: "/var/lib/registry"}
	if why := d.accounts(p); why != "" {
		c.die(p, 1, "%s", why)
		return
	}
	if root, ok := p.Getenv("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"); ok {
		d.root = root
	}
	port := uint16(5000)
	if addr, ok := p.Getenv("REGISTRY_HTTP_ADDR"); ok {
		if n, err := strconv.ParseUint(addr[strings.LastIndexByte(addr, ':')+1:], 10, 16); err == nil {
			port = uint16(n)
		}
	}
	if len(args) > 1 {
		if _, err := p.Sys.ReadFile(args[1]); err != nil {
			c.die(p, 1, "%s", "configuration error: open "+args[1]+": "+strings.ToLower(err.Error()))
			return
		}
	}
	fd, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, port))
	if err != nil {
		d.log(p, "fatal", fmt.Sprintf("listen tcp :%d: bind: %s", port, strings.ToLower(err.Error())))
		p.Sys.Exit(1)
		return
	}
	d.fd = fd
	d.log(p, "warning", "No HTTP secret provided - generated random secret. This may cause problems with uploads if multiple registries are behind a load-balancer.")
	d.log(p, "info", "redis not configured")
	d.log(p, "info", "using inmemory blob descriptor cache")
	d.log(p, "info", fmt.Sprintf("listening on [::]:%d", port))
	p.Next = d.event
	d.event(p, proc.Event{})
}

// log writes a line as the registry's logger does.
func (d depot) log(p *proc.Proc, level, text string) {
	p.Err(fmt.Sprintf("time=%q level=%s msg=%q service=registry\n", p.Sys.Now().Format(time.RFC3339Nano), level, text))
}

// event takes what has come in and answers it.
func (d depot) event(p *proc.Proc, _ proc.Event) {
	for len(d.conns) < mostDepotConns {
		fd, from, err := p.Sys.Accept(d.fd)
		if err != nil {
			break
		}
		d.conns = append(slices.Clip(d.conns), depotConn{fd: fd, from: from})
	}
	var open []depotConn
	for _, k := range d.conns {
		if k, ok := d.serve(p, k); ok {
			open = append(open, k)
		}
	}
	d.conns = open
	p.Next = d.event
}

// serve goes on with one connection and tells whether it stays open.
func (d depot) serve(p *proc.Proc, k depotConn) (depotConn, bool) {
	for {
		for k.out != "" {
			piece := k.out[:min(len(k.out), 32<<10)]
			if err := p.Sys.Write(k.fd, piece); err == vfs.EAGAIN {
				return k, true
			} else if err != nil {
				_ = p.Sys.Close(k.fd) // was open
				return k, false
			}
			k.out = k.out[len(piece):]
		}
		r, n, err := http1.ReadRequest(k.in)
		switch {
		case err == nil && !k.last:
			k.in, k.last = k.in[n:], !r.KeepAlive()
			k.out = d.answer(p, k, r)
			continue
		case err == http1.ErrMore && !k.last:
			piece, err := p.Sys.Read(k.fd, 32<<10)
			if err == vfs.EAGAIN {
				return k, true
			}
			if err == nil && piece != "" {
				k.in += piece
				continue
			}
		}
		_ = p.Sys.Close(k.fd) // was open
		return k, false
	}
}

// answer is the response to a request, which the log tells of.
func (d depot) answer(p *proc.Proc, k depotConn, r http1.Request) string {
	a := d.route(p, r)
	body := a.body
	a.Header = append(http1.Header{{Name: "Content-Type", Value: a.kind}, {Name: "Docker-Distribution-Api-Version", Value: "registry/2.0"},
		{Name: "X-Content-Type-Options", Value: "nosniff"}, {Name: "Date", Value: p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")},
		{Name: "Content-Length", Value: strconv.Itoa(len(body))}}, a.Header...)
	p.Out(fmt.Sprintf("%s - - [%s] \"%s %s %s\" %d %d \"\" %q\n", k.from.Addr(), p.Sys.Now().Format("02/Jan/2006:15:04:05 -0700"),
		r.Method, r.Target, r.Proto, a.status, len(body), r.Header.Get("User-Agent")))
	if r.Method == "HEAD" {
		body = ""
	}
	return http1.Response{Proto: "HTTP/1.1", Status: a.status, Reason: http1.Reason(a.status), Header: a.Header}.Head() + body
}

// reply is what a route answers.
type reply struct {
	status int
	kind   string
	body   string
	http1.Header
}

const jsonKind = "application/json; charset=utf-8"

func mistake(status int, code, message string, detail any) reply {
	type entry struct {
		Code    string `json:"code"`
		Message string `json:"message"`
		Detail  any    `json:"detail,omitempty"`
	}
	return reply{status: status, kind: jsonKind, body: asJSON(map[string][]entry{"errors": {{code, message, detail}}})}
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "{}\n"
	}
	return string(text) + "\n"
}

// route finds what a request is for. Source: OCI distribution spec, endpoints.
func (d depot) route(p *proc.Proc, r http1.Request) reply {
	target, ok := strings.CutPrefix(r.Path(), "/v2/")
	if r.Path() == "/" {
		return reply{status: 200, kind: "text/plain; charset=utf-8"}
	}
	if !ok || strings.Contains(target, "..") {
		return reply{status: 404, kind: "text/plain; charset=utf-8", body: "404 page not found\n"}
	}
	if !d.admits(p, r) {
		return d.unauthorized(target)
	}
	if r.Method != "GET" && r.Method != "HEAD" {
		return mistake(405, "UNSUPPORTED", "The operation is unsupported.", nil)
	}
	switch target {
	case "":
		return reply{status: 200, kind: jsonKind, body: "{}"}
	case "_catalog":
		repos := d.repositories(p, "")
		return reply{status: 200, kind: jsonKind, body: asJSON(map[string][]string{"repositories": repos})}
	}
	if name, ok := strings.CutSuffix(target, "/tags/list"); ok {
		return d.tags(p, name)
	}
	if i := strings.LastIndex(target, "/manifests/"); i > 0 {
		return d.manifest(p, target[:i], target[i+len("/manifests/"):])
	}
	if i := strings.LastIndex(target, "/blobs/"); i > 0 {
		return d.blob(p, target[:i], target[i+len("/blobs/"):])
	}
	return reply{status: 404, kind: "text/plain; charset=utf-8", body: "404 page not found\n"}
}

func (d depot) base() string { return d.root + "/docker/registry/v2" }

// repositories are those beneath a directory of them, sorted.
func (d depot) repositories(p *proc.Proc, below string) []string {
	found := []string{}
	entries, err := p.Sys.ReadDir(path.Join(d.base(), "repositories", below))
	if err != nil || strings.Count(below, "/") > 8 {
		return found
	}
	for _, e := range entries {
		name := path.Join(below, e.Name)
		if _, err := p.Sys.Stat(path.Join(d.base(), "repositories", name, "_manifests")); err == nil {
			found = append(found, name)
		}
		if !strings.HasPrefix(e.Name, "_") && e.IsDir() {
			found = append(found, d.repositories(p, name)...)
		}
	}
	return found
}

func (d depot) tags(p *proc.Proc, name string) reply {
	entries, err := p.Sys.ReadDir(path.Join(d.base(), "repositories", name, "_manifests/tags"))
	if err != nil {
		return mistake(404, "NAME_UNKNOWN", "repository name not known to registry", map[string]string{"name": name})
	}
	list := struct {
		Name string   `json:"name"`
		Tags []string `json:"tags"`
	}{Name: name}
	for _, e := range entries {
		list.Tags = append(list.Tags, e.Name)
	}
	return reply{status: 200, kind: jsonKind, body: asJSON(list)}
}

// manifest is the manifest or index of a tag or digest.
func (d depot) manifest(p *proc.Proc, name, ref string) reply {
	digest := ref
	if !strings.Contains(ref, ":") {
		link, err := p.Sys.ReadFile(path.Join(d.base(), "repositories", name, "_manifests/tags", ref, "current/link"))
		if err != nil {
			return mistake(404, "MANIFEST_UNKNOWN", "manifest unknown", map[string]string{"Tag": ref})
		}
		digest = strings.TrimSpace(link)
	}
	data, ok := d.data(p, digest)
	if _, err := p.Sys.Stat(path.Join(d.base(), "repositories", name, "_manifests/revisions", strings.ReplaceAll(digest, ":", "/"))); err != nil || !ok {
		return mistake(404, "MANIFEST_UNKNOWN", "manifest unknown", "unknown manifest name="+name+" revision="+digest)
	}
	var m struct{ MediaType string }
	if json.Unmarshal([]byte(data), &m) != nil || m.MediaType == "" {
		m.MediaType = "application/vnd.oci.image.manifest.v1+json"
	}
	return reply{status: 200, kind: m.MediaType, body: data, Header: http1.Header{{Name: "Docker-Content-Digest", Value: digest}, {Name: "Etag", Value: `"` + digest + `"`}}}
}

func (d depot) blob(p *proc.Proc, name, digest string) reply {
	data, ok := d.data(p, digest)
	if _, err := p.Sys.Stat(path.Join(d.base(), "repositories", name, "_layers", strings.ReplaceAll(digest, ":", "/"))); err != nil || !ok {
		return mistake(404, "BLOB_UNKNOWN", "blob unknown to registry", digest)
	}
	return reply{status: 200, kind: "application/octet-stream", body: data, Header: http1.Header{{Name: "Docker-Content-Digest", Value: digest}}}
}

// data is what is stored of a blob.
func (d depot) data(p *proc.Proc, digest string) (string, bool) {
	algorithm, hex, ok := strings.Cut(digest, ":")
	if !ok || len(hex) < 3 || strings.Contains(hex, "/") {
		return "", false
	}
	data, err := p.Sys.ReadFile(path.Join(d.base(), "blobs", algorithm, hex[:2], hex, "data"))
	return data, err == nil
}
