package build

import (
	"errors"
	"fmt"
	"net/netip"
	"path"
	"strings"
	"time"

	"github.com/opencontainers/go-digest"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/internet"
	"drydock/sim/repos"
	"drydock/sim/vfs"
)

// GitURL tells whether an address is that of a Git repository: with a scheme
// of Git's, or over HTTP with ".git" at the end of its path. Source:
// moby/buildkit util/gitutil and frontend/dockerfile/dfgitutil.
func GitURL(s string) bool {
	for _, p := range []string{"git://", "git@", "ssh://", "github.com/"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	address, _, _ := strings.Cut(s, "#")
	address, _, _ = strings.Cut(address, "?")
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && strings.HasSuffix(address, ".git")
}

// WebURL tells whether an address is one of the web.
func WebURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// gitAddress cuts an address into the repository, the branch and the
// directory: after '#' as branch:dir, or as ?branch= and ?subdir=.
func gitAddress(s string) (repo, ref, dir string) {
	repo, fragment, _ := strings.Cut(s, "#")
	ref, dir, _ = strings.Cut(fragment, ":")
	repo, query, _ := strings.Cut(repo, "?")
	for field := range strings.SplitSeq(query, "&") {
		switch name, value, _ := strings.Cut(field, "="); name {
		case "ref", "branch", "tag":
			ref = value
		case "subdir":
			dir = value
		}
	}
	return repo, strings.TrimPrefix(strings.TrimPrefix(ref, "refs/heads/"), "refs/tags/"), path.Clean("/" + dir)
}

// Clone takes the files of a Git repository, as they are at the branch and in
// the directory that the address names. Errors are worded as BuildKit does.
func Clone(address string, now time.Time) (vfs.Tree, error) {
	repo, ref, dir := gitAddress(address)
	branches, ok := repos.Find(repo)
	if !ok {
		return vfs.Tree{}, fmt.Errorf("failed to fetch remote %s: git stderr:\nfatal: could not read Username for 'https://github.com': terminal prompts disabled\n: exit status 128", repo)
	}
	branch := branches[0]
	if ref != "" {
		found := false
		for _, b := range branches {
			if b.Name == ref {
				branch, found = b, true
			}
		}
		if !found {
			return vfs.Tree{}, fmt.Errorf("repository does not contain ref %s, output: %q", ref, "")
		}
	}
	t := vfs.NewTree(now)
	for _, f := range branch.Files {
		full := path.Join("/", f.Path)
		n := vfs.File(0o644, f.Data, now)
		if strings.HasPrefix(f.Data, "#!") {
			n.Mode = 0o755
		}
		u, err := t.MkdirAll(path.Dir(full), vfs.Dir(0o755, now))
		if err == nil {
			u, err = u.Put(full, n)
		}
		if err != nil {
			return t, err
		}
		t = u
	}
	if dir == "/" {
		return t, nil
	}
	n, err := t.Lookup(dir)
	if err != nil || !n.IsDir() {
		return vfs.Tree{}, fmt.Errorf("failed to read %s: no such file or directory", strings.TrimPrefix(dir, "/"))
	}
	sub, _ := t.Sub(dir)
	return sub, nil
}

// Fetch takes what the web has at an address, following what it is sent on to.
// Errors are worded as the engine's HTTP client does.
func Fetch(address string) (string, error) {
	first := address
	for range 10 {
		_, rest, _ := strings.Cut(address, "://")
		host, target, _ := strings.Cut(rest, "/")
		target, _, _ = strings.Cut(target, "?")
		name, _, _ := strings.Cut(host, ":")
		site, ok := internet.Lookup(name)
		if addr, err := netip.ParseAddr(name); err == nil {
			site, ok = internet.At(addr)
		}
		if !ok {
			//lint:ignore ST1005 the sentence is that of Go's client
			return "", fmt.Errorf("Get %q: dial tcp: lookup %s on %s:53: no such host", first, name, internet.Resolver)
		}
		status, page := 404, internet.Page{}
		for _, p := range site.Pages {
			if p.Path == "/"+target {
				page, status = p, max(p.Status, 200)
			}
		}
		switch {
		case page.Location != "" && WebURL(page.Location):
			address = page.Location
		case page.Location != "":
			address = "https://" + host + page.Location
		case status != 200:
			return "", fmt.Errorf("invalid response status %d", status)
		default:
			return page.Body, nil
		}
	}
	return "", errors.New("stopped after 10 redirects")
}

// download is the step that has what ADD takes from elsewhere.
type download struct {
	in      dockerfile.Instruction
	address string
}

func (w download) plan(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	s.lasts(350 * time.Millisecond)
	if GitURL(w.address) {
		s.lasts(900 * time.Millisecond)
	}
	tree, err := w.files(h)
	if err != nil {
		f := fail(w.in, "failed to load cache key: %s", err)
		f.Told = err.Error()
		return f
	}
	if n, err := tree.Lookup("/" + fetchedName(w.address)); w.in.Sum != "" && err == nil {
		if got := string(digest.FromString(n.Data)); got != w.in.Sum {
			f := fail(w.in, "failed to load cache key: digest mismatch %s: %s", got, w.in.Sum)
			f.Told = fmt.Sprintf("digest mismatch %s: %s", got, w.in.Sum)
			return f
		}
	}
	s.record.Tree = tree
	return nil
}

// files are the one file of an address of the web, under the last part of its
// path, or those of a repository.
func (w download) files(h *engine.Host) (vfs.Tree, error) {
	if GitURL(w.address) {
		return Clone(w.address, h.Now())
	}
	body, err := Fetch(w.address)
	if err != nil {
		return vfs.Tree{}, err
	}
	return vfs.NewTree(h.Now()).Put("/"+fetchedName(w.address), vfs.File(0o600, body, h.Now()))
}

// fetchedName is the name of a file that comes from an address.
func fetchedName(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "?")
	_, target, _ := strings.Cut(rest, "/")
	if name := path.Base(target); name != "." && name != "/" && !strings.HasSuffix(target, "/") {
		return name
	}
	return "download"
}

func (w download) finish(b *Build, h *engine.Host, i int) error {
	t := b.steps[i].record.Tree
	r := engine.BuildRecord{Key: "source:" + w.address, Kind: engine.BuildSource, Step: "source " + w.address, Tree: t, Size: 4096}
	for _, n := range t.Walk() {
		r.Size += blocks(n.Size)
	}
	*h, b.steps[i].record = h.BuildKeep(r)
	return nil
}

// remote takes what comes from elsewhere out of the sources of an ADD.
func (w *copying) remote(b *Build, s *stage) error {
	if w.in.Name != "ADD" || w.in.From != "" {
		return nil
	}
	var local []string
	for _, src := range w.sources {
		if !WebURL(src) && !GitURL(src) {
			local = append(local, src)
			continue
		}
		if GitURL(src) && w.in.KeepGit {
			return fail(w.in, "ADD --keep-git-dir is not simulated: repositories here have no history to keep")
		}
		if base := fetchedName(src); base == "download" && !GitURL(src) && strings.HasSuffix(w.dest, "/") {
			return fail(w.in, "cannot determine filename for source %s", src)
		}
		w.fetched = append(w.fetched, b.add(step{name: src, work: download{w.in, src}, needs: []int{b.lastStep()}}))
	}
	w.sources = local
	return nil
}

// addFetched puts what came from elsewhere in its place.
func (w copying) addFetched(b *Build, c *copier) error {
	for _, i := range w.fetched {
		t := b.steps[i].record.Tree
		d := b.steps[i].work.(download)
		if GitURL(d.address) {
			if err := c.dir(t, "/", strings.TrimSuffix(w.dest, "/")); err != nil {
				return err
			}
			continue
		}
		p := "/" + fetchedName(d.address)
		n, err := t.Lookup(p)
		if err != nil {
			continue
		}
		if err := c.put(p, n, len(w.fetched)+len(w.sources)+len(w.inline) > 1); err != nil {
			return err
		}
	}
	return nil
}
