package build

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/dockerfile"
)

// impossible refuses what no build could do.
func (w *copying) impossible() error {
	if w.chmod != "" {
		if _, err := chmodOf(w.chmod); err != nil {
			return fail(w.in, "%s", err)
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
	return b.imageStep(b.sourceFor(name, b.opts.Platform), "", nil, ""), nil
}
