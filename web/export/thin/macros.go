package thin

// fewest are how often two tokens have to be beside each other to be worth one.
const fewest = 8

// macros has the tokens that stand beside each other most often be one token,
// as long as there are any left.
func (m *maker) macros() {
	list := m.streams[tokens]
	for token := firstFree; token < 256; token++ {
		if token == opMore {
			continue
		}
		m.pair(&list, token)
	}
	var used [256]bool
	for _, t := range list {
		used[t] = true
	}
	for _, mac := range m.Macros {
		used[mac[1]], used[mac[2]] = true, true
	}
	for token := range firstFree { // those of instructions that Go never writes
		if !used[token] {
			m.pair(&list, token)
		}
	}
	m.streams[tokens] = list
}

// pair gives a token to the two that are beside each other most often.
func (m *maker) pair(list *[]byte, token int) {
	counts := make([]int, 1<<16)
	old := *list
	for i := 1; i < len(old); i++ {
		two := int(old[i-1])<<8 | int(old[i])
		counts[two]++
		if i+1 < len(old) && old[i-1] == old[i] && old[i] == old[i+1] {
			i++
		}
	}
	most := 0
	for two, n := range counts {
		if n > counts[most] {
			most = two
		}
	}
	if counts[most] < fewest {
		return
	}
	a, b := byte(most>>8), byte(most)
	out := old[:0]
	for i := 0; i < len(old); i++ {
		if i+1 < len(old) && old[i] == a && old[i+1] == b {
			out = append(out, byte(token))
			i++
			continue
		}
		out = append(out, old[i])
	}
	*list = out
	m.Macros = append(m.Macros, [3]int{token, int(a), int(b)})
}
