//go:build !core

package bin

import (
	"encoding/base64"
	"fmt"
	"strings"

	"drydock/sim/http1"
	"drydock/sim/password"
	"drydock/sim/proc"
)

// accounts reads from the environment whom a registry lets in; why is what it
// does not start for. Source: distribution registry/auth/htpasswd.
func (d *depot) accounts(p *proc.Proc) (why string) {
	kind, _ := p.Getenv("REGISTRY_AUTH")
	if kind == "" {
		return ""
	}
	if kind != "htpasswd" {
		return "REGISTRY_AUTH: accounts of the kind " + kind + " are not simulated, only those of htpasswd"
	}
	d.realm, _ = p.Getenv("REGISTRY_AUTH_HTPASSWD_REALM")
	d.users, _ = p.Getenv("REGISTRY_AUTH_HTPASSWD_PATH")
	switch {
	case d.realm == "":
		return `panic: unable to configure authorization (htpasswd): "realm" must be set for htpasswd access controller`
	case d.users == "":
		return `panic: unable to configure authorization (htpasswd): "path" must be set for htpasswd access controller`
	}
	return ""
}

// admits tells whether a request comes from somebody the registry knows. Only
// hashes of bcrypt count.
func (d depot) admits(p *proc.Proc, r http1.Request) bool {
	if d.realm == "" {
		return true
	}
	kind, coded, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	text, err := base64.StdEncoding.DecodeString(coded)
	if !strings.EqualFold(kind, "Basic") || err != nil {
		return false
	}
	user, secret, _ := strings.Cut(string(text), ":")
	file, err := p.Sys.ReadFile(d.users)
	if err != nil {
		return false
	}
	hash, ok := password.In(file, user)
	return ok && password.IsBcrypt(hash) && p.Sys.Spend(200<<password.MostCost) && password.Fits(hash, secret)
}

// unauthorized asks who somebody is, and says for what.
func (d depot) unauthorized(target string) reply {
	type access struct {
		Type, Class, Name, Action string
	}
	var detail any
	if target == "_catalog" {
		detail = []access{{"registry", "", "catalog", "*"}}
	}
	for _, part := range []string{"/tags/", "/manifests/", "/blobs/"} {
		if name, _, ok := strings.Cut(target, part); ok {
			detail = []access{{"repository", "", name, "pull"}}
		}
	}
	a := mistake(401, "UNAUTHORIZED", "authentication required", detail)
	a.Header = http1.Header{{Name: "Www-Authenticate", Value: fmt.Sprintf("Basic realm=%q", d.realm)}}
	return a
}
