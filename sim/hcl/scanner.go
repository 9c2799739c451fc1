package hcl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// parser reads a text from left to right; it stops at the first error.
type parser struct {
	file  string
	src   string
	at    int // bytes read
	pos   Pos
	deep  int
	lines bool // a newline ends what is being read
}

// newParser is one at the start of a text.
func newParser(file, src string) *parser {
	return &parser{file: file, src: src, pos: Pos{1, 1}, lines: true}
}

func (p *parser) over() bool { return p.at >= len(p.src) }

// peek is the next character, 0 at the end.
func (p *parser) peek() rune {
	if p.over() {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.src[p.at:])
	return r
}

func (p *parser) sees(s string) bool { return strings.HasPrefix(p.src[p.at:], s) }

// next takes a character.
func (p *parser) next() rune {
	if p.over() {
		return 0
	}
	r, n := utf8.DecodeRuneInString(p.src[p.at:])
	p.at += n
	if p.pos.Column++; r == '\n' {
		p.pos = Pos{p.pos.Line + 1, 1}
	}
	return r
}

// take takes s if it is next.
func (p *parser) take(s string) bool {
	if !p.sees(s) {
		return false
	}
	for range utf8.RuneCountInString(s) {
		p.next()
	}
	return true
}

// space takes blanks and comments, and newlines where they mean nothing.
func (p *parser) space() {
	for !p.over() {
		switch r := p.peek(); {
		case r == ' ' || r == '\t' || r == '\r', r == '\n' && !p.lines:
			p.next()
		case r == '#' || p.sees("//"):
			for !p.over() && p.peek() != '\n' {
				p.next()
			}
		case p.sees("/*"):
			for !p.over() && !p.take("*/") {
				p.next()
			}
		default:
			return
		}
	}
}

// blank takes newlines too.
func (p *parser) blank() {
	lines := p.lines
	p.lines = false
	p.space()
	p.lines = lines
}

func letter(r rune) bool { return unicode.IsLetter(r) || r == '_' }

// name takes an identifier, "" when none is next.
func (p *parser) name() string {
	start := p.at
	if !letter(p.peek()) {
		return ""
	}
	for r := p.peek(); letter(r) || r == '-' || unicode.IsDigit(r); r = p.peek() {
		p.next()
	}
	return p.src[start:p.at]
}

// from is the range from a place to here.
func (p *parser) from(start Pos) Range { return Range{p.file, start, p.pos} }

// wrong is an error about the next character.
func (p *parser) wrong(summary, detail string) error {
	end := p.pos
	end.Column++
	return &Error{Range{p.file, p.pos, end}, summary, detail}
}

// down counts what is within each other; up ends it.
func (p *parser) down() error {
	if p.deep++; p.deep > mostDeep {
		return p.wrong("Too much nesting", "Brackets, blocks and calls may stand within each other 60 deep here.")
	}
	return nil
}

func (p *parser) up() { p.deep-- }
