package templates

import (
	"slices"
	"strings"
)

// faceSmallName is a name that is too long for its place: the smallest text there is.
var faceSmallName = face{"t-name small", 12, inTable(&boldWidths)}

// named writes the name of a token in a room: whole if that fits, else smaller,
// else on two lines where the form has them, else cut in its middle. second is
// the second line, nil where there is none.
func named(l label, room float64, lines int) (first label, second *label) {
	l.Room = room
	if l.Face.class != faceName.class || l.Face.measure(l.Text) <= room {
		return cutTo(l), nil
	}
	l.Face = faceSmallName
	if l.Face.measure(l.Text) <= room || lines < 2 {
		return cutTo(l), nil
	}
	for _, separators := range []string{":", "/-_."} {
		if first, second, ok := broken(l, separators); ok {
			return first, &second
		}
	}
	return cutTo(l), nil
}

// broken breaks a name at the last separator that leaves two parts with room.
func broken(l label, separators string) (first, second label, ok bool) {
	for at := len(l.Text) - 2; at > 0; at-- {
		if !strings.ContainsRune(separators, rune(l.Text[at])) {
			continue
		}
		end := at + 1
		if l.Text[at] == ':' {
			end = at
		}
		first, second = l, l
		first.Full, first.Text, second.Text, second.Y = l.Text, l.Text[:end], l.Text[end:], l.Y+lineHeight-2
		if l.Face.measure(first.Text) <= l.Room && l.Face.measure(second.Text) <= l.Room {
			return first, second, true
		}
	}
	return l, l, false
}

// cutTo shortens a label to its room.
func cutTo(l label) label {
	if cut := l.Face.fitMiddle(l.Text, l.Room); cut != l.Text {
		l.Full, l.Text = l.Text, cut
	}
	return l
}

// distinct cuts names in other places that look the same because they were cut:
// what they have alike goes, and what tells them apart stays.
func distinct(tokens []token) {
	places := make([][]int, len(tokens))
	for range 4 { // cut anew, a name can look like yet another one
		same := map[string][]int{}
		for i, t := range tokens {
			if n := len(t.Labels); n > 0 && (n == 1 || t.Labels[1].Face.class != faceSmallName.class) {
				same[t.Labels[0].Text] = append(same[t.Labels[0].Text], i)
			}
		}
		for _, list := range same { // each by itself: the order does not matter
			if len(list) > 1 {
				tellApart(tokens, list, places)
			}
		}
	}
}

// tellApart cuts the names of some tokens that look the same, and adds to the
// places of each where it is another one than the others.
func tellApart(tokens []token, list []int, places [][]int) {
	var names [][]rune
	for _, i := range list {
		l := tokens[i].Labels[0]
		if l.Full == "" {
			l.Full = l.Text
		}
		names = append(names, []rune(l.Full))
	}
	for n, i := range list {
		for _, at := range differ(names, n) {
			if !slices.Contains(places[i], at) {
				places[i] = append(places[i], at)
			}
		}
		slices.Sort(places[i])
		if l := &tokens[i].Labels[0]; l.Full != "" {
			l.Text = l.Face.fitAt(names[n], places[i], l.Room)
		}
	}
}

// differ are the places where a name is another one than each of the others.
func differ(names [][]rune, n int) (places []int) {
	for i, other := range names {
		at := 0
		for at < len(other) && at < len(names[n]) && other[at] == names[n][at] {
			at++
		}
		if i != n && at < len(names[n]) && !slices.Contains(places, at) {
			places = append(places, at)
		}
	}
	return places
}

// fitAt shortens a name to its first letter and what stands at some places, as
// much of each as there is room for.
func (f face) fitAt(name []rune, places []int, room float64) string {
	for most := len(name); most > 0; most-- {
		text, end := string(name[:1]), 1
		for _, at := range places {
			if at > end {
				text += "…"
			}
			from := min(len(name), max(at, end))
			end = max(from, min(len(name), at+most))
			text += string(name[from:end])
		}
		if end < len(name) {
			text += "…"
		}
		if f.measure(text) <= room {
			return text
		}
	}
	if n := len(places); n > 0 {
		return f.fit("…"+string(name[places[n-1]:]), room)
	}
	return f.fit(string(name), room)
}
