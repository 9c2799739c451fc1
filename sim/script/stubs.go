package script

import "regexp"

var _ = regexp.MustCompile
var errorsJS = map[string]*class{"Error": {name: "Error", builtin: true}}

func makeTypesJS() map[string]*class                                 { return nil }
func makeFunctionsJS() map[string]nativeFn                           { return nil }
func modulesJS() map[string]func(m *machine) *object                 { return nil }
func (m *machine) errorJS(class, text string) value                  { return text }
func (m *machine) binaryJS(op string, a, b value) (value, error)     { return nil, nil }
func (m *machine) binaryPHP(op string, a, b value) (value, error)    { return nil, nil }
func (m *machine) toNumber(v value) (float64, error)                 { return 0, nil }
func toInt32(f float64) int32                                        { return 0 }
func phpNumber(v value) value                                        { return v }
func (m *machine) compareLoose(op string, a, b value) (value, error) { return nil, nil }
func (m *machine) attrJS(v value, name string) (value, error)        { return nil, nil }
func (m *machine) attrPHP(v value, name string) (value, error)       { return nil, nil }
func (m *machine) setJS(o *object, name string, v value) error       { return nil }
func (m *machine) setOther(o value, name string, v value) error      { return nil }
func (m *machine) indexJS(o, i value) (value, error)                 { return nil, nil }
func (m *machine) indexPHP(o, i value) (value, error)                { return nil, nil }
func (m *machine) setIndexJS(o, i, v value) error                    { return nil }
func (m *machine) setIndexPHP(o, i, v value) error                   { return nil }
func (m *machine) inspect(v value) string                            { return "" }
func (m *machine) key(v value) value                                 { return v }
func (m *machine) ownKeys(v value) []value                           { return nil }
func typeofJS(v value) string                                        { return "" }
func (m *machine) regex(p, f string) (value, error)                  { return nil, nil }
func (m *machine) builtinJS(name string) (value, bool)               { return nil, false }
func (m *machine) spreadJS(o *object) ([]value, error)               { return nil, nil }
func (m *machine) strJS(v value) (string, error)                     { return "", nil }
func (m *machine) strPHP(v value) (string, error)                    { return "", nil }
func numberJS(f float64) string                                      { return "" }
func isSequence(d *dict) bool                                        { return false }
func (m *machine) importJS(f *frame, name string) error              { return nil }
func (m *machine) runSourceJS(file, text, dir string)                {}
func (m *machine) answerJS(s session) error                          { return nil }
func (m *machine) finishedJS() error                                 { return exit{0} }
func (m *machine) uncaughtJS(t *thrown)                              {}
func (m *machine) uncaughtPHP(t *thrown)                             {}
func (m *machine) poll() (bool, error)                               { return false, nil }
