package build

// Counted are how many steps a build has shown, and how many of them were in
// the cache.
func (b Build) Counted() (steps, cached int) {
	for _, s := range b.steps {
		if s.name == "" {
			continue
		}
		if steps++; s.cached {
			cached++
		}
	}
	return steps, cached
}
