package engine

import (
	"slices"
	"strings"
)

// Found is a repository of the Hub as a search shows it.
type Found struct {
	Name, Description string
	Stars             int
	Official          bool
}

// pages are what the Hub says of its best known repositories: the order of
// stars is the real one of autumn 2026, the words are ours.
var pages = []Found{
	{"nginx", "Web server, reverse proxy and load balancer", 21100, true},
	{"ubuntu", "Ubuntu, a Debian-based system for servers and desktops", 17500, true},
	{"mysql", "MySQL, a widely used relational database", 15900, true},
	{"alpine", "A complete package index in a base image of 5 MB", 11400, true},
	{"postgres", "PostgreSQL, an object-relational database", 14600, true},
	{"node", "Node.js, JavaScript on the server", 14100, true},
	{"redis", "In-memory store for caches, queues and sessions", 13600, true},
	{"mongo", "MongoDB, a document database", 10600, true},
	{"python", "Python, an interpreted general-purpose language", 10300, true},
	{"busybox", "Small versions of the usual Unix programs in one", 3500, true},
	{"httpd", "Apache HTTP Server", 4900, true},
	{"mariadb", "MariaDB Server, a relational database forked from MySQL", 6100, true},
	{"php", "PHP, a language for web pages", 7900, true},
	{"golang", "Go, a compiled language with concurrency built in", 5000, true},
	{"wordpress", "WordPress, content management on PHP and MySQL", 5900, true},
	{"debian", "Debian, a system of free software only", 5300, true},
	{"rabbitmq", "RabbitMQ, a message broker", 5200, true},
	{"registry", "Distribution, the registry that stores images", 4200, true},
	{"traefik", "Traefik, a reverse proxy that configures itself", 3700, true},
	{"hello-world", "The smallest image, to see that Docker works", 2600, true},
	{"memcached", "Memory cache for small objects", 2400, true},
	{"ruby", "Ruby, a dynamic object-oriented language", 2500, true},
	{"ghost", "Ghost, a publishing platform on Node.js", 1900, true},
	{"caddy", "Caddy, a web server that gets its certificates itself", 1000, true},
	{"adminer", "Adminer, databases managed in one PHP file", 1300, true},
	{"eclipse-temurin", "OpenJDK builds of the Adoptium project", 800, true},
	{"nginx/nginx-ingress", "Ingress controllers for Kubernetes with NGINX and NGINX Plus", 110, false},
	{"nginx/nginx-prometheus-exporter", "Figures of NGINX and NGINX Plus for Prometheus", 50, false},
	{"nginxdemos/hello", "A page that tells which container served it", 160, false},
	{"jenkins/jenkins", "Jenkins, a server for continuous integration", 4300, false},
	{"traefik/whoami", "A small web server that shows the request it got", 180, false},
	{"docker/whalesay", "A whale that says what it is told", 800, false},
}

// Search finds repositories of the Hub whose name or description has the term:
// those named so first, then by stars. What was pushed is found by its name.
// Source: Engine API, GET /images/search.
func (h Host) Search(term string) []Found {
	term = strings.ToLower(term)
	var found []Found
	seen := map[string]bool{}
	for _, p := range pages {
		seen[p.Name] = true
		if strings.Contains(p.Name, term) || strings.Contains(strings.ToLower(p.Description), term) {
			found = append(found, p)
		}
	}
	for _, repo := range h.registry.Repositories() {
		name := strings.TrimPrefix(repo, "library/")
		if !seen[name] && strings.Contains(name, term) {
			found = append(found, Found{Name: name, Official: name != repo})
		}
	}
	rank := func(f Found) int {
		if f.Name == term {
			return 1 << 30
		}
		if strings.Contains(f.Name, term) {
			return 1<<20 + f.Stars
		}
		return f.Stars
	}
	slices.SortStableFunc(found, func(a, b Found) int { return rank(b) - rank(a) })
	return found
}
