package catalog

import (
	"path"
	"slices"
	"strings"
	"testing"

	"drydock/sim/image"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// expected are the figures of the registry's pages; where an image stands here
// on a newer base than on its page, the newer base's bytes are in them.
var expected = []struct {
	name            string // repository:tag
	layers, history int
	compressed      int64
	size            int64
	id              string // the first digits
}{
	{"hello-world:latest", 1, 2, 2380, 10072, "54e66cc1"},
	{"hello-world:linux-2021", 1, 2, 2479, 13256, "1b4338ad"},
	{"busybox:latest", 1, 1, 2226327, 4500000, "dc2d74b2"},
	{"busybox:1.37", 1, 1, 2211507, 4420000, "9db7b599"},
	{"busybox:1.36", 1, 1, 2160000, 4260000, ""},
	{"alpine:latest", 1, 2, 3849738, 8700000, "5b02b42e"},
	{"alpine:3.22", 1, 2, 3792075, 8510000, "365499d9"},
	{"debian:bookworm", 1, 1, 48497091, 116600000, "813017f3"},
	{"debian:bookworm-slim", 1, 1, 28232590, 74800000, "abd67ffc"},
	{"debian:trixie-slim", 1, 1, 29830418, 78600000, "629fbba6"},
	{"debian:latest", 1, 1, 49312314, 120000000, "c6a76902"},
	{"ubuntu:24.04", 1, 5, 29764116, 78100000, "69cecf4b"},
	{"ubuntu:22.04", 1, 5, 29540000, 77900000, "e8ec5610"},
	{"nginx:latest", 7, 18, 63110572 - 29780905 + 29830418, 163611774, "5a88c9c4"},
	{"nginx:1.29", 7, 17, 59739514 - 29777924 + 29830418, 78600000 + 73600000 + 11774, "029d4461"},
	{"nginx:1.27", 7, 17, 72382175 - 28227259 + 28232590, 74800000 + 117700000 + 11774, "5ed8fcc6"},
	{"nginx:alpine", 8, 20, 26310566, 61511774, "df221db8"},
	{"redis:latest", 7, 13, 55474442 - 32 + 32, 139612500, "8a1efc5f"},
	{"redis:7", 7, 14, 43594077 - 28238443 + 28232590, 116308594, "c6eabf74"},
	{"redis:alpine", 7, 12, 29302937, 71108100, "718e6425"},
	{"python:3.12", 7, 13, 0, 1105500036, "e5931cdb"},
	{"node:22-alpine", 4, 9, 0, 161050388, "0a7108bf"},
	{"httpd:latest", 6, 14, 0, 116500138, "45494255"},
	{"postgres:17", 14, 25, 0, 453487800, "f4c66b82"},
	{"golang:latest", 7, 12, 0, 878000000, "3aff6657"},
}

func TestFigures(t *testing.T) {
	for _, want := range expected {
		img := find(t, want.name)
		owning := 0
		for _, h := range img.History {
			if !h.EmptyLayer {
				owning++
			}
			if h.Created.After(img.Created) {
				t.Errorf("%s: %q is later than the image", want.name, h.CreatedBy)
			}
		}
		if len(img.Layers) != want.layers || owning != want.layers || len(img.History) != want.history {
			t.Errorf("%s: %d layers, %d of %d history entries own one; want %d, %d", want.name,
				len(img.Layers), owning, len(img.History), want.layers, want.history)
		}
		if packed := img.ContentSize() - img.Documents; want.compressed != 0 && packed != want.compressed || img.UnpackedSize() != want.size {
			t.Errorf("%s: %d bytes packed, %d unpacked; want %d, %d", want.name,
				img.ContentSize()-img.Documents, img.UnpackedSize(), want.compressed, want.size)
		}
		if !strings.HasPrefix(img.ID.Encoded(), want.id) {
			t.Errorf("%s is %s", want.name, img.ID)
		}
	}
}

func TestTags(t *testing.T) {
	for _, name := range []string{
		"hello-world:linux", "alpine:3", "alpine:3.24", "alpine:3.24.2", "busybox:stable", "busybox:1.38", "busybox:glibc",
		"debian:12", "debian:12-slim", "debian:trixie", "debian:13", "debian:stable-slim", "ubuntu:latest", "ubuntu:noble",
		"ubuntu:jammy", "nginx:mainline", "nginx:1.31.3", "nginx:1-alpine", "redis:8", "redis:8-alpine",
	} {
		find(t, name)
	}
	for _, absent := range [][2]string{
		{"library/nosuch", "latest"}, {"library/busybox", "nosuch"}, {"nginx", "latest"}, {"library/alpine", "3.2"},
	} {
		if _, ok := Hub().Image(absent[0], absent[1]); ok {
			t.Errorf("%s:%s should not be there", absent[0], absent[1])
		}
	}
	img := find(t, "alpine:latest")
	if byDigest, ok := Hub().Image("library/alpine", string(img.ID)); !ok || byDigest.Manifest != img.Manifest {
		t.Error("alpine is not found by its digest")
	}
}

func TestSharing(t *testing.T) {
	for _, pair := range [][2]string{
		{"nginx:latest", "debian:trixie-slim"}, {"redis:latest", "debian:trixie-slim"}, {"nginx:1.29", "debian:trixie-slim"},
		{"nginx:1.27", "debian:bookworm-slim"}, {"redis:7", "debian:bookworm-slim"},
		{"nginx:alpine", "alpine:latest"}, {"redis:alpine", "alpine:latest"},
	} {
		if find(t, pair[0]).Layers[0].Digest != find(t, pair[1]).Layers[0].Digest {
			t.Errorf("%s does not stand on %s", pair[0], pair[1])
		}
	}
	seen := map[string]image.Layer{}
	for name, img := range all() {
		for _, l := range img.Layers {
			first, ok := seen[string(l.Digest)]
			if ok && (first.Size != l.Size || first.DiffID != l.DiffID || !slices.Equal(listing(first.Files), listing(l.Files))) {
				t.Errorf("%s: layer %s differs from its namesake", name, l.Digest)
			}
			seen[string(l.Digest)] = l
		}
	}
	for _, name := range []string{"redis:latest", "redis:7", "redis:alpine"} {
		layers := find(t, name).Layers
		if !slices.ContainsFunc(layers, func(l image.Layer) bool { return l.Digest == sha256(workdirBlob) }) {
			t.Errorf("%s lacks the common WORKDIR layer", name)
		}
	}
}

func TestTrees(t *testing.T) {
	trees := map[string]vfs.Tree{"host": Machine()}
	for name, img := range all() {
		trees[name] = img.Tree
		for _, l := range img.Layers {
			for p := range l.Files.All() {
				if p != path.Clean(p) || !path.IsAbs(p) {
					t.Errorf("%s: unclean path %q", name, p)
				}
			}
			if l.Files.Size() > 3*l.Size+10000 && !strings.HasPrefix(name, "busybox") { // whose programs are hard links
				t.Errorf("%s: layer %.12s holds %d bytes of files, says %d", name, l.Digest.Encoded(), l.Files.Size(), l.Size)
			}
		}
	}
	for name, tree := range trees {
		for p, n := range tree.Walk() {
			if n.ModTime.IsZero() {
				t.Errorf("%s: %s has no time", name, p)
			}
			if n.IsSymlink() && !strings.Contains(n.Data, "/proc/") && !strings.HasPrefix(n.Data, "/dev/") {
				if to, err := tree.Resolve(p, true); err != nil || !tree.Has(to) {
					t.Errorf("%s: %s -> %s leads nowhere: %v", name, p, n.Data, err)
				}
			}
		}
	}
}

func TestCommands(t *testing.T) {
	for name, img := range all() {
		for i, argv := range [][]string{img.Container.Entrypoint, img.Container.Cmd} {
			if e := argv0(img.Container.Entrypoint); i == 1 && e != "" && (!strings.HasSuffix(e, ".sh") || strings.HasPrefix(argv0(argv), "/etc/")) {
				continue // words for the program itself, or a configuration file
			}
			if len(argv) > 0 && !strings.HasPrefix(argv[0], "-") && lookPath(img.Tree, img.Container.Env[0], argv[0]) == "" {
				t.Errorf("%s: %s is not in the image", name, argv[0])
			}
		}
	}
}

func argv0(argv []string) string {
	if len(argv) == 0 {
		return ""
	}
	return argv[0]
}

func TestPrograms(t *testing.T) {
	for _, c := range []struct {
		name, present, absent string
	}{
		{"debian:bookworm-slim", "bash sh ls apt-get find awk grep which hostname setpriv", "ps ping curl vi kill apk busybox"},
		{"debian:latest", "bash sh ls apt-get", "ps curl"},
		{"ubuntu:24.04", "bash apt", "ps curl ping"},
		{"ubuntu:22.04", "bash apt ps kill pkill", "curl ping"},
		{"alpine:latest", "sh ls ps apk wget adduser vi ping awk", "bash curl apt-get"},
		{"alpine:3.22", "sh ls ps apk wget adduser vi ping awk", "bash curl apt-get"},
		{"busybox:1.37", "sh ls ps wget nc httpd env awk", "bash apk apt-get curl"},
		{"nginx:latest", "nginx curl bash", "ps"},
		{"nginx:alpine", "nginx curl sh", "bash"},
		{"redis:latest", "redis-server redis-cli setpriv", "ps"},
		{"redis:alpine", "redis-server redis-cli setpriv", "bash"},
		{"hello-world:latest", "/hello", "sh"},
	} {
		tree := find(t, c.name).Tree
		check(t, c.name, tree, c.present, true)
		check(t, c.name, tree, c.absent, false)
	}
	for _, c := range [][3]string{
		{"python:3.12", "python3 pip git curl gcc ps", "node"}, {"python:3.12-slim", "python3 pip", "curl ps gcc git"}, {"python:3-alpine", "python3 pip sh", "bash"},
		{"node:22-alpine", "node npm npx yarn", "bash curl"}, {"node:22", "node npm yarn git curl", ""}, {"postgres:17", "psql bash gosu", "curl ps"},
		{"httpd:latest", "bash", "curl ps"}, {"golang:1.21-alpine", "sh", "gcc git"}, {"centos:7", "bash yum curl", "apt-get"}, {"ruby:3", "ruby gem bundle", ""},
	} {
		tree := find(t, c[0]).Tree
		check(t, c[0], tree, c[1], true)
		check(t, c[0], tree, c[2], false)
	}
	check(t, "host", Machine(), "bash dash sh docker ps ls curl uptime free apt-get rev", true)
	check(t, "host", Machine(), "nginx redis-server apk busybox", false)
}

func check(t *testing.T, name string, tree vfs.Tree, programs string, want bool) {
	for _, prog := range strings.Fields(programs) {
		if found := lookPath(tree, pathEnv, prog); (found != "") != want {
			t.Errorf("%s: %s found at %q, want it: %v", name, prog, found, want)
		}
	}
}

// lookPath finds an executable as execvp does in an official image.
func lookPath(tree vfs.Tree, pathEnv, name string) string {
	where := []string{""}
	if !strings.Contains(name, "/") {
		where = strings.Split(strings.TrimPrefix(pathEnv, "PATH="), ":")
	}
	for _, dir := range where {
		p, err := tree.Resolve(path.Join(dir, name), true)
		if err != nil {
			continue
		}
		n, err := tree.Lookup(p)
		if err != nil || !n.Mode.IsRegular() || n.Mode&0o111 == 0 {
			continue
		}
		if _, binary := proc.BinaryName(n.Data); binary || strings.HasPrefix(n.Data, "#!") {
			return p
		}
	}
	return ""
}

func TestNginxFiles(t *testing.T) {
	for _, name := range []string{"nginx:latest", "nginx:1.27", "nginx:alpine"} {
		tree := find(t, name).Tree
		for _, p := range []string{"/etc/nginx/nginx.conf", "/etc/nginx/conf.d/default.conf", "/usr/share/nginx/html/index.html",
			"/usr/share/nginx/html/50x.html", "/docker-entrypoint.sh", "/docker-entrypoint.d/30-tune-worker-processes.sh"} {
			if !tree.Has(p) {
				t.Errorf("%s lacks %s", name, p)
			}
		}
		if n, _ := tree.Lookup("/var/log/nginx/access.log"); n.Data != "/dev/stdout" {
			t.Errorf("%s: the access log goes to %q", name, n.Data)
		}
	}
}

func TestDeterministic(t *testing.T) {
	again := shelves(releases())
	for name, img := range all() {
		repo, tag, _ := strings.Cut(name, ":")
		other, _ := again.Image(release{repository: repo}.path(), tag)
		if len(vfs.Diff(img.Tree, other.Tree)) != 0 || img.ID != other.ID {
			t.Errorf("%s differs when built again", name)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		shelves(releases())
		layerOf(clock(machineBuilt), machineFiles()).Apply(vfs.Tree{})
	}
}

func find(t *testing.T, name string) image.Image {
	t.Helper()
	repo, tag, _ := strings.Cut(name, ":")
	img, ok := Hub().Image(release{repository: repo}.path(), tag)
	if !ok {
		t.Fatalf("no %s", name)
	}
	return img
}

// all are the images by one name of each; of those that were derived from a
// sibling every fifth, since they differ in a number only.
func all() map[string]image.Image {
	m := map[string]image.Image{}
	for i, r := range releases() {
		if len(r.swap) > 0 && i%5 != 0 {
			continue
		}
		img, _ := Hub().Image(r.path(), r.tags[0])
		m[r.repository+":"+r.tags[0]] = img
	}
	return m
}

func listing(l vfs.Layer) (lines []string) {
	for p, n := range l.All() {
		lines = append(lines, p+" "+n.Mode.String()+" "+n.ModTime.String()+" "+n.Data)
	}
	return lines
}
