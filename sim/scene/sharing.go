package scene

import (
	"slices"

	"drydock/sim/engine"
)

// Sharing is which images have which layers: each layer once.
type Sharing struct {
	Layers []SharedLayer `json:"layers"` // base layers first
	Images []SharedImage `json:"images"` // in the order in which they were made
	// Alone is the bytes the images would take if each kept its own copies,
	// Kept what they take.
	Alone     int64  `json:"alone"`
	Kept      int64  `json:"kept"`
	AloneText string `json:"aloneText"`
	KeptText  string `json:"keptText"`
}

// SharedLayer is a layer with the images that have it, by their place in the list.
type SharedLayer struct {
	Layer
	Images []int `json:"images"`
}

// SharedImage is an image with its layers, by their place in the list.
type SharedImage struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Ref      string `json:"ref"` // what finds it again
	SizeText string `json:"sizeText"`
	Layers   []int  `json:"layers"`
}

// DrawSharing tells of all images of a host.
func DrawSharing(h engine.Host) Sharing {
	var s Sharing
	at := map[string]int{}
	for i, img := range drawImages(h) {
		d := SharedImage{ID: img.ID, Name: img.Name, Ref: refOf(img), SizeText: img.SizeText}
		for _, l := range img.Layers {
			s.Alone += l.Size
			n, known := at[l.Digest]
			if !known {
				n = len(s.Layers)
				at[l.Digest] = n
				l.CreatedBy = instruction(l.CreatedBy)
				s.Layers = append(s.Layers, SharedLayer{Layer: l})
				s.Kept += l.Size
			}
			if !slices.Contains(d.Layers, n) {
				d.Layers = append(d.Layers, n)
				s.Layers[n].Images = append(s.Layers[n].Images, i)
			}
		}
		s.Images = append(s.Images, d)
	}
	s.AloneText, s.KeptText = sizeText(s.Alone), sizeText(s.Kept)
	return s
}

// refOf is a name that finds an image again.
func refOf(i Image) string {
	if len(i.Names) > 0 {
		return i.Name
	}
	return shortID(i.ID)
}
