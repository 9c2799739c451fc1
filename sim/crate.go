package sim

import (
	"io"

	"drydock/sim/image"
)

// CrateImages checks an archive of images from outside, as docker save writes
// it, and is the Input that brings them into a world. inflate unpacks layers
// that are not plain or gzip, nil for none. Errors: those of image.Crate.
func CrateImages(archive io.Reader, inflate func(io.Reader) (io.Reader, error)) (Input, error) {
	text, err := image.Crate(archive, inflate)
	return Input{Kind: Load, Text: text}, err
}

// Gunzip gives the bytes of a gzip stream, and all else as it is.
func Gunzip(in io.Reader) (io.Reader, error) { return image.Decompressed(in) }

// Resealed is an archive of images that was saved on the host, made fit for
// tools outside; ok is false for a text that is none. See ImageArchive.
func (w World) Resealed(archive string) (sealed string, ok bool) { return w.host.Resealed(archive) }

// ImageArchive is an image of the host as an archive for tools outside; name is
// what it is called there. Errors: not found. See engine.Host.ImageArchive.
func (w World) ImageArchive(ref string) (archive, name string, err error) {
	return w.host.ImageArchive(ref)
}
