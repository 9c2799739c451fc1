package script

// sortJS is a stable merge sort; by is a function or nothing.
func (m *machine) sortJS(items []value, by value) error {
	if len(items) < 2 {
		return nil
	}
	mid := len(items) / 2
	left, right := append([]value(nil), items[:mid]...), append([]value(nil), items[mid:]...)
	if err := errOr(m.sortJS(left, by), m.sortJS(right, by)); err != nil {
		return err
	}
	for i := range items {
		if len(left) == 0 || len(right) == 0 {
			copy(items[i:], append(left, right...))
			return nil
		}
		later, err := m.laterJS(left[0], right[0], by)
		if err != nil {
			return err
		}
		if later {
			items[i], right = right[0], right[1:]
		} else {
			items[i], left = left[0], left[1:]
		}
		m.used++
	}
	return nil
}

func (m *machine) laterJS(a, b, by value) (bool, error) {
	if callable(by) {
		r, err := m.invoke(by, a, b)
		if err != nil {
			return false, err
		}
		f, err := m.toNumber(r)
		return f > 0, err
	}
	x, err := m.strJS(a)
	if err != nil {
		return false, err
	}
	y, err := m.strJS(b)
	return x > y, err
}
