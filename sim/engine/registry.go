package engine

import (
	"encoding/json"
	"net/netip"
	"path"
	"strconv"
	"strings"

	"drydock/sim/internet"
	"drydock/sim/password"
	"drydock/sim/vfs"
)

// hubDomain is the domain of references that name none.
const hubDomain = "docker.io"

// registryHost is where the client says the Hub is.
const registryHost = "registry-1.docker.io"

// remote is a registry as the engine reaches it: the Hub, or a process of a
// container or of the host that keeps images in its files.
type remote struct {
	domain  string
	hub     bool
	shared  bool   // it is the one that several worlds have in common
	machine string // of the process
	root    string // where its files are
	plain   bool   // it speaks HTTP
	locked  bool   // it asks who somebody is
	users   string // whom it knows: a file of htpasswd
}

// knows tells whether a registry lets somebody in.
func (r remote) knows(who Credentials) bool {
	hash, ok := password.In(r.users, who.Username)
	return !r.locked || ok && password.IsBcrypt(hash) && password.Fits(hash, who.Password)
}

// noCredentials is what the engine says when a registry asks who somebody is
// and the client has not logged in there. Source: containerd
// core/remotes/docker/authorizer.go.
const noCredentials = "access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials"

// reach finds the registry of a domain: who listens behind the published port
// or address. why says, in the words of the engine's HTTP client, what kept it
// from there; a server that is no registry has none of the images.
func (h *Host) reach(domain string) (r remote, why string) {
	if domain == hubDomain {
		return remote{domain: domain, hub: true}, ""
	}
	if domain == h.sharedDomain && domain != "" {
		return remote{domain: domain, shared: true}, ""
	}
	name, port := domain, "443"
	if i := strings.LastIndexByte(domain, ':'); i >= 0 && !strings.HasSuffix(domain, "]") {
		name, port = domain[:i], domain[i+1:]
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return r, "dial tcp: address " + port + ": invalid port"
	}
	addr, ok := h.addressOf(strings.Trim(name, "[]"))
	if !ok {
		return r, "dial tcp: lookup " + name + " on " + h.resolver() + ": no such host"
	}
	to := netip.AddrPortFrom(addr, uint16(number))
	p := h.passage("", to, "tcp")
	if p.beyond && p.err == "" {
		return r, "dial tcp " + to.String() + ": i/o timeout"
	}
	if p.err != "" {
		return r, "dial tcp " + to.String() + ": " + dialError(p.err)
	}
	id, ok := h.listener(p.ns, "tcp", p.to)
	switch {
	case !ok && p.proxied:
		return r, "EOF"
	case !ok:
		return r, "dial tcp " + to.String() + ": connect: connection refused"
	}
	r = remote{domain: domain, machine: h.sockets.At(id).machine, plain: true}
	if !addr.IsLoopback() && !h.insecure(domain) {
		return r, "http: server gave HTTP response to HTTPS client"
	}
	h.openRegistry(&r)
	return r, ""
}

func dialError(err vfs.Errno) string {
	if err == vfs.ETIMEDOUT {
		return "i/o timeout"
	}
	return "connect: " + strings.ToLower(string(err))
}

// openRegistry finds where the registry that runs on a machine keeps its files
// and whom it lets in; root stays "" when what runs there is none.
func (h *Host) openRegistry(r *remote) {
	for _, p := range h.procs.All() {
		if p.machine != r.machine || p.zombie || path.Base(p.path) != "registry" {
			continue
		}
		r.root = "/var/lib/registry"
		if root, ok := p.Getenv("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"); ok && path.IsAbs(root) {
			r.root = path.Clean(root)
		}
		if auth, _ := p.Getenv("REGISTRY_AUTH"); auth != "" {
			r.locked = true
			file, _ := p.Getenv("REGISTRY_AUTH_HTPASSWD_PATH")
			if n, err := h.lstat(r.machine, path.Join("/", file), 0); err == nil {
				r.users = n.Data
			}
		}
		return
	}
}

// addressOf resolves a name as the host does.
func (h *Host) addressOf(name string) (netip.Addr, bool) {
	if a, err := netip.ParseAddr(name); err == nil {
		return a, true
	}
	hosts, err := h.root.Lookup("/etc/hosts")
	if err == nil {
		for line := range strings.Lines(hosts.Data) {
			line, _, _ = strings.Cut(line, "#")
			f := strings.Fields(line)
			for _, n := range f[min(1, len(f)):] {
				if a, err := netip.ParseAddr(f[0]); err == nil && a.Is4() && strings.EqualFold(n, name) {
					return a, true
				}
			}
		}
	}
	if name == "localhost" {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	}
	site, ok := internet.Lookup(name)
	if !ok || len(site.Addrs) == 0 {
		return netip.Addr{}, false
	}
	return site.Addrs[0], true
}

// resolver is the name server the host asks, with its port.
func (h *Host) resolver() string {
	if n, err := h.root.Lookup("/etc/resolv.conf"); err == nil {
		for line := range strings.Lines(n.Data) {
			if f := strings.Fields(line); len(f) > 1 && f[0] == "nameserver" {
				return f[1] + ":53"
			}
		}
	}
	return internet.Resolver.String() + ":53"
}

// insecure tells whether the engine's configuration lets it speak HTTP to a
// registry that is not on the host itself. Unlike Docker's, the engine here
// reads the file at each request.
func (h *Host) insecure(domain string) bool {
	n, err := h.root.Lookup("/etc/docker/daemon.json")
	if err != nil {
		return false
	}
	var cfg struct {
		Insecure []string `json:"insecure-registries"`
	}
	if json.Unmarshal([]byte(n.Data), &cfg) != nil {
		return false
	}
	for _, s := range cfg.Insecure {
		if s == domain || strings.TrimPrefix(s, "http://") == domain {
			return true
		}
	}
	return false
}

// Credentials are who somebody says to be at a registry.
type Credentials struct{ Username, Password string }

// The one account of the simulated Hub.
const (
	HubUser     = "learner"
	HubPassword = "dckr_pat_good"
)

// valid tells whether the Hub knows the account.
func (c Credentials) valid() bool { return c.Username == HubUser && c.Password == HubPassword }

// RegistryLogin asks a registry whether it knows somebody. Errors:
// unauthorized; system when it cannot be reached. Source: Engine API, POST /auth.
func (h Host) RegistryLogin(server string, c Credentials) error {
	obj := Object{Type: "registry"}
	if server == "" || server == "docker.io" || server == "index.docker.io" || server == registryHost || strings.HasPrefix(server, "https://index.docker.io/") {
		if !c.valid() {
			return refuse(Unauthorized, obj, "Get %q: unauthorized: incorrect username or password", "https://"+registryHost+"/v2/").
				because("the simulated Hub has one account, %s", HubUser)
		}
		return nil
	}
	domain := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(server, "https://"), "http://"), "/")
	r, why := h.reach(domain)
	if why != "" {
		scheme := "https"
		if name, _, _ := strings.Cut(domain, ":"); name == "localhost" || strings.HasPrefix(name, "127.") {
			scheme = "http"
		}
		return refuse(System, obj, "Get %q: %s", scheme+"://"+domain+"/v2/", why)
	}
	if r.root == "" && !r.shared {
		return refuse(System, obj, "login attempt to http://%s/v2/ failed with status: 404 Not Found", domain)
	}
	if !r.knows(c) {
		return refuse(Unauthorized, obj, "login attempt to http://%s/v2/ failed with status: 401 Unauthorized", domain).
			because("the registry's file of users has no such name and password")
	}
	return nil
}
