package script

// kind is what a node of a program's tree is.
type kind int

// The nodes. Those of statements stand behind kBlock.
const (
	kNone kind = iota
	kConst
	kName
	kList  // kids: items, kSpread among them
	kTuple // the same
	kSet
	kDict   // kids: key, value, key, value; a kSpread stands alone
	kObject // the same, JavaScript's
	kSpread
	kBoth  // kids[0]: ** of a call, or a dict
	kKeyed // name=value in a call
	kBin
	kUnary
	kNot
	kAnd
	kOr
	kNullish
	kCompare // text: operators separated by blanks
	kCond
	kCall  // kids[0] is called
	kAttr  // text
	kMaybe // JavaScript's ?. around an attribute, index or call
	kIndex // kids: of, index
	kSlice // kids: from, to, step, kNone when left out
	kFunc  // fn
	kClass // text, kids: bases; body in fn
	kYield // kids: value or none
	kFrom  // yield from
	kAwait
	kNew
	kTypeof
	kFormat   // kids: parts; a part that is no kConst is formatted
	kPart     // kids: value, spec; text: conversion
	kComp     // text: list, set, dict, generator; kids: element(s), then kFor/kIf
	kSet1     // an assignment as expression: target, value; text: operator
	kUpdate   // ++ and --: text, kids: target; flag: prefix
	kRegex    // text, value: flags
	kThis     // JavaScript
	kSuper    // JavaScript
	kSequence // the comma of JavaScript
	kBlock
	kExpr
	kAssign // kids: targets, value last
	kAug    // text: operator; target, value
	kIf
	kWhile // test, body, else
	kDo
	kFor  // target, iterable, body, else; text: let, const, var or ""
	kForC // init, test, update, body
	kBreak
	kContinue
	kReturn
	kRaise // value, cause
	kTry   // body, handlers (kHandler)..., else, finally
	kHandler
	kWith // manager, target, body
	kGlobal
	kNonlocal
	kImport // text: module, as
	kImportFrom
	kDel
	kAssert
	kVar // text: let, const, var; kids: target, value
	kSwitch
	kCase
	kGroup // several declarations in one
	kRef   // Go: a pointer to the variable text
)

// node is a node of a program's tree.
type node struct {
	kind kind
	text string
	val  value
	kids []*node
	fn   *fnode
	flag bool
	pos  place
}

// place is where in its file something stands: columns count from 0, end is
// behind it; mark and markEnd are the operator that an error points at.
type place struct{ line, col, end, mark, markEnd int }

// fnode is a function's or class's own part of the tree.
type fnode struct {
	name, class          string
	params               []param
	body                 []*node
	arrow, async, yields bool
	locals               map[string]bool // Python: names that are its own
	globals              map[string]bool
	decorators           []*node
	method, static, get  bool
	set                  bool
	line                 int
}

// param is one parameter.
type param struct {
	name   string
	target *node // JavaScript: a pattern
	def    *node
	rest   bool   // *args, ...rest
	both   bool   // **kwargs
	only   bool   // by keyword only
	conv   string // Go: the kind of its type
}

// broken is an error in a program's text.
type broken struct {
	file, text string
	line, col  int
	plain      bool // it is ours: the text is right, but not simulated
}

func (b *broken) Error() string { return b.text }

// stopped, deferred, makes the error of a parser of what it panicked with.
func stopped(body *[]*node, err **broken) {
	switch r := recover().(type) {
	case nil:
	case *broken:
		*body, *err = nil, r
	default:
		panic(r)
	}
}
