package engine

import (
	"path"
	"strings"

	"github.com/opencontainers/go-digest"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// The files of a registry are laid out as Docker's own lays them out. Source:
// distribution registry/storage/paths.go.

func (r remote) base() string { return r.root + "/docker/registry/v2" }

func (r remote) blobPath(d digest.Digest) string {
	hex := d.Encoded()
	return r.base() + "/blobs/" + string(d.Algorithm()) + "/" + hex[:2] + "/" + hex + "/data"
}

func (r remote) repoPath(repo string) string { return r.base() + "/repositories/" + repo }

func (r remote) layerLink(repo string, d digest.Digest) string {
	return r.repoPath(repo) + "/_layers/" + string(d.Algorithm()) + "/" + d.Encoded() + "/link"
}

func (r remote) revisionLink(repo string, d digest.Digest) string {
	return r.repoPath(repo) + "/_manifests/revisions/" + string(d.Algorithm()) + "/" + d.Encoded() + "/link"
}

func (r remote) tagPath(repo, tag string) string { return r.repoPath(repo) + "/_manifests/tags/" + tag }

// tagged is the digest a tag of a registry points to; a digest stands for
// itself if the repository has it.
func (h *Host) tagged(r remote, repo, tagOrDigest string) (digest.Digest, bool) {
	if d, err := digest.Parse(tagOrDigest); err == nil {
		_, err := h.lstat(r.machine, r.revisionLink(repo, d), 0)
		return d, err == nil
	}
	n, err := h.lstat(r.machine, r.tagPath(repo, tagOrDigest)+"/current/link", 0)
	if err != nil {
		return "", false
	}
	d, err := digest.Parse(strings.TrimSpace(n.Data))
	return d, err == nil
}

// remoteImage puts an image together from what a registry holds. found is
// false when it has no such tag or digest; why is what is wrong with its blobs.
func (h *Host) remoteImage(r remote, repo, tagOrDigest string) (img image.Image, found bool, why error) {
	if shelf, ok := h.shelf(r); ok {
		img, found = shelf.Image(repo, tagOrDigest)
		return img, found, nil
	}
	d, ok := h.tagged(r, repo, tagOrDigest)
	if r.root == "" || !ok {
		return img, false, nil
	}
	img, why = image.Read(d, h.known(), func(d digest.Digest) (string, bool) {
		n, err := h.lstat(r.machine, r.blobPath(d), 0)
		return n.Data, err == nil
	})
	return img, true, why
}

// remoteTags are the tags of a repository, sorted.
func (h *Host) remoteTags(r remote, repo string) (tags []string) {
	if shelf, ok := h.shelf(r); ok {
		return shelf.Tags(repo)
	}
	if r.root == "" {
		return nil
	}
	for _, e := range h.list(r.machine, r.repoPath(repo)+"/_manifests/tags", 0) {
		tags = append(tags, e.Name)
	}
	return tags
}

// remoteHolds tells whether a repository of a registry has a blob.
func (h *Host) remoteHolds(r remote, repo string, d digest.Digest) bool {
	if shelf, ok := h.shelf(r); ok {
		return shelf.HoldsIn(repo, d)
	}
	for _, p := range []string{r.layerLink(repo, d), r.revisionLink(repo, d)} {
		if _, err := h.lstat(r.machine, p, 0); err == nil {
			return true
		}
	}
	return false
}

// remotePut stores an image under a tag. Errors: those of the file system.
func (h *Host) remotePut(r remote, repo, tag string, img image.Image) error {
	switch {
	case r.hub:
		h.registry = h.registry.Push(repo, tag, img)
		return nil
	case r.shared:
		h.shared = h.shared.Push(repo, tag, img)
		return nil
	}
	for _, b := range img.Blobs() {
		if _, err := h.lstat(r.machine, r.blobPath(b.Digest), 0); err != nil {
			if err := h.putFile(r.machine, r.blobPath(b.Digest), b.Data, b.Size); err != nil {
				return err
			}
		}
		link := r.layerLink(repo, b.Digest)
		if strings.Contains(b.MediaType, "manifest") || strings.Contains(b.MediaType, "index") {
			link = r.revisionLink(repo, b.Digest)
		}
		if err := h.putFile(r.machine, link, b.Digest.String(), 0); err != nil {
			return err
		}
	}
	id := img.ID
	at := r.tagPath(repo, tag)
	if err := h.putFile(r.machine, at+"/index/"+string(id.Algorithm())+"/"+id.Encoded()+"/link", id.String(), 0); err != nil {
		return err
	}
	return h.putFile(r.machine, at+"/current/link", id.String(), 0)
}

// putFile writes a file on a machine and makes the directories above it. Of a
// file that is larger than data the rest is not stored.
func (h *Host) putFile(machine, p, data string, size int64) error {
	if err := h.store(len(data)); err != nil {
		return err
	}
	return h.change(machine, p, func(t vfs.Tree, within string) (vfs.Tree, error) {
		t, err := t.MkdirAll(path.Dir(within), vfs.Dir(0o755, h.now))
		if err != nil {
			return t, err
		}
		n := vfs.File(0o644, data, h.now)
		n.Size = max(n.Size, size)
		return t.Put(within, n)
	})
}
