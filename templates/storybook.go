package templates

import "github.com/a-h/templ"

// Shelf is a component with its stories.
type Shelf struct {
	Part    string
	Stories []StoryLink
}

// StoryLink names a story and says what it shows.
type StoryLink struct{ Name, Shows string }

// Storybook is the list of all stories.
func Storybook(shelves []Shelf) templ.Component { return storybook(shelves) }

// parts are the components of the page that stories show, by their names.
var parts = map[string]func(View) templ.Component{
	"stage": stageView, "terminal": terminal, "inspector": inspector, "timeline": timeline, "lesson": lessonPane,
	"motion": func(View) templ.Component { return motionControls() },
}

// Story is one component of a page by itself: stage, terminal, inspector,
// timeline, lesson, motion, or page for all of it.
func Story(v View, part, shows string) templ.Component {
	v.known = v.names()
	component, ok := parts[part]
	if !ok {
		return inPlace(v, page(v))
	}
	return inPlace(v, storyPage(v, part, shows, component(v)))
}
