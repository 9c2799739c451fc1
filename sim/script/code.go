package script

// op is one instruction.
type op uint8

// The instructions; a and v are their operands.
const (
	oConst  op = iota
	oLoad      // v: name
	oStore     // v: name, wherever it is
	oLocal     // v: name, in the function's scope
	oDecl      // v: name, in the innermost scope
	oGlobal    // v: name, in the module
	oDelete    // v: name
	oPop
	oDup
	oDup2
	oSwap
	oRot3 // the top goes below two others
	oBin  // v: operator
	oAug  // the same, in place where the language does so
	oUnary
	oNot
	oCompare
	oJump
	oJumpFalse
	oJumpTrue
	oFalseKeep   // jumps if the top is false and keeps it, else pops it
	oTrueKeep    // the same for true
	oNullishKeep // jumps if the top is not null, else pops it
	oNullJump    // jumps if the top is null, with undefined in its place
	oCall        // a: arguments
	oCallEx      // function, list, dict
	oMethod      // a: arguments, v: name; below them the object
	oBound       // v: attribute, as a method that knows its object
	oBoundIndex
	oAttr
	oSetAttr // value, object
	oDelAttr
	oIndex
	oSetIndex // value, object, index
	oDelIndex
	oSlice
	oList // a: items
	oTuple
	oSet
	oDict
	oObject
	oAppend // a: depth of the list below the item
	oExtend
	oPut    // dict, key, value: the dict stays
	oMerge  // dict, dict: the first stays
	oGetter // object, function; v: name
	oSetter
	oUnpack   // a: names, b: the starred one or -1
	oPattern  // JavaScript: object pattern, v: names taken
	oFunc     // v: *code, a: defaults
	oClass    // v: name, a: bases; the class and its scope
	oEndClass // v: *classInfo
	oIter
	oIterKeys
	oNext // a: where to go at the end
	oDrop // the iterator
	oReturn
	oRaise // a: values
	oReraise
	oTry // a: handler
	oEndTry
	oScope
	oEndScope
	oFreshScope
	oYield
	oAwait
	oFormat // a: parts
	oPart   // a: with spec, v: conversion
	oImport
	oImportName
	oImportAll
	oTypeof
	oMatch // exception, class: whether it is one
	oThis
	oNew
	oSuper
	oRegex
	oEcho
	oAssertFail
	oCaught // the exception becomes its value
	oRef    // v: name of a variable; a pointer to it
)

type instr struct {
	op   op
	a, b int
	v    value
}

// code is a compiled function. It never changes once made.
type code struct {
	name   string
	file   string
	lang   *language
	instrs []instr
	places []place
	params []param
	fn     *fnode
	class  string // of a method
	esm    bool   // a JavaScript module with import or export
}

// compiler turns one function's tree into code.
type compiler struct {
	code *code
	up   *compiler
	ctl  []control
	fn   *fnode
	temp int
	err  *broken
	top  bool
}

// control is what surrounds a statement and has to be left in order.
type control struct {
	kind      byte // l loop, t try, f finally, s scope, i iterator on the stack, w switch
	breaks    *[]int
	continues *[]int
	finally   *node
	label     string
}

func compile(lang *language, file, name string, body []*node, fn *fnode) (*code, *broken) {
	c := &compiler{code: &code{name: name, file: file, lang: lang, fn: fn}, fn: fn, top: true}
	c.block(body)
	c.emit(oConst, 0, lang.nothing, nil)
	c.emit(oReturn, 0, nil, nil)
	return c.code, c.err
}

func (c *compiler) emit(o op, a int, v value, n *node) int {
	var pos place
	if n != nil {
		pos = n.pos
	} else if k := len(c.code.places); k > 0 {
		pos = place{line: c.code.places[k-1].line}
	}
	c.code.instrs = append(c.code.instrs, instr{op: o, a: a, v: v})
	c.code.places = append(c.code.places, pos)
	return len(c.code.instrs) - 1
}

func (c *compiler) here() int { return len(c.code.instrs) }

func (c *compiler) patch(at int) { c.code.instrs[at].a = c.here() }

func (c *compiler) wrong(n *node, what string) {
	if c.err == nil {
		c.err = &broken{file: c.code.file, line: n.pos.line, col: n.pos.col, text: what}
	}
}

func (c *compiler) hidden() string {
	c.temp++
	return "%" + string(rune('a'+c.temp%26)) + string(rune('0'+c.temp/26%10))
}

// python tells whether the code's language scopes by function.
func (c *compiler) python() bool { return c.code.lang == python }

// store assigns the top of the stack to a target. decl is how: "" assigns,
// let, const and var declare.
func (c *compiler) store(t *node, decl string) {
	switch t.kind {
	case kName:
		c.storeName(t, decl)
	case kAttr:
		c.expr(t.kids[0])
		c.emit(oSetAttr, 0, t.text, t)
	case kIndex:
		if c.code.lang == php {
			c.container(t.kids[0])
		} else {
			c.expr(t.kids[0])
		}
		c.expr(t.kids[1])
		c.emit(oSetIndex, 0, nil, t)
	case kList, kTuple:
		c.unpack(t, decl)
	case kObject, kDict:
		c.pattern(t, decl)
	case kSpread:
		c.store(t.kids[0], decl)
	case kSet1: // a pattern with a default
		if c.code.lang != javascript {
			c.wrong(t, "cannot assign to this")
			return
		}
		c.emit(oDup, 0, nil, t)
		c.emit(oConst, 0, undefined{}, t)
		c.emit(oCompare, 0, "===", t)
		skip := c.emit(oJumpFalse, 0, nil, t)
		c.emit(oPop, 0, nil, t)
		c.expr(t.kids[1])
		c.patch(skip)
		c.store(t.kids[0], decl)
	case kNone:
		c.emit(oPop, 0, nil, t)
	default:
		c.wrong(t, "cannot assign to this")
	}
}

func (c *compiler) storeName(t *node, decl string) {
	switch {
	case decl == "let" || decl == "const":
		c.emit(oDecl, 0, t.text, t)
	case decl == "var":
		c.emit(oLocal, 0, t.text, t)
	case c.code.lang == javascript || c.code.lang == golang:
		c.emit(oStore, 0, t.text, t)
	case c.fn != nil && c.fn.globals[t.text]:
		if c.fn.locals != nil && c.fn.locals["nonlocal "+t.text] {
			c.emit(oStore, 0, t.text, t)
			return
		}
		c.emit(oGlobal, 0, t.text, t)
	default:
		c.emit(oLocal, 0, t.text, t)
	}
}

func (c *compiler) unpack(t *node, decl string) {
	star := -1
	for i, k := range t.kids {
		if k.kind == kSpread {
			star = i
		}
	}
	at := c.emit(oUnpack, len(t.kids), nil, t)
	c.code.instrs[at].b = star
	for _, k := range t.kids {
		c.store(k, decl)
	}
}

// pattern takes an object apart.
func (c *compiler) pattern(t *node, decl string) {
	var taken []value
	for i := 0; i < len(t.kids); i++ {
		k := t.kids[i]
		if k.kind == kSpread {
			c.emit(oDup, 0, nil, t)
			c.emit(oPattern, 0, newTuple(taken...), t)
			c.store(k.kids[0], decl)
			continue
		}
		c.emit(oDup, 0, nil, t)
		c.expr(k)
		c.emit(oIndex, 0, nil, t)
		if k.kind == kConst {
			taken = append(taken, k.val)
		}
		i++
		c.store(t.kids[i], decl)
	}
	c.emit(oPop, 0, nil, t)
}

// container is an array of PHP that is about to get an element: it is made
// where there is none yet.
func (c *compiler) container(t *node) {
	if t.kind != kName && t.kind != kIndex && t.kind != kAttr {
		c.expr(t)
		return
	}
	c.expr(phpQuiet(t))
	c.emit(oDup, 0, nil, t)
	c.emit(oConst, 0, nil, t)
	c.emit(oCompare, 0, "===", t)
	skip := c.emit(oJumpFalse, 0, nil, t)
	c.emit(oPop, 0, nil, t)
	c.emit(oDict, 0, nil, t)
	c.emit(oDup, 0, nil, t)
	c.store(t, "")
	c.patch(skip)
}
