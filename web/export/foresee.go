package export

import (
	"encoding/json"
	"net/url"

	"drydock/sim/lesson"
	"drydock/web"
)

// foreseen is a line and the answer to it, when it is typed in its turn.
type foreseen struct {
	Line string `json:"line"`
	HTML string `json:"html"`
}

// mostForeseen is how many answers a page takes along.
const mostForeseen = 6

// foresee writes down the answers to the first lines that a lab's page has to
// type, and returns where.
func (m *maker) foresee(lab web.Lab, l *lesson.Lesson) (string, error) {
	var list []foreseen
	for _, line := range firstLines(l) {
		form := url.Values{"kind": {"line"}, "text": {line}}
		html, err := m.ask("POST", "/labs/"+lab.ID+"/inputs", form.Encode())
		if err != nil {
			return "", err
		}
		list = append(list, foreseen{line, string(html)})
	}
	if len(list) == 0 {
		return "", nil
	}
	text, err := json.Marshal(list)
	return m.add("answers-"+lab.Lesson+".json", text), err
}

// firstLines are the lines that are there to be typed, up to the first that is
// no line but a key or time.
func firstLines(l *lesson.Lesson) (list []string) {
	if l == nil {
		return []string{"docker run hello-world", "docker ps -a"}
	}
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			if b.Run == nil {
				continue
			}
			for _, line := range b.Run.Lines {
				if len(list) == mostForeseen || len(line) == 0 || line[0] == '^' || line[0] == '@' {
					return list
				}
				list = append(list, line)
			}
		}
	}
	return list
}
