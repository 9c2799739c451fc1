package engine

import (
	"slices"
	"strings"

	"github.com/distribution/reference"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/image"
)

// Push is an image on its way to a registry. The registry has nothing of it
// until ImagePushed.
type Push struct {
	Reference       string // localhost:5000/web:1.0
	Repository, Tag string // web, 1.0
	Descriptor      ocispec.Descriptor
	Blobs           []PushBlob
	// Refused is why the registry takes none of it, nil if it does.
	Refused *Error

	image image.Image
	to    remote
}

// PushBlob is one blob of a Push.
type PushBlob struct {
	Digest digest.Digest
	Size   int64  // bytes to send, 0 for what is there
	Status string // Pushed, Layer already exists, Mounted from web
}

// ImagePush looks at what pushing a name would send; it changes nothing.
// Errors: invalid argument for what is no reference; not found when no image
// here has the name. Source: moby daemon/containerd/image_push.go.
func (h Host) ImagePush(ref string, who Credentials) (Push, error) {
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil {
		return Push{}, refuse(InvalidArg, Object{Type: "host"}, "%s", err)
	}
	named = reference.TagNameOnly(named)
	p := Push{Reference: named.String(), Repository: reference.Path(named)}
	if t, ok := named.(reference.Tagged); ok {
		p.Tag = t.Tag()
	}
	id, ok := h.tags.Get(p.Reference)
	if !ok {
		return p, refuse(NotFound, Object{Type: "host"}, "tag does not exist: %s", reference.FamiliarString(named)).
			because("push sends an image that is here under just this name")
	}
	p.image = h.images.At(id)
	p.Descriptor = p.image.Descriptor()
	domain := reference.Domain(named)
	to, why := h.reach(domain)
	p.to = to
	for _, b := range pushed(p.image) {
		p.Blobs = append(p.Blobs, PushBlob{Digest: b.digest, Size: b.size, Status: h.pushStatus(to, p.Repository, b, why != "" || !to.knows(who))})
	}
	p.Refused = h.pushRefusal(p, domain, why, who)
	return p, nil
}

// ImagePushTags are the names of a repository that are here, for --all-tags.
// Errors: not found when there are none.
func (h Host) ImagePushTags(ref string) ([]string, error) {
	names := h.repositoryNames(ref)
	if len(names) == 0 {
		return nil, refuse(NotFound, Object{Type: "host"}, "tag does not exist: %s", Familiar(ref))
	}
	return names, nil
}

// pushPart is a blob a push tells of: layers and configurations.
type pushPart struct {
	digest digest.Digest
	size   int64
	layer  bool
}

func pushed(img image.Image) (list []pushPart) {
	seen := map[digest.Digest]bool{}
	for _, l := range img.Layers {
		if !seen[l.Digest] {
			list = append(list, pushPart{l.Digest, l.Compressed, true})
		}
		seen[l.Digest] = true
	}
	list = append(list, pushPart{digest: img.Config, size: img.Documents})
	if img.Attestation != "" {
		list = append(list, pushPart{digest: img.Attestation, size: 2})
	}
	return list
}

func (h *Host) pushStatus(to remote, repo string, b pushPart, closed bool) string {
	switch {
	case closed:
		return "Waiting"
	case h.remoteHolds(to, repo, b.digest) && b.layer:
		return "Layer already exists"
	case h.remoteHolds(to, repo, b.digest):
		return "Already exists"
	}
	if from := mountable(h.sources.At(to.domain+" "+string(b.digest)), repo); from != "" && h.remoteHolds(to, from, b.digest) {
		return "Mounted from " + from
	}
	return "Pushed"
}

// mountable chooses the repository to mount a blob from: the last of those
// that begin most like the one it goes to. Source: containerd
// core/remotes/docker/handler.go, selectRepositoryMountCandidate.
func mountable(from []string, to string) (best string) {
	most := 0
	for _, repo := range from {
		if repo == to {
			continue
		}
		n := 0
		a, b := strings.Split(repo, "/"), strings.Split(to, "/")
		for n < len(a) && n < len(b) && a[n] == b[n] {
			n++
		}
		if n >= most {
			best, most = repo, n
		}
	}
	return best
}

func (h *Host) pushRefusal(p Push, domain, why string, who Credentials) *Error {
	obj := Object{Type: "registry"}
	first := p.Blobs[len(p.Blobs)-1].Digest
	switch {
	case why != "":
		return refuse(System, obj, "failed to do request: Head \"https://%s/v2/%s/blobs/%s\": %s", domain, p.Repository, first, why).
			because("nobody answers at %s as a registry", domain)
	case domain == hubDomain && (!who.valid() || !strings.HasPrefix(p.Repository, who.Username+"/")):
		return refuse(Unauthorized, obj, "push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed").
			because("on Docker Hub you may push to repositories of your own: NAME/…, after docker login")
	case !p.to.hub && !p.to.shared && p.to.root == "":
		return refuse(System, obj, "unexpected status from POST request to http://%s/v2/%s/blobs/uploads/: 404 Not Found", domain, p.Repository).
			because("what listens there is no registry")
	case p.to.locked && who == (Credentials{}):
		return refuse(Unauthorized, obj, "push %s", noCredentials).because("the registry wants to know who you are: docker login %s", domain)
	case !p.to.knows(who):
		return refuse(Unauthorized, obj, "unexpected status from HEAD request to http://%s/v2/%s/blobs/%s: 401 Unauthorized", domain, p.Repository, first).
			because("the registry's file of users has no such name and password")
	case p.to.shared:
		return h.shareRefusal(p)
	}
	return nil
}

// ImagePushed gives the registry the image of a push that was not refused.
// Errors: system when the registry's disk is full or read-only.
func (h Host) ImagePushed(p Push) (Host, error) {
	n := h
	if err := n.remotePut(p.to, p.Repository, p.Tag, p.image); err != nil {
		return h, refuse(System, Object{Type: "registry"}, "unexpected status from PUT request to http://%s/v2/%s/manifests/%s: 500 Internal Server Error",
			p.to.domain, p.Repository, p.Tag).because("%s", err)
	}
	n.source(p.to.domain, p.Repository, p.image)
	n.emit(Event{Type: "image", Action: "push", ID: Familiar(p.Reference), Reason: "the registry has its blobs and a tag that points to them"}, "name", repository(p.Reference))
	return n, nil
}

// source remembers that a repository has the blobs of an image.
func (h *Host) source(domain, repo string, img image.Image) {
	for _, b := range pushed(img) {
		key := domain + " " + string(b.digest)
		if list := h.sources.At(key); !slices.Contains(list, repo) {
			list = append(slices.Clone(list), repo)
			slices.Sort(list)
			h.sources = h.sources.Set(key, list)
		}
	}
}

// ImagePushAs pushes an image that has no name here, as a builder does with a
// cache. Errors: those a push is refused with.
func (h Host) ImagePushAs(img image.Image, ref string, who Credentials) (Host, error) {
	n := h
	was, had := n.tags.Get(ref)
	kept := n.images.Has(string(img.ID))
	n.images, n.tags = n.images.Set(string(img.ID), img), n.tags.Set(ref, string(img.ID))
	p, err := n.ImagePush(ref, who)
	if err == nil && p.Refused != nil {
		err = p.Refused
	}
	if err == nil {
		n, err = n.ImagePushed(p)
	}
	if err != nil {
		return h, err
	}
	if n.tags = n.tags.Delete(ref); had {
		n.tags = n.tags.Set(ref, was)
	}
	if !kept {
		n.images = n.images.Delete(string(img.ID))
	}
	return n, nil
}
