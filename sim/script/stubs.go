package script

func (m *machine) binaryPHP(op string, a, b value) (value, error) { return nil, nil }

func phpNumber(v value) value { return v }

func (m *machine) attrPHP(v value, name string) (value, error) { return nil, nil }

func (m *machine) indexPHP(o, i value) (value, error) { return nil, nil }

func (m *machine) setIndexPHP(o, i, v value) error { return nil }

func (m *machine) strPHP(v value) (string, error) { return "", nil }

func isSequence(d *dict) bool { return false }

func (m *machine) uncaughtPHP(t *thrown) {}
