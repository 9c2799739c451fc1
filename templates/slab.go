package templates

import (
	"fmt"
	"math"

	"drydock/sim/scene"
)

// slab is a layer as it is drawn: height by the logarithm of its size, colour
// by its digest.
type slab struct {
	Box   box
	Fill  string
	Layer scene.Layer
	Title string
}

// slabHeight is the height of a layer of so many bytes before a stack is made
// to fit.
func slabHeight(size int64) float64 { return 4 + 4.2*math.Log10(1+float64(size)/1e5) }

func stackHeight(layers []scene.Layer) float64 {
	var sum float64
	for _, l := range layers {
		sum += slabHeight(l.Size) + 1
	}
	return sum
}

// stackScale makes the tallest of several stacks fit, and the others by as
// much, so that a layer is as tall wherever it stands in a zone. No slab grows
// by more than grow.
func stackScale(stacks [][]scene.Layer, height, grow float64) float64 {
	scale := grow
	for _, layers := range stacks {
		if h := stackHeight(layers); h*scale > height {
			scale = height / h
		}
	}
	return scale
}

// layStack piles layers upward from the foot of b.
func layStack(layers []scene.Layer, b box, scale float64) []slab {
	slabs := make([]slab, len(layers))
	y := b.bottom()
	for i, l := range layers {
		h := (slabHeight(l.Size) + 1) * scale
		y -= h
		slabs[i] = slab{box{b.X, round(y), b.W, round(max(h-1, 0.8*h))}, slabFill(l.Hue), l, layerTitle(l)}
	}
	return slabs
}

func layerTitle(l scene.Layer) string {
	s := fmt.Sprintf("Layer %s, %s", l.Short, l.SizeText)
	if l.SharedBy > 1 {
		s += fmt.Sprintf(", shared by %d images and kept once", l.SharedBy)
	}
	if l.CreatedBy != "" {
		s += "\n" + l.CreatedBy
	}
	return s
}

func round(f float64) float64 { return math.Round(f*10) / 10 }

// slabTones are the two luminances of slabs: both stand out from a light and
// from a dark ground at more than 3:1.
var slabTones = [2]float64{0.15, 0.245}

// slabFills are the colours of the hues 0-359. Neighbouring hues look alike, so
// there are 15 of them in two tones: what is not the same layer rarely looks so.
var slabFills = func() (fills [360]string) {
	for hue := range fills {
		fills[hue] = slabFillOf(float64(hue/24*24), slabTones[hue%2])
	}
	return fills
}()

func slabFill(hue int) string { return slabFills[(hue%360+360)%360] }

// slabFillOf finds the lightness that gives a hue its luminance.
func slabFillOf(hue, tone float64) string {
	low, high := 0.0, 1.0
	for range 20 {
		mid := (low + high) / 2
		if luminance(hslToRGB(hue, 0.5, mid)) < tone {
			low = mid
		} else {
			high = mid
		}
	}
	c := hslToRGB(hue, 0.5, low)
	return fmt.Sprintf("#%02x%02x%02x", int(c[0]*255+.5), int(c[1]*255+.5), int(c[2]*255+.5))
}

// hslToRGB: hue in degrees, the rest in 0-1. Source: CSS Color 4, section 7.
func hslToRGB(hue, saturation, light float64) [3]float64 {
	f := func(n float64) float64 {
		k := math.Mod(n+hue/30, 12)
		return light - saturation*min(light, 1-light)*max(-1, min(k-3, 9-k, 1))
	}
	return [3]float64{f(0), f(8), f(4)}
}

// luminance of a colour in 0-1. Source: WCAG 2.2, relative luminance.
func luminance(c [3]float64) float64 {
	f := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*f(c[0]) + 0.7152*f(c[1]) + 0.0722*f(c[2])
}
