package script

// ref is a pointer of a Go program: to a struct or boxed value (to), to a
// variable of a scope, or to a part of something.
type ref struct {
	to  *object
	env *env
	of  value
	key value
}

// Classes of the machine's own values.
var (
	goMapClass   = &class{name: "map", builtin: true, attrs: newDict()}
	goChanClass  = &class{name: "chan", builtin: true, attrs: newDict()}
	goBoxClass   = &class{name: "box", builtin: true, attrs: newDict()}
	goErrorClass = &class{name: "*errors.errorString", builtin: true, attrs: newDict(), methods: map[string]nativeFn{
		"Error":  func(m *machine, c *args) (value, error) { return goErrorPart(c, "msg"), nil },
		"Unwrap": func(m *machine, c *args) (value, error) { return goErrorPart(c, "wrapped"), nil },
	}}
)

func goErrorPart(c *args, name string) value {
	v := c.at(0)
	if r, ok := v.(*ref); ok {
		v = r.to
	}
	o, _ := v.(*object)
	return o.props.At(name)
}

// goPanic is a panic with a value.
func goPanic(v value) error { return &thrown{value: v} }

func (m *machine) goFault(text string) error {
	o := &object{class: goErrorClass, props: newDict()}
	o.props.put("msg", "runtime error: "+text)
	o.props.put("fault", true)
	return goPanic(o)
}

const goNilText = "invalid memory address or nil pointer dereference"

func goBare(v value) (value, *class) {
	if o, ok := v.(*object); ok && o.data != nil && o.class != nil && !o.class.builtin {
		return o.data, o.class
	}
	return v, nil
}

func goWrapped(v value, k *class) value {
	if k == nil {
		return v
	}
	return &object{class: k, props: newDict(), data: v}
}
