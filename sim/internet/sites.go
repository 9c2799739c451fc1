package internet

import (
	"net/netip"
	"time"
)

func at(addrs ...string) (all []netip.Addr) {
	for _, a := range addrs {
		all = append(all, netip.MustParseAddr(a))
	}
	return all
}

func html(title, text string) string {
	return "<!doctype html>\n<html>\n<head>\n    <title>" + title + "</title>\n</head>\n<body>\n<div>\n    <h1>" + title + "</h1>\n    <p>" + text + "</p>\n</div>\n</body>\n</html>\n"
}

func home(title, text string) []Page {
	return []Page{{Path: "/", Type: "text/html; charset=UTF-8", Body: html(title, text)}}
}

func plain(path, body string) Page { return Page{Path: path, Type: "text/plain", Body: body} }

func json(path, body string) Page { return Page{Path: path, Type: "application/json", Body: body} }

// ms is so many milliseconds.
func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// mirror is what a package server shows at its root.
func mirror(name string) []Page {
	return home(name, "This stands for a server of packages. The package managers of the simulated images know how to use it; there are no listings to read.")
}

// sites are the hosts beyond, in the order people meet them.
var sites = []Site{
	{Name: "example.com", Others: []string{"www.example.com", "example.org", "www.example.org", "example.net", "www.example.net"}, Addrs: at("203.0.113.10"), RTT: ms(11), Server: "ECAcc",
		Pages: home("Example Domain", "This domain is for use in illustrative examples in documents.")},
	{Name: "google.com", Others: []string{"www.google.com", "google.de"}, Addrs: at("203.0.113.20"), RTT: ms(8), Server: "gws", Pages: home("Google", "A search page stands here.")},
	{Name: "registry-1.docker.io", Others: []string{"index.docker.io", "registry.hub.docker.com"}, Addrs: at("203.0.113.30", "203.0.113.31"), RTT: ms(22), Silent: true, Secure: true,
		Pages: []Page{{Path: "/v2/", Type: "application/json", Status: 401, Body: `{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":null}]}` + "\n"}}},
	{Name: "auth.docker.io", Addrs: at("203.0.113.32"), RTT: ms(22), Silent: true, Secure: true, Pages: []Page{json("/token", `{"token":"simulated"}`+"\n")}},
	{Name: "hub.docker.com", Others: []string{"docker.com", "www.docker.com"}, Addrs: at("203.0.113.33"), RTT: ms(22), Silent: true, Secure: true, Server: "nginx", Pages: home("Docker Hub", "The world of container images.")},
	{Name: "get.docker.com", Addrs: at("203.0.113.34"), RTT: ms(22), Silent: true, Secure: true, Pages: []Page{plain("/", "#!/bin/sh\necho 'Docker is installed on this host already.'\n")}},
	{Name: "download.docker.com", Addrs: at("203.0.113.35"), RTT: ms(22), Silent: true, Secure: true, Pages: mirror("download.docker.com")},
	{Name: "ghcr.io", Addrs: at("203.0.113.36"), RTT: ms(19), Silent: true, Secure: true, Pages: []Page{{Path: "/v2/", Type: "application/json", Status: 401, Body: `{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}` + "\n"}}},
	{Name: "quay.io", Addrs: at("203.0.113.37"), RTT: ms(25), Silent: true, Secure: true, Server: "nginx", Pages: home("Quay", "A registry of images.")},
	{Name: "deb.debian.org", Others: []string{"security.debian.org", "ftp.debian.org", "snapshot.debian.org"}, Addrs: at("198.51.100.10"), RTT: ms(9), Server: "Apache", Pages: mirror("deb.debian.org")},
	{Name: "archive.ubuntu.com", Others: []string{"security.ubuntu.com", "ports.ubuntu.com"}, Addrs: at("198.51.100.11"), RTT: ms(14), Server: "Apache", Pages: mirror("archive.ubuntu.com")},
	{Name: "dl-cdn.alpinelinux.org", Others: []string{"alpinelinux.org", "www.alpinelinux.org"}, Addrs: at("198.51.100.12"), RTT: ms(7), Server: "nginx", Pages: mirror("dl-cdn.alpinelinux.org")},
	{Name: "github.com", Others: []string{"www.github.com"}, Addrs: at("198.51.100.20"), RTT: ms(18), Secure: true, Server: "github.com", Ports: []int{22}, Banner: "SSH-2.0-simulated\r\n", Pages: home("GitHub", "Where repositories live.")},
	{Name: "api.github.com", Addrs: at("198.51.100.21"), RTT: ms(18), Secure: true, Server: "github.com", Pages: []Page{json("/", `{"current_user_url":"https://api.github.com/user"}`+"\n"), plain("/zen", "Keep it logically awesome.\n")}},
	{Name: "raw.githubusercontent.com", Others: []string{"objects.githubusercontent.com", "codeload.github.com"}, Addrs: at("198.51.100.22"), RTT: ms(18), Secure: true, Pages: home("raw", "Files of repositories.")},
	{Name: "registry.npmjs.org", Addrs: at("198.51.100.30"), RTT: ms(12), Secure: true, Pages: []Page{json("/", `{"db_name":"registry"}`+"\n")}},
	{Name: "pypi.org", Others: []string{"files.pythonhosted.org"}, Addrs: at("198.51.100.31"), RTT: ms(12), Secure: true, Server: "nginx", Pages: home("PyPI", "The Python package index.")},
	{Name: "proxy.golang.org", Others: []string{"sum.golang.org", "go.dev", "golang.org"}, Addrs: at("198.51.100.32"), RTT: ms(12), Secure: true, Pages: home("Go", "The Go programming language.")},
	{Name: "rubygems.org", Addrs: at("198.51.100.33"), RTT: ms(12), Secure: true, Server: "nginx", Pages: home("RubyGems", "Gems for Ruby.")},
	{Name: "repo.maven.apache.org", Others: []string{"repo1.maven.org"}, Addrs: at("198.51.100.34"), RTT: ms(12), Secure: true, Pages: mirror("repo.maven.apache.org")},
	{Name: "nginx.org", Others: []string{"nginx.com", "www.nginx.com"}, Addrs: at("198.51.100.40"), RTT: ms(16), Server: "nginx", Pages: home("nginx", "News of nginx.")},
	{Name: "redis.io", Addrs: at("198.51.100.41"), RTT: ms(16), Secure: true, Pages: home("Redis", "The data structure server.")},
	{Name: "wikipedia.org", Others: []string{"www.wikipedia.org", "en.wikipedia.org"}, Addrs: at("198.51.100.42"), RTT: ms(21), Secure: true, Server: "ATS", Pages: home("Wikipedia", "The free encyclopedia.")},
	{Name: "ifconfig.me", Others: []string{"icanhazip.com", "ipinfo.io", "api.ipify.org", "checkip.amazonaws.com"}, Addrs: at("198.51.100.43"), RTT: ms(20), Pages: []Page{plain("/", "192.0.2.10\n"), plain("/ip", "192.0.2.10\n")}},
	{Name: "httpbin.org", Addrs: at("198.51.100.44"), RTT: ms(95), Server: "gunicorn/19.9.0", Pages: []Page{json("/get", "{\n  \"args\": {}, \n  \"origin\": \"192.0.2.10\", \n  \"url\": \"http://httpbin.org/get\"\n}\n"),
		json("/ip", "{\n  \"origin\": \"192.0.2.10\"\n}\n"), {Path: "/post", Type: "application/json", Body: "{\n  \"origin\": \"192.0.2.10\", \n  \"url\": \"http://httpbin.org/post\"\n}\n"},
		{Path: "/status/404", Type: "text/html", Status: 404}, {Path: "/status/500", Type: "text/html", Status: 500}, {Path: "/redirect/1", Status: 302, Location: "/get"}}},
	{Name: "resolver.drydock.example", Addrs: at("192.0.2.53"), RTT: ms(1)},
	{Name: "gateway.drydock.example", Addrs: at("192.0.2.1"), RTT: ms(1)},
	{Name: "dns.google", Others: []string{"dns.google.com"}, Addrs: at("8.8.8.8", "8.8.4.4"), RTT: ms(8), Ports: []int{53}},
	{Name: "one.one.one.one", Others: []string{"cloudflare-dns.com"}, Addrs: at("1.1.1.1", "1.0.0.1"), RTT: ms(6), Ports: []int{53}, Secure: true, Server: "cloudflare", Pages: home("1.1.1.1", "A name server for all.")},
	{Name: "dns.quad9.net", Addrs: at("9.9.9.9"), RTT: ms(9), Ports: []int{53}},
	{Name: "resolver1.opendns.com", Others: []string{"dns.opendns.com"}, Addrs: at("208.67.222.222", "208.67.220.220"), RTT: ms(13), Ports: []int{53}},
}
