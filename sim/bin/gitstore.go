//go:build !core

package bin

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// repository is a working tree and its .git directory. The objects in it have
// git's names and git's form, but are not compressed; the index is a text.
// Source: Pro Git, chapter 10.
type repository struct {
	p    *proc.Proc
	root string
}

// openRepository finds the repository a directory belongs to.
func openRepository(p *proc.Proc) (repository, bool) {
	for dir := p.Dir; ; dir = path.Dir(dir) {
		if st, err := p.Sys.Stat(path.Join(dir, ".git/HEAD")); err == nil && st.Mode.IsRegular() {
			return repository{p, dir}, true
		}
		if dir == "/" {
			return repository{}, false
		}
	}
}

func (r repository) file(name string) string { return path.Join(r.root, ".git", name) }

func (r repository) read(name string) string {
	text, _ := r.p.Sys.ReadFile(r.file(name))
	return text
}

func (r repository) write(name, data string) {
	if makeDirs(r.p, path.Dir(r.file(name))) == nil {
		_ = r.p.Sys.WriteFile(r.file(name), data, 0o644) // a full disk shows at the next read
	}
}

// put stores an object and returns its name.
func (r repository) put(kind, data string) string {
	whole := fmt.Sprintf("%s %d\x00%s", kind, len(data), data)
	sum := sha1.Sum([]byte(whole))
	name := hex.EncodeToString(sum[:])
	r.write("objects/"+name[:2]+"/"+name[2:], whole)
	return name
}

// get is an object's data.
func (r repository) get(name string) string {
	if len(name) < 4 {
		return ""
	}
	_, data, _ := strings.Cut(r.read("objects/"+name[:2]+"/"+name[2:]), "\x00")
	return data
}

// entry is one file of a tree or of the index.
type gitEntry struct {
	path, hash string
	mode       string // 100644 or 100755
}

func sortEntries(list []gitEntry) []gitEntry {
	slices.SortFunc(list, func(a, b gitEntry) int { return strings.Compare(a.path, b.path) })
	return list
}

func (r repository) index() (list []gitEntry) {
	for line := range strings.Lines(r.read("index")) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		if len(f) == 3 {
			list = append(list, gitEntry{f[2], f[1], f[0]})
		}
	}
	return list
}

func (r repository) setIndex(list []gitEntry) {
	var b strings.Builder
	for _, e := range sortEntries(slices.Clone(list)) {
		b.WriteString(e.mode + " " + e.hash + " " + e.path + "\n")
	}
	r.write("index", b.String())
}

// putTree stores the tree of sorted entries below a directory.
func (r repository) putTree(list []gitEntry, prefix string) string {
	var b strings.Builder
	for i := 0; i < len(list); {
		rest := strings.TrimPrefix(list[i].path, prefix)
		name, _, deep := strings.Cut(rest, "/")
		if !deep {
			raw, _ := hex.DecodeString(list[i].hash)
			b.WriteString(list[i].mode + " " + name + "\x00" + string(raw))
			i++
			continue
		}
		j := i
		for j < len(list) && strings.HasPrefix(list[j].path, prefix+name+"/") {
			j++
		}
		raw, _ := hex.DecodeString(r.putTree(list[i:j], prefix+name+"/"))
		b.WriteString("40000 " + name + "\x00" + string(raw))
		i = j
	}
	return r.put("tree", b.String())
}

// tree is all files of a tree object.
func (r repository) tree(name, prefix string) (list []gitEntry) {
	data := r.get(name)
	for data != "" && r.p.Sys.Spend(1) {
		head, rest, ok := strings.Cut(data, "\x00")
		mode, file, _ := strings.Cut(head, " ")
		if !ok || len(rest) < 20 {
			break
		}
		hash := hex.EncodeToString([]byte(rest[:20]))
		data = rest[20:]
		if mode == "40000" {
			list = append(list, r.tree(hash, prefix+file+"/")...)
		} else {
			list = append(list, gitEntry{prefix + file, hash, mode})
		}
	}
	return list
}

// commit is a commit object.
type gitCommit struct{ name, tree, parent, author, message string }

func (r repository) commit(name string) (c gitCommit) {
	c.name = name
	head, message, _ := strings.Cut(r.get(name), "\n\n")
	c.message = message
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch key {
		case "tree":
			c.tree = value
		case "parent":
			c.parent = value
		case "author":
			c.author = value
		}
	}
	return c
}

// branch is the branch that is checked out, "" for a detached HEAD.
func (r repository) branch() string {
	ref, ok := strings.CutPrefix(strings.TrimSpace(r.read("HEAD")), "ref: refs/heads/")
	if !ok {
		return ""
	}
	return ref
}

// head is the commit that is checked out, "" if there is none yet.
func (r repository) head() string {
	if b := r.branch(); b != "" {
		return strings.TrimSpace(r.read("refs/heads/" + b))
	}
	return strings.TrimSpace(r.read("HEAD"))
}

// resolve finds the commit a name stands for.
func (r repository) resolve(name string) string {
	name, back := strings.TrimRight(name, "^"), len(name)-len(strings.TrimRight(name, "^"))
	if i := strings.Index(name, "~"); i > 0 {
		if back = 1; i+1 < len(name) {
			back, _ = strconv.Atoi(name[i+1:])
		}
		name = name[:i]
	}
	hash := ""
	for _, ref := range []string{"refs/heads/" + name, "refs/tags/" + name, "refs/remotes/" + name, "refs/remotes/origin/" + name} {
		if hash == "" {
			hash = strings.TrimSpace(r.read(ref))
		}
	}
	switch {
	case name == "HEAD" || name == "@":
		hash = r.head()
	case hash == "" && len(name) >= 4 && len(name) <= 40:
		entries, _ := r.p.Sys.ReadDir(r.file("objects/" + name[:2]))
		for _, e := range entries {
			if strings.HasPrefix(e.Name, name[2:]) {
				hash = name[:2] + e.Name
			}
		}
	}
	for ; back > 0 && hash != ""; back-- {
		hash = r.commit(hash).parent
	}
	return hash
}

// working are the files of the working tree, with the names of what they hold.
func (r repository) working() (list []gitEntry) {
	ignored := strings.Fields(readOr(r.p, path.Join(r.root, ".gitignore")))
	var walk func(dir string)
	walk = func(dir string) {
		entries, _ := r.p.Sys.ReadDir(path.Join(r.root, dir))
		for _, e := range entries {
			name := path.Join(dir, e.Name)
			switch {
			case e.Name == ".git" || slices.ContainsFunc(ignored, func(pattern string) bool { return gitIgnores(pattern, name, e.Name) }):
			case e.Mode.IsDir():
				walk(name)
			default:
				list = append(list, r.hashed(name, e.Mode))
			}
		}
	}
	walk("")
	return sortEntries(list)
}

func readOr(p *proc.Proc, name string) string {
	text, _ := p.Sys.ReadFile(name)
	return text
}

func gitIgnores(pattern, name, base string) bool {
	pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "/"), "/")
	return pattern != "" && pattern[0] != '#' && (matchName(pattern, name) || matchName(pattern, base))
}

// hashed is a file as an entry; its object is not stored.
func (r repository) hashed(name string, mode fs.FileMode) gitEntry {
	data := readOr(r.p, path.Join(r.root, name))
	sum := sha1.Sum([]byte(fmt.Sprintf("blob %d\x00%s", len(data), data)))
	e := gitEntry{name, hex.EncodeToString(sum[:]), "100644"}
	if mode&0o111 != 0 {
		e.mode = "100755"
	}
	return e
}

// checkout makes the working tree and the index those of a commit; files that
// are not git's are left alone.
func (r repository) checkout(hash string) {
	files := r.tree(r.commit(hash).tree, "")
	for _, old := range r.index() {
		if !slices.ContainsFunc(files, func(e gitEntry) bool { return e.path == old.path }) {
			_ = r.p.Sys.Remove(path.Join(r.root, old.path))
			for dir := path.Dir(old.path); dir != "."; dir = path.Dir(dir) {
				_ = r.p.Sys.Remove(path.Join(r.root, dir)) // if it is empty
			}
		}
	}
	for _, e := range files {
		r.restore(e)
	}
	r.setIndex(files)
}

func (r repository) restore(e gitEntry) {
	name := path.Join(r.root, e.path)
	if makeDirs(r.p, path.Dir(name)) != nil {
		return
	}
	if data := r.get(e.hash); readOr(r.p, name) != data || data == "" {
		_ = r.p.Sys.WriteFile(name, data, 0o644)
	}
	if e.mode == "100755" {
		_ = r.p.Sys.Chmod(name, 0o755)
	}
}
