package templates

import (
	"fmt"
	"strconv"

	"drydock/sim/scene"
)

// stepView is a step of the last build, at the build edge.
type stepView struct {
	DOM, Sign, Outcome, Title string
	X, Y                      float64
}

const stepPitch = 15

// laySteps places the steps of the last build beside the build edge; the first
// ones are left out where not all have room.
func laySteps(in box, b *scene.Build) []stepView {
	if b == nil || in.W == 0 {
		return nil
	}
	cols, rows := int(in.W/stepPitch), int(in.H/stepPitch)
	steps := b.Steps[max(0, len(b.Steps)-cols*rows):]
	list := make([]stepView, len(steps))
	for i, s := range steps {
		o := outcomeOf(s.Outcome)
		list[i] = stepView{DOM: scene.StepToken(b.ID, strconv.Itoa(s.Line)), Sign: o.sign, Outcome: o.outcome,
			Title: fmt.Sprintf("%s: %s\n%s", s.Text, o.word, s.Reason),
			X:     in.X + float64(i%cols)*stepPitch, Y: in.Y + float64(i/cols)*stepPitch}
	}
	return list
}

// stepsBox is the place that steps take.
func stepsBox(list []stepView) box {
	b := box{}
	for i, s := range list {
		if i == 0 {
			b = box{s.X, s.Y, 12, 12}
		}
		b.W, b.H = max(b.W, s.X+12-b.X), max(b.H, s.Y+12-b.Y)
	}
	return box{b.X - 3, b.Y - 3, max(b.W, 24) + 6, max(b.H, 24) + 6}
}
