// Package repos is what git clone finds on the simulated GitHub: the
// repositories of well-known courses, as small trees written for this
// simulator, whose Dockerfiles, Compose files and programs use what it can do.
//
// A repository is a text: a line "== NAME" begins a branch, "-- PATH" a file of
// it. A branch has the files of the one before it unless it is the first; a
// file whose only line is "(gone)" is not in it.
package repos

import (
	"embed"
	"strings"
)

//go:embed *.txt
var texts embed.FS

// Branch is one branch of a repository with its files, in order of their paths.
type Branch struct {
	Name  string
	Files []File
}

// File is a file of a branch.
type File struct{ Path, Data string }

// known are the addresses, without scheme and ".git", and the text each stands for.
var known = []struct{ address, text string }{
	{"github.com/docker/getting-started-app", "todo-app"}, {"github.com/docker/getting-started", "getting-started"}, {"github.com/dockersamples/101-tutorial", "getting-started"},
	{"github.com/docker/welcome-to-docker", "welcome"}, {"github.com/dockersamples/linux_tweet_app", "tweet"}, {"github.com/dockersamples/static-site", "tweet"},
	{"github.com/docker/example-voting-app", "voting"}, {"github.com/dockersamples/example-voting-app", "voting"}, {"github.com/docker/awesome-compose", "compose"},
	{"github.com/prakhar1989/docker-curriculum", "curriculum"}, {"github.com/prakhar1989/FoodTrucks", "foodtrucks"}, {"github.com/jpetazzo/trainingwheels", "wheels"},
	{"github.com/jpetazzo/container.training", "training"}, {"github.com/ibnesayeed/linkextractor", "links"}, {"github.com/docker/docker-gs-ping", "goping"},
	{"github.com/dockersamples/nginx-node-redis", "nodes"}, {"github.com/docker/labs", "labs"}, {"github.com/spring-projects/spring-petclinic", "petclinic"},
	{"github.com/collabnix/dockerlabs", "dockerlabs"}, {"github.com/dockersamples/catalog-service-node", "catalog"}, {"github.com/ajeetraina/catalog-service-node", "catalog"},
	{"github.com/ajeetraina/catalog-service-node-chatbot", "catalog"}, {"github.com/dotnet/dotnet-docker", "dotnet"}, {"github.com/golang/example", "goexample"},
	{"github.com/sangam14/web_services", "gohttp"}, {"github.com/sangam14/httpserver-go-docker", "gohttp"}, {"github.com/sangam14/dockerapp1", "gohttp"},
	{"github.com/estebanx64/python-docker-example", "pyexample"}, {"github.com/mavenugo/swarm-exec", "readme"}, {"github.com/ajeetraina/jmeter-docker", "readme"},
	{"github.com/octocat/Hello-World", "readme"}, {"github.com/octocat/Spoon-Knife", "readme"}, {"github.com/docker/docker-bench-security", "readme"},
	{"github.com/docker/multi-container-app", "nodes"}, {"github.com/docker/doodle", "readme"}, {"github.com/docker-library/hello-world", "readme"},
}

// Find returns the branches of the repository at a URL, the default one first.
func Find(url string) ([]Branch, bool) {
	for _, scheme := range []string{"https://", "http://", "git://", "ssh://git@", "git@"} {
		url = strings.TrimPrefix(url, scheme)
	}
	url = strings.TrimSuffix(strings.TrimSuffix(strings.Replace(url, "github.com:", "github.com/", 1), "/"), ".git")
	url = strings.TrimPrefix(url, "www.")
	for _, k := range known {
		if strings.EqualFold(k.address, url) {
			data, err := texts.ReadFile(k.text + ".txt")
			return parse(string(data)), err == nil
		}
	}
	return nil, false
}

func parse(text string) (all []Branch) {
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "== "); ok {
			b := Branch{Name: strings.TrimSpace(name)}
			if len(all) > 0 {
				b.Files = append(b.Files, all[len(all)-1].Files...)
			}
			all = append(all, b)
			continue
		}
		b := &all[len(all)-1]
		if path, ok := strings.CutPrefix(line, "-- "); ok {
			b.Files = with(b.Files, strings.TrimSpace(path))
			continue
		}
		last := &b.Files[len(b.Files)-1]
		last.Data += line
	}
	for i, b := range all {
		kept := b.Files[:0:0]
		for _, f := range b.Files {
			if f.Data != "(gone)\n" {
				kept = append(kept, f)
			}
		}
		all[i].Files = kept
	}
	return all
}

// with is a list with an empty file at its end, instead of one of that path.
func with(files []File, path string) (n []File) {
	for _, f := range files {
		if f.Path != path {
			n = append(n, f)
		}
	}
	return append(n, File{Path: path})
}
