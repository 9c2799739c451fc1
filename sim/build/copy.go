package build

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/vfs"
)

// copying is the step of COPY and ADD.
type copying struct {
	sources []string // expanded; those of here-documents are their names
	dest    string   // absolute; a slash at the end makes a directory of it
	from    int      // the step that has the sources, -1: none but inline
	context bool     // that is the build context
	inline  []file
	fetched []int // the steps that have what comes from elsewhere
	in      dockerfile.Instruction
	chown   string
	chmod   string
	exclude ignore
	noCache bool
}

// file is a here-document that is copied.
type file struct{ name, data string }

func layCopy(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	w := copying{in: in, from: -1, noCache: b.ignores(s.name)}
	if err := w.words(b, s); err != nil {
		return err
	}
	if err := w.impossible(); err != nil {
		return err
	}
	if err := w.remote(b, s); err != nil {
		return err
	}
	if len(w.sources) > 0 {
		if err := w.origin(b, s); err != nil {
			return err
		}
	}
	text := in.Original
	text = strings.TrimPrefix(text, "ONBUILD ")
	if shown, err := quietly(b, s, upperCommand(text)); err == nil {
		text = shown
	}
	var needs []int
	if w.from >= 0 {
		needs = append(needs, w.from)
	}
	needs = append(needs, w.fetched...)
	if len(w.inline) > 0 {
		needs = append(needs, b.add(step{name: "[internal] preparing inline document", work: pause{}, needs: []int{b.lastStep()}}))
	}
	b.lintIgnored(w)
	b.layStep(s, in, text, w, needs...)
	s.record(h, in, w.commit(), s.tip)
	return nil
}

// impossible refuses what no build could do.
func (w *copying) impossible() error {
	if w.chmod != "" {
		if mode, err := strconv.ParseUint(w.chmod, 8, 32); err == nil && mode > 0o7777 || err != nil && w.chmod[0] >= '0' && w.chmod[0] <= '9' {
			return fail(w.in, "invalid chmod parameter: '%s'. it should be octal string and between 0 and 07777", w.chmod)
		}
	}
	if w.in.Name == "COPY" && slices.ContainsFunc(w.sources, WebURL) {
		return fail(w.in, "source can't be a URL for COPY")
	}
	if w.in.Sum == "" {
		return nil
	}
	switch {
	case len(w.sources) != 1:
		return fail(w.in, "checksum can't be specified for multiple sources")
	case !WebURL(w.sources[0]) && !GitURL(w.sources[0]):
		return fail(w.in, "checksum requires HTTP(S) or Git sources")
	}
	return nil
}

// upperCommand writes the name of an instruction in capitals.
func upperCommand(text string) string {
	name, rest, _ := strings.Cut(text, " ")
	return strings.ToUpper(name) + " " + rest
}

// quietly expands a text for people: nothing is warned of.
func quietly(b *Build, s *stage, text string) (string, error) {
	x := dockerfile.Expander{Escape: b.program.Directives.Escape}
	out, _, err := x.Word(text, s.lookup())
	return out, err
}

// words expands the words of the instruction.
func (w *copying) words(b *Build, s *stage) error {
	words, err := b.expandAll(s, w.in, append(slices.Clone(w.in.Sources), w.in.Dest))
	if err != nil {
		return err
	}
	if w.chown, err = b.expand(s, w.in, w.in.Chown); err != nil {
		return err
	}
	if w.chmod, err = b.expand(s, w.in, w.in.Chmod); err != nil {
		return err
	}
	docs := w.in.Heredocs
	for i, word := range words[:len(words)-1] {
		if strings.HasPrefix(w.in.Sources[i], "<<") && len(docs) > 0 {
			data := docs[0].Content()
			if docs[0].Expand {
				if data, err = b.inline(s, w.in, data); err != nil {
					return err
				}
			}
			w.inline = append(w.inline, file{docs[0].Name, data})
			docs = docs[1:]
			continue
		}
		w.sources = append(w.sources, word)
	}
	w.dest = words[len(words)-1]
	slash := strings.HasSuffix(w.dest, "/") || path.Base(w.dest) == "."
	if !path.IsAbs(w.dest) {
		w.dest = path.Join(s.config.WorkingDir, w.dest)
	}
	if w.dest = path.Clean(w.dest); slash && w.dest != "/" {
		w.dest += "/"
	}
	if len(w.in.Exclude) > 0 {
		if w.exclude, err = newIgnore(strings.Join(w.in.Exclude, "\n")); err != nil {
			return fail(w.in, "invalid exclude pattern: %s", err)
		}
	}
	return nil
}

// mostInline is how many bytes a here-document may grow to.
const mostInline = 1 << 20

// inline expands variables in a here-document; quotes in it are text.
func (b *Build) inline(s *stage, in dockerfile.Instruction, data string) (string, error) {
	var out strings.Builder
	x := dockerfile.Expander{Escape: b.program.Directives.Escape, NoQuotes: true}
	for line := range strings.Lines(data) {
		text, unset, err := x.Word(line, s.lookup())
		if out.Len() > mostInline {
			return "", fail(in, "failed to process heredoc: it is longer than allowed")
		}
		if err != nil {
			return "", fail(in, "failed to process heredoc: %s", err)
		}
		b.undefined(in, unset, s.known())
		out.WriteString(text)
	}
	return out.String(), nil
}

// origin finds the step that has the files to copy.
func (w *copying) origin(b *Build, s *stage) error {
	in := w.in
	if in.From == "" {
		w.from, w.context = b.contextStep(), true
		return nil
	}
	name, err := b.expand(s, in, in.From)
	if err != nil {
		return err
	}
	w.from, err = b.filesOf(in, name)
	return err
}

// filesOf is the step that has the files of a stage, an image or a context.
func (b *Build) filesOf(in dockerfile.Instruction, name string) (int, error) {
	on, err := b.fromStage(in, name)
	switch {
	case err != nil:
		return -1, err
	case on != nil && on.tip >= 0:
		return on.tip, nil
	case on != nil, name == "scratch":
		return b.add(step{name: "[internal] scratch", work: pause{}, needs: []int{b.lastStep()}}), nil
	case b.imageOf(name) == "":
		return b.add(step{name: "[context " + name + "] load from client", work: directory{b.context0(name)}, needs: []int{b.lastStep()}}), nil
	}
	return b.imageStep(b.sources[fullRef(b.imageOf(name))], "", nil, ""), nil
}

// commit is the line of the history.
func (w copying) commit() string {
	text := w.in.Name
	if w.chown != "" {
		text += " --chown=" + w.chown
	}
	if w.chmod != "" {
		text += " --chmod=" + w.chmod
	}
	if w.in.Link {
		text += " --link"
	}
	for _, f := range w.inline {
		text += " <<" + f.name
	}
	for _, s := range w.in.Sources {
		if WebURL(s) || GitURL(s) {
			text += " " + s
		}
	}
	for _, s := range w.sources {
		text += " " + s
	}
	return text + " " + w.in.Dest + " # buildkit"
}

// lintIgnored warns of sources that .dockerignore leaves out.
func (b *Build) lintIgnored(w copying) {
	if !w.context {
		return
	}
	for _, src := range w.sources {
		if p := strings.TrimPrefix(path.Clean("/"+src), "/"); p != "" && b.ignore.excludes(p) {
			b.lint(w.in, "CopyIgnoredFile", "Attempting to %s file %q that is excluded by .dockerignore", verbs[w.in.Name], src)
		}
	}
}

// verbs are the instructions as a sentence has them.
var verbs = map[string]string{"COPY": "Copy", "ADD": "Add"}

// check tells which source is missing. A pattern that fits nothing is no error.
func (w copying) check(b *Build, t vfs.Tree) error {
	for _, src := range w.sources {
		p := path.Join("/", src)
		if isPattern(p) || p == "/" {
			continue
		}
		if full, err := t.Resolve(p, true); err == nil && t.Has(full) {
			continue
		}
		if b.opts.Classic {
			return stepFailure(w.in, w.in.Name+" failed: file not found in build context or excluded by .dockerignore: stat "+strings.TrimPrefix(p, "/")+": file does not exist")
		}
		ref := b.refID(w.from)
		f := fail(w.in, "failed to compute cache key: failed to calculate checksum of ref %s: %q: not found", ref, p)
		f.Told = fmt.Sprintf("failed to calculate checksum of ref %s: %q: not found", ref, p)
		return f
	}
	return nil
}

// refID is the name the builder has for the files of a step.
func (b *Build) refID(i int) string {
	id := b.steps[i].record.ID
	if id == "" {
		id = b.id
	}
	return b.id + "::" + id
}

func (w copying) trace(b *Build, i int) engine.BuildTrace {
	s := b.steps[i]
	parent := b.steps[s.needs[0]].record.Key
	t := engine.BuildTrace{Parent: parent, Step: s.in.Original}
	if w.from >= 0 {
		t.Files = w.chosen(b.steps[w.from].tree())
		b.looked(t.Files)
	}
	var fetched []string
	for _, n := range w.fetched {
		fetched = append(fetched, checksum(b.steps[n].record.Tree))
	}
	t.Key = b.keyed("copy", fetched, parent, w.in.Name, checksum(t.Files), w.sources, w.inline, w.dest, w.chown, w.chmod, w.in.Link, w.in.Parents, w.in.Exclude)
	return t
}

// chosen is the part of a tree that is copied.
func (w copying) chosen(t vfs.Tree) vfs.Tree {
	out := vfs.NewTree(time.Time{})
	for _, src := range w.sources {
		for _, p := range glob(t, path.Join("/", src)) {
			if out = graft(out, t, p); p == "/" {
				out = t
			}
			out = w.exclude.within(out, p)
		}
	}
	return out
}

func (w copying) plan(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if w.from >= 0 {
		if err := w.check(b, b.steps[w.from].tree()); err != nil {
			return err
		}
		b.use(h, w.from)
	}
	if b.probe(h, i, w.trace(b, i), w.noCache) {
		return nil
	}
	s.lasts(stepTime)
	return nil
}

func (w copying) finish(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if s.cached {
		return nil
	}
	below := b.steps[s.needs[0]].tree()
	if _, err := below.Lookup("/"); err != nil {
		below = vfs.NewTree(h.Now())
	}
	c, err := newCopier(w, below, h.Now())
	if err != nil {
		return stepFailure(w.in, err.Error())
	}
	for _, f := range w.inline {
		if err := c.put("/"+f.name, vfs.File(0o644, f.data, h.Now()), len(w.inline)+len(w.sources) > 1); err != nil {
			return stepFailure(w.in, err.Error())
		}
	}
	if err := w.addFetched(b, &c); err != nil {
		return stepFailure(w.in, err.Error())
	}
	if w.from >= 0 {
		if err := c.all(w.chosen(b.steps[w.from].tree())); err != nil {
			return stepFailure(w.in, err.Error())
		}
	}
	b.made(h, i, w.trace(b, i).Key, c.to)
	return nil
}

// stepFailure is a failure that the step itself shows.
func stepFailure(in dockerfile.Instruction, text string) *Failure {
	f := fail(in, "%s", text)
	f.Told = text
	return f
}

// ownerOf reads user[:group], names or numbers, with a tree's own lists.
func ownerOf(t vfs.Tree, spec string) (uid, gid int, err error) {
	user, group, grouped := strings.Cut(spec, ":")
	if uid, err = strconv.Atoi(user); err != nil {
		row, ok := account(t, "/etc/passwd", user)
		if !ok {
			return 0, 0, fmt.Errorf("failed to get user %s: no matching entries in passwd file", user)
		}
		uid, _ = strconv.Atoi(row[2])
		gid, _ = strconv.Atoi(row[3])
	} else {
		gid = uid
	}
	if !grouped {
		return uid, gid, nil
	}
	if gid, err = strconv.Atoi(group); err == nil {
		return uid, gid, nil
	}
	row, ok := account(t, "/etc/group", group)
	if !ok {
		if row, ok = account(t, "/etc/passwd", group); ok { // a user's own group
			gid, _ = strconv.Atoi(row[3])
			return uid, gid, nil
		}
		return 0, 0, fmt.Errorf("failed to get group %s: no matching entries in group file", group)
	}
	gid, _ = strconv.Atoi(row[2])
	return uid, gid, nil
}

// account finds a line of /etc/passwd or /etc/group.
func account(t vfs.Tree, list, name string) ([]string, bool) {
	full, err := t.Resolve(list, true)
	if err != nil {
		return nil, false
	}
	n, err := t.Lookup(full)
	if err != nil {
		return nil, false
	}
	for line := range strings.Lines(n.Data) {
		row := strings.Split(strings.TrimRight(line, "\n"), ":")
		if row[0] == name && len(row) > 3 {
			return row, true
		}
	}
	return nil, false
}

// modeOf reads the octal form of --chmod.
func modeOf(spec string) (fs.FileMode, error) {
	n, err := strconv.ParseUint(spec, 8, 12)
	if err != nil {
		return 0, fmt.Errorf("invalid chmod parameter: '%s'. it should be octal string and between 0 and 07777", spec)
	}
	mode := fs.FileMode(n & 0o777)
	for bit, m := range map[uint64]fs.FileMode{0o4000: fs.ModeSetuid, 0o2000: fs.ModeSetgid, 0o1000: fs.ModeSticky} { // into a set of bits
		if n&bit != 0 {
			mode |= m
		}
	}
	return mode, nil
}

// pause is a step that is there to be seen.
type pause struct{}

func (pause) plan(b *Build, _ *engine.Host, i int) error {
	b.steps[i].lasts(5 * time.Millisecond)
	return nil
}

func (pause) finish(*Build, *engine.Host, int) error { return nil }
