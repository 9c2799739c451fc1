package script

import "strings"

// step does one instruction.
func (m *machine) step(f *frame, in instr) error {
	switch in.op {
	case oConst:
		f.push(in.v)
	case oLoad:
		v, err := m.load(f, in.v.(string))
		if err != nil {
			return err
		}
		f.push(v)
	case oStore:
		name := in.v.(string)
		if e, _, ok := f.env.find(name); ok {
			e.vars.put(name, f.pop())
			return nil
		}
		m.globals.vars.put(name, f.pop())
	case oLocal:
		f.fenv.vars.put(in.v, f.pop())
	case oDecl:
		f.env.vars.put(in.v, f.pop())
	case oGlobal:
		m.moduleOf(f).vars.put(in.v, f.pop())
	case oDelete:
		if e, _, ok := f.env.find(in.v.(string)); ok {
			e.vars.del(in.v)
			return nil
		}
		return m.nameError(in.v.(string))
	case oPop, oDrop:
		f.pop()
	case oDup:
		f.push(f.top())
	case oDup2:
		f.push(f.stack[len(f.stack)-2])
	case oSwap:
		n := len(f.stack)
		f.stack[n-1], f.stack[n-2] = f.stack[n-2], f.stack[n-1]
	case oRot3:
		n := len(f.stack)
		a, b, c := f.stack[n-3], f.stack[n-2], f.stack[n-1]
		f.stack[n-3], f.stack[n-2], f.stack[n-1] = c, a, b
	case oBin, oAug:
		n := len(f.stack)
		v, err := m.binary(in.v.(string), f.stack[n-2], f.stack[n-1], in.op == oAug)
		if err != nil {
			return err
		}
		f.stack = f.stack[:n-1]
		f.stack[n-2] = v
	case oUnary:
		v, err := m.unary(in.v.(string), f.pop())
		if err != nil {
			return err
		}
		f.push(v)
	case oNot:
		t, err := m.truth(f.pop())
		if err != nil {
			return err
		}
		f.push(!t)
	case oCompare:
		b, a := f.pop(), f.pop()
		v, err := m.compare(in.v.(string), a, b)
		if err != nil {
			return err
		}
		f.push(v)
	case oJump:
		f.pc = in.a
	case oJumpFalse, oJumpTrue, oFalseKeep, oTrueKeep:
		t, err := m.truth(f.top())
		if err != nil {
			return err
		}
		jump := t == (in.op == oJumpTrue || in.op == oTrueKeep)
		if in.op == oJumpFalse || in.op == oJumpTrue || !jump {
			f.pop()
		}
		if jump {
			f.pc = in.a
		}
	case oNullishKeep:
		if nullish(f.top()) {
			f.pop()
		} else {
			f.pc = in.a
		}
	case oNullJump:
		v := f.top()
		if b, ok := v.(*bound); ok {
			v = b.fn
		}
		if nullish(v) {
			f.pop()
			f.push(undefined{})
			f.pc = in.a
		}
	case oCall, oMethod, oCallEx, oNew:
		return m.callOp(f, in)
	case oBound:
		o := f.pop()
		v, err := m.attr(o, in.v.(string))
		if err == nil {
			v, err = m.force(v)
		}
		if err != nil {
			return err
		}
		if m.js() {
			if nullish(v) && in.a == 0 {
				return m.notFunction(f, in.v.(string))
			}
			v = &bound{o, v}
		}
		f.push(v)
	case oBoundIndex:
		i, o := f.pop(), f.pop()
		v, err := m.index(o, i)
		if err == nil {
			v, err = m.force(v)
		}
		if err != nil {
			return err
		}
		f.push(&bound{o, v})
	case oAttr:
		v, err := m.attr(f.pop(), in.v.(string))
		if err != nil {
			return err
		}
		if g, ok := v.(pending); ok {
			return m.call(g.fn, g.args(m))
		}
		f.push(v)
	case oSetAttr:
		o, v := f.pop(), f.pop()
		return m.setAttr(o, in.v.(string), v)
	case oDelAttr:
		return m.delAttr(f.pop(), in.v.(string))
	case oIndex:
		n := len(f.stack)
		v, err := m.index(f.stack[n-2], f.stack[n-1])
		if err == nil {
			v, err = m.force(v)
		}
		if err != nil {
			return err
		}
		f.stack = f.stack[:n-1]
		f.stack[n-2] = v
	case oSetIndex:
		i, o, v := f.pop(), f.pop(), f.pop()
		return m.setIndex(o, i, v)
	case oDelIndex:
		i, o := f.pop(), f.pop()
		return m.delIndex(o, i)
	case oSlice:
		c, b, a, o := f.pop(), f.pop(), f.pop(), f.pop()
		v, err := m.slice(o, a, b, c)
		if err != nil {
			return err
		}
		f.push(v)
	case oList:
		f.push(&list{items: f.take(in.a)})
		m.grown += 48 + 16*in.a
	case oTuple, oSet:
		return m.group(f, in)
	case oDict:
		f.push(newDict())
		m.grown += 64
	case oObject:
		if m.lang != javascript {
			f.push(newDict())
			return nil
		}
		f.push(&object{props: newDict()})
		m.grown += 96
	case oAppend:
		return m.appendTo(f, in)
	case oExtend:
		v := f.pop()
		all, err := m.spread(v)
		if err != nil {
			return err
		}
		l := f.top().(*list)
		l.items = append(l.items, all...)
		return m.grow(16 * len(all))
	case oPut:
		v, k := f.pop(), f.pop()
		return m.putOp(f.top(), k, v)
	case oMerge:
		return m.merge(f)
	case oGetter, oSetter:
		m.accessor(f, in)
	case oUnpack:
		return m.unpack(f, in)
	case oPattern:
		m.restOf(f, in)
	case oFunc:
		m.makeFunc(f, in)
	case oClass:
		return m.beginClass(f, in)
	case oEndClass:
		return m.endClass(f, in)
	case oIter:
		v, err := m.iter(f.pop())
		if err != nil {
			return err
		}
		f.push(v)
	case oIterKeys:
		v := f.pop()
		f.push(&cursor{over: &list{items: m.ownKeys(v)}})
	case oNext:
		return m.next(f, in)
	case oReturn:
		return m.leave(f, f.pop())
	case oRaise:
		return m.raiseOp(f, in)
	case oReraise:
		t, ok := f.pop().(*thrown)
		if !ok {
			return m.throw("RuntimeError", "No active exception to reraise")
		}
		return t
	case oTry:
		f.tries = append(f.tries, attempt{in.a, len(f.stack), f.env})
	case oEndTry:
		f.tries = f.tries[:len(f.tries)-1]
	case oScope:
		f.env = newEnv(f.env)
		m.grown += 80
	case oEndScope:
		f.env = f.env.up
	case oFreshScope:
		e := newEnv(f.env.up)
		f.env.vars.each(func(k, v value) { e.vars.put(k, v) })
		f.env = e
	case oYield:
		return m.yield(f)
	case oAwait:
		return m.await(f)
	case oFormat:
		parts := f.take(in.a)
		var b strings.Builder
		for _, p := range parts {
			s, err := m.str(p)
			if err != nil {
				return err
			}
			b.WriteString(s)
		}
		f.push(b.String())
		return m.grow(b.Len())
	case oPart:
		return m.part(f, in)
	case oImport:
		return m.importOp(f, in)
	case oImportName:
		return m.importName(f, in)
	case oImportAll:
		if o, ok := f.top().(*object); ok {
			o.props.each(func(k, v value) {
				if s := k.(string); !strings.HasPrefix(s, "_") {
					f.fenv.vars.put(k, v)
				}
			})
		}
	case oTypeof:
		var v value = undefined{}
		if in.a == 2 {
			_, v, _ = f.env.find(in.v.(string))
			if v == nil {
				v = m.modules.At("%global " + in.v.(string))
			}
			if in.v == "$this" && v == nil && !nullish(f.this) {
				v = f.this
			}
			f.push(v)
			return nil
		}
		if in.a == 1 {
			v, _ = m.load(f, in.v.(string))
			if v == nil {
				if _, _, ok := f.env.find(in.v.(string)); !ok {
					v = undefined{}
				}
			}
		} else {
			v = f.pop()
		}
		f.push(typeofJS(v))
	case oMatch:
		return m.match(f)
	case oCaught:
		f.push(f.pop().(*thrown).value)
	case oRef:
		e, v, ok := f.env.find(in.v.(string))
		if !ok {
			return m.nameError(in.v.(string))
		}
		if o, isObject := v.(*object); isObject && o.class != goMapClass && o.class != goChanClass {
			f.push(&ref{to: o})
			return nil
		}
		f.push(&ref{env: e, key: in.v.(string)})
	case oThis:
		f.push(f.this)
	case oSuper:
		return m.superOp(f, in.v.(string))
	case oRegex:
		t := in.v.(*list)
		v, err := m.regex(t.items[0].(string), t.items[1].(string))
		if err != nil {
			return err
		}
		f.push(v)
	case oEcho:
		return m.echo(f.pop())
	case oAssertFail:
		var msg []value
		if in.a == 1 {
			msg = []value{f.pop()}
		}
		return m.throwArgs("AssertionError", msg...)
	}
	return nil
}
