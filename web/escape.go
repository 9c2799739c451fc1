package web

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// plain is how many bytes at the beginning of text are whole characters that
// are printed as they are.
func plain(text string) int {
	n := 0
	for n < len(text) && text[n] >= ' ' && text[n] != 0x7f {
		if !utf8.FullRuneInString(text[n:]) {
			return n
		}
		_, size := utf8.DecodeRuneInString(text[n:])
		n += size
	}
	return n
}

// controls are the control characters a terminal obeys; it ignores the others.
var controls = map[byte]func(*Screen){
	'\n': (*Screen).newline,
	'\r': func(s *Screen) { s.column = 0 },
	'\b': func(s *Screen) { s.column = max(s.column-1, 0) },
	'\t': func(s *Screen) { s.column = min(s.column/8*8+8, maxColumns) },
}

const (
	escape = 0x1b
	// maxSequence is the longest an escape sequence may be; a longer one is
	// no sequence, and its ESC is ignored.
	maxSequence = 256
)

// control obeys the control character or escape sequence text begins with and
// returns its length, 0 when its end has not come yet.
func (s *Screen) control(text string) int {
	if text[0] != escape {
		if obey, ok := controls[text[0]]; ok {
			obey(s)
		} else if text[0] >= utf8.RuneSelf {
			return 0 // a character that was cut in two
		}
		return 1
	}
	n := s.sequence(text)
	if n == 0 && len(text) > maxSequence {
		return 1
	}
	return n
}

// sequence obeys an escape sequence. Source: ECMA-48, and xterm's control
// sequences for ESC 7 and ESC 8.
func (s *Screen) sequence(text string) int {
	if len(text) < 2 {
		return 0
	}
	switch text[1] {
	case '[':
		return s.csi(text)
	case ']': // a window title: ends with BEL or ESC \
		end := strings.IndexAny(text, "\a\\")
		return end + 1
	case '(', ')': // a character set
		return min(len(text), 3) / 3 * 3
	case '7':
		s.save(nil)
	case '8':
		s.restore(nil)
	}
	return 2
}

// csi obeys a sequence ESC [ parameters letter.
func (s *Screen) csi(text string) int {
	end := 2
	for end < len(text) && (text[end] < '@' || text[end] > '~') {
		end++
	}
	if end == len(text) {
		return 0
	}
	parameters := text[2:end]
	if obey, ok := sequences[text[end]]; ok && !strings.HasPrefix(parameters, "?") {
		obey(s, numbers(parameters))
	}
	return end + 1
}

// sequences are the CSI sequences a Screen obeys, by their last letter.
var sequences = map[byte]func(*Screen, []int){
	'A': func(s *Screen, n []int) { s.moveTo(max(s.row-count(n), s.top), s.column) },
	'B': func(s *Screen, n []int) { s.moveTo(min(s.row+count(n), s.top+screenRows-1), s.column) },
	'C': func(s *Screen, n []int) { s.column = min(s.column+count(n), maxColumns) },
	'D': func(s *Screen, n []int) { s.column = max(s.column-count(n), 0) },
	'G': func(s *Screen, n []int) { s.column = min(count(n)-1, maxColumns) },
	'H': (*Screen).home,
	'f': (*Screen).home,
	'J': (*Screen).eraseRows,
	'K': (*Screen).eraseRow,
	'm': func(s *Screen, n []int) { s.style = s.style.with(n) },
	's': (*Screen).save,
	'u': (*Screen).restore,
}

// numbers reads parameters that are separated by semicolons; what is left out
// or is no number counts as 0.
func numbers(parameters string) []int {
	if parameters == "" {
		return nil
	}
	var n []int
	for p := range strings.SplitSeq(parameters, ";") {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			v = 0
		}
		n = append(n, min(int(v), maxColumns))
	}
	return n
}

// nth is a parameter, or its default where it is 0 or left out.
func nth(n []int, i, otherwise int) int {
	if i < len(n) && n[i] > 0 {
		return n[i]
	}
	return otherwise
}

// count is how far to move: the first parameter, at least 1.
func count(n []int) int { return nth(n, 0, 1) }

func (s *Screen) home(n []int) {
	s.moveTo(s.first()+min(nth(n, 0, 1), screenRows)-1, nth(n, 1, 1)-1)
}

// eraseRow is ESC[K: 0 from the cursor on, 1 up to the cursor, 2 all of it.
func (s *Screen) eraseRow(n []int) {
	switch mode := nth(n, 0, 0); {
	case mode == 2:
		s.edited = nil
	case mode == 0 && s.column < len(s.edited):
		s.edited = s.edited[:s.column]
	case mode == 1:
		for i := range s.edited[:min(s.column+1, len(s.edited))] {
			s.edited[i] = cell{r: ' '}
		}
	}
}

// eraseRows is ESC[J: 0 from the cursor on, 2 the screen, 3 the transcript
// above it, which is how clear ends.
func (s *Screen) eraseRows(n []int) {
	s.store()
	switch nth(n, 0, 0) {
	case 0:
		s.lines = s.lines[:s.row+1]
		s.eraseRow(nil)
	case 2:
		for i := s.first(); i < len(s.lines); i++ {
			s.lines[i].Spans = nil
		}
		s.lines = s.lines[:s.row+1]
		s.edited = nil
	case 3:
		s.drop(min(s.first(), s.row))
	}
}

func (s *Screen) save([]int) { s.saved.row, s.saved.column = s.kept+s.row, s.column }

func (s *Screen) restore([]int) {
	row := min(max(s.saved.row-s.kept, s.top), s.top+screenRows-1)
	s.moveTo(row, s.saved.column)
}
