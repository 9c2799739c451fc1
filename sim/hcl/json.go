package hcl

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// ParseJSON reads the form that files of HCL have in JSON: an object of
// attributes and, for the given types, of blocks by their label. Its strings
// are templates.
func ParseJSON(file, text string, blocks []string) (Body, error) {
	if len(text) > mostText {
		return Body{}, &Error{Range{file, Pos{1, 1}, Pos{1, 1}}, "File too large", "A file may have 256 KiB here."}
	}
	top := Range{file, Pos{1, 1}, Pos{1, 2}}
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	var b Body
	err := members(d, func(name string, raw json.RawMessage) error {
		for _, kind := range blocks {
			if kind == name {
				return members(json.NewDecoder(bytes.NewReader(raw)), func(label string, raw json.RawMessage) error {
					inner, err := jsonBody(file, top, raw, blocks)
					b.Blocks = append(b.Blocks, Block{name, []string{label}, inner, top})
					return err
				})
			}
		}
		x, err := jsonValue(file, raw, 0)
		b.Attributes = append(b.Attributes, Attribute{name, x, top})
		return err
	})
	if _, ok := errors.AsType[*Error](err); err != nil && !ok {
		return b, &Error{top, "Invalid JSON", err.Error()}
	}
	return b, err
}

func jsonBody(file string, at Range, raw json.RawMessage, _ []string) (b Body, err error) {
	err = members(json.NewDecoder(bytes.NewReader(raw)), func(name string, raw json.RawMessage) error {
		x, err := jsonValue(file, raw, 0)
		b.Attributes = append(b.Attributes, Attribute{name, x, at})
		return err
	})
	return b, err
}

var errNoObject = errors.New("a JSON object is required")

// members calls each with the members of an object, in order.
func members(d *json.Decoder, each func(name string, raw json.RawMessage) error) error {
	if t, err := d.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return errNoObject
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := t.(string)
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if err := each(name, raw); err != nil {
			return err
		}
	}
	_, err := d.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// jsonValue is a value of JSON as an expression.
func jsonValue(file string, raw json.RawMessage, deep int) (Expr, error) {
	if deep > mostDeep {
		return nil, errors.New("too much nesting")
	}
	raw = bytes.TrimSpace(raw)
	switch {
	case bytes.HasPrefix(raw, []byte("{")):
		o := object{}
		err := members(json.NewDecoder(bytes.NewReader(raw)), func(name string, raw json.RawMessage) error {
			x, err := jsonValue(file, raw, deep+1)
			o.keys, o.values = append(o.keys, literal{name}), append(o.values, x)
			return err
		})
		return o, err
	case bytes.HasPrefix(raw, []byte("[")):
		var all []json.RawMessage
		if err := json.Unmarshal(raw, &all); err != nil {
			return nil, err
		}
		l := list{}
		for _, r := range all {
			x, err := jsonValue(file, r, deep+1)
			if err != nil {
				return nil, err
			}
			l.items = append(l.items, x)
		}
		return l, nil
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, err
	}
	if s, ok := v.(string); ok && strings.Contains(s, "${") {
		p := newParser(file, s)
		return p.template(p.pos, p.over, false)
	}
	return literal{v}, nil
}
