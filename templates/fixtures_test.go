package templates

import (
	"crypto/sha256"
	"fmt"

	"drydock/sim/scene"
)

func layer(text string, size int64, by string) scene.Layer {
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
	var hue int
	fmt.Sscanf(sum[:4], "%x", &hue)
	return scene.Layer{Digest: "sha256:" + sum, Short: sum[:12], Hue: hue % 360, Size: size,
		SizeText: fmt.Sprintf("%.3gMB", float64(size)/1e6), CreatedBy: by, SharedBy: 1}
}

var (
	debian = layer("debian", 78_600_000, "debian.sh --arch 'amd64'")
	nginx  = []scene.Layer{debian, layer("nginx", 80_000_000, "RUN /bin/sh -c set -x && apt-get update"), layer("entry", 4100, "COPY docker-entrypoint.sh /"), layer("conf", 1200, "COPY 10-listen.sh"), layer("env", 4600, "COPY 20-envsubst.sh")}
	redis  = []scene.Layer{debian, layer("redis-user", 4000, "groupadd"), layer("redis-bin", 42_000_000, "RUN make")}
	alpine = []scene.Layer{layer("alpine", 8_310_000, "ADD alpine-minirootfs.tar.gz /")}
	hello  = []scene.Layer{layer("hello", 13_300, "COPY hello /")}
)

func image(name, size string, layers []scene.Layer) scene.Image {
	sum := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(name)))
	return scene.Image{ID: sum, Name: name, Names: []string{name}, Layers: layers, SizeText: size, Command: "nginx -g 'daemon off;'",
		Env: []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "NGINX_VERSION=1.29.3"},
		Actions: []scene.Action{{Label: "run", Command: "docker run -d " + name, Does: "Creates a container and starts it."},
			{Label: "rmi", Command: "docker rmi " + name, Does: "Removes the image.", Refused: "is refused while container web uses it"},
			{Label: "history", Command: "docker history " + name, Does: "Shows how it was made."}}}
}

func container(name, state, status, img string, layers []scene.Layer, process ...scene.Process) scene.Container {
	id := fmt.Sprintf("%x", sha256.Sum256([]byte(name)))
	c := scene.Container{ID: id, Short: id[:12], Name: name, State: state, Status: status, Image: img, Layers: layers,
		Command: "/docker-entrypoint.sh nginx -g 'daemon off;'", WriteText: "0B", Processes: process,
		Env: []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}}
	for _, verb := range []string{"stop", "pause", "kill", "restart", "exec -it", "logs", "rm -f", "commit"} {
		c.Actions = append(c.Actions, scene.Action{Label: verb, Command: "docker " + verb + " " + name, Does: "It does."})
	}
	return c
}

var verbs = []scene.Edge{
	{From: "registry", To: "images", Verb: "pull", Usable: true}, {From: "images", To: "registry", Verb: "push"},
	{From: "files", To: "images", Verb: "build"}, {From: "images", To: "created", Verb: "create"},
	{From: "images", To: "running", Verb: "run = create + start"}, {From: "created", To: "running", Verb: "start"},
	{From: "running", To: "exited", Verb: "stop, kill, exit"}, {From: "exited", To: "running", Verb: "start"},
	{From: "running", To: "paused", Verb: "pause"}, {From: "paused", To: "running", Verb: "unpause"},
	{From: "exited", To: "images", Verb: "commit"}, {From: "created", To: "removed", Verb: "rm"},
	{From: "exited", To: "removed", Verb: "rm"}, {From: "running", To: "removed", Verb: "rm -f"}, {From: "paused", To: "removed", Verb: "rm -f"},
}

// emptyScene is the first visit: a registry and an empty host.
func emptyScene() scene.Scene {
	return scene.Scene{Time: "2026-11-02T09:00:00Z", Edges: verbs,
		Registry: []scene.Image{image("hello-world:latest", "", hello), image("nginx:latest", "", nginx), image("alpine:latest", "", alpine), image("redis:latest", "", redis)},
		Summary:  []string{"The host is empty: no images, no containers.", "Docker Hub has 4 images to pull."}}
}

// fullScene is a lab some minutes in, after a refused rm.
func fullScene() scene.Scene {
	s := emptyScene()
	shop := append(append([]scene.Layer{}, nginx...), layer("site", 12_000, "COPY site /usr/share/nginx/html"))
	for i := range nginx {
		shop[i].SharedBy = 2
	}
	s.Images = []scene.Image{image("nginx:latest", "164MB", shop[:5]), image("shop:1.0", "164MB", shop), image("redis:8", "139MB", redis), image("alpine:latest", "8.31MB", alpine)}
	web := container("web", "running", "Up 12 seconds", "nginx:latest", nginx, scene.Process{PID: 1, Name: "nginx", Command: "nginx"}, scene.Process{PID: 29, Name: "nginx", Command: "nginx"})
	web.Written, web.WriteText, web.IP = 14_200, "14.2kB", "172.17.0.2"
	web.Ports = []scene.Port{{HostPort: 8080, Port: 80, Proto: "tcp", Text: ":8080→80"}, {HostIP: "127.0.0.1", HostPort: 8443, Port: 443, Proto: "tcp", Text: "127.0.0.1:8443→443"}}
	web.Networks = []scene.Endpoint{{Network: "app", ID: "ab", IP: "172.18.0.2", Aliases: []string{"www"}}, {Network: "bridge", ID: "cd"}}
	web.Changes = []scene.Change{{Kind: "C", Path: "/etc/nginx/conf.d/default.conf", Why: "came from layer 3f1c00aa and was copied up before it was written"},
		{Kind: "D", Path: "/etc/motd", Why: "a whiteout hides the image's file"}, {Kind: "A", Path: "/run/nginx.pid", Why: "new"}}
	web.Logs = []scene.LogLine{{Stream: "stderr", Text: "2026/11/02 09:00:03 [notice] 1#1: nginx/1.29.3"}, {Stream: "stderr", Text: "2026/11/02 09:00:03 [notice] 1#1: start worker processes"}}
	s.Containers = []scene.Container{container("cache", "created", "Created", "redis:8", redis), web,
		container("hopeful_lovelace", "running", "Up About a minute", "shop:1.0", shop, scene.Process{PID: 1, Name: "nginx", Command: "nginx"}),
		container("old-web", "exited", "Exited (137) 2 minutes ago", "nginx:latest", nginx),
		container("batch", "paused", "Up 3 minutes (Paused)", "alpine:latest", alpine, scene.Process{PID: 1, Name: "sleep", Command: "/bin/sleep"})}
	s.Removed = []scene.Removed{{ID: "feedfacecaf00000", Name: "hello", Image: "hello-world"}, {ID: "feedfacecaf10001", Name: "try-one", Image: "alpine", Lost: []scene.Change{{Kind: "A", Path: "/note"}}}}
	s.Volumes = []scene.Volume{{Name: "data", Short: "data", SizeText: "4B", Mountpoint: "/var/lib/docker/volumes/data/_data", Users: []scene.User{{Container: "web", At: "/data"}, {Container: "batch", At: "/in", ReadOnly: true}},
		Actions: []scene.Action{{Label: "rm", Command: "docker volume rm data", Does: "Removes it.", Refused: "is refused while web mounts it"}}}, {Name: "spare", Short: "spare", SizeText: "0B"}}
	s.Containers[1].Mounts = []scene.Mount{{Kind: "volume", Source: "data", At: "/data"}, {Kind: "bind", Source: "/root/site", At: "/www", ReadOnly: true}, {Kind: "tmpfs", At: "/tmp"}}
	s.Files = []scene.File{{Name: "Dockerfile", Lines: []string{"FROM nginx", "COPY site /usr/share/nginx/html", "EXPOSE 80"}}, {Name: "site", Dir: true}, {Name: "notes.txt"}}
	for i := range s.Containers {
		s.Containers[i].Slot = i
	}
	for i := range s.Images {
		s.Images[i].Slot = i
	}
	s.Volumes[1].Slot = 1
	s.Refusal = &scene.Refusal{Type: "container", ID: web.ID, Verb: "rm", Zone: "running", Edge: "running-removed",
		Message: `cannot remove container "web": container is running: stop the container before removing or force remove`,
		Why:     "PID 1 (nginx) is still running. Stop it first, or rm -f sends SIGKILL and removes it."}
	s.Summary = []string{"Containers: 2 running (web from nginx:latest; hopeful_lovelace from shop:1.0), 1 paused (batch), 1 created (cache), 1 exited (old-web, code 137).", "Images: 4."}
	return s
}

// crowd is a scene with n objects of every kind.
func crowd(n int) scene.Scene {
	s := emptyScene()
	s.Registry = nil
	states := []string{"created", "running", "paused", "exited", "restarting", "dead"}
	for i := range n {
		name := fmt.Sprintf("a-rather-long-image-name-%d:1.2.%d-bookworm", i, i)
		layers := append(append([]scene.Layer{}, nginx...), layer(name, int64(i)*1000_000, "COPY"))
		s.Registry = append(s.Registry, image(fmt.Sprintf("vendor/tool-%d:latest", i), "", layers))
		s.Images = append(s.Images, image(name, "1.24GB", layers))
		s.Containers = append(s.Containers, container(fmt.Sprintf("determined_wozniak%d", i), states[i%len(states)], "Exited (137) About a minute ago", name, layers, scene.Process{PID: 1, Name: "some-daemon-process", Command: "some-daemon-process"}))
		if c := &s.Containers[i]; c.Zone() == "running" {
			c.Ports = []scene.Port{{HostPort: 32768 + i, Port: 8080, Proto: "tcp", Text: fmt.Sprintf(":%d→8080", 32768+i)}}
		}
		s.Removed = append(s.Removed, scene.Removed{ID: fmt.Sprintf("%012d%052d", i, i), Name: fmt.Sprintf("gone_%d", i)})
		s.Images[i].Slot, s.Containers[i].Slot = i, i
		s.Volumes = append(s.Volumes, scene.Volume{Slot: i, Name: fmt.Sprintf("a-volume-with-a-long-name-%d", i), Short: fmt.Sprintf("a-volume-with-a-long-name-%d", i), SizeText: "1.2GB"})
		s.Files = append(s.Files, scene.File{Name: fmt.Sprintf("a-file-with-a-long-name-%d.txt", i)})
	}
	return s
}

// single is a host after docker run hello-world.
func single() scene.Scene {
	s := emptyScene()
	s.Images = []scene.Image{image("hello-world:latest", "25.9kB", hello)}
	s.Containers = []scene.Container{container("quirky_noether", "exited", "Exited (0) 3 seconds ago", "hello-world", hello)}
	return s
}

func text2(kind string, spans ...Span) Line { return Line{Kind: kind, Spans: spans} }

func fullView() View {
	return View{Lab: "demo", Scene: fullScene(), Prompt: "$ ", Selected: "web",
		Lines: []Line{text2("stdout", Span{"Status: Downloaded newer image for redis:8", ""}), text2("command", Span{"$ ", ""}, Span{"docker create --name cache redis:8", "typed"}),
			text2("stdout", Span{"7d1f6a2b9c04", ""}), text2("command", Span{"$ ", ""}, Span{"docker rm web", "typed"}),
			text2("stderr", Span{`Error response from daemon: cannot remove container "web": container is running: stop the container before removing or force remove`, ""})},
		Result: &ResultView{Took: 1200, Moves: []scene.Move{{Kind: "refuse", Token: "container-x", Text: "rm"}}, Marks: []Mark{{100, "refusal rm"}, {900, "later"}}}}
}

func emptyView() View {
	return View{Lab: "demo", Scene: emptyScene(), Prompt: "$ ", Suggestion: "docker run hello-world"}
}
